"""Leaves each source out in turn: how good is a model on messages of a kind of origin that it has never seen?

In the form that a CPU can do: the base encoder stays as it is, every text is turned into its pooled vector once, and a
logistic regression on these vectors (the probe) is fitted anew without each source. Beside it stands the same probe
with other rows of the source in its training (five folds), so that what is lost by not knowing a source can be told
from a source that is hard. For a full fine-tune of the same question: train --leave-out SOURCE.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from smsieve_model.batching import Encoding, predict
from smsieve_model.data import Row, duplicate_key, file_hash, read_rows
from smsieve_model.errors import InputError
from smsieve_model.metrics import figures
from smsieve_model.start import build
from smsieve_model.weighting import row_weights

FOLDS, CHUNK = 5, 4096
METHOD = "probe: logistic regression on the pooled vectors of the untrained base"


def vectors(base: Path, rows: Sequence[Row], device: torch.device) -> np.ndarray:
    """Pooled vectors [rows, hidden] of the untrained base."""
    args = argparse.Namespace(init=[], small=False, base=base, method="probe", dropout=0.0, head_dropout=0.0)
    model, config = build(args, device)
    encoding = Encoding(base / "tokenizer.json", config)
    out, began = [], time.monotonic()
    for start in range(0, len(rows), CHUNK):
        part = encoding.rows([r.text for r in rows[start : start + CHUNK]])
        out.append(predict(model, part, encoding.shape.pad_id, pooled=True))
        done = min(start + CHUNK, len(rows))
        print(f"{done} of {len(rows)} texts, {time.monotonic() - began:.0f} s", flush=True)
    return np.concatenate(out)


def standardised(vector: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and deviation 1, and a column of ones."""
    spread = np.maximum(vector.std(axis=0), 1e-6)
    return np.concatenate([(vector - vector.mean(axis=0)) / spread, np.ones((len(vector), 1))], axis=1)


class Probe:
    """Logistic regression of spam on vectors whose last column is ones; that column's weight is not penalised.

    Without some rows it is fitted anew from the fit of all: by the same curvature less the part of the rows that are
    held, so that a fit costs products of a matrix and a vector, not of two matrices.
    """

    PENALTY, STEPS, NEAR = 1.0, 200, 1e-4

    def __init__(self, x: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> None:
        self.x, self.truth, self.weight = x, truth.astype(np.float64), weight
        self.penalty = np.full(x.shape[1], self.PENALTY)
        self.penalty[-1] = 0.0
        self.beta = np.zeros(x.shape[1])
        for _ in range(25):  # Newton's method
            self.curvature = self._gram(np.ones(len(x), bool)) + np.diag(self.penalty + 1e-9)
            step = np.linalg.solve(self.curvature, self._gradient(self.beta, weight))
            self.beta -= step
            if np.abs(step).max() < self.NEAR:
                break

    def _probability(self, rows: np.ndarray, beta: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-np.clip(rows @ beta, -30, 30)))

    def _gradient(self, beta: np.ndarray, weight: np.ndarray) -> np.ndarray:
        return self.x.T @ (weight * (self._probability(self.x, beta) - self.truth)) + self.penalty * beta

    def _gram(self, chosen: np.ndarray) -> np.ndarray:
        rows = self.x[chosen]
        p = self._probability(rows, self.beta)
        return (rows * (self.weight[chosen] * p * (1 - p))[:, None]).T @ rows

    def without(self, held: np.ndarray) -> np.ndarray:
        """Weights fitted on the other rows."""
        beta, weight = self.beta.copy(), np.where(held, 0.0, self.weight)
        inverse = np.linalg.inv(self.curvature - self._gram(held))
        for _ in range(self.STEPS):
            step = inverse @ self._gradient(beta, weight)
            beta -= step
            if np.abs(step).max() < self.NEAR:
                return beta
        raise InputError("the probe did not converge; are most rows of one source?")

    def score(self, held: np.ndarray) -> np.ndarray:
        """Spam probabilities of the held rows by a probe fitted on the others."""
        return self._probability(self.x[held], self.without(held))


def by_folds(score: Callable[[np.ndarray], np.ndarray], rows: Sequence[Row]) -> np.ndarray:
    """Probabilities of all rows, each by a probe fitted on the other folds; spellings of a text stay together."""
    keys = {key: i for i, key in enumerate(sorted({duplicate_key(r.text) for r in rows}))}
    fold = np.array([keys[duplicate_key(r.text)] % FOLDS for r in rows])
    out = np.zeros(len(rows))
    for k in range(FOLDS):
        out[fold == k] = score(fold == k)
        print(f"fold {k + 1} of {FOLDS}", flush=True)
    return out


def slice_of(probability: np.ndarray, truth: np.ndarray) -> dict:
    """The five figures at a probability of 0.5."""
    return {name: f.as_json() for name, f in figures(probability, truth, 0.5).items()}


def report(rows: Sequence[Row], x: np.ndarray, weight: np.ndarray, fewest: int) -> dict:
    """Figures of every source of so many rows at least: left out, and known."""
    truth = np.array([r.spam for r in rows])
    names = np.array([r.source for r in rows])
    probe = Probe(x, truth, weight)
    known, out = by_folds(probe.score, rows), {}
    for name in sorted(set(names.tolist())):
        held = names == name
        if held.sum() < fewest:
            continue
        left_out = slice_of(probe.score(held), truth[held])
        out[name] = {"n": int(held.sum()), "positive": int(truth[held].sum()), "leftOut": left_out,
                     "known": slice_of(known[held], truth[held])}  # fmt: skip
        print(f"{name}: accuracy {left_out['accuracy']['value']:.3f} of {held.sum()}, "
              f"{out[name]['known']['accuracy']['value']:.3f} where known", flush=True)  # fmt: skip
    if not out:
        raise InputError(f"expected a source of at least {fewest} rows, found none; lower --fewest")
    return out


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the leave-out command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--data", type=Path, nargs="+", required=True,
                   help="JSONL with text, spam, source: train.jsonl and dev.jsonl, never test.jsonl")  # fmt: skip
    p.add_argument("--base", type=Path, required=True, help="folder with the base's model.safetensors, tokenizer.json")
    p.add_argument("--weight", nargs="*", default=["nus=0.25"], metavar="SOURCE=W", help="as for train")
    p.add_argument("--fewest", type=int, default=20, help="sources with fewer rows are not left out (default 20)")
    p.add_argument("--vectors", type=Path, help="file that keeps the vectors (.npy): read if there, else written")
    p.add_argument("--json", type=Path, required=True, help="file to write the figures to; card reads it")


def main(args: argparse.Namespace) -> int:
    """The leave-out command."""
    began = time.monotonic()
    rows = [r for path in args.data for r in read_rows(path)]
    if args.vectors and args.vectors.is_file():
        found = np.load(args.vectors)
        if len(found) != len(rows):
            raise InputError(f"{args.vectors}: expected {len(rows)} vectors, one a row, found {len(found)}; delete it")
    else:
        found = vectors(args.base, rows, torch.device("cpu"))
        if args.vectors:
            np.save(args.vectors, found)
    weight = row_weights(rows, args.weight, 0.0).astype(np.float64)
    sources = report(rows, standardised(found.astype(np.float64)), weight, args.fewest)
    written = {"method": METHOD, "threshold": 0.5, "rows": len(rows), "seconds": round(time.monotonic() - began, 1),
               "data": [{"file": p.name, "sha256": file_hash(p)} for p in args.data], "sources": sources}  # fmt: skip
    args.json.parent.mkdir(parents=True, exist_ok=True)
    args.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    print(f"{args.json}: {len(sources)} sources")
    return 0
