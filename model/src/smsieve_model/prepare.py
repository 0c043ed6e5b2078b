"""Builds train.jsonl, dev.jsonl and test.jsonl from data/ and from public sets that the user downloaded.

Public sets are not shipped. What each is, and whom to cite:

  uci       SMS Spam Collection (Almeida, Gómez Hidalgo, Yamakami 2011, UCI Machine Learning Repository):
            the tab-separated file SMSSpamCollection
  mendeley  SMS Phishing Dataset for Machine Learning and Pattern Recognition (Mishra, Soni 2022, Mendeley Data):
            a CSV with the columns LABEL (ham, spam, smishing) and TEXT
  smishx    the relabelled smishing set published with SmishX: a CSV with columns like LABEL and TEXT
  nus       the NUS SMS Corpus (Chen, Kan 2013), all ham: a CSV with a column TEXT, or JSONL
  NAME      anything else: JSONL with text and spam, optionally political and kind
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from smsieve_model.data import (
    HANDCRAFTED,
    SPLITS,
    Row,
    duplicate_key,
    own_files,
    read_objects,
    read_rows,
    split_of,
    write_rows,
)
from smsieve_model.errors import InputError

_SPAM = {"ham": False, "spam": True, "smishing": True, "0": False, "1": True, "legitimate": False}


def own_rows(folder: Path) -> Iterator[tuple[str, Row]]:
    """Split and row of all our own files; the source is own-PART, or own-synthetic where there is no part."""
    files = own_files(folder)
    if not files:
        raise InputError(f"{folder}: expected our own *.jsonl files (data/ in the project), found none")
    for path in files:
        rows = read_rows(path)
        for row, (number, raw) in zip(rows, read_objects(path), strict=True):
            if raw.get("split") not in SPLITS:
                found = raw.get("split")
                raise InputError(f"{path}, line {number}: expected split to be one of {SPLITS}, found {found}")
            source = f"own-{raw.get('part', 'synthetic')}"
            yield raw["split"], Row(row.text, row.spam, row.political, source, row.kind)


def _label(path: Path, number: int, value: str) -> bool:
    try:
        return _SPAM[value.strip().lower()]
    except KeyError:
        raise InputError(f"{path}, line {number}: expected a label of {sorted(_SPAM)}, found '{value}'") from None


def _csv(path: Path, name: str) -> Iterator[Row]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        reader = csv.DictReader(file)
        columns = {c.strip().lower(): c for c in reader.fieldnames or []}
        text = columns.get("text") or columns.get("message")
        label = columns.get("label")
        if text is None or (label is None and name != "nus"):
            raise InputError(f"{path}: expected the columns TEXT and LABEL, found {reader.fieldnames}")
        for number, row in enumerate(reader, 2):
            yield Row(row[text], _label(path, number, row[label]) if label else False, None, name, "")


def _tabs(path: Path, name: str) -> Iterator[Row]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        label, tab, text = line.partition("\t")
        if not tab:
            raise InputError(f"{path}, line {number}: expected label, tab, text; found no tab")
        yield Row(text, _label(path, number, label), None, name, "")


def public_rows(name: str, path: Path) -> Iterator[Row]:
    """Rows of a public file as its publisher gives it."""
    if not path.is_file():
        raise InputError(f"{path}: expected the file of '{name}', found none; see smsieve-model prepare --help")
    if path.suffix.lower() == ".csv":
        return _csv(path, name)
    if path.suffix.lower() in (".jsonl", ".json"):
        return iter(read_rows(path, name))
    return _tabs(path, name)


def build(args: argparse.Namespace) -> dict[str, list[Row]]:
    """Rows by split; a text is kept once, where it was met first: prepared, own, public; a handcrafted one never."""
    out: dict[str, list[Row]] = {s: [] for s in SPLITS}
    handcrafted = args.own / HANDCRAFTED
    seen = {duplicate_key(row.text) for row in read_rows(handcrafted)} if handcrafted.is_file() else set()

    def add(split: str, row: Row) -> None:
        key = duplicate_key(row.text)
        if row.text.strip() and key not in seen:
            seen.add(key)
            out[split].append(row)

    if args.prepared:
        for split in reversed(SPLITS):  # test and dev first: what they hold must not be trained on
            for row in read_rows(args.prepared / f"{split}.jsonl"):
                add(split, row)
    for split, row in own_rows(args.own):
        add(split, row)
    for pair in args.public:
        name, _, path = pair.partition("=")
        for row in public_rows(name, Path(path)):
            add(split_of(row.text), row)
    return out


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the prepare command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--own", type=Path, default=Path("../data"), help="folder of our own rows (default ../data)")
    p.add_argument("--public", nargs="*", default=[], metavar="NAME=FILE", help="public sets, see above")
    p.add_argument("--prepared", type=Path, help="folder with train.jsonl, dev.jsonl and test.jsonl to start from")
    p.add_argument("--out", type=Path, required=True, help="folder to write train.jsonl, dev.jsonl, test.jsonl to")


def main(args: argparse.Namespace) -> int:
    """The prepare command."""
    splits = build(args)
    args.out.mkdir(parents=True, exist_ok=True)
    for split, rows in splits.items():
        write_rows(args.out / f"{split}.jsonl", (r.as_json() for r in rows))
        counts = Counter(r.source for r in rows)
        spam = sum(r.spam for r in rows)
        print(f"{split}: {len(rows)} rows, {spam} spam; " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
    return 0
