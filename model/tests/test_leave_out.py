"""Leaving sources out with the probe."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from conftest import MODEL
from smsieve_model.cli import main
from smsieve_model.data import write_rows
from smsieve_model.leave_out import Probe, standardised

pytestmark = pytest.mark.torch


def test_should_fit_the_logistic_regression_that_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.normal(size=(20_000, 3)), np.ones((20_000, 1))], axis=1)
    beta = np.array([1.0, -2.0, 0.0, 0.5])
    truth = rng.random(20_000) < 1 / (1 + np.exp(-x @ beta))
    np.testing.assert_allclose(Probe(x, truth, np.ones(20_000)).beta, beta, atol=0.1)


def test_should_fit_without_rows_as_if_they_had_never_been_there() -> None:
    rng = np.random.default_rng(3)
    x = np.concatenate([rng.normal(size=(500, 4)), np.ones((500, 1))], axis=1)
    truth, held = rng.random(500) < 1 / (1 + np.exp(-x[:, 0])), rng.random(500) < 0.4
    expected = Probe(x[~held], truth[~held], np.ones(int((~held).sum()))).beta
    np.testing.assert_allclose(Probe(x, truth, np.ones(500)).without(held), expected, atol=1e-3)


def test_should_standardise_columns_and_add_ones() -> None:
    found = standardised(np.array([[1.0, 5.0], [3.0, 5.0]]))
    np.testing.assert_allclose(found, [[-1, 0, 1], [1, 0, 1]])


def leave_out(tmp_path: Path, vectors: np.ndarray, *more: str) -> int:
    """Two sources of 40 rows; in the second the vectors' first column tells the label the other way round."""
    rows = [{"text": f"text {s} {i}", "spam": i % 2 == 0, "source": s} for s in ("own-a", "own-b") for i in range(40)]
    write_rows(tmp_path / "rows.jsonl", rows)
    np.save(tmp_path / "vectors.npy", vectors)
    arguments = ["--data", tmp_path / "rows.jsonl", "--base", MODEL, "--vectors", tmp_path / "vectors.npy",
                 "--json", tmp_path / "out.json"]  # fmt: skip
    return main(["leave-out", *map(str, arguments), *more])


def test_should_be_worse_where_a_source_differs_and_was_left_out(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    spam, second = np.tile([1.0, -1.0], 40), np.repeat([0.0, 1.0], 40)
    columns = [spam * (1 - 2 * second), second, spam * second]  # the third column tells it, once the source is known
    assert leave_out(tmp_path, np.stack(columns, 1) + 0.01 * rng.normal(size=(80, 3))) == 0
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["sources"]
    assert set(found) == {"own-a", "own-b"}
    assert found["own-b"]["known"]["accuracy"]["value"] > 0.9
    assert found["own-b"]["leftOut"]["accuracy"]["value"] < 0.1
    assert (found["own-b"]["n"], found["own-b"]["positive"]) == (40, 20)


def test_should_refuse_vectors_of_other_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave_out(tmp_path, np.zeros((79, 3))) == 2
    assert "expected 80 vectors, one a row, found 79" in capsys.readouterr().err


def test_should_say_that_no_source_is_large_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave_out(tmp_path, np.zeros((80, 3)), "--fewest", "50") == 2
    assert "expected a source of at least 50 rows" in capsys.readouterr().err
