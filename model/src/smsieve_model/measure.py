"""What is promised of a profile, measured: equal labels, equal bits in any batch of equal rows, speed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime as ort

from smsieve_model.tokenization import RowShape, pad

_SIZES = (2, 3, 5, 8, 13, 33)


def run(open_session: ort.InferenceSession, rows: Sequence[Sequence[int]], pad_id: int) -> np.ndarray:
    """Logits [rows, heads] of one batch."""
    ids, mask = pad(rows, pad_id)
    return open_session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]


def logits(
    open_session: ort.InferenceSession, rows: Sequence[Sequence[int]], pad_id: int, most: int = 32
) -> np.ndarray:
    """Logits [rows, heads], in the rows' order; a batch holds rows of equal length only, as in the application."""
    by_length: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        by_length.setdefault(len(row), []).append(i)
    out: np.ndarray | None = None
    for _, found in sorted(by_length.items()):
        for start in range(0, len(found), most):
            part = found[start : start + most]
            value = run(open_session, [rows[i] for i in part], pad_id)
            out = np.zeros((len(rows), value.shape[1]), np.float32) if out is None else out
            out[part] = value
    assert out is not None
    return out


@dataclass(frozen=True)
class Invariance:
    """How many rows were compared, alone and in batches of rows of the same length, and how many differed."""

    compared: int
    different: int

    @property
    def holds(self) -> bool:
        """Whether every bit was the same."""
        return self.compared > 0 and self.different == 0


def invariance(open_session: ort.InferenceSession, rows: Sequence[Sequence[int]], shape: RowShape) -> Invariance:
    """Scores rows alone and in batches of equal length; the rows are cut from the given ones, all lengths occur."""
    stream = [i for row in rows for i in row[1:-1]]
    need = (shape.max_tokens - 2) + max(_SIZES)
    stream = (stream * (1 + need // max(1, len(stream))))[: max(need, len(stream))]
    compared = different = 0
    for length in range(3, shape.max_tokens + 1, 5 if shape.max_tokens > 40 else 2):
        content = length - 2
        step = max(1, (len(stream) - content) // max(_SIZES))
        cut = [stream[k * step : k * step + content] for k in range(max(_SIZES))]
        made = [[shape.cls_id, *c, shape.sep_id] for c in cut]
        alone = np.concatenate([run(open_session, [row], shape.pad_id) for row in made])
        for size in _SIZES:
            together = run(open_session, made[:size], shape.pad_id)
            compared += size
            different += int((together != alone[:size]).any(axis=1).sum())
    return Invariance(compared, different)


@dataclass(frozen=True)
class Pace:
    """Messages a second by the clock and by processor time, the median of several passes."""

    wall: float
    cpu: float


def paces(
    sessions: dict[str, ort.InferenceSession], rows: Sequence[Sequence[int]], pad_id: int, passes: int, size: int = 32
) -> dict[str, Pace]:
    """Pace of each session over the rows sorted by length; the sessions take turns, so that a busy machine is fair."""
    ordered = sorted(rows, key=len)
    batches = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in sessions}
    for name in sessions:
        run(sessions[name], batches[-1], pad_id)  # the arena grows once, outside the timing
    for _ in range(passes):
        total = {name: [0.0, 0.0] for name in sessions}
        for batch in batches:
            for name, open_session in sessions.items():
                wall, cpu = time.perf_counter(), time.process_time()
                run(open_session, batch, pad_id)
                total[name][0] += time.perf_counter() - wall
                total[name][1] += time.process_time() - cpu
        for name, (wall, cpu) in total.items():
            times[name].append((len(rows) / wall, len(rows) / max(cpu, 1e-9)))
    return {n: Pace(*(float(np.median([t[k] for t in found])) for k in (0, 1))) for n, found in times.items()}
