"""Writes model/testdata/normalization-vectors.jsonl: inputs and normalised texts that Python and Java both must give.

Every line is ASCII JSON with ``rule`` (what it is about), ``text`` and ``normalized``. The expected texts come from
this package's Normalizer; the ones that pin the rules down by hand are in tests/test_normalize.py.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from smsieve_model.generate import ODD, SCRIPTS, generated
from smsieve_model.normalize import DEFAULT_TABLES, Normalizer

# Characters whose NFKC differs between JDK 17, JDK 25 and Python 3.11.
RUNTIME_DIFFERENCES = (0xA7F2, 0x10781, 0x1E030, 0x1CCD6)
_SURROGATES = ("\ud800", "\udfff", "\ud83d lone", "lone \ude00", "\ude00\ud83d", "a\ud83db", "\ud83d\ud83d\ude00",
               "\ud83d\u200b\ude00")  # fmt: skip
_LANGUAGES = {
    "Russian": "\u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430?",
    "Greek": "\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 \u03c3\u03b1\u03c2, 10\u20ac",
    "Arabic": "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645: 123 \u0661\u0662\u0663",
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05dd",
    "Hindi": "\u0928\u092e\u0938\u094d\u0924\u0947, \u0906\u092a\u0915\u093e \u0916\u093e\u0924\u093e",
    "Tamil": "\u0bb5\u0ba3\u0b95\u0bcd\u0b95\u0bae\u0bcd",
    "Thai": "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e04\u0e23\u0e31\u0e1a",
    "Chinese": "\u60a8\u7684\u9a8c\u8bc1\u7801\u662f123456\uff0c\u8bf7\u52ff\u6cc4\u9732\u3002",
    "Japanese": "\u304a\u4e16\u8a71\u306b\u306a\u3063\u3066\u304a\u308a\u307e\u3059\uff61 \uff76\uff9e",
    "Korean": "\uc548\ub155\ud558\uc138\uc694 \u1112\u1161\u11ab",
    "Turkish": "I\u015f\u0131k \u0130stanbul'da",
    "Vietnamese": "Xin ch\u00e0o qu\u00fd kh\u00e1ch",
    "link": "https://example.com/A-b_c?d=1&e=\u00e9#f 2\u00bd x\u00b2",
}


def samples(tables: dict) -> Iterator[tuple[str, str]]:
    """Rule and input."""
    for start, end in tables["removed"]:
        yield "removed", f"a{chr(start)}b {chr(end)} c"
        for code in (start - 1, end + 1):
            if 0 <= code <= 0x10FFFF:
                yield "beside removed", f"a{chr(code)}b"
    for start, end in tables["whitespace"]:
        yield "whitespace", f" a{chr(start)}{chr(end)} \t b{chr(start)}"
    for letter in tables["lookalikes"]:
        yield "look-alike", f"x{letter} {letter} \u0301{letter}1x"
    for code in RUNTIME_DIFFERENCES:
        yield "differs between runtimes", f"a{chr(code)} {chr(code)}"
    for text in _SURROGATES:
        yield "surrogate", text
    for language, text in _LANGUAGES.items():
        yield language, text
    for code in ODD:
        yield "odd", f"{chr(code)}a{chr(code)}{chr(code)} {chr(code)}"
    for first, last in SCRIPTS:
        yield "script", "".join(map(chr, range(first, min(last, first + 60) + 1)))
        yield "script with a Latin letter", "z" + "".join(map(chr, range(max(first, last - 30), last + 1)))
    for text in ("", " ", "\r\n\t", "plain", " two  blanks ", "\u200b", "e\u0301\u0323 \u1e69", "\ufb01\u200d\ufb03"):
        yield "plain", text
    for number in range(400):
        yield "generated", generated(2, number)


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the vectors command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--out", type=Path, default=Path("testdata/normalization-vectors.jsonl"))


def lines() -> list[str]:
    """The file's lines."""
    normalize = Normalizer.load()
    tables = json.loads(DEFAULT_TABLES.read_text(encoding="utf-8"))
    found = [{"rule": rule, "text": joined(text)} for rule, text in samples(tables)]
    return [json.dumps(entry | {"normalized": normalize(entry["text"])}) for entry in found]


def joined(text: str) -> str:
    """Two surrogates that meet are one character, as they are to Java and to any reader of JSON."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def main(args: argparse.Namespace) -> int:
    """The vectors command."""
    found = lines()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("\n".join(found) + "\n", encoding="ascii")
    print(f"{args.out}: {len(found)} texts")
    return 0
