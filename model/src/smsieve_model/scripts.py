"""In which script a text is written: the script of most of its letters."""

from __future__ import annotations

from collections import Counter

import unicodedata2

NO_LETTERS = "no letters"
_NAMES = {"CJK": "Han", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Hangul"}


def script_of(text: str) -> str:
    """Name of the script; a text with kana counts as Japanese, one without letters as NO_LETTERS."""
    found: Counter[str] = Counter()
    for c in unicodedata2.normalize("NFKC", text):  # so that fullwidth and mathematical letters are Latin
        if c.isascii():
            found["Latin"] += c.isalpha()
        elif unicodedata2.category(c)[0] == "L":
            word = unicodedata2.name(c, "UNKNOWN").split()[0].split("-")[0]
            found[_NAMES.get(word, word.capitalize())] += 1
    if not sum(found.values()):
        return NO_LETTERS
    return "Japanese" if found["Japanese"] else max(found.items(), key=lambda pair: (pair[1], pair[0]))[0]
