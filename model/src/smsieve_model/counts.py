"""Counts labelled rows: by file and split, and by group of kinds, as Markdown tables for data/README.md."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from smsieve_model.data import SPLITS, own_files, read_objects, read_rows
from smsieve_model.errors import InputError
from smsieve_model.kinds import group_of
from smsieve_model.scripts import script_of


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the counts command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--data", type=Path, nargs="*", help="JSONL (default: ../data/*.jsonl but handcrafted.jsonl)")
    p.add_argument("--write", type=Path, help="Markdown file whose marked tables are replaced")


BEGIN, END = "<!-- counts: written by smsieve-model counts --write -->", "<!-- end of counts -->"


def put(path: Path, text: str) -> None:
    """Puts the tables between the two marks of a Markdown file."""
    content = path.read_text(encoding="utf-8")
    before, begin, rest = content.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InputError(f"{path}: expected the lines '{BEGIN}' and '{END}', found none; add them")
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def table(title: str, columns: list[str], rows: dict[str, list[int]]) -> list[str]:
    """A Markdown table with a sum as its last row."""
    total = [sum(values) for values in zip(*rows.values(), strict=True)]
    lines = [[title, *columns], ["---", *["---:"] * len(columns)]]
    lines += [[name, *(f"{v:,}" for v in values)] for name, values in {**rows, "all": total}.items()]
    return ["| " + " | ".join(line) + " |" for line in lines]


def main(args: argparse.Namespace) -> int:
    """The counts command."""
    text = counted(args)
    if args.write:
        put(args.write, text)
        print(f"{args.write}: written")
    else:
        print(text)
    return 0


def counted(args: argparse.Namespace) -> str:
    """The tables."""
    paths = args.data or own_files(Path("../data"))
    if not paths:
        raise InputError("../data: expected our own *.jsonl files, found none; name files with --data")
    files: dict[str, list[int]] = {}
    both: Counter[tuple[str, str]] = Counter()
    for path in paths:
        rows = read_rows(path)
        splits = Counter(str(raw.get("split", "none")) for _, raw in read_objects(path))
        spam, political = sum(r.spam for r in rows), sum(bool(r.political) for r in rows)
        files[f"`{path.name}`"] = [len(rows), spam, political, *(splits[s] for s in SPLITS)]
        for r in rows:
            side = "spam" if r.spam else "ham"
            both[group_of(r.kind), side] += 1
            both[f"script {script_of(r.text)}", side] += 1
    out = table("file", ["rows", "spam", "political", *SPLITS], files)
    for title, is_script in (("group of kinds", False), ("script", True)):
        names = [n for n in {name: 0 for name, _ in both} if n.startswith("script ") == is_script]
        names.sort(key=lambda n: -(both[n, "spam"] + both[n, "ham"]))
        rows_of = {n.removeprefix("script "): [both[n, "spam"] + both[n, "ham"], both[n, "spam"], both[n, "ham"]]
                   for n in names}  # fmt: skip
        out += ["", *table(title, ["rows", "spam", "ham"], rows_of)]
    return "\n".join(out)
