"""How much a text resembles the nearest of others, by its runs of four letters or digits."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from smsieve_model.data import duplicate_key

_RUN, _BUCKETS, _CHUNK = 4, 4096, 4096


def _vectors(texts: Sequence[str]) -> np.ndarray:
    """Roots of the counts of hashed runs [texts, buckets], each row of length one."""
    out = np.zeros((len(texts), _BUCKETS), np.float32)
    for i, text in enumerate(texts):
        key = duplicate_key(text).encode("utf-32-le", "surrogatepass")
        for at in range(0, max(4, len(key) - 4 * (_RUN - 1)), 4):
            out[i, zlib.crc32(key[at : at + 4 * _RUN]) % _BUCKETS] += 1
    out = np.sqrt(out)
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def nearest(texts: Sequence[str], others: Sequence[str]) -> np.ndarray:
    """Cosine in [0, 1] of each text to the other text that is most like it; 1 is the same letters and digits."""
    ours, best = _vectors(texts), np.zeros(len(texts), np.float32)
    for start in range(0, len(others), _CHUNK):
        best = np.maximum(best, (ours @ _vectors(others[start : start + _CHUNK]).T).max(axis=1))
    return np.minimum(best, 1.0)
