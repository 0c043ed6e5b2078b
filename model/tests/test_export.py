"""Export: the rule of the default profile, the int8 scales, the promise of equal bits, LoReFT, one head."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper

from conftest import random_weights, save_checkpoint, small_config
from smsieve_model.bundle import Bundle
from smsieve_model.cli import main
from smsieve_model.export import default_profile
from smsieve_model.measure import invariance
from smsieve_model.quantize import best_range, rounded, scale_of
from smsieve_model.tokenization import RowShape


def export(checkpoint: Path, texts: dict[str, Path], out: Path) -> dict:
    """Exports; the manifest."""
    arguments = ["--checkpoint", checkpoint, "--train", texts["train"], "--dev", texts["dev"], "--out", out]
    assert main(["export", *map(str, arguments), "--calibration-rows", "20"]) == 0
    return json.loads((out / "bundle.json").read_text(encoding="utf-8"))


def quality(agreement: float, int8: float, fp32: float) -> dict:
    """Figures as the rule reads them."""
    return {
        "cpu-int8": {"agreementWithFp32": {"value": agreement}, "spam": {"accuracy": {"value": int8}}},
        "cpu-fp32": {"spam": {"accuracy": {"value": fp32}}},
    }


@pytest.mark.parametrize(
    ("agreement", "int8", "fp32", "expected"),
    [
        (0.99, 0.950, 0.950, "cpu-int8"),
        (0.989, 0.950, 0.950, "cpu-fp32"),
        (0.995, 0.944, 0.950, "cpu-fp32"),
        (0.995, 0.946, 0.950, "cpu-int8"),
    ],
)
def test_should_choose_int8_only_where_it_keeps_to_the_rule(
    agreement: float, int8: float, fp32: float, expected: str
) -> None:
    assert default_profile(quality(agreement, int8, fp32)) == expected


def test_should_keep_an_outlying_channel_that_the_product_needs_and_cut_one_that_it_does_not() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(0, 1, (200, 16)).astype(np.float32)
    x[:, 3] *= 25
    matrix = rng.normal(0, 1, (16, 8)).astype(np.float32)
    needed = best_range(x, matrix)
    matrix[3] = 0
    unused = best_range(x, matrix)
    assert needed[1] > 0.8 * x[:, 3].max()
    assert unused[1] < 0.2 * x[:, 3].max()


def test_should_hold_zero_exactly() -> None:
    for low, high in ((-0.17, 24.0), (-3.0, 2.0), (0.5, 2.0)):
        scale, zero = scale_of(low, high)
        assert 0 <= zero <= 255
        assert rounded(np.zeros(1, np.float32), low, high)[0] == 0
        assert scale > 0


def test_should_write_a_bundle_whose_promises_hold(checkpoint: Path, texts: dict[str, Path], tmp_path: Path) -> None:
    manifest = export(checkpoint, texts, tmp_path / "bundle")
    for name, entry in manifest["files"].items():
        content = (tmp_path / "bundle" / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["size"], entry["sha256"])
    assert manifest["defaultProfiles"]["cpu"] == default_profile(manifest["quality"]["dev"])
    bundle = Bundle(tmp_path / "bundle")
    encoded = bundle.encode(["Your code is 123456", "VOTE on Tuesday " * 30, " ", "x" * 20001])
    assert [e.outcome for e in encoded] == ["SCORED", "SCORED", "BLANK", "TOO_MANY_CHARACTERS"]
    assert [e.truncated for e in encoded] == [False, True, False, False]
    for profile in ("cpu-fp32", "cpu-int8"):
        alone = [bundle.probabilities(profile, [e])[0] for e in encoded[:2]]
        together = bundle.probabilities(profile, encoded)
        np.testing.assert_array_equal(together[:2], alone)
        assert np.isnan(together[2:]).all()
        assert manifest["profiles"][profile]["batchInvariant"]


def test_should_export_one_head(texts: dict[str, Path], tmp_path: Path) -> None:
    config = small_config(heads=1)
    folder = save_checkpoint(tmp_path / "one", config, random_weights(config))
    manifest = export(folder, texts, tmp_path / "bundle")
    assert [h["name"] for h in manifest["heads"]] == ["spam"]
    assert list(manifest["profiles"]["cpu-int8"]["heads"]) == ["spam"]


@pytest.mark.torch
@pytest.mark.parametrize(("first", "last"), [(0, 0), (1, 2)])
def test_should_compute_loreft_as_the_trained_model_does(
    first: int, last: int, texts: dict[str, Path], tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch")
    from smsieve_model.network import Encoder, ReftOptions

    torch.manual_seed(1)
    config = small_config()
    model = Encoder(config).eval()
    model.load_state_dict({n: torch.from_numpy(v) for n, v in random_weights(config).items()})
    model.add_reft(ReftOptions(3, (0, 1), first, last))
    for layer in model.reft.values():
        torch.nn.init.normal_(layer.learned.weight, std=0.5)
    model.eval()
    model.snap(True)
    folder = save_checkpoint(tmp_path / "reft", config, model.export_state())
    (folder / "run.json").write_text(json.dumps({"arguments": {"first": first, "last": last}}), encoding="utf-8")
    export(folder, texts, tmp_path / "bundle")
    bundle = Bundle(tmp_path / "bundle")
    encoded = bundle.encode(["Vote for Jane on Tuesday", "Your parcel is at the door, code 1234"])
    for e, found in zip(encoded, bundle.logits("cpu-fp32", encoded), strict=True):
        ids = torch.tensor([e.row])
        with torch.no_grad():
            expected = model(ids, torch.ones_like(ids)).numpy()[0]
        np.testing.assert_allclose(found, expected, atol=1e-4)


def test_should_say_what_a_loreft_checkpoint_lacks(
    texts: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = small_config()
    weights = random_weights(config) | {
        "reft.0.rotate": np.eye(2, 32, dtype=np.float32), "reft.0.learned.weight": np.zeros((2, 32), np.float32),
        "reft.0.learned.bias": np.zeros(2, np.float32)}  # fmt: skip
    folder = save_checkpoint(tmp_path / "reft", config, weights)
    arguments = ["--checkpoint", folder, "--train", texts["train"], "--dev", texts["dev"], "--out", tmp_path / "b"]
    assert main(["export", *map(str, arguments)]) == 2
    assert "run.json: expected arguments first and last of a LoReFT run" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_should_see_a_score_that_depends_on_the_batch() -> None:
    rows = [helper.make_tensor_value_info(n, TensorProto.INT32, ["b", "s"]) for n in ("input_ids", "attention_mask")]
    out = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", 1])
    nodes = [
        helper.make_node("Mul", ["input_ids", "attention_mask"], ["masked"]),
        helper.make_node("Cast", ["masked"], ["x"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["x"], ["each"], axes=[1], keepdims=1),
        helper.make_node("ReduceMean", ["each"], ["all"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["each", "all"], ["logits"]),
    ]
    model = helper.make_model(helper.make_graph(nodes, "g", rows, [out]), opset_imports=[helper.make_opsetid("", 17)],
                              ir_version=10)  # fmt: skip
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = invariance(session, [[2, 5, 9, 11, 3], [2, 7, 3]], RowShape(12, 7, 3, 2, 3, 0))
    assert not found.holds
    assert found.different > 0
