"""prepare: formats of the public sets, splits that share no text, errors that name file and line."""

import json
from pathlib import Path

import pytest

from smsieve_model.cli import main
from smsieve_model.data import HANDCRAFTED, SPLITS, duplicate_key, read_rows


def write_own(folder: Path, rows: list[dict]) -> Path:
    folder.mkdir()
    (folder / "ours.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return folder


def own(text: str, split: str, spam: bool = False) -> dict:
    return {"text": text, "spam": spam, "political": False, "kind": "k", "part": "chat", "split": split}


def prepare(tmp_path: Path, *options: str) -> int:
    return main(["prepare", "--own", str(tmp_path / "own"), "--out", str(tmp_path / "out"), *options])


def test_should_put_our_rows_where_they_say(tmp_path: Path) -> None:
    write_own(tmp_path / "own", [own("one", "train"), own("two", "dev", True), own("three", "test")])
    assert prepare(tmp_path) == 0
    rows = {s: read_rows(tmp_path / "out" / f"{s}.jsonl") for s in ("train", "dev", "test")}
    assert [r.text for r in rows["train"]] == ["one"]
    assert [(r.text, r.spam, r.source) for r in rows["dev"]] == [("two", True, "own-chat")]
    assert [r.text for r in rows["test"]] == ["three"]


def test_should_keep_a_text_once_over_all_splits(tmp_path: Path) -> None:
    write_own(tmp_path / "own", [own("Call me at 8", "dev"), own("call ME, at 8!", "train"), own("other", "test"),
                                 own("third", "train")])  # fmt: skip
    assert prepare(tmp_path) == 0
    keys = [duplicate_key(r.text) for s in ("train", "dev", "test") for r in read_rows(tmp_path / "out" / f"{s}.jsonl")]
    assert len(keys) == len(set(keys)) == 3


def test_should_keep_handcrafted_texts_out_of_every_split(tmp_path: Path) -> None:
    own_folder = write_own(tmp_path / "own", [own("k, 8 THEN!", "train"), *(own(f"{s} row", s) for s in SPLITS)])
    handcrafted = [{"id": "a", "text": "k, 8 then", "spam": False}, {"id": "b", "text": "only here", "spam": True}]
    (own_folder / HANDCRAFTED).write_text("".join(json.dumps(r) + "\n" for r in handcrafted), encoding="utf-8")
    (tmp_path / "uci").write_text("ham\tOnly here.\nspam\tanother\n", encoding="utf-8")
    assert prepare(tmp_path, "--public", f"uci={tmp_path / 'uci'}") == 0
    texts = [r.text for s in SPLITS for r in read_rows(tmp_path / "out" / f"{s}.jsonl")]
    assert sorted(texts) == ["another", "dev row", "test row", "train row"]


def test_should_read_tabs_and_csv_of_the_public_sets(tmp_path: Path) -> None:
    write_own(tmp_path / "own", [own(f"{s} row", s) for s in ("train", "dev", "test")])
    (tmp_path / "uci").write_text("ham\tsee you at nine\nspam\tWIN a prize\n", encoding="utf-8")
    (tmp_path / "m.csv").write_text('LABEL,TEXT\nsmishing,"pay, now"\nham,hello there\n', encoding="utf-8")
    assert prepare(tmp_path, "--public", f"uci={tmp_path / 'uci'}", f"mendeley={tmp_path / 'm.csv'}") == 0
    found = {r.text: (r.spam, r.source) for s in ("train", "dev", "test")
             for r in read_rows(tmp_path / "out" / f"{s}.jsonl")}  # fmt: skip
    assert found["WIN a prize"] == (True, "uci")
    assert found["pay, now"] == (True, "mendeley")
    assert found["hello there"] == (False, "mendeley")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("ham see you\n", "line 1: expected label, tab, text"),
        ("ham\thello\nmaybe\thello\n", "line 2: expected a label of"),
    ],
)
def test_should_name_file_and_line_of_a_wrong_public_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, expected: str
) -> None:
    write_own(tmp_path / "own", [own("one", "train")])
    (tmp_path / "uci").write_text(content, encoding="utf-8")
    assert prepare(tmp_path, "--public", f"uci={tmp_path / 'uci'}") != 0
    error = capsys.readouterr().err
    assert str(tmp_path / "uci") in error
    assert expected in error


def test_should_refuse_a_row_of_ours_without_a_split(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = own("one", "train")
    del row["split"]
    write_own(tmp_path / "own", [row])
    assert prepare(tmp_path) != 0
    assert "ours.jsonl, line 1: expected split" in capsys.readouterr().err
