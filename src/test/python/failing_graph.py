"""Writes src/test/resources/fails-for-a-while.onnx: a graph that ONNX Runtime fails on for a while.

The graph says spam (logit 5, else -5) when a row holds the token "free" of the bundle tiny, and
fails in the runs FIRST to LAST of a session, on every row: it draws a number in each run, and one
of those that the fixed seed gives in these runs sends a Gather out of its bounds.

Made with onnx 1.23.2 and onnxruntime 1.29.0, the version that the application uses: another one
may draw other numbers.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROOT = Path(__file__).resolve().parents[3]
SEED = 7.0
FIRST = 20
LAST = 37


def draw() -> onnx.NodeProto:
    """The node that draws one number in [0, 1) a run."""
    return helper.make_node("RandomUniform", [], ["drawn"], shape=[1], seed=SEED)


def drawn_numbers(runs: int) -> np.ndarray:
    """What a session draws in its first runs."""
    output = helper.make_tensor_value_info("drawn", TensorProto.FLOAT, [1])
    model = of(helper.make_graph([draw()], "draw", [], [output]))
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return np.concatenate([session.run(None, {})[0] for _ in range(runs)])


def of(graph: onnx.GraphProto) -> onnx.ModelProto:
    """A model that ONNX Runtime 1.29 opens."""
    return helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])


def failing_graph(free: int) -> onnx.GraphProto:
    """The graph; free is the id of the token that makes a row spam."""
    constants = {
        "free": np.array(free, np.int32),
        "bad": drawn_numbers(LAST)[FIRST - 1 :],
        "far": np.array(1_000_000, np.int64),
        "table": np.zeros(1, np.float32),
        "scale": np.array([[10.0, 0.0]], np.float32),
        "base": np.array([[-5.0, -5.0]], np.float32),
    }
    nodes = [
        draw(),
        helper.make_node("Equal", ["drawn", "bad"], ["isBad"]),
        helper.make_node("Cast", ["isBad"], ["badNumber"], to=TensorProto.INT64),
        helper.make_node("ReduceMax", ["badNumber"], ["fails"], keepdims=0),
        helper.make_node("Mul", ["fails", "far"], ["place"]),
        helper.make_node("Gather", ["table", "place"], ["zero"]),
        helper.make_node("Equal", ["input_ids", "free"], ["isFree"]),
        helper.make_node("Cast", ["isFree"], ["freeNumber"], to=TensorProto.INT32),
        helper.make_node("Mul", ["freeNumber", "attention_mask"], ["counted"]),
        helper.make_node("Cast", ["counted"], ["countedNumber"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMax", ["countedNumber"], ["spam"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["spam", "scale"], ["scaled"]),
        helper.make_node("Add", ["scaled", "base"], ["shifted"]),
        helper.make_node("Add", ["shifted", "zero"], ["logits"]),
    ]
    rows = ["batch", "sequence"]
    return helper.make_graph(
        nodes,
        "fails-for-a-while",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT32, rows),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT32, rows),
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )


def check(path: Path) -> None:
    """Runs it as often as it takes to fail and to recover; which runs failed must be as said."""
    session = onnxruntime.InferenceSession(path)
    row = np.array([[2, 5, 3]], np.int32)
    failed = []
    for run in range(1, LAST + 10):
        try:
            session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        except onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument as error:
            assert "out of data bounds" in str(error), error
            failed.append(run)
    assert failed == list(range(FIRST, LAST + 1)), failed


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=ROOT / "src/test/resources/fails-for-a-while.onnx"
    )
    out = parser.parse_args().out
    tokenizer = json.loads((ROOT / "model/bundles/tiny/tokenizer.json").read_text("utf-8"))
    model = of(failing_graph(tokenizer["model"]["vocab"]["free"]))
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "graph.onnx"
        draft.write_bytes(model.SerializeToString())
        check(draft)
    out.write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
