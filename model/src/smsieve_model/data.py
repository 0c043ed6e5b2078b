"""Reading labelled texts, keys for finding duplicates, hashes for telling what was seen in training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import unicodedata2

from smsieve_model.errors import InputError

SPLITS = ("train", "dev", "test")

# Rows that are only ever asked about: in no training or dev set, and in no count of these.
HANDCRAFTED = "handcrafted.jsonl"


@dataclass(frozen=True)
class Row:
    """One labelled text. ``political`` is None where nobody labelled it."""

    text: str
    spam: bool
    political: bool | None
    source: str
    kind: str

    def as_json(self) -> dict:
        """The row as train.jsonl, dev.jsonl and test.jsonl hold it."""
        return {
            "text": self.text,
            "spam": self.spam,
            "political": self.political,
            "source": self.source,
            "kind": self.kind,
        }


def read_objects(path: Path) -> Iterator[tuple[int, dict]]:
    """Line number and JSON object of each line that is not empty."""
    try:
        file = path.open(encoding="utf-8")
    except OSError as e:
        raise InputError(f"{path}: cannot be read ({e.strerror}); give a JSONL file") from e
    with file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except json.JSONDecodeError as e:
                raise InputError(f"{path}, line {number}: expected one JSON object, found: {e.msg}") from e
            if not isinstance(value, dict):
                raise InputError(f"{path}, line {number}: expected a JSON object, found {type(value).__name__}")
            yield number, value


def _typed(path: Path, number: int, row: dict, name: str, kinds: tuple[type, ...], default: object) -> object:
    value = row.get(name, default)
    if not isinstance(value, kinds) or (value is default and default is ...):
        expected = " or ".join("null" if k is type(None) else k.__name__ for k in kinds)
        raise InputError(f"{path}, line {number}: expected '{name}' to be {expected}, found {type(value).__name__}")
    return value


def read_rows(path: Path, source: str | None = None) -> list[Row]:
    """Rows of a JSONL file with ``text``, ``spam``, optionally ``political``, ``source``, ``kind``."""
    rows = []
    for number, row in read_objects(path):
        text = _typed(path, number, row, "text", (str,), ...)
        spam = _typed(path, number, row, "spam", (bool,), ...)
        political = _typed(path, number, row, "political", (bool, type(None)), None)
        named = source or _typed(path, number, row, "source", (str,), path.stem)
        kind = row.get("kind") or ""
        rows.append(Row(str(text), bool(spam), political, str(named), str(kind)))  # type: ignore[arg-type]
    if not rows:
        raise InputError(f"{path}: expected at least one row, found none")
    return rows


def own_files(folder: Path) -> list[Path]:
    """Our own files of rows with a split, in order; empty where there is none."""
    return [path for path in sorted(folder.glob("*.jsonl")) if path.name != HANDCRAFTED]


def write_rows(path: Path, rows: Iterable[dict]) -> None:
    """Writes one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def duplicate_key(text: str) -> str:
    """Letters and digits of the text, case folded: texts with the same key count as the same."""
    key = "".join(c for c in unicodedata2.normalize("NFKC", text).casefold() if unicodedata2.category(c)[0] in "LN")
    return key or text


def split_of(text: str) -> str:
    """train, dev or test (92 / 4 / 4 of a hundred) by a hash of the text's key."""
    bucket = int.from_bytes(hashlib.sha256(duplicate_key(text).encode("utf-8", "surrogatepass")).digest()[:4]) % 100
    return "dev" if bucket < 4 else "test" if bucket < 8 else "train"


def text_hash(normalized: str) -> int:
    """First 8 bytes of SHA-256 over the UTF-8 of a normalised text, big endian."""
    return int.from_bytes(hashlib.sha256(normalized.encode("utf-8")).digest()[:8])


def file_hash(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
