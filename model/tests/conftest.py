"""A small checkpoint with random weights, and labelled texts, for tests of what needs no training."""

import json
from pathlib import Path

import numpy as np
import pytest

from smsieve_model.checkpoint import Config, write_weights
from smsieve_model.data import write_rows

MODEL = Path(__file__).parents[1]
TINY = MODEL / "bundles" / "tiny"


def small_config(heads: int = 2) -> Config:
    """Large enough for every kind of node, small enough for milliseconds."""
    vocabulary = len(json.loads((TINY / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    return Config(2, 32, 4, 64, vocabulary, 40, heads=heads)


def random_weights(config: Config, seed: int = 1) -> dict[str, np.ndarray]:
    """Tensors named as a checkpoint names them."""
    rng = np.random.default_rng(seed)

    def normal(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    size, weights = config.hidden, {}
    weights["words.weight"], weights["places.weight"] = normal(config.vocabulary, size), normal(config.positions, size)
    shapes = {"query": (size, size), "key": (size, size), "value": (size, size), "out": (size, size),
              "up": (config.intermediate, size), "down": (size, config.intermediate)}  # fmt: skip
    for p in ["", *[f"layers.{i}." for i in range(config.layers)]]:
        for norm in ("norm",) if not p else ("norm1", "norm2"):
            weights[f"{p}{norm}.weight"], weights[f"{p}{norm}.bias"] = 1 + normal(size), normal(size)
        for name, shape in shapes.items() if p else ():
            weights[f"{p}{name}.weight"], weights[f"{p}{name}.bias"] = normal(*shape), normal(shape[0])
    weights["classifier.weight"], weights["classifier.bias"] = normal(config.heads, size), normal(config.heads)
    return weights


def save_checkpoint(folder: Path, config: Config, weights: dict[str, np.ndarray]) -> Path:
    """A checkpoint's folder, with the tiny bundle's vocabulary."""
    folder.mkdir(parents=True)
    config.save(folder / "config.json")
    write_weights(folder, weights)
    (folder / "tokenizer.json").write_bytes((TINY / "tokenizer.json").read_bytes())
    return folder


def own_rows(split: str, most: int) -> list[dict]:
    """Some of our own rows, as prepare writes them."""
    lines = (MODEL.parent / "data" / "political_sms.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == split][:most]
    return [{k: row[k] for k in ("text", "spam", "political", "kind")} | {"source": "own-synthetic"} for row in rows]


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, Path]:
    """Files of training and dev rows."""
    paths = {name: tmp_path / f"{name}.jsonl" for name in ("train", "dev")}
    for name, path in paths.items():
        write_rows(path, own_rows(name, 60))
    return paths


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A checkpoint with random weights and two heads."""
    return save_checkpoint(tmp_path / "checkpoint", small_config(), random_weights(small_config()))
