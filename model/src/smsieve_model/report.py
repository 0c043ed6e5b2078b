"""Figures of one head over labelled texts: in all, per slice, and how far its probabilities can be believed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from smsieve_model.bundle import Encoded
from smsieve_model.data import Row
from smsieve_model.kinds import group_of
from smsieve_model.metrics import (
    area_under_curve,
    expected_calibration_error,
    false_positive_figure,
    figures,
    reliability,
)
from smsieve_model.scripts import script_of

RECALLS = (0.9, 0.95, 0.98, 0.99)
POOLED = "pooled: slices of fewer than {most} rows"


@dataclass(frozen=True)
class Text:
    """A labelled row, where it came from, and what became of it."""

    row: Row
    path: Path
    line: int
    encoded: Encoded
    seen: bool


@dataclass(frozen=True)
class Scores:
    """Probabilities [texts] of one head, its truth, its threshold, and which texts count."""

    texts: Sequence[Text]
    probability: np.ndarray
    truth: np.ndarray
    threshold: float

    def part(self, chosen: np.ndarray) -> Scores:
        """Only these texts."""
        texts = [t for t, c in zip(self.texts, chosen, strict=True) if c]
        return Scores(texts, self.probability[chosen], self.truth[chosen], self.threshold)

    def slice(self) -> dict:
        """n, how many are of the class, and the five figures."""
        found = figures(self.probability, self.truth, self.threshold)
        return {"n": len(self.texts), "positive": int(self.truth.sum()), **{k: f.as_json() for k, f in found.items()}}


def unknown_share(texts: Sequence[Text], unknown_id: int | None) -> float | None:
    """Share of the tokens that the vocabulary does not know."""
    ids = [i for t in texts for i in t.encoded.row[1:-1]]
    return ids.count(unknown_id) / len(ids) if ids and unknown_id is not None else None


def slices(scores: Scores, name: Callable[[Text], str], fewest: int) -> dict[str, dict]:
    """A slice a name, the largest first; small ones pooled."""
    names = np.array([name(t) for t in scores.texts])
    counts = {n: int((names == n).sum()) for n in sorted(set(names.tolist()))}
    large = sorted((n for n, c in counts.items() if c >= fewest), key=lambda n: -counts[n])
    out = {n: scores.part(names == n).slice() for n in large}
    small = [n for n in counts if n not in out]
    if small:
        pooled = scores.part(np.isin(names, small)).slice()
        out[POOLED.format(most=fewest)] = {**pooled, "slices": small}
    return out


def baselines(scores: Scores) -> dict[str, dict]:
    """What calling everything ham, or everything spam, would give."""
    n = len(scores.texts)
    return {
        "allNegative": Scores(scores.texts, np.zeros(n), scores.truth, 0.5).slice(),
        "allPositive": Scores(scores.texts, np.ones(n), scores.truth, 0.5).slice(),
    }


def fixed_recall(scores: Scores) -> list[dict]:
    """False-positive rates at thresholds that find a given share."""
    out = []
    for recall in RECALLS:
        rate, threshold = false_positive_figure(scores.probability, scores.truth, recall)
        out.append({"recall": recall, "threshold": threshold, "falsePositiveRate": rate.as_json()})
    return out


def head_report(scores: Scores, fewest: int, unknown_id: int | None) -> dict:
    """All figures of one head."""
    seen = np.array([t.seen for t in scores.texts], bool)
    p, truth = scores.probability, scores.truth
    both = 0 < truth.sum() < len(truth)
    report = {
        "threshold": scores.threshold,
        "all": scores.slice(),
        "baselines": baselines(scores),
        "unseenTexts": scores.part(~seen).slice(),
        "seenTexts": scores.part(seen).slice(),
        "areaUnderCurve": area_under_curve(p, truth) if both else None,
        "expectedCalibrationError": expected_calibration_error(p, truth),
        "reliability": [b.as_json() for b in reliability(p, truth)],
        "atFixedRecall": fixed_recall(scores) if both else [],
        "bySource": slices(scores, lambda t: t.row.source, fewest),
        "byKind": slices(scores, lambda t: group_of(t.row.kind), fewest),
        "byScript": slices(scores, lambda t: script_of(t.row.text), fewest),
    }
    for name, found in report["byScript"].items():
        here = [t for t in scores.texts if script_of(t.row.text) in found.get("slices", [name])]
        found["unknownTokens"] = unknown_share(here, unknown_id)
    return report


def errors_of(scores: Scores, with_text: bool) -> list[dict]:
    """The wrong ones, the most confident first."""
    out = []
    for t, p, truth in zip(scores.texts, scores.probability, scores.truth, strict=True):
        if (p >= scores.threshold) != truth:
            entry = {"file": t.path.name, "line": t.line, "label": bool(truth), "probability": float(p),
                     "source": t.row.source, "kind": t.row.kind}  # fmt: skip
            out.append(entry | ({"text": t.row.text} if with_text else {}))
    return sorted(out, key=lambda e: -abs(e["probability"] - e["label"]))
