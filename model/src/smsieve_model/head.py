"""Linear heads on an encoder that stays as it is: a probe, and the nearest centroid, from one pass over the texts.

  probe     logistic regression on the mean of the last layer's tokens, with a ridge; Newton's method
  centroid  the class whose mean vector is nearer. The difference of two squared distances is linear in the vector:
            |v - ham|^2 - |v - spam|^2 = 2 v (spam - ham) + |ham|^2 - |spam|^2, so it is a head as well

Both are checkpoints, which export turns into bundles.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from pathlib import Path

import numpy as np
import torch

from smsieve_model import __version__
from smsieve_model.batching import Encoding, predict
from smsieve_model.checkpoint import write_weights
from smsieve_model.data import Row, file_hash, read_rows
from smsieve_model.errors import InputError
from smsieve_model.start import build
from smsieve_model.tokenization import write_stripped
from smsieve_model.train import summary

PART = 2048
MOST_STEPS = 50


def fit_probe(vectors: np.ndarray, truth: np.ndarray, ridge: float) -> tuple[np.ndarray, float]:
    """Weights [size] and intercept that maximise the likelihood of truth, less ridge / 2 times the squared weights.

    The vectors are scaled to unit variance while fitting, so that the ridge means the same in every direction.
    """
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-6
    x = np.concatenate([(vectors - mean) / spread, np.ones((len(vectors), 1))], 1).astype(np.float64)
    penalty = np.append(np.full(vectors.shape[1], ridge), 0.0)
    w = np.zeros(x.shape[1])
    for _ in range(MOST_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (truth - p) - penalty * w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9), slope)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    weights = w[:-1] / spread
    return weights, float(w[-1] - mean @ weights)


def fit_centroid(vectors: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and intercept of the difference of the squared distances to the two classes' means."""
    yes, no = vectors[truth].mean(0).astype(np.float64), vectors[~truth].mean(0).astype(np.float64)
    return 2 * (yes - no), float(no @ no - yes @ yes)


class Heads:
    """The encoder, and its vectors of the training and dev texts."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.train = [r for r in read_rows(args.train) if r.source.startswith("own-") or not args.own_only]
        if args.rows < len(self.train):
            chosen = np.random.default_rng(args.seed).permutation(len(self.train))[: args.rows]
            self.train = [self.train[i] for i in np.sort(chosen)]
        self.dev = read_rows(args.dev)
        start = argparse.Namespace(init=[], small=False, base=args.base, method="probe", dropout=0.0, head_dropout=0.0)
        self.model, self.config = build(start, torch.device("cpu"))
        self.tokenizer = args.base / "tokenizer.json"
        self.encoding = Encoding(self.tokenizer, self.config)
        self.of_train, self.of_dev = self.vectors(self.train, "training"), self.vectors(self.dev, "dev")

    def vectors(self, rows: list[Row], what: str) -> np.ndarray:
        """Mean of the last layer's tokens of each text, [rows, hidden]."""
        began, found = time.monotonic(), []
        encoded = self.encoding.rows([r.text for r in rows])
        order = sorted(range(len(rows)), key=lambda i: len(encoded[i]))
        for start in range(0, len(order), PART):
            part = [encoded[i] for i in order[start : start + PART]]
            found.append(predict(self.model, part, self.encoding.shape.pad_id, pooled=True))
            print(f"{min(start + PART, len(order))} of {len(order)} {what} texts, "
                  f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        out = np.zeros((len(rows), self.config.hidden), np.float32)
        out[order] = np.concatenate(found)
        return out

    def write(self, method: str, folder: Path) -> None:
        """Fits both heads of a method and writes the checkpoint."""
        weights, intercepts = [], []
        for known in ([True] * len(self.train), [r.political is not None for r in self.train]):
            chosen = np.flatnonzero(known)
            truth = np.array([bool(self.train[i].political) if weights else self.train[i].spam for i in chosen])
            vectors = self.of_train[chosen]
            fit = fit_centroid(vectors, truth) if method == "centroid" else fit_probe(vectors, truth, self.args.ridge)
            weights.append(fit[0])
            intercepts.append(fit[1])
        state = self.model.export_state()
        state["classifier.weight"] = np.stack(weights).astype(np.float32)
        state["classifier.bias"] = np.array(intercepts, np.float32)
        logits = self.of_dev @ state["classifier.weight"].T + state["classifier.bias"]
        folder.mkdir(parents=True, exist_ok=True)
        self.config.save(folder / "config.json")
        write_weights(folder, state)
        write_stripped(self.tokenizer, folder / "tokenizer.json")
        np.save(folder / "dev-logits.npy", logits)
        record = {
            "method": method,
            "arguments": {k: str(v) if isinstance(v, Path) else v for k, v in vars(self.args).items() if k != "run"},
            "data": {p.name: file_hash(p) for p in (self.args.train, self.args.dev)},
            "versions": {"smsieve-model": __version__, "torch": torch.__version__, "python": platform.python_version()},
            "trainRows": len(self.train),
            "dev": summary(logits, self.dev),
        }
        (folder / "run.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        print(f"{folder}: {method}, dev accuracy {record['dev']['accuracy']:.4f} at a logit of 0")


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the head command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    p.add_argument("--train", type=Path, required=True, help="JSONL with text, spam, political, source")
    p.add_argument("--dev", type=Path, required=True, help="JSONL to report on; never trained on")
    p.add_argument("--own-only", action="store_true", help="only training rows whose source begins with own-")
    p.add_argument("--rows", type=int, default=1 << 30, help="training rows at most, drawn at random (default: all)")
    p.add_argument("--seed", type=int, default=1, help="decides which")
    p.add_argument("--probe", type=Path, help="folder of the probe's checkpoint, made if missing")
    p.add_argument("--centroid", type=Path, help="folder of the nearest centroid's checkpoint, made if missing")
    p.add_argument("--ridge", type=float, default=10.0, help="of the probe, in rows (default 10)")


def main(args: argparse.Namespace) -> int:
    """The head command."""
    wanted = {m: f for m, f in (("probe", args.probe), ("centroid", args.centroid)) if f is not None}
    if not wanted:
        raise InputError("head: expected --probe or --centroid or both, found neither")
    if args.rows < 2:
        raise InputError(f"--rows: expected 2 or more, found {args.rows}")
    if args.ridge <= 0:
        raise InputError(f"--ridge: expected a number above 0, found {args.ridge}")
    heads = Heads(args)
    for method, folder in wanted.items():
        heads.write(method, folder)
    return 0
