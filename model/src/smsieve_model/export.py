"""Builds a bundle from a checkpoint, on the CPU, without torch.

The CPU's default profile follows a rule: cpu-int8 if it gives at least 99% of the dev rows the label of cpu-fp32 and
loses at most half a point of accuracy, else cpu-fp32.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx import checker, save

from smsieve_model.bundle import GOLDEN, MANIFEST
from smsieve_model.checkpoint import HEADS, Config, interventions_of, read_weights
from smsieve_model.data import Row, file_hash, read_rows, text_hash
from smsieve_model.errors import InputError
from smsieve_model.graph import PROFILES, Graph, Intervention, Parts, session, stored_tensors, write_tensors
from smsieve_model.measure import invariance, logits
from smsieve_model.metrics import Figure, figures, fit_platt
from smsieve_model.normalize import DEFAULT_TABLES, NAME, UNICODE_VERSION, Normalizer
from smsieve_model.quantize import calibrate
from smsieve_model.threshold import Choice, cheapest_range, choice_of
from smsieve_model.tokenization import RowShape, TextTokenizer, shape_of, write_stripped

AGREEMENT, LOSS = 0.99, 0.005
LABELS = {"spam": ["ham", "spam"], "political": ["other", "political"]}


def write_training_texts(path: Path, rows: list[Row], normalize: Normalizer) -> int:
    """Sorted hashes of the distinct normalised texts; how many."""
    hashes = sorted({text_hash(normalize(r.text)) for r in rows})
    path.write_bytes(np.array(hashes, ">u8").tobytes())
    return len(hashes)


@dataclass(frozen=True)
class Measured:
    """A profile on dev: its decisions, its figures, and the labels that it gives."""

    heads: dict
    quality: dict
    labels: np.ndarray
    probability: np.ndarray


def decide(raw: np.ndarray, rows: list[Row], choice: Choice) -> Measured:
    """Calibration and threshold of each head, and figures on dev."""
    heads, quality, spam = {}, {}, np.zeros(0)
    for column, head in enumerate(HEADS[: raw.shape[1]]):
        known = np.array([column == 0 or r.political is not None for r in rows])
        truth = np.array([r.spam if column == 0 else bool(r.political) for r in rows])
        fitted = known & choice.unlike
        slope, intercept = fit_platt(raw[fitted, column], truth[fitted])
        threshold = choice.threshold if column == 0 else 0.5
        p = 1 / (1 + np.exp(-(slope * raw[:, column].astype(np.float64) + intercept)))
        heads[head] = {"calibration": {"slope": slope, "intercept": intercept}, "threshold": threshold}
        quality[head] = {name: f.as_json() for name, f in figures(p[known], truth[known], threshold).items()}
        if column == 0:
            spam = p
            if choice.ham_cost is not None:
                at = choice.unlike
                quality[head]["cheapestThreshold"] = cheapest_range(p[at], truth[at], choice.ham_cost)
    return Measured(heads, quality, spam >= choice.threshold, spam)


def default_profile(quality: dict) -> str:
    """cpu-int8 where it keeps to the rule, else cpu-fp32."""
    agreement = quality["cpu-int8"]["agreementWithFp32"]["value"]
    lost = quality["cpu-fp32"]["spam"]["accuracy"]["value"] - quality["cpu-int8"]["spam"]["accuracy"]["value"]
    return "cpu-int8" if agreement >= AGREEMENT and lost <= LOSS else "cpu-fp32"


def contract(config: Config, shape: RowShape, vocabulary: int, most_characters: int) -> dict:
    """What the manifest says of heads, input, normalisation, tokenizer and graphs."""
    return {
        "task": "sequence-classification",
        "heads": [{"name": h, "labels": LABELS[h]} for h in HEADS[: config.heads]],
        "input": {"maxCharacters": most_characters, "maxTokens": shape.max_tokens,
                  "headTokens": shape.head_tokens, "tailTokens": shape.tail_tokens, "clsId": shape.cls_id,
                  "sepId": shape.sep_id, "padId": shape.pad_id},
        "normalization": {"name": NAME, "unicodeVersion": UNICODE_VERSION, "file": "normalization.json"},
        "tokenizer": {"file": "tokenizer.json", "kind": "wordpiece", "vocabulary": vocabulary},
        "graph": {"inputs": [{"name": "input_ids", "type": "int32"}, {"name": "attention_mask", "type": "int32"}],
                  "output": {"name": "logits", "type": "float32"}},
    }  # fmt: skip


def write_parts(checkpoint: Path, folder: Path, exact: bool = False) -> Parts:
    """Writes tokenizer, tables and weights of a checkpoint into a bundle's folder."""
    config, weights = Config.load(checkpoint / "config.json"), read_weights(checkpoint)
    found = interventions_of(checkpoint, weights)
    interventions = tuple(Intervention(i, found.first, found.last) for i in found.layers) if found else ()
    write_stripped(checkpoint / "tokenizer.json", folder / "tokenizer.json")
    shutil.copyfile(DEFAULT_TABLES, folder / "normalization.json")
    tensors = stored_tensors(weights, config, exact)
    return Parts(config, tensors, write_tensors(tensors, folder / "weights.bin"), interventions)


def export_exact(checkpoint: Path, folder: Path) -> Path:
    """A bundle with the weights as they were trained, logits uncalibrated: for figures of a checkpoint, not to ship."""
    parts = write_parts(checkpoint, folder, exact=True)
    save(Graph(parts, "fp32").build(), folder / "cpu-fp32.onnx")
    plain = {"calibration": {"slope": 1.0, "intercept": 0.0}, "threshold": 0.5}
    profile = {"graph": "cpu-fp32.onnx", "precision": "fp32", "provider": "cpu", "batchInvariant": False,
               "heads": dict.fromkeys(HEADS[: parts.config.heads], plain)}  # fmt: skip
    tokenizer = folder / "tokenizer.json"
    shape, size = shape_of(tokenizer, parts.config.positions), TextTokenizer(tokenizer).size
    manifest = {"name": checkpoint.name, "version": "0.0.0", **contract(parts.config, shape, size, 1 << 30),
                "profiles": {"cpu-fp32": profile}, "defaultProfiles": {"cpu": "cpu-fp32"}}  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


class Export:
    """One bundle in the making."""

    def __init__(self, args: argparse.Namespace, folder: Path) -> None:
        self.args, self.folder = args, folder
        self.train, self.dev, self.normalize = read_rows(args.train), read_rows(args.dev), Normalizer.load()
        self.parts = write_parts(args.checkpoint, folder)
        self.config = self.parts.config
        self.tokenizer = TextTokenizer(folder / "tokenizer.json")
        self.shape = shape_of(folder / "tokenizer.json", self.config.positions)
        self.choice = choice_of(self.train, self.dev, args.threshold, args.ham_cost)
        self.profiles: dict[str, dict] = {}
        self.quality: dict[str, dict] = {}

    def rows_of(self, rows: list[Row]) -> list[list[int]]:
        """Rows of ids."""
        return [self.shape.row(c) for c in self.tokenizer.content_ids([self.normalize(r.text) for r in rows])]

    def measure(self) -> None:
        """Writes every graph, and measures those of the CPU on dev."""
        chosen = np.random.default_rng(1).permutation(len(self.train))[: self.args.calibration_rows]
        sample = self.rows_of([self.train[i] for i in chosen])
        scales = calibrate(self.parts, self.folder, sample, self.shape.pad_id)
        dev, found = self.rows_of(self.dev), {}
        for name, (precision, _) in PROFILES.items():
            save(Graph(self.parts, precision, scales).build(), self.folder / f"{name}.onnx")
            checker.check_model(str(self.folder / f"{name}.onnx"))
        for name in ("cpu-fp32", "cpu-int8"):
            open_session = session(self.folder / f"{name}.onnx")
            raw = logits(open_session, dev, self.shape.pad_id)
            found[name] = decide(raw, self.dev, self.choice)
            same = invariance(open_session, dev[:200], self.shape)
            self.add(name, name, found, same.holds)
            if name == "cpu-fp32":
                self.quality[name] |= self.against_trained(raw)
            print(f"{name}: {self.line(name)}; {same.different} of {same.compared} rows differ in a batch", flush=True)
        self.add("gpu-fp16", "cpu-fp32", found, False)

    def add(self, name: str, measured: str, found: dict[str, Measured], invariant: bool) -> None:
        """A profile with its figures."""
        precision, provider = PROFILES[name]
        self.profiles[name] = {"graph": f"{name}.onnx", "precision": precision, "provider": provider,
                               "batchInvariant": invariant, "heads": found[measured].heads}  # fmt: skip
        self.quality[name] = {**found[measured].quality, "measuredOn": measured}
        if name == measured != "cpu-fp32":
            other, mine = found["cpu-fp32"], found[name]
            equal = int((other.labels == mine.labels).sum())
            self.quality[name]["agreementWithFp32"] = Figure.share(equal, len(mine.labels)).as_json()

    def against_trained(self, raw: np.ndarray) -> dict:
        """Largest difference of spam probability to the trained model, where train left its logits on this dev file."""
        record, stored = self.args.checkpoint / "run.json", self.args.checkpoint / "dev-logits.npy"
        if not record.is_file() or not stored.is_file():
            return {}
        data = json.loads(record.read_text(encoding="utf-8")).get("data", {})
        if file_hash(self.args.dev) not in data.values():
            return {}
        trained = np.load(stored)
        if trained.shape != raw.shape:
            return {}
        a, b = (1 / (1 + np.exp(-v[:, 0].astype(np.float64))) for v in (trained, raw))
        return {"largestDifferenceToTrainedModel": float(np.abs(a - b).max())}

    def line(self, name: str) -> str:
        """The figures of a profile that one looks at first."""
        q = self.quality[name]
        text = f"spam accuracy on dev {q['spam']['accuracy']['value']:.4f}"
        if "agreementWithFp32" in q:
            text += f", label of fp32 {q['agreementWithFp32']['value']:.4f}"
        if "largestDifferenceToTrainedModel" in q:
            text += f", largest difference to the trained model {q['largestDifferenceToTrainedModel']:.1e}"
        return text

    def describe(self, name: str) -> dict:
        """The manifest, but for the hashes of files."""
        args = self.args
        count = write_training_texts(self.folder / "training-texts.bin", self.train, self.normalize)
        return {
            "formatVersion": 1, "name": name, "version": args.version, "description": args.description,
            "license": "Apache-2.0", "base": args.base, "data": args.data,
            **contract(self.config, self.shape, self.tokenizer.size, args.max_characters),
            "profiles": {n: self.profiles[n] for n in PROFILES},
            "defaultProfiles": {"cpu": default_profile(self.quality), "cuda": "gpu-fp16"},
            "trainingTexts": {"file": "training-texts.bin", "count": count, "hash": "sha256-64"},
            "quality": {"chosenOn": args.dev.name, "rows": len(self.dev),
                        "calibration": self.choice.calibration,
                        "threshold": str(self.choice),
                        "shareOfSpam": float(np.array([r.spam for r in self.dev])[self.choice.unlike].mean()),
                        "dev": {n: self.quality[n] for n in PROFILES}},
        }  # fmt: skip


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the export command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--checkpoint", type=Path, required=True)
    p.add_argument("--train", type=Path, required=True, help="the JSONL that it was trained on")
    p.add_argument("--dev", type=Path, required=True, help="JSONL for calibration and threshold")
    p.add_argument("--out", type=Path, required=True, help="folder of the bundle; its name is the bundle's name")
    p.add_argument("--version", default="1.0.0")
    p.add_argument("--description", default="A small encoder fine-tuned on SMS messages")
    p.add_argument("--base", default="none: trained from random weights", help="the base model, for bundle.json")
    p.add_argument("--data", nargs="*", default=["Smsieve's own synthetic rows (data/)"], help="citations")
    p.add_argument("--threshold", type=float, help="of the calibrated spam probability (default: from --ham-cost)")
    p.add_argument("--ham-cost", type=float, default=2.0, help="missed spams that a blocked ham costs (default 2)")
    p.add_argument("--calibration-rows", type=int, default=400, help="training rows that the int8 scales come from")
    p.add_argument("--max-characters", type=int, default=20000)


def finish(folder: Path, description: dict, out: Path) -> str:
    """Writes the manifest and moves the bundle where it belongs; its hash."""
    listed = sorted(folder.iterdir())
    description["files"] = {p.name: {"sha256": file_hash(p), "size": p.stat().st_size} for p in listed}
    text = json.dumps(description, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.onnx"), out / GOLDEN]:
        old.unlink(missing_ok=True)
    for path in sorted(folder.iterdir(), key=lambda p: p.name == MANIFEST):
        shutil.move(path, out / path.name)
    return hashlib.sha256(text.encode()).hexdigest()


def main(args: argparse.Namespace) -> int:
    """The export command."""
    if args.threshold is not None and not 0 < args.threshold < 1:
        raise InputError(f"--threshold: expected a number between 0 and 1, found {args.threshold}")
    if args.ham_cost <= 0:
        raise InputError(f"--ham-cost: expected a number above 0, found {args.ham_cost}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=args.out.parent, prefix=f".{args.out.name}-") as made:
        export = Export(args, Path(made))
        export.measure()
        description = export.describe(args.out.name)
        digest = finish(Path(made), description, args.out)
    size = sum((args.out / name).stat().st_size for name in description["files"])
    print(f"{args.out}: default on the CPU {description['defaultProfiles']['cpu']}, {size} bytes, {digest}")
    print(f"next: smsieve-model golden --bundle {args.out}, then smsieve-model verify --bundle {args.out}")
    return 0
