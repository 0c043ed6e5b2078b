"""A WordPiece vocabulary of one's own, for small models."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from smsieve_model.data import read_rows
from smsieve_model.normalize import Normalizer
from smsieve_model.tokenization import strip_special

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the vocabulary command."""
    p.add_argument("--texts", type=Path, nargs="+", required=True, help="JSONL; rows not of our own are left out")
    p.add_argument("--size", type=int, default=4000)
    p.add_argument("--out", type=Path, required=True, help="tokenizer.json to write")


def main(args: argparse.Namespace) -> int:
    """The vocabulary command."""
    normalize = Normalizer.load()
    texts = [normalize(r.text) for path in args.texts for r in read_rows(path) if r.source.startswith("own-")]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=args.size, special_tokens=SPECIAL, limit_alphabet=300)
    tokenizer.train_from_iterator(texts, trainer)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(strip_special(json.loads(tokenizer.to_str())), ensure_ascii=False, separators=(",", ":"))
    args.out.write_text(written + "\n", encoding="utf-8")
    print(f"{args.out}: {tokenizer.get_vocab_size()} entries from {len(texts)} texts")
    return 0
