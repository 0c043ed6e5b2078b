"""Builds a bundle from a checkpoint with numpy and onnx alone: one int8 weight file, one graph a profile."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, checker, external_data_helper, helper, numpy_helper, save

from smsieve_model.checkpoint import EMBEDDING_LEVELS, HEADS, MATRIX_LEVELS, Config, read_weights, snap
from smsieve_model.data import Row, file_hash, read_rows, text_hash
from smsieve_model.errors import InputError
from smsieve_model.metrics import figures, fit_platt
from smsieve_model.normalize import DEFAULT_TABLES, NAME, UNICODE_VERSION, Normalizer
from smsieve_model.tokenization import RowShape, TextTokenizer, pad, write_stripped

IR_VERSION = 10
MICROSOFT = "com.microsoft"
ALIGNMENT = 4096
ELEMENT = {"int8": TensorProto.FLOAT, "fp32": TensorProto.FLOAT, "fp16": TensorProto.FLOAT16}
PROFILES = {"cpu-int8": ("int8", "cpu"), "cpu-fp32": ("fp32", "cpu"), "gpu-fp16": ("fp16", "cuda")}


def stored_tensors(weights: dict[str, np.ndarray], config: Config) -> dict[str, np.ndarray]:
    """What weights.bin holds: matrices as [in, out] integers with a scale a column, the rest as fp32."""
    out: dict[str, np.ndarray] = {}

    def matrix(name: str, value: np.ndarray) -> None:
        integers, scale = snap(value, MATRIX_LEVELS)
        out[f"{name}.q"], out[f"{name}.scale"] = np.ascontiguousarray(integers.T), scale

    integers, scale = snap(weights["words.weight"], EMBEDDING_LEVELS)
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


class Graph:
    """Collects the nodes of one profile's graph."""

    def __init__(self, config: Config, tensors: dict, places: dict, precision: str, scales: dict | None = None) -> None:
        self.config, self.tensors, self.places = config, tensors, places
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

    def build(self, outputs: list[str] | None = None):
        """The whole model."""
        x = self.embed()
        for i in range(self.config.layers):
            p = f"layers.{i}"
            mixed = self.multiply(self.attend(x, p), f"{p}.out", f"{p}.projected")
            x1 = self.normed(mixed, x, f"{p}.norm1", f"{p}.x1", f"{p}.out.bias")
            up = self.multiply(x1, f"{p}.up", f"{p}.upper")
            act = self.node("BiasGelu", [up, self.vector(f"{p}.up.bias")], [f"{p}.act"], MICROSOFT)
            down = self.multiply(act, f"{p}.down", f"{p}.lower")
            x = self.normed(down, x1, f"{p}.norm2", f"x{i + 1}", f"{p}.down.bias")
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


def session(path: Path) -> ort.InferenceSession:
    """A session on the CPU."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def logits(open_session: ort.InferenceSession, rows: list[list[int]], pad_id: int, size: int = 32) -> np.ndarray:
    """Logits [rows, heads] in batches of rows of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    out: np.ndarray | None = None
    for start in range(0, len(order), size):
        part = order[start : start + size]
        ids, mask = pad([rows[i] for i in part], pad_id)
        value = open_session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]
        out = np.zeros((len(rows), value.shape[1]), np.float32) if out is None else out
        out[part] = value
    assert out is not None
    return out


def calibrate(folder: Path, graph: Graph, rows: list[list[int]], pad_id: int, percentile: float) -> dict:
    """Scale and zero point of every tensor that the int8 graph turns into bytes, from rows of training texts."""
    names = ["x0"] + [f"x{i}" for i in range(1, graph.config.layers)]
    names += [f"layers.{i}.{n}" for i in range(graph.config.layers) for n in ("mixed", "x1", "act")]
    path = folder / "calibration.onnx"
    save(graph.build(names), path)
    probe = session(path)
    low, high = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for row in rows:
        ids, mask = pad([row], pad_id)
        for name, value in zip(names, probe.run(names, {"input_ids": ids, "attention_mask": mask}), strict=True):
            low[name] += float(np.percentile(value, 100 - percentile)) / len(rows)
            high[name] += float(np.percentile(value, percentile)) / len(rows)
    path.unlink()
    scales = {}
    for name in names:
        bottom, top = min(low[name], 0.0), max(high[name], 1e-6)
        scale = (top - bottom) / 255
        scales[name] = (scale, round(-bottom / scale))
    return scales


def shape_of(tokenizer: Path, config: Config) -> RowShape:
    """Row shape from the vocabulary's special entries."""
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    tail = (config.positions - 2) // 4
    ids = (vocabulary["[CLS]"], vocabulary["[SEP]"], vocabulary["[PAD]"])
    return RowShape(config.positions, config.positions - 2 - tail, tail, *ids)


def write_training_texts(path: Path, rows: list[Row], normalize: Normalizer) -> int:
    """Sorted hashes of the distinct normalised texts; how many."""
    hashes = sorted({text_hash(normalize(r.text)) for r in rows})
    path.write_bytes(np.array(hashes, ">u8").tobytes())
    return len(hashes)


def decide(raw: np.ndarray, rows: list[Row], spam_threshold: float) -> tuple[dict, dict]:
    """Calibration and threshold of each head, and figures on dev."""
    heads, quality = {}, {}
    for column, head in enumerate(HEADS[: raw.shape[1]]):
        known = [i for i, r in enumerate(rows) if column == 0 or r.political is not None]
        truth = np.array([rows[i].spam if column == 0 else bool(rows[i].political) for i in known])
        slope, intercept = fit_platt(raw[known, column], truth)
        threshold = spam_threshold if column == 0 else 0.5
        p = 1 / (1 + np.exp(-(slope * raw[known, column].astype(np.float64) + intercept)))
        heads[head] = {"calibration": {"slope": slope, "intercept": intercept}, "threshold": threshold}
        quality[head] = {name: f.as_json() for name, f in figures(p, truth, threshold).items()}
    return heads, quality


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the export command."""
    p.add_argument("--checkpoint", type=Path, required=True)
    p.add_argument("--train", type=Path, required=True, help="the JSONL that it was trained on")
    p.add_argument("--dev", type=Path, required=True, help="JSONL for calibration and threshold")
    p.add_argument("--out", type=Path, required=True, help="folder of the bundle; its name is the bundle's name")
    p.add_argument("--version", default="1.0.0")
    p.add_argument("--description", default="A small encoder fine-tuned on SMS messages")
    p.add_argument("--base", default="none: trained from random weights", help="the base model, for bundle.json")
    p.add_argument("--data", nargs="*", default=["Smsieve's own synthetic rows (data/)"], help="citations")
    p.add_argument("--threshold", type=float, default=0.6,
                   help="of the calibrated spam probability; 0.6 takes a blocked ham for 1.5 missed spams")  # fmt: skip
    p.add_argument("--percentile", type=float, default=99.9, help="of activations that int8 must hold")
    p.add_argument("--calibration-rows", type=int, default=400)
    p.add_argument("--max-characters", type=int, default=20000)


def main(args: argparse.Namespace) -> int:
    """The export command."""
    config = Config.load(args.checkpoint / "config.json")
    weights = read_weights(args.checkpoint)
    if any(n.startswith("reft.") for n in weights):
        raise InputError(f"{args.checkpoint}: expected a full, LoRA or probe checkpoint, found LoReFT: not exported")
    train, dev, normalize = read_rows(args.train), read_rows(args.dev), Normalizer.load()
    out: Path = args.out
    out.mkdir(parents=True, exist_ok=True)
    write_stripped(args.checkpoint / "tokenizer.json", out / "tokenizer.json")
    shutil.copyfile(DEFAULT_TABLES, out / "normalization.json")
    tensors = stored_tensors(weights, config)
    places = write_tensors(tensors, out / "weights.bin")
    count = write_training_texts(out / "training-texts.bin", train, normalize)
    tokenizer, shape = TextTokenizer(out / "tokenizer.json"), shape_of(out / "tokenizer.json", config)

    def rows_of(rows: list[Row]) -> list[list[int]]:
        return [shape.row(c) for c in tokenizer.content_ids([normalize(r.text) for r in rows])]

    sample = [train[i] for i in np.random.default_rng(1).permutation(len(train))[: args.calibration_rows]]
    scales = calibrate(out, Graph(config, tensors, places, "fp32"), rows_of(sample), shape.pad_id, args.percentile)
    profiles, quality, dev_rows = {}, {}, rows_of(dev)
    for name, (precision, provider) in PROFILES.items():
        model = Graph(config, tensors, places, precision, scales).build()
        save(model, out / f"{name}.onnx")
        checker.check_model(str(out / f"{name}.onnx"))
        measured = name if provider == "cpu" else "cpu-fp32"
        raw = logits(session(out / f"{measured}.onnx"), dev_rows, shape.pad_id) if provider == "cpu" else raw  # noqa: F821
        heads, quality[name] = decide(raw, dev, args.threshold)
        quality[name]["measuredOn"] = measured
        profiles[name] = {"graph": f"{name}.onnx", "precision": precision, "provider": provider,
                          "batchInvariant": False, "heads": heads}  # fmt: skip
        print(f"{name}: spam accuracy on dev {quality[name]['spam']['accuracy']['value']:.4f}", flush=True)
    description = {
        "formatVersion": 1, "name": out.name, "version": args.version, "description": args.description,
        "license": "Apache-2.0", "base": args.base, "data": args.data, "task": "sequence-classification",
        "heads": [{"name": "spam", "labels": ["ham", "spam"]}, {"name": "political", "labels": ["other", "political"]}],
        "input": {"maxCharacters": args.max_characters, "maxTokens": shape.max_tokens, "headTokens": shape.head_tokens,
                  "tailTokens": shape.tail_tokens, "clsId": shape.cls_id, "sepId": shape.sep_id, "padId": shape.pad_id},
        "normalization": {"name": NAME, "unicodeVersion": UNICODE_VERSION, "file": "normalization.json"},
        "tokenizer": {"file": "tokenizer.json", "kind": "wordpiece", "vocabulary": tokenizer.size},
        "graph": {"inputs": [{"name": "input_ids", "type": "int32"}, {"name": "attention_mask", "type": "int32"}],
                  "output": {"name": "logits", "type": "float32"}},
        "profiles": profiles,
        "defaultProfiles": {"cpu": "cpu-int8", "cuda": "gpu-fp16"},
        "trainingTexts": {"file": "training-texts.bin", "count": count, "hash": "sha256-64"},
        "quality": {"chosenOn": args.dev.name, "calibration": "logistic regression on one logit",
                    "shareOfSpam": sum(r.spam for r in dev) / len(dev), "dev": quality},
    }  # fmt: skip
    listed = sorted(p for p in out.iterdir() if p.name != "bundle.json")
    description["files"] = {p.name: {"sha256": file_hash(p), "size": p.stat().st_size} for p in listed}
    text = json.dumps(description, indent=1) + "\n"
    (out / "bundle.json").write_text(text, encoding="utf-8")
    print(f"{out}: {sum(p.stat().st_size for p in out.iterdir())} bytes, {hashlib.sha256(text.encode()).hexdigest()}")
    return 0
