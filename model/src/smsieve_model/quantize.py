"""Fixed scales for the activations that the int8 graph turns into bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from onnx import save

from smsieve_model.graph import Graph, Parts, session
from smsieve_model.tokenization import pad

LEVELS = 255
_TOKENS = 600  # a tensor, for the search: enough to tell ranges apart, few enough for seconds
_FRACTIONS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1)


def products(layers: int) -> dict[str, str]:
    """The tensors that become bytes, and the matrix that each is multiplied with."""
    out = {}
    for i in range(layers):
        out[f"x{i}"] = f"layers.{i}.qkv"
        out |= {f"layers.{i}.{x}": f"layers.{i}.{m}" for x, m in (("mixed", "out"), ("x1", "up"), ("act", "down"))}
    return out


def scale_of(low: float, high: float) -> tuple[float, int]:
    """Scale and zero point of bytes that hold low to high; zero is exact."""
    low, high = min(low, 0.0), max(high, 1e-6)
    scale = (high - low) / LEVELS
    return scale, round(-low / scale)


def rounded(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """What is left of x after it went through bytes."""
    scale, zero = scale_of(low, high)
    return ((np.clip(np.rint(x / scale) + zero, 0, LEVELS) - zero) * scale).astype(np.float32)


def best_range(x: np.ndarray, matrix: np.ndarray) -> tuple[float, float]:
    """The range whose bytes change x @ matrix least (sum of squares); x is [tokens, in].

    Outliers of a few channels decide: to cut them is cheap for the mean of |x|, and ruins the product.
    """
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 1e-6)

    def harm(a: float, b: float) -> float:
        return float(np.square((rounded(x, a, b) - x) @ matrix).sum())

    top = high * _least(lambda f: harm(low, high * f))
    bottom = low * _least(lambda f: harm(low * f, top))
    return bottom, high * _least(lambda f: harm(bottom, high * f))


def _least(harm: Callable[[float], float]) -> float:
    return min(_FRACTIONS, key=harm)


def collect(parts: Parts, folder: Path, rows: Sequence[list[int]], pad_id: int) -> dict[str, np.ndarray]:
    """Activations [tokens, in] by tensor: some tokens of each row, chosen by a fixed seed."""
    names = list(products(parts.config.layers))
    path = folder / "calibration.onnx"
    save(Graph(parts, "fp32").build(names), path)
    probe, rng = session(path), np.random.default_rng(1)
    found: dict[str, list[np.ndarray]] = {name: [] for name in names}
    for row in rows:
        ids, mask = pad([row], pad_id)
        chosen = rng.permutation(len(row))[: max(1, 2 * _TOKENS // len(rows))]
        for name, value in zip(names, probe.run(names, {"input_ids": ids, "attention_mask": mask}), strict=True):
            found[name].append(value[0, chosen])
    path.unlink()
    return {name: np.concatenate(values)[:_TOKENS] for name, values in found.items()}


def calibrate(parts: Parts, folder: Path, rows: Sequence[list[int]], pad_id: int) -> dict[str, tuple[float, int]]:
    """Scale and zero point of every tensor that the int8 graph turns into bytes, from rows of training texts."""
    scales, seen = {}, collect(parts, folder, rows, pad_id)
    for name, matrix in products(parts.config.layers).items():
        weight = parts.tensors[f"{matrix}.q"].astype(np.float32) * parts.tensors[f"{matrix}.scale"]
        scales[name] = scale_of(*best_range(seen[name], weight))
    return scales
