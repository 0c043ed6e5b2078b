"""How much each row counts in training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from smsieve_model.data import Row
from smsieve_model.errors import InputError


def row_weights(rows: Sequence[Row], options: Sequence[str], power: float) -> np.ndarray:
    """A weight a row: SOURCE=WEIGHT options, then (count of the source / mean count) ** -power."""
    given = {}
    for pair in options:
        source, _, weight = pair.partition("=")
        try:
            given[source] = float(weight)
        except ValueError:
            raise InputError(f"--weight: expected SOURCE=NUMBER, found '{pair}'") from None
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.source] = counts.get(row.source, 0) + 1
    mean = sum(counts.values()) / len(counts)
    return np.array([given.get(r.source, 1.0) * (counts[r.source] / mean) ** -power for r in rows], np.float32)
