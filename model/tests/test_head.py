"""head: what the two fits are, on vectors whose answer is known."""

import numpy as np
import pytest

pytest.importorskip("torch")

from smsieve_model.cli import main
from smsieve_model.head import fit_centroid, fit_probe

pytestmark = pytest.mark.torch


def clouds(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Two overlapping clouds in eight dimensions, of unlike spread."""
    rng = np.random.default_rng(seed)
    truth = rng.random(600) < 0.4
    vectors = rng.normal(0, 1, (600, 8)) * np.array([1, 5, 0.1, 1, 1, 1, 1, 1]) + truth[:, None] * 0.8
    return vectors.astype(np.float32), truth


def test_should_call_a_vector_what_the_nearer_mean_is() -> None:
    vectors, truth = clouds()
    weights, intercept = fit_centroid(vectors, truth)
    yes, no = vectors[truth].mean(0), vectors[~truth].mean(0)
    nearer = ((vectors - yes) ** 2).sum(1) < ((vectors - no) ** 2).sum(1)
    assert ((vectors @ weights + intercept > 0) == nearer).all()
    assert 0 < nearer.sum() < len(nearer)


def test_should_be_at_the_top_of_the_likelihood() -> None:
    vectors, truth = clouds()
    weights, intercept = fit_probe(vectors, truth, ridge=10.0)
    scaled, spread = (vectors - vectors.mean(0)) / (vectors.std(0) + 1e-6), vectors.std(0) + 1e-6
    rest = truth - 1 / (1 + np.exp(-(vectors @ weights + intercept)))
    assert np.abs(scaled.T @ rest - 10.0 * weights * spread).max() < 1e-3
    assert abs(rest.sum()) < 1e-3


def test_should_stay_small_where_the_classes_can_be_told_apart() -> None:
    truth = np.arange(40) % 2 == 0
    vectors = np.where(truth[:, None], 1.0, -1.0) * np.ones((40, 3), np.float32)
    weights, intercept = fit_probe(vectors.astype(np.float32), truth, ridge=1.0)
    assert np.isfinite(weights).all() and np.abs(weights).max() < 10
    assert (((vectors @ weights + intercept) > 0) == truth).all()


def test_should_ask_for_at_least_one_method(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["head", "--base", "none", "--train", "none", "--dev", "none"]) == 2
    assert "expected --probe or --centroid" in capsys.readouterr().err
