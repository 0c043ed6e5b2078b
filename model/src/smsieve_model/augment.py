"""Variants of training texts, drawn the same way for both classes.

Two aims: odd spelling, a link, a number, a name or padding must not decide alone, and evasion must not help.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from smsieve_model import tables
from smsieve_model.data import Row

LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+(?:com|net|org|info|co|in|uk|us|io|me|app|xyz|top|cc|ru|cn|ly|link|site|"
    r"online|shop|club|vip|live|biz|tk|ga|gov|edu|de|fr|es|it|br|mx|ng|ke|za|ph|id|my|sg|au|ca|ie|nz|test|example)"
    r"(?:\.[a-z]{2})?(?:/\S*)?\b/?",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?:[$£€₹₦]|\b(?:rs\.?|inr|usd|ngn|kes|ksh|php|rm|gbp|eur)\s?)\s?\d[\d,.]*\d?(?:/-)?", re.IGNORECASE
)
PHONE = re.compile(r"(?<!\w)\+?\d[\d -]{7,13}\d(?!\w)")
NUMBER = re.compile(r"(?<![\w.])\d{3,8}(?![\w.])")
PREFIX = re.compile(r"^[A-Z][\w&'. -]{1,22}: ")
CLOSERS = re.compile(r"(?:reply|text|txt|send)?\s*\bstop\b.{0,30}$", re.IGNORECASE)

_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "l": "1|", "b": "8", "g": "9", "z": "2"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WRITTEN_BY_HAND = (
    "hi how are you hope you are well", "see you later", "thanks so much", "ok", "good morning", "have a nice day",
    "call me when you are free", "the weather is lovely today", "lol", "dinner at eight tonight mum says hello",
    "meeting moved to three o'clock in room two", "please find the notes below", "fyi", "kind regards",
    "did you watch the game last night", "Best wishes from all of us", "no need to reply", "take care", "love you",
    "just checking in about the weekend", "happy birthday", "sorry for the late reply", "talk soon", "Fwd:", "Re:",
    "message 1 of 2", "sent from my phone", "(1/2)", "ps the cat says hi", "have you eaten", "see below",
)  # fmt: skip


def _twins() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for twin, latin in tables.lookalikes().items():
        found.setdefault(latin, []).append(twin)
    return found


_TWINS = _twins()


def _some(rng: random.Random, text: str, share: float, change: Callable[[str], str]) -> str:
    return "".join(change(c) if c.isalnum() and rng.random() < share else c for c in text)


def leet(rng: random.Random, text: str) -> str:
    """Digits and signs for letters."""
    return _some(rng, text, rng.uniform(0.1, 0.5), lambda c: rng.choice(_LEET.get(c.lower(), c)))


def twins(rng: random.Random, text: str) -> str:
    """Letters of other scripts that look alike; the normalisation undoes those in mixed words only."""
    return _some(rng, text, rng.choice((0.2, 0.5, 1.0)), lambda c: rng.choice(_TWINS.get(c, [c])))


def fullwidth(rng: random.Random, text: str) -> str:
    """Fullwidth forms."""
    return _some(rng, text, rng.choice((0.3, 1.0)), lambda c: chr(ord(c) + 0xFEE0) if 0x21 <= ord(c) <= 0x7E else c)


def invisible(rng: random.Random, text: str) -> str:
    """Zero-width characters between letters."""
    return _some(rng, text, rng.uniform(0.05, 0.4), lambda c: c + rng.choice(_INVISIBLE))


def spaced(rng: random.Random, text: str) -> str:
    """Dots, spaces, hyphens or underscores inside some words."""
    sign = rng.choice((".", " ", "-", "_", "*"))
    share = rng.choice((0.15, 0.3, 0.6))
    words = text.split(" ")
    return " ".join(sign.join(w) if 2 < len(w) < 13 and w.isalnum() and rng.random() < share else w for w in words)


def stretched(rng: random.Random, text: str) -> str:
    """Letters repeated."""
    return _some(rng, text, rng.uniform(0.03, 0.12), lambda c: c * rng.randint(2, 4) if c.isalpha() else c)


def typos(rng: random.Random, text: str) -> str:
    """Letters dropped, doubled or swapped."""
    chars = list(text)
    for i in range(len(chars) - 1):
        if chars[i].isalpha() and rng.random() < 0.05:
            kind = rng.randrange(3)
            if kind == 0:
                chars[i] = ""
            elif kind == 1:
                chars[i], chars[i + 1] = chars[i + 1], chars[i]
            else:
                chars[i] *= 2
    return "".join(chars)


def glued(rng: random.Random, text: str) -> str:
    """Words run together, in CamelCase, or joined by a sign."""
    sign = rng.choice(("", "", "_", "-", "."))
    words = text.split(" ")
    return sign.join(w[:1].upper() + w[1:] for w in words) if rng.random() < 0.3 else sign.join(words)


def recased(rng: random.Random, text: str) -> str:
    """Capitals do not reach this uncased model, but they reach the tables and any cased one."""
    return rng.choice((str.upper, str.lower, str.title))(text)


EVASIONS: tuple[Callable[[random.Random, str], str], ...] = (
    leet, leet, twins, fullwidth, invisible, spaced, spaced, stretched, typos, typos, glued, recased,
)  # fmt: skip


@dataclass
class Pools:
    """Links, amounts and so on of the training texts of both classes."""

    links: list[str] = field(default_factory=list)
    amounts: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    padding: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Pools:
        """Collects from rows; each class gives the same number of each, so that a draw tells nothing."""
        pools = cls(padding=list(_WRITTEN_BY_HAND))
        for name, pattern in (("links", LINK), ("amounts", AMOUNT), ("phones", PHONE), ("prefixes", PREFIX)):
            found: dict[bool, list[str]] = {True: [], False: []}
            for row in rows:
                found[row.spam].extend(pattern.findall(row.text))
            size = min(map(len, found.values()))
            rng = random.Random(name)
            getattr(pools, name).extend(s for side in found.values() for s in rng.sample(sorted(side), size))
        return pools


@dataclass(frozen=True)
class Strength:
    """Probabilities of each change; 0 switches it off."""

    swap: float = 0.3
    drop: float = 0.06
    add_link: float = 0.05
    evasion: float = 0.2
    padding: float = 0.07
    cut: float = 0.03


class Augmenter:
    """Draws variants of rows."""

    def __init__(self, pools: Pools, strength: Strength) -> None:
        self._pools = pools
        self._strength = strength

    def __call__(self, rng: random.Random, text: str) -> str:
        """One variant; often the text itself."""
        s = self._strength
        out = self._swap(rng, text)
        if rng.random() < s.add_link and self._pools.links:
            out = f"{out} {rng.choice(self._pools.links)}"
        if rng.random() < s.padding:
            extra = " ".join(rng.sample(self._pools.padding, rng.randint(1, 4)))
            out = f"{extra} {out}" if rng.random() < 0.5 else f"{out} {extra}"
        if rng.random() < s.evasion:
            out = rng.choice(EVASIONS)(rng, out)
            if rng.random() < 0.15:
                out = rng.choice(EVASIONS)(rng, out)
        return out if out.strip() else text

    def _swap(self, rng: random.Random, text: str) -> str:
        for pattern, pool, share in (
            (LINK, self._pools.links, 1.0),
            (AMOUNT, self._pools.amounts, 0.7),
            (PHONE, self._pools.phones, 1.0),
            (PREFIX, self._pools.prefixes, 0.3),  # a prefix often says what the message is about: rarely
        ):
            draw = rng.random()
            swap = self._strength.swap * share
            if draw < swap and pool:
                chosen = rng.choice(pool)
                text = pattern.sub(lambda _, c=chosen: c, text)
            elif draw < swap + self._strength.drop and len(text) > 40:
                text = pattern.sub("", text)
        if rng.random() < self._strength.swap:
            text = NUMBER.sub(lambda m: "".join(rng.choice("0123456789") for _ in m.group()), text)
        if rng.random() < self._strength.cut:
            text = CLOSERS.sub("", text)
        return text
