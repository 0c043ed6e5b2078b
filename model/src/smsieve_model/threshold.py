"""Calibration's rows and the threshold of a profile.

Both hold for messages of a new kind, so they come from the rows of dev that no training row resembles. A calibrated
probability p blocks at least cost where p >= c / (1 + c), if a blocked ham costs c missed spams. The threshold that
happens to be cheapest on a thousand rows would be luck: the costs are flat round it, and two profiles that agree on
99% of the rows would get thresholds far apart. How flat is reported beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from smsieve_model.data import Row
from smsieve_model.resemblance import nearest

LIKENESS = 0.4  # from here on two texts of a data set are wordings of one another, by eye
FEWEST = 20
_SAMPLES = 400


def cheapest(probability: np.ndarray, truth: np.ndarray, weight: np.ndarray, ham_cost: float) -> float:
    """Middle between two scores where ham_cost * blocked ham + missed spam is least, rows counted by weight."""
    order = np.argsort(probability, kind="stable")
    p, spam, w = probability[order], truth[order].astype(bool), weight[order]
    missed = np.concatenate([[0.0], np.cumsum(w * spam)])
    blocked = ham_cost * np.concatenate([np.cumsum((w * ~spam)[::-1])[::-1], [0.0]])
    edges = np.concatenate([[0.0], p, [1.0]])
    costs = np.where(edges[1:] > edges[:-1], missed + blocked, np.inf)  # equal scores cannot be told apart
    at = int(np.argmin(costs))
    return float((edges[at] + edges[at + 1]) / 2)


def cheapest_range(probability: np.ndarray, truth: np.ndarray, ham_cost: float, seed: int = 1) -> dict[str, float]:
    """Where the cheapest threshold lies in resampled rows: median, and the middle 90%."""
    rng, n = np.random.default_rng(seed), len(truth)
    weights = rng.multinomial(n, np.full(n, 1 / n), _SAMPLES)
    found = np.array([cheapest(probability, truth, w, ham_cost) for w in weights])
    low, median, high = (round(float(v), 3) for v in np.quantile(found, (0.05, 0.5, 0.95)))
    return {"low": low, "median": median, "high": high}


@dataclass(frozen=True)
class Choice:
    """The spam head's threshold, the rows that calibration is fitted on, and why."""

    threshold: float
    ham_cost: float | None
    unlike: np.ndarray

    @property
    def calibration(self) -> str:
        """How calibration is fitted, in words."""
        return (
            f"logistic regression on one logit, per profile and head, on the {int(self.unlike.sum())} rows whose "
            f"likeness to the nearest training text is below {LIKENESS}"
        )

    def __str__(self) -> str:
        if self.ham_cost is None:
            return f"{self.threshold} of the calibrated spam probability, set before the export"
        return (
            f"{self.threshold} of the calibrated spam probability: least cost where a blocked ham costs as much as "
            f"{self.ham_cost:g} missed spams"
        )


def choice_of(train: Sequence[Row], dev: Sequence[Row], given: float | None, ham_cost: float) -> Choice:
    """The threshold that was given, or that of the costs; all rows of dev count where few are unlike training."""
    unlike = nearest([r.text for r in dev], [r.text for r in train]) < LIKENESS
    if unlike.sum() < FEWEST:
        unlike = np.ones(len(dev), bool)
    if given is not None:
        return Choice(given, None, unlike)
    return Choice(round(ham_cost / (1 + ham_cost), 4), ham_cost, unlike)
