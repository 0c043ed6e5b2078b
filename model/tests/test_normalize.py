"""Normalisation smsieve-text-1, rule by rule."""

import pytest

from smsieve_model.normalize import Normalizer

NORMALIZE = Normalizer.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See you at 6", "See you at 6"),
        ("  two   spaces \t and\nlines ", "two spaces and lines"),
        ("\u200b \u00a0\u3000", ""),
        ("pay\u200bp\u00adal", "paypal"),
        ("\uff26\uff32\uff25\uff25", "FREE"),
        ("p\u0430ypal", "paypal"),  # Cyrillic a among Latin letters
        ("\u043f\u0440\u0438\u0432\u0435\u0442", "\u043f\u0440\u0438\u0432\u0435\u0442"),  # a Russian word stays
        ("\ud800 lone", "\ufffd lone"),
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
    ],
)
def test_should_follow_the_written_rules(text: str, expected: str) -> None:
    assert NORMALIZE(text) == expected


def test_should_change_nothing_the_second_time() -> None:
    once = NORMALIZE("Ｗin  p\u0430ypal\u200b \u0627\u0644\u0633\u0644\u0627\u0645")
    assert NORMALIZE(once) == once
