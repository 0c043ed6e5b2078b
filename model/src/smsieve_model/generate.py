"""Texts of all scripts and of garbage, from a number alone: the same ones in Python and in Java.

``GeneratedTexts`` in the application's tests follows this file step by step: whole numbers only, SplitMix64 for chance.
Text n of a run does not depend on the texts before it.
"""

from __future__ import annotations

_MASK = (1 << 64) - 1

# First and last code point of stretches with letters or signs of one kind; unassigned ones among them on purpose.
SCRIPTS = (
    (0x61, 0x7A), (0x41, 0x5A), (0xC0, 0x17F), (0x180, 0x24F), (0x250, 0x2AF), (0x370, 0x3FF), (0x400, 0x52F),
    (0x531, 0x58F), (0x5D0, 0x5EA), (0x610, 0x6FF), (0x710, 0x74F), (0x780, 0x7B1), (0x904, 0x97F), (0x980, 0x9FF),
    (0xA00, 0xA7F), (0xA80, 0xAFF), (0xB80, 0xBFF), (0xC00, 0xC7F), (0xD00, 0xD7F), (0xD80, 0xDFF), (0xE01, 0xE5B),
    (0xE80, 0xEFF), (0xF00, 0xFFF), (0x1000, 0x109F), (0x10A0, 0x10FF), (0x1100, 0x11FF), (0x1200, 0x137F),
    (0x13A0, 0x13FF), (0x1780, 0x17FF), (0x1820, 0x18AA), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
    (0x2070, 0x209C), (0x20A0, 0x20C0), (0x2100, 0x214F), (0x2460, 0x24FF), (0x2E80, 0x2FD5), (0x3041, 0x30FF),
    (0x3105, 0x312F), (0x3131, 0x318E), (0x3200, 0x33FF), (0x4E00, 0x9FFF), (0xA640, 0xA69F), (0xA720, 0xA7FF),
    (0xAB30, 0xABBF), (0xAC00, 0xD7A3), (0xF900, 0xFAD9), (0xFB00, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFFEE),
    (0x10780, 0x107BA), (0x1D400, 0x1D7FF), (0x1E030, 0x1E08F), (0x1F100, 0x1F1AD), (0x20000, 0x200FF),
)  # fmt: skip
# Invisible and other odd characters: joiners, marks of direction, variation selectors, tags, controls, fillers.
ODD = (
    0x0, 0x7, 0xB, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1680, 0x180E, 0x2000, 0x200B, 0x200C, 0x200D,
    0x200E, 0x2028, 0x202E, 0x2060, 0x2066, 0x2800, 0x3000, 0x3164, 0xA7F2, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC,
    0xFFFD, 0xFFFE, 0x10781, 0x1CCD6, 0x1E030, 0xE0041, 0xE0100, 0x10FFFF,
)  # fmt: skip
WORDS = (
    "Your", "code", "is", "win", "FREE", "call", "now", "lunch?", "vote", "parcel", "bank", "a/c", "ok", "http://",
    "bit.ly/x7", "www.example.com/a?b=1&c=2", "[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]", "<s>", "</s>", "##ing",
    "don't", "GBP1,000", "$5.00", "+44 7700 900123", "12:30pm", "U", "2nite", "STOP", "to", "the", "I'll", "e-mail",
)  # fmt: skip
MARKS = "!?.,;:'\"()-_/\\@#%&*+=<>~|^`${}[]"


class Chance:
    """SplitMix64."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def below(self, n: int) -> int:
        """A number from 0 to n - 1."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return ((z ^ (z >> 31)) >> 1) % n

    def between(self, pair: tuple[int, int]) -> int:
        """A number from the first to the last of a pair."""
        return pair[0] + self.below(pair[1] - pair[0] + 1)


def _piece(chance: Chance, out: list[int]) -> None:
    kind = chance.below(16)
    if kind < 5:
        out.extend(map(ord, WORDS[chance.below(len(WORDS))]))
    elif kind < 9:
        script = SCRIPTS[chance.below(len(SCRIPTS))]
        out.extend(chance.between(script) for _ in range(1 + chance.below(8)))
    elif kind == 9:  # a word of mixed script
        for _ in range(2 + chance.below(8)):
            scripts = ((0x61, 0x7A), (0x61, 0x7A), (0x430, 0x45F), (0x3B1, 0x3C9))
            out.append(chance.between(scripts[chance.below(4)]))
    elif kind == 10:
        out.extend(0x30 + chance.below(10) for _ in range(1 + chance.below(12)))
    elif kind == 11:
        out.extend(ord(MARKS[chance.below(len(MARKS))]) for _ in range(1 + chance.below(3)))
    elif kind == 12:
        out.append(ODD[chance.below(len(ODD))])
    elif kind == 13:  # a letter with marks upon it, or an emoji with a modifier
        out.append(0x61 + chance.below(26) if chance.below(2) else 0x1F300 + chance.below(0x350))
        out.extend(0x300 + chance.below(0x70) if chance.below(2) else 0x1F3FB for _ in range(1 + chance.below(3)))
    elif kind == 14:
        c = chance.between(SCRIPTS[chance.below(4)])
        out.extend(c for _ in range(1 + chance.below(30)))
    else:  # anything that 21 bits can name, surrogates included
        out.append(chance.below(0x110000))


def generated(seed: int, number: int) -> str:
    """Text ``number`` of a run: mostly a few words, sometimes none, every fortieth long enough to be cut."""
    chance = Chance(seed * 0x100000000 + number)
    pieces = 60 + chance.below(140) if chance.below(40) == 0 else chance.below(14)
    out: list[int] = []
    for _ in range(pieces):
        _piece(chance, out)
        if chance.below(4):
            out.append(0x20)
    # Two surrogates that meet are one character to Java, and so they are here.
    return "".join(map(chr, out)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
