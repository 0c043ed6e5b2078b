"""Figures of a checkpoint or a bundle on labelled texts, each with its 95% interval and beside its baselines.

--model is a bundle (its calibration and thresholds apply) or a checkpoint (the plain sigmoid and a threshold of 0.5).
Intervals of shares are Wilson's. Slices: per source, per group of kinds (smsieve_model/kinds.py lists them), per
script of the text, and by whether the text was seen in training. Slices with few rows are pooled into one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from smsieve_model.bundle import MANIFEST, SCORED, Bundle, Decision
from smsieve_model.data import Row, file_hash, read_objects, read_rows, text_hash
from smsieve_model.errors import InputError
from smsieve_model.export import export_exact
from smsieve_model.report import Scores, Text, errors_of, head_report
from smsieve_model.table import table


class Model:
    """A bundle's profile, or a checkpoint made into a bundle for the time of this command."""

    def __init__(self, path: Path, profile: str | None, folder: Path, threshold: float | None) -> None:
        self.is_bundle = (path / MANIFEST).is_file()
        if not self.is_bundle and not (path / "config.json").is_file():
            raise InputError(f"{path}: expected a bundle ({MANIFEST}) or a checkpoint (config.json), found neither")
        if not self.is_bundle and profile:
            raise InputError(f"--profile: expected none with a checkpoint, found '{profile}'")
        self.bundle = Bundle(path if self.is_bundle else export_exact(path, folder))
        self.profile = self.bundle.profile(profile)
        self.decisions = self.bundle.decisions(self.profile)
        if threshold is not None:
            d = self.decisions[0]
            self.decisions[0] = Decision(d.slope, d.intercept, threshold)

    def describe(self, path: Path) -> dict:
        """Which model this is."""
        if not self.is_bundle:
            return {"checkpoint": path.name, "weights": file_hash(path / "weights.safetensors")}
        manifest = self.bundle.manifest
        return {"bundle": manifest["name"], "version": manifest["version"], "hash": file_hash(path / MANIFEST),
                "profile": self.profile}  # fmt: skip

    def training_hashes(self, train: Sequence[Path]) -> set[int]:
        """Hashes of the texts that it was trained on: the bundle's, and those of the given files."""
        hashes: set[int] = set()
        if self.is_bundle:
            file = self.bundle.folder / self.bundle.manifest["trainingTexts"]["file"]
            hashes = set(np.fromfile(file, ">u8").tolist())
        for path in train:
            hashes |= {text_hash(self.bundle.normalize(r.text)) for r in read_rows(path)}
        return hashes


def read_texts(model: Model, paths: Sequence[Path], split: str | None, seen: set[int]) -> list[Text]:
    """Rows of all files (of one split, if given) with their ids."""
    out = []
    for path in paths:
        found = [
            (_sourced(row, raw), line)
            for row, (line, raw) in zip(read_rows(path), read_objects(path), strict=True)
            if split is None or raw.get("split") == split
        ]
        if not found:
            raise InputError(f"{path}: expected rows whose split is '{split}', found none")
        encoded = model.bundle.encode([row.text for row, _ in found])
        for (row, line), e in zip(found, encoded, strict=True):
            known = e.outcome == SCORED and text_hash(model.bundle.normalize(row.text)) in seen
            out.append(Text(row, path, line, e, known))
    return out


def _sourced(row: Row, raw: dict) -> Row:
    """Rows of data/ have a part instead of a source, named as prepare names it."""
    return replace(row, source=f"own-{raw['part']}") if "source" not in raw and "part" in raw else row


def evaluate(model: Model, texts: Sequence[Text], fewest: int, with_text: bool) -> dict:
    """Reports of all heads that have labels; texts without a score are counted apart."""
    raw = model.bundle.logits(model.profile, [t.encoded for t in texts])
    rejected: dict[str, int] = {}
    for t in texts:
        if t.encoded.outcome != SCORED:
            rejected[t.encoded.outcome] = rejected.get(t.encoded.outcome, 0) + 1
    report: dict = {"rejected": rejected, "truncated": sum(t.encoded.truncated for t in texts), "heads": {}}
    for column, head in enumerate(model.bundle.heads):
        labels = [t.row.spam if column == 0 else t.row.political for t in texts]
        counted = np.array([v is not None and t.encoded.outcome == SCORED for v, t in zip(labels, texts, strict=True)])
        if not counted.any():
            continue
        decision = model.decisions[column]
        p = decision.probability(raw[:, column])
        all_scores = Scores(list(texts), p, np.array([bool(v) for v in labels]), decision.threshold)
        scores = all_scores.part(counted)
        report["heads"][head] = head_report(scores, fewest, model.bundle.unknown_id)
        report["heads"][head]["errors"] = errors_of(scores, with_text)
    return report


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the evaluate command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--model", type=Path, required=True, help="folder of a bundle or of a checkpoint")
    p.add_argument("--data", type=Path, nargs="+", required=True,
                   help="JSONL with text, spam, optionally political, source, kind")  # fmt: skip
    p.add_argument("--profile", help="of the bundle (default: the CPU's default)")
    p.add_argument("--threshold", type=float, help="of the spam head instead of the model's")
    p.add_argument("--train", type=Path, nargs="*", default=[], help="JSONL whose texts count as seen in training")
    p.add_argument("--fewest", type=int, default=20, help="slices with fewer rows are pooled (default 20)")
    p.add_argument("--split", help="only rows whose field split has this value, as in data/")
    p.add_argument("--errors", action="store_true", help="also the wrong rows, with their texts")
    p.add_argument("--json", type=Path, help="file to write the report to; the table is printed all the same")


def main(args: argparse.Namespace) -> int:
    """The evaluate command."""
    with tempfile.TemporaryDirectory(prefix="smsieve-evaluate-") as folder:
        model = Model(args.model, args.profile, Path(folder), args.threshold)
        texts = read_texts(model, args.data, args.split, model.training_hashes(args.train))
        report = evaluate(model, texts, args.fewest, args.errors)
        data = [{"file": p.name, "sha256": file_hash(p)} for p in args.data]
        report = {"model": model.describe(args.model), "data": data, "rows": len(texts), **report}
    print(table(report, args.errors))
    for outcome, n in report["rejected"].items():
        print(f"{n} texts have no score: {outcome}")
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{args.json}: written")
    return 0
