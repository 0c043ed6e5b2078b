"""Tokenizer files without special tokens, and rows of ids as docs/model-bundles.md defines them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer


@dataclass(frozen=True)
class RowShape:
    """How content ids become a row: at most ``max_tokens`` ids with CLS and SEP."""

    max_tokens: int
    head_tokens: int
    tail_tokens: int
    cls_id: int
    sep_id: int
    pad_id: int

    def __post_init__(self) -> None:
        if self.head_tokens + self.tail_tokens + 2 != self.max_tokens or self.head_tokens < 1 or self.tail_tokens < 0:
            raise ValueError(f"head + tail + 2 must be max: {self}")

    def row(self, content: Sequence[int]) -> list[int]:
        """CLS, the content or its head and tail, SEP."""
        if len(content) + 2 > self.max_tokens:
            content = [*content[: self.head_tokens], *content[len(content) - self.tail_tokens :]]
        return [self.cls_id, *content, self.sep_id]


def shape_of(tokenizer: Path, positions: int) -> RowShape:
    """All positions, the last quarter of the content from the end of the text; special ids from the vocabulary."""
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    tail = (positions - 2) // 4
    ids = (vocabulary["[CLS]"], vocabulary["[SEP]"], vocabulary["[PAD]"])
    return RowShape(positions, positions - 2 - tail, tail, *ids)


def strip_special(source: dict) -> dict:
    """The tokenizer without anything that a text could match or that would pad, cut or join."""
    kept = dict(source)
    kept.update(added_tokens=[], padding=None, truncation=None, post_processor=None)
    return kept


def write_stripped(source: Path, target: Path) -> None:
    """Writes a stripped copy of a tokenizer.json."""
    stripped = strip_special(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(stripped, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


class TextTokenizer:
    """Content ids of normalised texts."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @property
    def size(self) -> int:
        """Number of entries of the vocabulary."""
        return self._tokenizer.get_vocab_size(with_added_tokens=False)

    def id_of(self, entry: str) -> int | None:
        """Id of an entry of the vocabulary."""
        return self._tokenizer.token_to_id(entry)

    def content_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, without special tokens, not truncated."""
        return [e.ids for e in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]


def pad(rows: Sequence[Sequence[int]], pad_id: int) -> tuple[np.ndarray, np.ndarray]:
    """Ids and mask, int32 [rows, longest], padded on the right."""
    width = max(map(len, rows))
    ids = np.full((len(rows), width), pad_id, np.int32)
    mask = np.zeros((len(rows), width), np.int32)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return ids, mask
