"""The card: every figure from the files it was given, refused where they are of another bundle."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import MODEL, TINY, own_rows
from smsieve_model.card_runs import by_dev, left_out_table, methods_table, sources_table
from smsieve_model.cli import main
from smsieve_model.data import own_files, write_rows
from smsieve_model.reliability_plot import plot


def run(seed: int, accuracy: float, **changed: object) -> dict:
    """A run.json as train writes it."""
    arguments = {"method": "lora", "rank": 16, "lr": 0.001, "epochs": 8, "batch": 64, "seed": seed, "init": [],
                 "teacher": [], "own_only": False, "leave_out": [], "first": 0, "last": 0, "layers": "all"}  # fmt: skip
    figures = {"n": 40, "accuracy": accuracy, "recall": 0.9, "falsePositiveRate": 0.05}
    return {"arguments": arguments | changed, "seconds": 90.0, "device": "a GPU", "trainedParameters": 1234,
            "dev": figures, "leftOut": figures}  # fmt: skip


def test_should_make_one_row_of_runs_that_differ_in_the_seed_alone() -> None:
    _, rows = methods_table([run(1, 0.90), run(2, 0.94), run(1, 0.80, rank=4), run(3, 0.5, leave_out=["uci"])])
    assert [row[:3] for row in rows] == [
        ["LoRA, rank 16, lr 0.001, 8 epochs, batch 64", "2", "1,234"],
        ["LoRA, rank 4, lr 0.001, 8 epochs, batch 64", "1", "1,234"],
    ]
    assert rows[0][5] == "92.0% \u00b1 2.8"
    assert rows[1][5] == "80.0%"


def test_should_list_what_was_left_out() -> None:
    _, rows = left_out_table([run(1, 0.9), run(1, 0.5, leave_out=["uci"])])
    assert [(row[0], row[2], row[3]) for row in rows] == [("uci", "40", "50.0%")]
    assert left_out_table([run(1, 0.9)]) is None


def test_should_tell_runs_apart_by_their_start_and_by_unusual_options() -> None:
    _, rows = methods_table([run(1, 0.9, method="full", init=["runs/bge"], dropout=0.15)])
    assert rows[0][0] == "full fine-tune, from bge, lr 0.001, 8 epochs, batch 64, dropout 0.15"


def test_should_keep_runs_on_other_rows_apart() -> None:
    first, second = {"dev.jsonl": "aa"}, {"dev.jsonl": "bb"}
    runs = [run(n, 0.9, dev=["x/dev.jsonl"]) | {"data": data} for n, data in enumerate([first, second, first])]
    assert [[r["arguments"]["seed"] for r in group] for group in by_dev(runs)] == [[0, 2], [1]]


def test_should_set_a_source_left_out_beside_the_same_one_known() -> None:
    def figures(value: float | None) -> dict:
        return {k: {"value": value} for k in ("accuracy", "recall", "falsePositiveRate")}

    sources = {
        "a": {"n": 5, "positive": 0, "leftOut": figures(0.5) | {"recall": {"value": None}}, "known": figures(0.75)},
        "b": {"n": 9, "positive": 4, "leftOut": figures(0.25), "known": figures(1.0)},
    }
    _, rows = sources_table({"sources": sources})
    assert rows[0] == ["b", "9", "4", "25.0% (100.0%)", "25.0% (100.0%)", "25.0% (100.0%)"]
    assert rows[1][3:5] == ["50.0% (75.0%)", "- (75.0%)"]


def test_should_draw_a_point_a_bin() -> None:
    share = {"value": 0.5, "low": 0.2, "high": 0.8, "n": 10}
    bins = [{"low": i / 10, "high": (i + 1) / 10, "mean": i / 10 + 0.05, "share": share} for i in range(4)]
    tree = ElementTree.fromstring(plot(bins, "Reliability"))
    assert len(tree.findall("{http://www.w3.org/2000/svg}circle")) == 4


@pytest.fixture
def evaluated(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the tiny bundle and its evaluation."""
    folder, data, report = tmp_path / "bundle", tmp_path / "test.jsonl", tmp_path / "test.json"
    shutil.copytree(TINY, folder)
    write_rows(data, own_rows("test", 60))
    assert main(["evaluate", "--model", str(folder), "--data", str(data), "--json", str(report)]) == 0
    return folder, report


def test_should_write_the_card_from_the_files(evaluated: tuple[Path, Path], tmp_path: Path) -> None:
    folder, report = evaluated
    (tmp_path / "run.json").write_text(json.dumps(run(1, 0.9)), encoding="utf-8")
    (tmp_path / "notes.md").write_text("## Not for\n\nThe police.\n", encoding="utf-8")
    left_out = {"method": "probe", "rows": 9, "data": [], "sources": {}}
    (tmp_path / "left-out.json").write_text(json.dumps(left_out), encoding="utf-8")
    arguments = ["--evaluation", f"Test={report}", "--runs", tmp_path / "run.json", "--notes", tmp_path / "notes.md",
                 "--left-out", tmp_path / "left-out.json", "--scripts", report]  # fmt: skip
    assert main(["card", "--bundle", str(folder), *map(str, arguments)]) == 0
    card = (folder / "README.md").read_text(encoding="utf-8")
    found = json.loads(report.read_text(encoding="utf-8"))["heads"]["spam"]["all"]["accuracy"]
    assert f"{100 * found['value']:.1f}% [{100 * found['low']:.1f}, {100 * found['high']:.1f}]" in card
    for part in (
        "# tiny 1.0.0",
        "The police.",
        "## Profiles",
        "## Methods on dev",
        "## One source left out, with the probe",
        "## By script",
        "## Test",
        "![",
        "unknown tokens",
    ):
        assert part in card
    ElementTree.fromstring((folder / "reliability.svg").read_text(encoding="utf-8"))
    assert main(["verify", "--bundle", str(folder)]) == 0  # the card is no part of the contract


def test_should_refuse_figures_of_another_bundle(
    evaluated: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, report = evaluated
    manifest = (folder / "bundle.json").read_text(encoding="utf-8")
    (folder / "bundle.json").write_text(manifest.replace('"1.0.0"', '"1.0.1"'), encoding="utf-8")
    assert main(["card", "--bundle", str(folder), "--evaluation", f"Test={report}"]) == 2
    assert "expected figures of bundle" in capsys.readouterr().err


def test_should_print_the_counts_that_the_data_card_shows(capsys: pytest.CaptureFixture[str]) -> None:
    files = own_files(MODEL.parent / "data")
    assert main(["counts", "--data", *map(str, files)]) == 0
    printed = capsys.readouterr().out.strip()
    card = (MODEL.parent / "data" / "README.md").read_text(encoding="utf-8")
    assert printed in card, "run in model/: smsieve-model counts --write ../data/README.md"
