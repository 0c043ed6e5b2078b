"""Figures: against counts made by hand, slices, baselines, seen texts, both kinds of model."""

import json
from pathlib import Path

import numpy as np
import pytest

from conftest import TINY, own_rows
from smsieve_model.bundle import Encoded
from smsieve_model.cli import main
from smsieve_model.data import Row, read_rows, write_rows
from smsieve_model.kinds import GROUPS, NONE, OTHER, group_of
from smsieve_model.metrics import false_positive_figure, reliability, wilson
from smsieve_model.report import Scores, Text, errors_of, head_report, slices
from smsieve_model.scripts import script_of


def scores(count: int = 60) -> Scores:
    """Alternating labels; every tenth is wrong; three sources of 40, 15 and 5 rows."""
    texts, p, truth = [], [], []
    for i in range(count):
        source = "large" if i < 40 else "small" if i < 55 else "least"
        row = Row(f"text {i}", i % 2 == 0, None, source, "otp" if i < 30 else "")
        texts.append(Text(row, Path("x.jsonl"), i + 1, Encoded("SCORED", [2, 7, 3], 3, False), i < 12))
        truth.append(row.spam)
        p.append(0.9 if row.spam == (i % 10 != 0) else 0.1)
    return Scores(texts, np.array(p), np.array(truth), 0.5)


def test_should_count_as_by_hand() -> None:
    report = head_report(scores(), 20, 7)
    assert report["all"]["accuracy"]["value"] == 54 / 60  # 0, 10, 20 ... 50 are wrong, all of them spam
    assert report["all"]["recall"]["value"] == 24 / 30
    assert report["all"]["precision"]["value"] == 1.0
    assert report["all"]["falsePositiveRate"]["value"] == 0.0
    assert report["all"]["brier"]["value"] == pytest.approx((54 * 0.01 + 6 * 0.81) / 60)
    assert (report["seenTexts"]["n"], report["unseenTexts"]["n"]) == (12, 48)
    assert report["baselines"]["allNegative"]["accuracy"]["value"] == 0.5
    assert report["baselines"]["allPositive"]["recall"]["value"] == 1.0
    assert report["byScript"]["Latin"]["unknownTokens"] == 1.0


def test_should_pool_slices_that_are_too_small() -> None:
    found = slices(scores(), lambda t: t.row.source, 20)
    assert list(found) == ["large", "pooled: slices of fewer than 20 rows"]
    pooled = found["pooled: slices of fewer than 20 rows"]
    assert (pooled["n"], pooled["slices"]) == (20, ["least", "small"])


def test_should_list_errors_without_their_texts_unless_asked() -> None:
    found = errors_of(scores(), with_text=False)
    assert [e["line"] for e in found] == [1, 11, 21, 31, 41, 51]
    assert all("text" not in e for e in found)
    assert errors_of(scores(), with_text=True)[0]["text"] == "text 0"


def test_should_take_the_highest_threshold_that_finds_the_share() -> None:
    p, truth = np.array([0.9, 0.8, 0.7, 0.2, 0.75, 0.1]), np.array([1, 1, 1, 1, 0, 0])
    rate, threshold = false_positive_figure(p, truth, 0.75)
    assert (threshold, rate.value, rate.n) == (0.7, 0.5, 2)
    assert false_positive_figure(p, np.ones(6), 0.9)[0].value is None


def test_should_bin_by_probability() -> None:
    found = reliability(np.array([0.05, 0.06, 0.95, 1.0]), np.array([0, 1, 1, 1]))
    assert [(b.low, b.share.value, b.share.n) for b in found] == [(0.0, 0.5, 2), (0.9, 1.0, 2)]


def test_should_give_wilsons_interval() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("kind", "group"),
    [("otp", "codes and security"), ("gotv", "politics"), ("lookalike-other", "evasion and odd spelling"),
     ("lang-es", "other languages"), ("", NONE), ("zzz", OTHER), ("toll-scam", "telecom, utilities, toll")],
)  # fmt: skip
def test_should_group_kinds(kind: str, group: str) -> None:
    assert group_of(kind) == group


def test_should_know_the_kinds_of_most_of_our_own_rows() -> None:
    folder = Path(__file__).parents[2] / "data"
    groups = [group_of(row.kind) for path in sorted(folder.glob("*.jsonl")) for row in read_rows(path)]
    assert set(groups) <= {*GROUPS, OTHER, NONE}
    assert groups.count(OTHER) + groups.count(NONE) < 0.25 * len(groups)


@pytest.mark.parametrize(
    ("text", "script"),
    [("abc \u0430", "Latin"), ("\u043f\u0440\u0438\u0432\u0435\u0442 ok", "Cyrillic"), ("12 \U0001f600", "no letters"),
     ("\u4e2d\u6587\u77ed\u4fe1", "Han"), ("\u65e5\u672c\u8a9e\u3067\u3059", "Japanese"),
     ("\u0928\u092e\u0938\u094d\u0924\u0947", "Devanagari"), ("\u0645\u0631\u062d\u0628\u0627", "Arabic")],
)  # fmt: skip
def test_should_name_the_script_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_should_evaluate_a_bundle_and_write_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, report = tmp_path / "test.jsonl", tmp_path / "out" / "report.json"
    write_rows(data, [*own_rows("test", 100), own_rows("train", 1)[0], {"text": " ", "spam": False}])
    arguments = ["--model", str(TINY), "--data", str(data), "--json", str(report), "--errors"]
    assert main(["evaluate", *arguments]) == 0
    found, printed = json.loads(report.read_text(encoding="utf-8")), capsys.readouterr().out
    spam = found["heads"]["spam"]
    assert spam["all"]["n"] == 101
    assert found["rejected"] == {"BLANK": 1}
    assert spam["seenTexts"]["n"] == 1
    assert spam["all"]["accuracy"]["value"] > 0.75
    assert len(spam["errors"]) == round(101 * (1 - spam["all"]["accuracy"]["value"]))
    assert spam["errors"][0]["text"].split()[0] in printed


def test_should_evaluate_a_checkpoint_as_it_was_trained(checkpoint: Path, texts: dict[str, Path]) -> None:
    assert main(["evaluate", "--model", str(checkpoint), "--data", str(texts["dev"])]) == 0


def test_should_read_one_split_of_our_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = Path(__file__).parents[2] / "data" / "political_sms.jsonl"
    assert main(["evaluate", "--model", str(TINY), "--data", str(data), "--split", "test"]) == 0
    assert "texts not seen in training" in capsys.readouterr().out
    assert main(["evaluate", "--model", str(TINY), "--data", str(data), "--split", "none"]) == 2
    assert "expected rows whose split is 'none', found none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--model", "no-such-folder"], "expected a bundle (bundle.json) or a checkpoint (config.json), found neither"),
     (["--model", str(TINY), "--profile", "fast"], "expected a profile of"),],
)  # fmt: skip
def test_should_refuse_what_it_cannot_evaluate(
    arguments: list[str], message: str, texts: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *arguments, "--data", str(texts["dev"])]) == 2
    assert message in capsys.readouterr().err
