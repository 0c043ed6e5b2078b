"""Recipes: their commands exist, their steps run in order, and a run that was cut off goes on."""

import json
from pathlib import Path

import pytest

from conftest import MODEL, TINY
from smsieve_model.cli import main, parse
from smsieve_model.retrain import read_recipe, steps_of, values

RECIPES = sorted((MODEL / "recipes").glob("*.json"))


def recipe(tmp_path: Path, *steps: list[str], inputs: dict[str, str] | None = None) -> Path:
    """A recipe's file with steps s0, s1, ..."""
    path = tmp_path / "recipe.json"
    named = [{"name": f"s{i}", "command": command} for i, command in enumerate(steps)]
    path.write_text(json.dumps({"inputs": inputs or {}, "steps": named}), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", RECIPES, ids=lambda p: p.stem)
def test_should_hold_only_commands_that_there_are(path: Path) -> None:
    found = read_recipe(path)
    given = [f"{name}={name}" for name in found["inputs"]]
    steps = steps_of(found, values(found, given, Path("out")))
    assert len({s.name for s in steps}) == len(steps)
    for step in steps:
        if step.command[0] == "train":
            pytest.importorskip("torch")
        assert parse(step.command).command == step.command[0]


def test_should_have_the_three_recipes() -> None:
    assert {p.stem for p in RECIPES} == {"own-only", "smsieve-minilm", "tiny"}


def test_should_run_the_steps_and_skip_them_the_next_time(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    verify, data = ["verify", "--bundle", "{bundle}"], MODEL.parent / "data" / "political_sms.jsonl"
    path = recipe(tmp_path, verify, ["counts", "--data", str(data)], inputs={"bundle": "a bundle"})
    arguments = ["retrain", "--recipe", str(path), "--set", f"bundle={TINY}", "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    assert "matches its contract" in capfd.readouterr().out
    assert main(arguments) == 0
    again = capfd.readouterr().out
    assert again.count("done before") == 2
    assert "matches its contract" not in again


def test_should_stop_at_the_step_that_fails_and_go_on_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    verify, counts = ["verify", "--bundle", str(TINY)], ["counts", "--data", "{out}/rows.jsonl"]
    arguments = ["retrain", "--recipe", str(recipe(tmp_path, verify, counts)), "--out", str(tmp_path / "out")]
    assert main(arguments) == 2
    assert "step 2 of 2, s1: ended with 2" in capfd.readouterr().err
    row = {"text": "a", "spam": False, "split": "train", "kind": ""}
    (tmp_path / "out" / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main(arguments) == 0
    assert "step 1 of 2, s0: done before" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "expected also bundle (a bundle)"),
        (["model=x"], "expected NAME=VALUE with a name of ['bundle'], found 'model=x'"),
    ],
)
def test_should_name_the_inputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    path = recipe(tmp_path, ["verify", "--bundle", "{bundle}"], inputs={"bundle": "a bundle"})
    assert main(["retrain", "--recipe", str(path), "--out", str(tmp_path), "--set", *given]) == 2
    assert told in capsys.readouterr().err


def test_should_refuse_a_place_that_nothing_fills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recipe(tmp_path, ["verify", "--bundle", "{bundles}"], inputs={})
    assert main(["retrain", "--recipe", str(path), "--out", str(tmp_path)]) == 2
    assert "found ['bundles']" in capsys.readouterr().err


def test_should_print_the_commands_alone_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recipe(tmp_path, ["verify", "--bundle", "a b"])
    assert main(["retrain", "--recipe", str(path), "--out", str(tmp_path / "out"), "--list"]) == 0
    assert capsys.readouterr().out == "smsieve-model verify --bundle 'a b'\n"
    assert not (tmp_path / "out").exists()
