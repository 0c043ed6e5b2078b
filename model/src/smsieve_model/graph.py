"""Graphs for ONNX Runtime, built with numpy and onnx alone: one int8 weight file, one graph a profile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from onnx import ModelProto, TensorProto, external_data_helper, helper, numpy_helper

from smsieve_model.checkpoint import EMBEDDING_LEVELS, MATRIX_LEVELS, Config, snap

IR_VERSION = 10
MICROSOFT = "com.microsoft"
ALIGNMENT = 4096
PROFILES = {"cpu-int8": ("int8", "cpu"), "cpu-fp32": ("fp32", "cpu"), "gpu-fp16": ("fp16", "cuda")}


@dataclass(frozen=True)
class Intervention:
    """LoReFT after one layer: h + R^T (W h + b - R h), on the first and last positions, or on all (0, 0)."""

    layer: int
    first: int = 0
    last: int = 0


def stored_tensors(weights: dict[str, np.ndarray], config: Config, exact: bool = False) -> dict[str, np.ndarray]:
    """What weights.bin holds: matrices as [in, out] integers with a scale a column, the rest as fp32.

    ``exact`` keeps the matrices as they are, with scales of 1: for the figures of a checkpoint, not for a bundle.
    """
    out: dict[str, np.ndarray] = {}

    def on_grid(value: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
        return (value, np.ones(len(value), np.float32)) if exact else snap(value, levels)

    def matrix(name: str, value: np.ndarray) -> None:
        integers, scale = on_grid(value, MATRIX_LEVELS)
        out[f"{name}.q"], out[f"{name}.scale"] = np.ascontiguousarray(integers.T), scale

    integers, scale = on_grid(weights["words.weight"], EMBEDDING_LEVELS)
    out["words.q"], out["words.scale"] = integers, scale[:, None]
    for name in ("places.weight", "norm.weight", "norm.bias"):
        out[name] = weights[name]
    for i in range(config.layers):
        p = f"layers.{i}"
        parts = [f"{p}.{n}" for n in ("query", "key", "value")]
        matrix(f"{p}.qkv", np.concatenate([weights[f"{n}.weight"] for n in parts]))
        out[f"{p}.qkv.bias"] = np.concatenate([weights[f"{n}.bias"] for n in parts])
        for n in ("out", "up", "down"):
            matrix(f"{p}.{n}", weights[f"{p}.{n}.weight"])
            out[f"{p}.{n}.bias"] = weights[f"{p}.{n}.bias"]
        for n in ("norm1", "norm2"):
            out[f"{p}.{n}.weight"], out[f"{p}.{n}.bias"] = weights[f"{p}.{n}.weight"], weights[f"{p}.{n}.bias"]
    for name in sorted(n for n in weights if n.startswith("reft.") and n.endswith(".rotate")):
        p = name.removesuffix(".rotate")
        out[f"{p}.in"] = np.ascontiguousarray((weights[f"{p}.learned.weight"] - weights[name]).T)
        out[f"{p}.bias"], out[f"{p}.out"] = weights[f"{p}.learned.bias"], weights[name]
    out["classifier.weight"] = np.ascontiguousarray(weights["classifier.weight"].T)
    out["classifier.bias"] = weights["classifier.bias"]
    return out


def write_tensors(tensors: dict[str, np.ndarray], path: Path) -> dict[str, tuple[int, int]]:
    """Writes weights.bin; offset and length of each tensor."""
    at: dict[str, tuple[int, int]] = {}
    with path.open("wb") as file:
        for name, value in tensors.items():
            file.write(b"\0" * (-file.tell() % (ALIGNMENT if value.nbytes > ALIGNMENT else 64)))
            at[name] = (file.tell(), value.nbytes)
            file.write(value.tobytes())
    return at


@dataclass(frozen=True)
class Parts:
    """What all graphs of a bundle share; ``places`` are offset and length of a tensor in weights.bin."""

    config: Config
    tensors: dict[str, np.ndarray]
    places: dict[str, tuple[int, int]]
    interventions: tuple[Intervention, ...] = ()


class Graph:
    """Collects the nodes of one profile's graph."""

    def __init__(self, parts: Parts, precision: str, scales: dict[str, tuple[float, int]] | None = None) -> None:
        self.config, self.tensors, self.places = parts.config, parts.tensors, parts.places
        self.interventions = {i.layer: i for i in parts.interventions}
        self.precision, self.scales = precision, scales or {}
        self.nodes: list = []
        self.initializers: dict = {}

    def node(self, kind: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: object) -> str:
        """Adds a node; returns its first output."""
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def stored(self, name: str) -> str:
        """A tensor of weights.bin."""
        if name not in self.initializers:
            value = self.tensors[name]
            tensor = numpy_helper.from_array(value, name)
            offset, length = self.places[name]
            external_data_helper.set_external_data(tensor, "weights.bin", offset, length)
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            self.initializers[name] = tensor
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        """A small tensor inside the graph file."""
        self.initializers.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def vector(self, name: str) -> str:
        """An fp32 tensor in the graph's precision."""
        if self.precision != "fp16":
            return self.stored(name)
        if not any(n.output[0] == f"{name}.half" for n in self.nodes):
            self.node("Cast", [self.stored(name)], [f"{name}.half"], to=TensorProto.FLOAT16)
        return f"{name}.half"

    def expanded(self, name: str) -> str:
        """Integers times scales; folded when the graph is loaded."""
        self.node("Cast", [self.stored(f"{name}.q")], [f"{name}.cast"], to=TensorProto.FLOAT)
        out = self.node("Mul", [f"{name}.cast", self.stored(f"{name}.scale")], [f"{name}.full"])
        if self.precision == "fp16":
            out = self.node("Cast", [out], [f"{name}.full.half"], to=TensorProto.FLOAT16)
        return out

    def quantized(self, x: str) -> tuple[str, str, str]:
        """x as bytes with the fixed scale of the calibration."""
        scale, zero = self.scales[x]
        s = self.constant(f"{x}.s", np.array(scale, np.float32))
        z = self.constant(f"{x}.z", np.array(zero, np.uint8))
        return self.node("QuantizeLinear", [x, s, z], [f"{x}.u8"]), s, z

    def multiply(self, x: str, name: str, out: str) -> str:
        """x times a matrix, without its bias."""
        if self.precision != "int8":
            return self.node("MatMul", [x, self.expanded(name)], [out])
        q, s, z = self.quantized(x)
        inputs = [q, self.stored(f"{name}.q"), s, self.stored(f"{name}.scale"), z]
        return self.node("MatMulIntegerToFloat", inputs, [out], MICROSOFT)

    def attend(self, x: str, p: str) -> str:
        """Self-attention over the row's tokens."""
        heads = self.config.attention_heads
        bias = self.vector(f"{p}.qkv.bias")
        if self.precision != "int8":
            inputs = [x, self.expanded(f"{p}.qkv"), bias, "lengths"]
            return self.node("Attention", inputs, [f"{p}.mixed"], MICROSOFT, num_heads=heads)
        q, s, z = self.quantized(x)
        scale = self.stored(f"{p}.qkv.scale")
        zeros = self.constant("qkv.zeros", np.zeros(3 * self.config.hidden, np.int8))
        inputs = [q, self.stored(f"{p}.qkv.q"), bias, s, scale, "lengths", z, zeros]
        return self.node("QAttention", inputs, [f"{p}.mixed"], MICROSOFT, num_heads=heads)

    def normed(self, x: str, skip: str, norm: str, out: str, bias: str) -> str:
        """LayerNorm(x + skip + bias)."""
        inputs = [x, skip, self.vector(f"{norm}.weight"), self.vector(f"{norm}.bias"), self.vector(bias)]
        return self.node("SkipLayerNormalization", inputs, [out], MICROSOFT, epsilon=self.config.epsilon)

    def embed(self) -> str:
        """Words plus places, normalised; also the lengths."""
        norm = [self.vector("norm.weight"), self.vector("norm.bias")]
        if self.precision != "int8":
            tables = [self.expanded("words"), self.vector("places.weight")]
            inputs = ["input_ids", "", *tables, "", *norm, "attention_mask"]
            return self.node("EmbedLayerNormalization", inputs, ["x0", "lengths"], MICROSOFT,
                             epsilon=self.config.epsilon)  # fmt: skip
        one = self.constant("one", np.array([1], np.int64))
        self.node("ReduceSum", ["attention_mask", one], ["lengths"], keepdims=0)
        self.node("Gather", [self.stored("words.q"), "input_ids"], ["words.row"])
        self.node("Cast", ["words.row"], ["words.cast"], to=TensorProto.FLOAT)
        self.node("Gather", [self.stored("words.scale"), "input_ids"], ["words.by"])
        self.node("Mul", ["words.cast", "words.by"], ["words.full"])
        self.node("Shape", ["input_ids"], ["width"], start=1, end=2)
        zero = self.constant("zero", np.array([0], np.int64))
        self.node("Slice", [self.stored("places.weight"), zero, "width", zero], ["places.here"])
        self.node("Add", ["words.full", "places.here"], ["embedded"])
        return self.node("LayerNormalization", ["embedded", *norm], ["x0"], axis=-1, epsilon=self.config.epsilon)

    def intervened(self, x: str, change: Intervention, out: str) -> str:
        """LoReFT as two small products: x + (x (W - R)^T + b) R."""
        p = f"reft.{change.layer}"
        half = self.precision == "fp16"
        low = self.node("MatMul", [x, self.vector(f"{p}.in")], [f"{p}.low"])
        low = self.node("Add", [low, self.vector(f"{p}.bias")], [f"{p}.moved"])
        by = self.node("MatMul", [low, self.vector(f"{p}.out")], [f"{p}.change"])
        if change.first or change.last:
            self.node("Cast", [self.chosen(change)], [f"{p}.at"], to=TensorProto.FLOAT16 if half else TensorProto.FLOAT)
            by = self.node("Mul", [by, f"{p}.at"], [f"{p}.here"])
        return self.node("Add", [x, by], [out])

    def chosen(self, change: Intervention) -> str:
        """Whether a position is among the first or the last of its row, [batch, sequence, 1]."""
        p = f"reft.{change.layer}"
        zero, one = (self.constant(f"number.{n}", np.array(n, np.int32)) for n in (0, 1))
        self.node("Shape", ["input_ids"], [f"{p}.shape"], start=1, end=2)
        self.node("Cast", [f"{p}.shape"], [f"{p}.width"], to=TensorProto.INT32)
        self.node("Squeeze", [f"{p}.width"], [f"{p}.end"])
        at = self.node("Range", [zero, f"{p}.end", one], [f"{p}.range"])
        self.node("Less", [at, self.constant(f"{p}.first", np.array(change.first, np.int32))], [f"{p}.early"])
        last = self.constant(f"{p}.last", np.array(change.last, np.int32))
        self.node("Unsqueeze", ["lengths", self.constant("first", np.array([1], np.int64))], [f"{p}.length"])
        self.node("Sub", [f"{p}.length", last], [f"{p}.from"])
        self.node("GreaterOrEqual", [at, f"{p}.from"], [f"{p}.late"])
        self.node("Or", [f"{p}.early", f"{p}.late"], [f"{p}.chosen"])
        second = self.constant("second", np.array([2], np.int64))
        return self.node("Unsqueeze", [f"{p}.chosen", second], [f"{p}.column"])

    def build(self, outputs: list[str] | None = None) -> ModelProto:
        """The whole model."""
        x = self.embed()
        for i in range(self.config.layers):
            p = f"layers.{i}"
            mixed = self.multiply(self.attend(x, p), f"{p}.out", f"{p}.projected")
            x1 = self.normed(mixed, x, f"{p}.norm1", f"{p}.x1", f"{p}.out.bias")
            up = self.multiply(x1, f"{p}.up", f"{p}.upper")
            act = self.node("BiasGelu", [up, self.vector(f"{p}.up.bias")], [f"{p}.act"], MICROSOFT)
            down = self.multiply(act, f"{p}.down", f"{p}.lower")
            change = self.interventions.get(i)
            x = self.normed(down, x1, f"{p}.norm2", f"{p}.x2" if change else f"x{i + 1}", f"{p}.down.bias")
            if change:
                x = self.intervened(x, change, f"x{i + 1}")
        if self.precision == "fp16":
            x = self.node("Cast", [x], ["last"], to=TensorProto.FLOAT)
        self.node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT)
        self.node("Unsqueeze", ["mask", self.constant("first", np.array([1], np.int64))], ["mask.row"])
        self.node("MatMul", ["mask.row", x], ["total"])
        self.node("ReduceSum", ["mask.row", self.constant("second", np.array([2], np.int64))], ["count"], keepdims=1)
        self.node("Div", ["total", "count"], ["mean.row"])
        self.node("Squeeze", ["mean.row", self.constant("first", np.array([1], np.int64))], ["mean"])
        self.node("MatMul", ["mean", self.stored("classifier.weight")], ["scores"])
        self.node("Add", ["scores", self.stored("classifier.bias")], ["logits"])
        rows = [helper.make_tensor_value_info(n, TensorProto.INT32, ["batch", "sequence"])
                for n in ("input_ids", "attention_mask")]  # fmt: skip
        out = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", self.config.heads])]
        out += [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs or []]
        graph = helper.make_graph(self.nodes, f"smsieve-{self.precision}", rows, out, list(self.initializers.values()))
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="smsieve-model")


def session(path: Path, threads: int = 2, provider: str = "CPUExecutionProvider") -> ort.InferenceSession:
    """A session, on the CPU unless another provider is named."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=[provider])


