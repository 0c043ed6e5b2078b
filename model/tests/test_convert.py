"""A BERT encoder in an ONNX file, as exports of PyTorch write it, becomes a checkpoint with the same numbers."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from conftest import TINY, small_config
from smsieve_model.checkpoint import BERT_PARTS, Config, read_weights, snap
from smsieve_model.cli import main

SIZE, INNER, POSITIONS = 32, 64, 48


def bert_file(path: Path, vocabulary: int) -> dict[str, np.ndarray]:
    """Writes one layer's tensors; matrices lie as [in, out] under a number, their layer's name is the node's."""
    rng = np.random.default_rng(3)

    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    named = {
        "embeddings.word_embeddings.weight": normal(vocabulary, SIZE),
        "embeddings.position_embeddings.weight": normal(POSITIONS, SIZE),
        "embeddings.token_type_embeddings.weight": normal(2, SIZE),
        "embeddings.LayerNorm.weight": normal(SIZE),
        "embeddings.LayerNorm.bias": normal(SIZE),
    }
    matrices, nodes = {}, []
    for part in BERT_PARTS:
        name = f"encoder.layer.0.{part}"
        out = INNER if part == "intermediate.dense" else SIZE
        named[f"{name}.bias"] = normal(out)
        if "LayerNorm" in part:
            named[f"{name}.weight"] = normal(out)
        else:
            matrices[name] = normal(INNER if part == "output.dense" else SIZE, out)
            inputs, path_of = ["x", f"onnx::MatMul_{len(nodes)}"], name.replace(".", "/").replace("layer/0", "layer.0")
            nodes.append(helper.make_node("MatMul", inputs, [f"y{len(nodes)}"], name=f"/{path_of}/MatMul"))
    tensors = [numpy_helper.from_array(v, n) for n, v in named.items()]
    tensors += [numpy_helper.from_array(v, f"onnx::MatMul_{i}") for i, v in enumerate(matrices.values())]
    graph = helper.make_graph(nodes, "bert", [helper.make_tensor_value_info("x", TensorProto.FLOAT, None)],
                              [helper.make_tensor_value_info("y0", TensorProto.FLOAT, None)], tensors)  # fmt: skip
    onnx.save(helper.make_model(graph), path)
    return named | {f"{name}.weight": value.T for name, value in matrices.items()}


def convert(tmp_path: Path, *more: str) -> int:
    """Runs the command with the tiny bundle's tokenizer."""
    arguments = ["--onnx", tmp_path / "bert.onnx", "--tokenizer", TINY / "tokenizer.json", "--out", tmp_path / "made"]
    return main(["convert", *map(str, arguments), "--attention-heads", "4", "--positions", "40", *more])


def test_should_keep_every_number_of_the_encoder(tmp_path: Path) -> None:
    written = bert_file(tmp_path / "bert.onnx", small_config().vocabulary)
    assert convert(tmp_path) == 0
    weights, config = read_weights(tmp_path / "made"), Config.load(tmp_path / "made" / "config.json")
    assert config == Config(1, SIZE, 4, INNER, small_config().vocabulary, 40)
    for theirs, ours in BERT_PARTS.items():
        np.testing.assert_array_equal(weights[f"layers.0.{ours}.weight"], written[f"encoder.layer.0.{theirs}.weight"])
        np.testing.assert_array_equal(weights[f"layers.0.{ours}.bias"], written[f"encoder.layer.0.{theirs}.bias"])
    places = written["embeddings.position_embeddings.weight"] + written["embeddings.token_type_embeddings.weight"][0]
    np.testing.assert_array_equal(weights["places.weight"], places[:40])
    assert weights["classifier.weight"].shape == (2, SIZE)


def test_should_round_large_matrices_when_asked(tmp_path: Path) -> None:
    words = bert_file(tmp_path / "bert.onnx", small_config().vocabulary)["embeddings.word_embeddings.weight"]
    assert words.size > 100_000
    assert convert(tmp_path, "--levels", "127") == 0
    integers, scale = snap(words, 127)
    np.testing.assert_array_equal(read_weights(tmp_path / "made")["words.weight"], integers * scale[:, None])


def test_should_make_a_checkpoint_that_evaluate_takes(tmp_path: Path, texts: dict[str, Path]) -> None:
    bert_file(tmp_path / "bert.onnx", small_config().vocabulary)
    assert convert(tmp_path) == 0
    report = tmp_path / "report.json"
    made, data = str(tmp_path / "made"), str(texts["dev"])
    assert main(["evaluate", "--model", made, "--data", data, "--json", str(report)]) == 0
    assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 60


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        (b"no graph", [], "expected an ONNX file"),
        (None, ["--attention-heads", "5"], "expected a divisor of the width 32"),
        (None, ["--levels", "200"], "expected 0 to 127"),
    ],
)
def test_should_say_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, more: list[str], told: str
) -> None:
    bert_file(tmp_path / "bert.onnx", small_config().vocabulary)
    if content is not None:
        (tmp_path / "bert.onnx").write_bytes(content)
    assert convert(tmp_path, *more) == 2
    assert told in capsys.readouterr().err


def test_should_refuse_a_graph_that_is_no_bert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bert.onnx").write_bytes((TINY / "cpu-fp32.onnx").read_bytes())
    assert convert(tmp_path) == 2
    assert "bert.onnx: expected" in capsys.readouterr().err
