"""Texts to rows of ids, rows to batches, batches to a network's logits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from smsieve_model.checkpoint import Config
from smsieve_model.network import Encoder
from smsieve_model.normalize import Normalizer
from smsieve_model.tokenization import TextTokenizer, shape_of


class Encoding:
    """Texts to rows of ids."""

    def __init__(self, tokenizer: Path, config: Config) -> None:
        self._normalize = Normalizer.load()
        self._tokenizer = TextTokenizer(tokenizer)
        self.shape = shape_of(tokenizer, config.positions)

    def rows(self, texts: Sequence[str]) -> list[list[int]]:
        """Rows of ids; a text that is blank after normalisation gives CLS and SEP."""
        return [self.shape.row(c) for c in self._tokenizer.content_ids([self._normalize(t) for t in texts])]


def batches(rows: Sequence[Sequence[int]], size: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Indexes of batches of rows of like length; shuffled when rng is given."""
    order = list(range(len(rows)))
    if rng is None:
        order.sort(key=lambda i: len(rows[i]))
        yield from (order[i : i + size] for i in range(0, len(order), size))
        return
    rng.shuffle(order)
    found = []
    for start in range(0, len(order), size * 32):
        part = sorted(order[start : start + size * 32], key=lambda i: len(rows[i]))
        found += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(found)
    yield from found


def tensors(rows: Sequence[Sequence[int]], pad_id: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Ids and mask, padded to a multiple of eight."""
    width = -(-max(map(len, rows)) // 8) * 8
    ids = torch.full((len(rows), width), pad_id, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids.to(device, non_blocking=True), mask.to(device, non_blocking=True)


@torch.no_grad()
def predict(model: Encoder, rows: Sequence[Sequence[int]], pad_id: int, pooled: bool = False) -> np.ndarray:
    """Logits (or pooled vectors) of rows in fp32, in their order."""
    model.eval()
    device = next(model.parameters()).device
    out: np.ndarray | None = None
    for part in batches(rows, 256, None):
        ids, mask = tensors([rows[i] for i in part], pad_id, device)
        values = (model.pooled(ids, mask) if pooled else model(ids, mask)).float().cpu().numpy()
        out = np.zeros((len(rows), values.shape[1]), np.float32) if out is None else out
        out[part] = values
    assert out is not None
    return out
