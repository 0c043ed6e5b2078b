"""The bundles in the repository: files as listed, every graph opens, scores far better than chance."""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from tokenizers import Tokenizer

from smsieve_model.cli import main
from smsieve_model.normalize import Normalizer
from smsieve_model.tokenization import pad

MODEL = Path(__file__).parents[1]
BUNDLES = sorted(p.parent for p in (MODEL / "bundles").glob("*/bundle.json"))


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda p: p.name)
def test_should_hold_exactly_the_files_it_lists(folder: Path) -> None:
    bundle = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
    for name, entry in bundle["files"].items():
        content = (folder / name).read_bytes()
        assert len(content) == entry["size"], name
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name


def test_should_be_right_on_most_unseen_messages() -> None:
    folder = MODEL / "bundles" / "tiny"
    bundle = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
    limits, profile = bundle["input"], bundle["profiles"]["cpu-fp32"]
    normalize = Normalizer.load(folder / "normalization.json")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = ort.InferenceSession(str(folder / profile["graph"]), providers=["CPUExecutionProvider"])
    lines = (MODEL.parent / "data" / "political_sms.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "test"]
    right = 0
    for row in rows:
        ids = tokenizer.encode(normalize(row["text"]), add_special_tokens=False).ids
        if len(ids) > limits["headTokens"] + limits["tailTokens"]:
            ids = ids[: limits["headTokens"]] + ids[-limits["tailTokens"] :]
        tokens, mask = pad([[limits["clsId"], *ids, limits["sepId"]]], limits["padId"])
        feed = {"input_ids": tokens.astype(np.int32), "attention_mask": mask.astype(np.int32)}
        logit = float(session.run(None, feed)[0][0, 0])
        spam = profile["heads"]["spam"]
        probability = 1 / (1 + math.exp(-(spam["calibration"]["slope"] * logit + spam["calibration"]["intercept"])))
        right += (probability >= spam["threshold"]) == row["spam"]
    assert len(rows) > 100
    assert right / len(rows) > 0.75


def test_should_refuse_an_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["no-such-command"])
    assert refused.value.code == 2
    assert "prepare" in capsys.readouterr().err
