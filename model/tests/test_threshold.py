"""The threshold that costs least on rows that no training row resembles."""

import numpy as np
import pytest

from smsieve_model.data import Row
from smsieve_model.resemblance import nearest
from smsieve_model.threshold import cheapest, cheapest_range, choice_of


def test_should_know_the_same_letters_and_tell_other_texts_apart() -> None:
    found = nearest(
        ["Win a PRIZE now!!", "see you at the station", ""], ["win a prize, now", "meet you at the station"]
    )
    assert found[0] == pytest.approx(1.0)
    assert 0.4 < found[1] < 1.0
    assert found[2] < 0.2


def test_should_not_depend_on_how_many_others_there_are() -> None:
    others = [f"your order {i} has left us" for i in range(5000)]
    alone = nearest(["your order 4711 has left us"], others[4711:4712])
    assert nearest(["your order 4711 has left us"], others)[0] == pytest.approx(alone[0])


def cost(threshold: float, probability: np.ndarray, truth: np.ndarray, ham_cost: float) -> float:
    """By counting."""
    called = probability >= threshold
    return ham_cost * (called & ~truth).sum() + (~called & truth).sum()


@pytest.mark.parametrize("ham_cost", [0.5, 1.0, 2.0, 10.0])
def test_should_find_the_least_cost_that_trying_every_score_finds(ham_cost: float) -> None:
    rng = np.random.default_rng(4)
    truth = rng.random(300) < 0.4
    probability = np.round(1 / (1 + np.exp(-rng.normal(2 * truth - 1, 1.5))), 2)  # with ties
    found = cheapest(probability, truth, np.ones(300), ham_cost)
    tried = [cost(t, probability, truth, ham_cost) for t in [0.0, 1.01, *probability]]
    assert cost(found, probability, truth, ham_cost) == min(tried)


def test_should_find_the_cheapest_threshold_of_a_calibrated_score_near_the_one_of_the_costs() -> None:
    rng = np.random.default_rng(5)
    probability = rng.random(20_000)
    truth = rng.random(20_000) < probability
    for ham_cost in (1.0, 2.0, 4.0):
        found = cheapest_range(probability, truth, ham_cost)
        assert found["low"] - 0.01 < ham_cost / (1 + ham_cost) < found["high"] + 0.01
        assert found["low"] <= found["median"] <= found["high"]


def rows_of(start: str, numbers: range) -> list[Row]:
    """Texts that resemble one another."""
    return [Row(f"{start} number {i}", True, None, "own-a", "") for i in numbers]


def test_should_calibrate_on_the_rows_that_training_does_not_resemble() -> None:
    strange = [
        Row(f"{a}{b} {b}{a}", False, None, "own-b", "") for a in "bcdfg" for b in ("unday", "eirdo", "izzle", "ottle")
    ]
    choice = choice_of(
        rows_of("claim your prize", range(50)), rows_of("claim your prize", range(50, 70)) + strange, None, 3
    )
    assert choice.unlike.tolist() == [False] * 20 + [True] * 20
    assert choice.threshold == 0.75
    assert "the 20 rows" in choice.calibration
    assert "costs as much as 3 missed spams" in str(choice)


def test_should_calibrate_on_all_rows_where_few_are_strange() -> None:
    known = rows_of("claim your prize", range(30))
    assert choice_of(known, known, None, 2.0).unlike.all()


def test_should_take_the_threshold_that_was_given() -> None:
    known = rows_of("claim your prize", range(30))
    choice = choice_of(known, known, 0.6, 2.0)
    assert choice.threshold == 0.6
    assert str(choice) == "0.6 of the calibrated spam probability, set before the export"
