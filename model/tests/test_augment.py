"""Augmentation: the same draws for both classes, the same seed gives the same text, nothing becomes blank."""

import random

import pytest

from smsieve_model.augment import EVASIONS, LINK, Augmenter, Pools, Strength
from smsieve_model.data import Row
from smsieve_model.normalize import Normalizer

ROWS = [
    Row("Your parcel waits at https://parcel.example/a1 pay $2.10", True, False, "own-x", ""),
    Row("Win 500 now at prize.example/b2", True, False, "own-x", ""),
    Row("Fern Bank: receipt https://fern.example/r for $18.00", False, False, "own-x", ""),
]
ALL = Strength(swap=1.0, drop=0.0, add_link=1.0, evasion=1.0, padding=1.0, cut=1.0)


def test_should_draw_as_many_links_from_one_class_as_from_the_other() -> None:
    pools = Pools.of(ROWS)
    spam = {link for row in ROWS if row.spam for link in LINK.findall(row.text)}
    assert len(pools.links) == 2
    assert sum(link in spam for link in pools.links) == 1


def test_should_swap_a_link_for_one_of_the_pool() -> None:
    pools = Pools(links=["https://other.example/z"])
    out = Augmenter(pools, Strength(1.0, 0, 0, 0, 0, 0))(random.Random(1), "see https://first.example/a now")
    assert out == "see https://other.example/z now"


def test_should_give_the_same_variant_for_the_same_seed() -> None:
    augment = Augmenter(Pools.of(ROWS), ALL)
    assert augment(random.Random(7), ROWS[0].text) == augment(random.Random(7), ROWS[0].text)
    assert augment(random.Random(7), ROWS[0].text) != augment(random.Random(8), ROWS[0].text)


def test_should_leave_the_text_alone_when_every_strength_is_zero() -> None:
    augment = Augmenter(Pools.of(ROWS), Strength(0, 0, 0, 0, 0, 0))
    assert augment(random.Random(1), ROWS[0].text) == ROWS[0].text


@pytest.mark.parametrize("seed", range(50))
def test_should_never_make_a_text_blank(seed: int) -> None:
    augment = Augmenter(Pools.of(ROWS), ALL)
    assert Normalizer.load()(augment(random.Random(seed), "ok")).strip()


@pytest.mark.parametrize("evasion", sorted(set(EVASIONS), key=lambda e: e.__name__), ids=lambda e: e.__name__)
def test_should_change_a_long_text_with_every_evasion(evasion) -> None:
    text = "Please confirm the delivery of your parcel before Friday"
    assert any(evasion(random.Random(seed), text) != text for seed in range(20))
