"""Figures with intervals, from probabilities and labels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

Z95 = 1.959964


def wilson(hits: int, n: int) -> tuple[float, float]:
    """95% Wilson interval of a share; (0, 1) when n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z95 * Z95
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Figure:
    """A value with its 95% interval; n is what it is a share or a mean of."""

    value: float | None
    low: float
    high: float
    n: int

    @classmethod
    def share(cls, hits: int, n: int) -> Figure:
        """hits out of n."""
        low, high = wilson(int(hits), int(n))
        return cls(hits / n if n else None, low, high, int(n))

    @classmethod
    def mean(cls, values: np.ndarray) -> Figure:
        """Mean with a normal interval."""
        n = len(values)
        if n == 0:
            return cls(None, 0.0, 1.0, 0)
        value = float(values.mean())
        half = Z95 * float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else 1.0
        return cls(value, max(0.0, value - half), value + half, n)

    def as_json(self) -> dict:
        """value, low, high, n."""
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        return f"{100 * self.value:.1f}% [{100 * self.low:.1f}, {100 * self.high:.1f}]"


def figures(probability: np.ndarray, truth: np.ndarray, threshold: float) -> dict[str, Figure]:
    """Accuracy, recall, precision, false-positive rate and Brier score of a head."""
    truth = truth.astype(bool)
    called = probability >= threshold
    return {
        "accuracy": Figure.share((called == truth).sum(), len(truth)),
        "recall": Figure.share((called & truth).sum(), truth.sum()),
        "precision": Figure.share((called & truth).sum(), called.sum()),
        "falsePositiveRate": Figure.share((called & ~truth).sum(), (~truth).sum()),
        "brier": Figure.mean((probability - truth) ** 2),
    }


def area_under_curve(score: np.ndarray, truth: np.ndarray) -> float:
    """Share of pairs of a spam and a ham text that are in the right order; ties count half."""
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    for value in np.unique(score[order][1:][np.diff(score[order]) == 0]):
        ranks[score == value] = ranks[score == value].mean()
    positive = truth.astype(bool)
    p, n = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - p * (p + 1) / 2) / (p * n)) if p and n else float("nan")


def false_positives_at_recall(score: np.ndarray, truth: np.ndarray, recall: float) -> float:
    """False-positive rate at the highest threshold that finds this share of the spam."""
    truth = truth.astype(bool)
    found = np.sort(score[truth])[::-1]
    threshold = found[min(len(found), math.ceil(recall * len(found))) - 1]
    return float((score[~truth] >= threshold).mean())


def false_positive_figure(score: np.ndarray, truth: np.ndarray, recall: float) -> tuple[Figure, float]:
    """False-positive rate with its interval at the highest threshold that finds this share of the spam, and it."""
    truth = truth.astype(bool)
    found = np.sort(score[truth])[::-1]
    if not len(found) or truth.all():
        return Figure(None, 0.0, 1.0, 0), float("nan")
    threshold = float(found[min(len(found), math.ceil(recall * len(found))) - 1])
    return Figure.share((score[~truth] >= threshold).sum(), (~truth).sum()), threshold


@dataclass(frozen=True)
class Bin:
    """Rows of like probability: their mean probability, and how many of them were spam."""

    low: float
    high: float
    mean: float
    share: Figure

    def as_json(self) -> dict:
        """low, high, mean, share."""
        return {"low": self.low, "high": self.high, "mean": self.mean, "share": self.share.as_json()}


def reliability(probability: np.ndarray, truth: np.ndarray, bins: int = 10) -> list[Bin]:
    """Bins of equal width that hold a row at least."""
    at = np.minimum((probability * bins).astype(int), bins - 1)
    out = []
    for i in range(bins):
        here = at == i
        if here.any():
            share = Figure.share(truth[here].sum(), here.sum())
            out.append(Bin(i / bins, (i + 1) / bins, float(probability[here].mean()), share))
    return out


def expected_calibration_error(probability: np.ndarray, truth: np.ndarray, bins: int = 15) -> float:
    """Mean distance between probability and share of spam, in bins of equal count."""
    order = np.argsort(probability, kind="stable")
    parts = [p for p in np.array_split(order, bins) if len(p)]
    return float(sum(len(p) * abs(probability[p].mean() - truth[p].mean()) for p in parts) / len(order))


def fit_platt(logit: np.ndarray, truth: np.ndarray, weight: np.ndarray | None = None) -> tuple[float, float]:
    """Slope and intercept of a logistic regression on one logit, by Newton's method, lightly regularised to (1, 0)."""
    x = np.stack([logit, np.ones_like(logit)], axis=1).astype(np.float64)
    y = truth.astype(np.float64)
    w = np.ones(len(y)) if weight is None else weight.astype(np.float64)
    beta, prior = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -50, 50)))
        gradient = x.T @ (w * (p - y)) + (beta - prior)
        curvature = (x * (w * p * (1 - p))[:, None]).T @ x + np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        beta -= step
        if np.abs(step).max() < 1e-9:
            break
    return float(beta[0]), float(beta[1])
