"""Checkpoints: a folder with config.json, tokenizer.json and weights.safetensors; no torch needed to read one.

The tensors are named as in ``network.Encoder``; matrices lie as [out, in]. LoRA is merged before saving.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from smsieve_model.errors import InputError

HEADS = ("spam", "political")

# A layer's parts: their names in BERT, and ours.
BERT_PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}


@dataclass(frozen=True)
class Config:
    """The shape of an encoder. ``weight_levels`` is 0, or the largest integer of a weight trained on a grid."""

    layers: int = 6
    hidden: int = 384
    attention_heads: int = 12
    intermediate: int = 1536
    vocabulary: int = 30522
    positions: int = 128
    epsilon: float = 1e-12
    heads: int = 2
    weight_levels: int = 0

    @classmethod
    def load(cls, path: Path) -> Config:
        """Reads config.json."""
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{f.name: values[f.name] for f in dataclasses.fields(cls)})
        except (OSError, KeyError, ValueError) as e:
            raise InputError(f"{path}: expected the configuration of a checkpoint, found {e!r}; run train first") from e

    def save(self, path: Path) -> None:
        """Writes config.json."""
        path.write_text(json.dumps(dataclasses.asdict(self), indent=1) + "\n", encoding="utf-8")


# Large matrices are kept on a grid of integers: 7 bits where they are multiplied, since the AVX2 kernels add two
# products of an unsigned and a signed byte in 16 bits; 8 bits where rows are only looked up.
MATRIX_LEVELS = 64
EMBEDDING_LEVELS = 127


def snap(weight: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
    """Integers in [-levels, levels] and one scale a row, of a matrix [rows, columns]."""
    scale = np.maximum(np.abs(weight).max(axis=1), 1e-8).astype(np.float32) / np.float32(levels)
    return np.clip(np.rint(weight / scale[:, None]), -levels, levels).astype(np.int8), scale


def read_weights(folder: Path) -> dict[str, np.ndarray]:
    """All tensors as float32."""
    path = folder / "weights.safetensors"
    if not path.is_file():
        raise InputError(f"{path}: expected the weights of a checkpoint, found no file; run train first")
    return {name: value.astype(np.float32) for name, value in load_file(path).items()}


def write_weights(folder: Path, weights: dict[str, np.ndarray]) -> None:
    """Writes weights.safetensors."""
    save_file({name: np.ascontiguousarray(value) for name, value in weights.items()}, folder / "weights.safetensors")


@dataclass(frozen=True)
class Interventions:
    """Where a checkpoint's LoReFT intervenes: layers, rank, first and last positions (0, 0 = all)."""

    layers: tuple[int, ...]
    rank: int
    first: int
    last: int


def interventions_of(folder: Path, weights: dict[str, np.ndarray]) -> Interventions | None:
    """LoReFT's layers and rank from the weights, its positions from run.json; None where there is no LoReFT."""
    rotations = {n: w for n, w in weights.items() if n.startswith("reft.") and n.endswith(".rotate")}
    if not rotations:
        return None
    path = folder / "run.json"
    try:
        arguments = json.loads(path.read_text(encoding="utf-8"))["arguments"]
        first, last = int(arguments["first"]), int(arguments["last"])
    except (OSError, KeyError, ValueError) as e:
        raise InputError(f"{path}: expected arguments first and last of a LoReFT run, found {e!r}; train again") from e
    layers = tuple(sorted(int(n.split(".")[1]) for n in rotations))
    return Interventions(layers, next(iter(rotations.values())).shape[0], first, last)
