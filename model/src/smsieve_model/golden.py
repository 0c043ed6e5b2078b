"""Writes golden.jsonl into a bundle: texts with their outcome, ids, tokens, and the probabilities of every profile.

Who implements the contract anew, or moves to another ONNX Runtime, compares with it; verify and the application's tests
do. The texts are rows of one split of the given files, evenly spread, and a few that are blank, long, or odd. Choose
files whose rows may be published with the bundle.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from smsieve_model.bundle import GOLDEN, SCORED, Bundle
from smsieve_model.data import own_files, read_objects, read_rows
from smsieve_model.errors import InputError
from smsieve_model.generate import generated

# How far a probability may be from the golden one. Integers are exact, but what they are rounded from is not: another
# processor's kernels can round an activation to the next byte. The fp16 graph runs in fp32 where there is no GPU.
_MOST = 20_000  # a limit above it is not tried: the file is to stay small
TOLERANCE = {"fp32": 1e-4, "int8": 0.05, "fp16": 0.01}


def special(too_long: int) -> list[str]:
    """Texts at the edges of the contract."""
    return [
        "", " \t\r\n", "\u200b\u00ad", "a", "\ud83d lone", "[CLS] [SEP] [PAD] [MASK] [UNK]",
        "p\u0430yp\u0430l \uff26\uff32\uff25\uff25", "word " * 2000, "x" * 5000, "x" * too_long,
    ] + [generated(7, n) for n in range(30)]  # fmt: skip


def chosen(paths: list[Path], split: str, most: int) -> list[str]:
    """At most so many texts of a split, evenly spread over the files."""
    texts = []
    for path in paths:
        rows = zip(read_rows(path), read_objects(path), strict=True)
        texts += [row.text for row, (_, raw) in rows if raw.get("split", split) == split]
    if not texts:
        raise InputError(f"{paths[0]}: expected rows whose split is '{split}', found none; name --split")
    step = max(1, len(texts) // most)
    return texts[::step][:most]


def entries(bundle: Bundle, texts: list[str], profiles: Iterable[str] | None = None) -> list[dict]:
    """One entry a text, scored with these profiles (or all); 7 digits are finer than any tolerance."""
    encoded = bundle.encode(texts)
    probabilities = {p: bundle.probabilities(p, encoded) for p in profiles or bundle.profiles}
    out = []
    for i, (text, e) in enumerate(zip(texts, encoded, strict=True)):
        entry: dict = {"text": text, "outcome": e.outcome}
        if e.outcome == SCORED:
            entry |= {"ids": e.row, "tokens": e.tokens, "truncated": e.truncated}
            entry["probabilities"] = {
                p: dict(zip(bundle.heads, (round(float(v), 7) for v in found[i]), strict=True))
                for p, found in probabilities.items()
            }
        out.append(entry)
    return out


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the golden command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--texts", type=Path, nargs="+", help="JSONL (default: ../data/*.jsonl but handcrafted.jsonl)")
    p.add_argument("--split", default="dev")
    p.add_argument("--rows", type=int, default=200)


def main(args: argparse.Namespace) -> int:
    """The golden command."""
    bundle = Bundle(args.bundle)
    paths = args.texts or own_files(Path("../data"))
    if not paths:
        raise InputError("../data: expected our own *.jsonl files, found none; name files with --texts")
    found = entries(bundle, [*chosen(paths, args.split, args.rows), *special(min(bundle.max_characters, _MOST) + 1)])
    path = args.bundle / GOLDEN
    path.write_text("".join(json.dumps(e, separators=(",", ":")) + "\n" for e in found), encoding="ascii")
    print(f"{path}: {len(found)} texts")
    return 0


def differences(bundle: Bundle, path: Path) -> list[str]:
    """What is not as the golden file says; empty where all is."""
    golden = [entry for _, entry in read_objects(path)]
    found = entries(bundle, [e["text"] for e in golden])
    out = []
    for line, (expected, got) in enumerate(zip(golden, found, strict=True), 1):
        for key in ("outcome", "ids", "tokens", "truncated"):
            if expected.get(key) != got.get(key):
                out.append(f"{path.name}, line {line}: {key}: expected {expected.get(key)}, found {got.get(key)}")
        for profile, heads in expected.get("probabilities", {}).items():
            bound = TOLERANCE[bundle.profiles[profile]["precision"]] if profile in bundle.profiles else 0.0
            for head, value in heads.items():
                here = got.get("probabilities", {}).get(profile, {}).get(head, np.nan)
                if not abs(here - value) <= bound:
                    where = f"{path.name}, line {line}: {profile}, {head}"
                    out.append(f"{where}: expected {value} within {bound}, found {here}")
    return out
