"""Turns a BERT encoder in an ONNX file into a checkpoint that train starts from: a teacher, or another base.

The file must be an export of a plain BERT whose weights carry their names of PyTorch, as the Maven artefacts
dev.langchain4j:langchain4j-embeddings-* hold one. The heads get random weights from a fixed seed. The checkpoint keeps
the first --positions positions; layers, sizes and vocabulary come from the file, the number of attention heads does
not: name it.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from smsieve_model.checkpoint import BERT_PARTS, Config, snap, write_weights
from smsieve_model.errors import InputError
from smsieve_model.tokenization import TextTokenizer, write_stripped

_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")
_LARGE = 100_000  # entries: what --levels rounds


def read_bert(path: Path) -> dict[str, np.ndarray]:
    """Tensors of an ONNX export by their names of PyTorch; matrices as [out, in]."""
    try:
        graph = onnx.load(str(path)).graph
    except Exception as e:  # onnx and protobuf raise what they like
        raise InputError(f"{path}: expected an ONNX file of a BERT encoder, found: {e}") from e
    tensors = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    named = {name: value for name, value in tensors.items() if name.startswith(("embeddings.", "encoder."))}
    for node in graph.node:  # products lose the name of their matrix, but not the name of the layer
        if node.op_type == "MatMul" and node.input[1] in tensors:
            layer = node.name.removesuffix("/MatMul").strip("/").replace("/", ".")
            named[f"{layer}.weight"] = tensors[node.input[1]].T
    return named


def renamed(tensors: dict[str, np.ndarray], positions: int) -> dict[str, np.ndarray]:
    """BERT's tensors under a checkpoint's names; the only type's embedding is added to the places."""
    places = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][:1]
    out = {
        "words.weight": tensors["embeddings.word_embeddings.weight"],
        "places.weight": places[:positions],
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
    }
    for i in sorted({int(m.group(1)) for m in map(_LAYER.search, tensors) if m}):
        for theirs, ours in BERT_PARTS.items():
            for end in ("weight", "bias"):
                out[f"layers.{i}.{ours}.{end}"] = tensors[f"encoder.layer.{i}.{theirs}.{end}"]
    return {name: np.asarray(value, np.float32) for name, value in out.items()}


def rounded(weights: dict[str, np.ndarray], levels: int) -> dict[str, np.ndarray]:
    """Large matrices on a grid of integers with a scale a row; the rest as it is."""
    out = dict(weights)
    for name, value in weights.items():
        if value.ndim == 2 and value.size > _LARGE:
            integers, scale = snap(value, levels)
            out[name] = integers.astype(np.float32) * scale[:, None]
    return out


def config_of(weights: dict[str, np.ndarray], attention_heads: int) -> Config:
    """The shape that the tensors have."""
    vocabulary, hidden = weights["words.weight"].shape
    layers = 1 + max(int(n.split(".")[1]) for n in weights if n.startswith("layers."))
    if hidden % attention_heads:
        raise InputError(f"--attention-heads: expected a divisor of the width {hidden}, found {attention_heads}")
    return Config(layers, hidden, attention_heads, len(weights["layers.0.up.bias"]), vocabulary,
                  len(weights["places.weight"]))  # fmt: skip


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the convert command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--onnx", type=Path, required=True, help="the encoder, fp32")
    p.add_argument("--tokenizer", type=Path, required=True, help="its tokenizer.json")
    p.add_argument("--out", type=Path, required=True, help="folder of the checkpoint, made if missing")
    p.add_argument("--attention-heads", type=int, default=12)
    p.add_argument("--positions", type=int, default=128)
    p.add_argument("--levels", type=int, default=0, help="round large matrices to integers up to this, a scale a row")
    p.add_argument("--seed", type=int, default=1, help="of the heads' first weights")


def main(args: argparse.Namespace) -> int:
    """The convert command."""
    if not 0 <= args.levels <= 127:
        raise InputError(f"--levels: expected 0 to 127, found {args.levels}")
    try:
        weights = renamed(read_bert(args.onnx), args.positions)
        config = config_of(weights, args.attention_heads)
    except (KeyError, ValueError) as e:
        raise InputError(f"{args.onnx}: expected the tensors of a BERT encoder, found none for {e}") from e
    size = TextTokenizer(args.tokenizer).size
    if size > config.vocabulary:
        raise InputError(f"{args.tokenizer}: expected at most the encoder's {config.vocabulary} entries, found {size}")
    weights = rounded(weights, args.levels) if args.levels else weights
    rng = np.random.default_rng(args.seed)
    weights["classifier.weight"] = rng.normal(0, 0.02, (config.heads, config.hidden)).astype(np.float32)
    weights["classifier.bias"] = np.zeros(config.heads, np.float32)
    args.out.mkdir(parents=True, exist_ok=True)
    write_weights(args.out, weights)
    write_stripped(args.tokenizer, args.out / "tokenizer.json")
    config.save(args.out / "config.json")
    print(f"{args.out}: {config.layers} layers, {config.hidden} wide, {config.vocabulary} entries")
    return 0
