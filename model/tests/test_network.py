"""The encoder's parts against their formulas, and a run of every method."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from smsieve_model.batching import Encoding, predict  # noqa: E402
from smsieve_model.checkpoint import MATRIX_LEVELS, Config, snap  # noqa: E402
from smsieve_model.cli import main  # noqa: E402
from smsieve_model.data import read_rows  # noqa: E402
from smsieve_model.network import Encoder, Linear, Reft, ReftOptions  # noqa: E402
from smsieve_model.progress import Progress  # noqa: E402
from smsieve_model.start import load_checkpoint  # noqa: E402

pytestmark = pytest.mark.torch
SMALL = Config(layers=2, hidden=16, attention_heads=4, intermediate=32, vocabulary=50, positions=24)


def test_should_follow_the_formula_of_loreft() -> None:
    torch.manual_seed(1)
    reft = Reft(16, ReftOptions(rank=4, layers=(0,), dropout=0.0)).eval()
    h = torch.randn(3, 5, 16)
    rotation, w, b = (t.detach().numpy() for t in (reft.rotate, reft.learned.weight, reft.learned.bias))
    x = h.numpy()
    expected = x + (x @ w.T + b - x @ rotation.T) @ rotation
    np.testing.assert_allclose(reft(h, torch.tensor([5, 5, 5])).detach().numpy(), expected, atol=1e-5)


def test_should_change_only_the_first_and_last_positions_of_each_row() -> None:
    torch.manual_seed(1)
    reft = Reft(16, ReftOptions(rank=4, layers=(0,), first=1, last=2, dropout=0.0)).eval()
    h = torch.randn(2, 6, 16)
    changed = ((reft(h, torch.tensor([6, 4])) - h).abs().amax(-1) > 1e-6).tolist()
    assert changed[0] == [True, False, False, False, True, True]
    assert changed[1][:4] == [True, False, True, True]


def test_should_bring_the_rotation_back_to_orthonormal_rows() -> None:
    torch.manual_seed(1)
    reft = Reft(16, ReftOptions(rank=4, layers=(0,)))
    with torch.no_grad():
        reft.rotate += 0.01 * torch.randn_like(reft.rotate)
    reft.retract()
    torch.testing.assert_close(reft.rotate @ reft.rotate.T, torch.eye(4), atol=1e-5, rtol=0)


def test_should_start_lora_from_the_weight_and_merge_what_it_learnt() -> None:
    torch.manual_seed(1)
    linear = Linear(16, 8)
    linear.add_lora(rank=2, alpha=4.0)
    torch.testing.assert_close(linear.effective(), linear.weight)
    with torch.no_grad():
        linear.lora_b.copy_(torch.randn(8, 2))
    x = torch.randn(3, 16)
    by_hand = x @ linear.weight.T + linear.bias + 2.0 * (x @ linear.lora_a.T) @ linear.lora_b.T
    torch.testing.assert_close(linear(x), by_hand, atol=1e-5, rtol=1e-5)


def test_should_hold_the_weight_on_the_grid_that_the_bundle_stores() -> None:
    torch.manual_seed(1)
    linear = Linear(16, 8)
    linear.snapped = True
    integers, scale = snap(linear.weight.detach().numpy(), MATRIX_LEVELS)
    np.testing.assert_allclose(linear.effective().detach().numpy(), integers * scale[:, None], atol=1e-7)


def test_should_give_a_row_the_same_logits_with_and_without_padding() -> None:
    torch.manual_seed(1)
    model = Encoder(SMALL).eval()
    ids = torch.tensor([[1, 7, 9, 2]])
    padded = torch.tensor([[1, 7, 9, 2, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 0, 0]])
    torch.testing.assert_close(model(ids, torch.ones_like(ids)), model(padded, mask), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("method", ["probe", "full", "lora", "reft"])
def test_should_train_with_every_method_and_write_down_the_run(tmp_path: Path, method: str) -> None:
    out = run_of(tmp_path, "run", method)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["arguments"]["method"] == method
    assert run["trainRows"] == 16
    assert set(run["data"]) == {"rows.jsonl"}
    assert 0 <= run["dev"]["accuracy"] <= 1
    assert (out / "weights.safetensors").is_file()


def run_of(tmp_path: Path, name: str, method: str, *more: str) -> Path:
    """A run of a tiny model over a few made-up rows."""
    rows = [{"text": f"win prize {i} now", "spam": True, "political": None, "source": "own-a"} for i in range(8)]
    rows += [{"text": f"see you at {i}", "spam": False, "political": False, "source": "own-a"} for i in range(8)]
    data, out = tmp_path / "rows.jsonl", tmp_path / name
    data.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    tokenizer = Path(__file__).parents[1] / "bundles" / "tiny" / "tokenizer.json"
    code = main(["train", "--small", "--small-layers", "2", "--small-hidden", "16", "--tokenizer", str(tokenizer),
                 "--method", method, "--rank", "2", "--epochs", "2", "--batch", "4", "--lr", "0.01", "--device", "cpu",
                 "--train", str(data), "--dev", str(data), "--out", str(out), *more])  # fmt: skip
    assert code == 0
    return out


@pytest.mark.parametrize("positions", [[], ["--first", "1", "--last", "1", "--layers", "1"]])
def test_should_load_a_loreft_checkpoint_as_it_was_trained(tmp_path: Path, positions: list[str]) -> None:
    out = run_of(tmp_path, "reft", "reft", *positions)
    model = load_checkpoint(out, 0, 0)
    encoding = Encoding(out / "tokenizer.json", model.config)
    rows = encoding.rows([r.text for r in read_rows(tmp_path / "rows.jsonl")])
    found = predict(model, rows, encoding.shape.pad_id)
    np.testing.assert_allclose(found, np.load(out / "dev-logits.npy"), atol=1e-5)


def test_should_go_on_from_a_loreft_checkpoint(tmp_path: Path) -> None:
    first = run_of(tmp_path, "first", "reft", "--first", "1")
    second = run_of(tmp_path, "second", "reft", "--init", str(first), "--epochs", "0")
    np.testing.assert_allclose(np.load(second / "dev-logits.npy"), np.load(first / "dev-logits.npy"), atol=1e-5)
    assert json.loads((second / "run.json").read_text(encoding="utf-8"))["arguments"]["first"] == 1


def test_should_refuse_the_mean_of_loreft_checkpoints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run_of(tmp_path, "first", "reft")
    code = main(["train", "--init", str(first), str(first), "--tokenizer", str(first / "tokenizer.json"),
                 "--train", str(tmp_path / "rows.jsonl"), "--dev", str(tmp_path / "rows.jsonl"), "--device", "cpu",
                 "--out", str(tmp_path / "mean")])  # fmt: skip
    assert code == 2
    assert "LoReFT" in capsys.readouterr().err


def test_should_tell_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Progress, "EVERY", 0.0)
    progress = Progress(200, "run")
    progress.tell(1, 64)
    assert capsys.readouterr().out.startswith("run: step 1 of 200, ")
