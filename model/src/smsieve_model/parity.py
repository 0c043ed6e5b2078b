"""Writes what a bundle makes of generated texts, in a form small enough to keep: the application's tests compare.

The file holds a JSON header line (seed, counts, block, SHA-256 of bundle.json and of each block of texts: outcome,
ids, tokens, truncated), then, for the first --scored texts, the probabilities of cpu-fp32, one a head, as big-endian
16-bit numbers, p * 65534 rounded, 65535 where a text has no score.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from smsieve_model.bundle import MANIFEST, SCORED, Bundle, Encoded
from smsieve_model.data import file_hash
from smsieve_model.generate import generated

PROFILE, BLOCK, NO_SCORE, FULL = "cpu-fp32", 1000, 65535, 65534
_OUTCOMES = {SCORED: 0, "BLANK": 1, "TOO_MANY_CHARACTERS": 2}


def digest(encoded: list[Encoded]) -> str:
    """SHA-256 over the texts' outcome, tokens, truncated, number of ids, ids: big-endian 32-bit numbers."""
    numbers: list[int] = []
    for e in encoded:
        numbers += [_OUTCOMES[e.outcome], e.tokens, int(e.truncated), len(e.row), *e.row]
    return hashlib.sha256(np.array(numbers, ">i4").tobytes()).hexdigest()


def block(bundle: Bundle, seed: int, first: int) -> list[Encoded]:
    """A block of texts, encoded."""
    return bundle.encode([generated(seed, n) for n in range(first, first + BLOCK)])


def packed(bundle: Bundle, encoded: list[Encoded]) -> np.ndarray:
    """Probabilities [texts, heads] as 16-bit numbers."""
    p = bundle.probabilities(PROFILE, encoded)
    return np.where(np.isnan(p), NO_SCORE, np.rint(np.nan_to_num(p) * FULL)).astype(">u2")


def read(path: Path) -> tuple[dict, np.ndarray]:
    """Header and packed probabilities [texts, heads] of a file."""
    head, _, body = path.read_bytes().partition(b"\n")
    header = json.loads(head)
    return header, np.frombuffer(body, ">u2").reshape(-1, len(header["heads"]))


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the parity command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--texts", type=int, default=100_000, help="number of texts (default 100000), a multiple of 1000")
    p.add_argument("--scored", type=int, default=100_000, help="so many of them are also scored")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--out", type=Path, help="file to write (default testdata/parity-NAME.bin)")


def main(args: argparse.Namespace) -> int:
    """The parity command."""
    bundle = Bundle(args.bundle)
    digests, scores = [], []
    for first in range(0, args.texts, BLOCK):
        encoded = block(bundle, args.seed, first)
        digests.append(digest(encoded))
        if first < args.scored:
            scores.append(packed(bundle, encoded[: args.scored - first]))
        if first % 20_000 == 0:
            print(f"{first} of {args.texts} texts", flush=True)
    header = {"bundle": bundle.manifest["name"], "sha256": file_hash(args.bundle / MANIFEST), "profile": PROFILE,
              "heads": bundle.heads, "seed": args.seed, "texts": args.texts, "scored": min(args.scored, args.texts),
              "block": BLOCK, "blocks": digests}  # fmt: skip
    out = args.out or Path("testdata") / f"parity-{bundle.manifest['name']}.bin"
    out.parent.mkdir(parents=True, exist_ok=True)
    body = np.concatenate(scores).astype(">u2").tobytes() if scores else b""
    out.write_bytes(json.dumps(header, separators=(",", ":")).encode() + b"\n" + body)
    print(f"{out}: {args.texts} texts, {out.stat().st_size} bytes")
    return 0
