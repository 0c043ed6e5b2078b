"""Writes what a bundle makes of every text of any JSONL: outcome, ids, tokens, truncated, probabilities.

The form is that of golden.jsonl. The application's GoldenFileTest compares itself with such a file when it is named:
mvn test -Dtest=GoldenFileTest -Dsmsieve.parity.files=BUNDLE=FILE,... (BUNDLE is a folder of model/bundles). The file
holds the texts: keep it where they may lie.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from smsieve_model.bundle import Bundle
from smsieve_model.data import read_rows
from smsieve_model.golden import entries

BLOCK = 1000


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the expect command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--texts", type=Path, nargs="+", required=True, help="JSONL with text and spam")
    p.add_argument("--profile", nargs="*", help="profiles to score with (default: all)")
    p.add_argument("--out", type=Path, required=True, help="file to write")


def main(args: argparse.Namespace) -> int:
    """The expect command."""
    bundle = Bundle(args.bundle)
    profiles = [bundle.profile(name) for name in args.profile or bundle.profiles]
    texts = [row.text for path in args.texts for row in read_rows(path)]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="ascii") as file:
        for first in range(0, len(texts), BLOCK):
            for entry in entries(bundle, texts[first : first + BLOCK], profiles):
                file.write(json.dumps(entry, separators=(",", ":")) + "\n")
            print(f"{min(first + BLOCK, len(texts))} of {len(texts)} texts", flush=True)
    print(f"{args.out}: {len(texts)} texts, profiles {', '.join(profiles)}")
    return 0
