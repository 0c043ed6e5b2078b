"""verify and golden: a bundle as shipped passes; damaged in one place each, it is refused by name."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MODEL, TINY
from smsieve_model.cli import main
from smsieve_model.verify import form

BUNDLES = sorted(p.parent for p in (MODEL / "bundles").glob("*/bundle.json"))


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / "bundle.json").read_text(encoding="utf-8"))


def rewrite(folder: Path, change: Callable[[dict], object]) -> None:
    """Changes the manifest."""
    manifest = manifest_of(folder)
    change(manifest)
    (folder / "bundle.json").write_text(json.dumps(manifest), encoding="utf-8")


def replace_file(folder: Path, name: str, content: bytes) -> None:
    """Changes a file and its entry, as an exporter with a bug would."""
    (folder / name).write_bytes(content)
    entry = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    rewrite(folder, lambda m: m["files"].update({name: entry}))


def edit_tokenizer(folder: Path, change: Callable[[dict], object]) -> None:
    source = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    change(source)
    replace_file(folder, "tokenizer.json", json.dumps(source).encode())


def edit_golden(folder: Path, change: Callable[[dict], object]) -> None:
    path = folder / "golden.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(lines[0])
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def swap_hashes(folder: Path) -> None:
    content = (folder / "training-texts.bin").read_bytes()
    replace_file(folder, "training-texts.bin", content[8:16] + content[:8] + content[16:])


def add_special_token(source: dict) -> None:
    source["added_tokens"] = [{"id": 2, "content": "[CLS]", "single_word": False, "lstrip": False, "rstrip": False,
                               "normalized": False, "special": True}]  # fmt: skip


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda p: p.name)
def test_should_have_the_form_that_the_schema_states(folder: Path) -> None:
    assert form(manifest_of(folder)) == []


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda p: p.name)
def test_should_pass_what_the_repository_ships(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify", "--bundle", str(folder)])
    printed = capsys.readouterr().out
    assert code == 0, printed
    for profile in manifest_of(folder)["profiles"]:
        assert f"ok     graph of {profile}" in printed
    assert "ok     golden file" in printed


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda f: rewrite(f, lambda m: m.update(extra=1)), "Additional properties are not allowed ('extra'"),
        (lambda f: rewrite(f, lambda m: m["heads"][0].update(labels=["spam", "ham"])), "heads.0: "),
        (lambda f: rewrite(f, lambda m: m["input"].update(headTokens=5)), "expected headTokens + tailTokens + 2 = 30"),
        (lambda f: rewrite(f, lambda m: m["defaultProfiles"].update(cpu="gpu-fp16")), "expected a profile for cpu"),
        (lambda f: (f / "weights.bin").unlink(), "weights.bin: expected"),
        (lambda f: (f / "weights.bin").write_bytes(b"short"), "bytes, found 5"),
        (lambda f: (f / "tokenizer.json").write_bytes((f / "tokenizer.json").read_bytes()[::-1]), "expected SHA-256"),
        (swap_hashes, "expected ascending hashes without repeats"),
        (lambda f: rewrite(f, lambda m: m["trainingTexts"].update(count=3)), "expected 24 bytes for 3 texts"),
        (lambda f: rewrite(f, lambda m: m["tokenizer"].update(vocabulary=7)), "expected 7 entries, found"),
        (lambda f: edit_tokenizer(f, add_special_token), "expected that no text spells clsId"),
        (lambda f: rewrite(f, lambda m: m["graph"]["inputs"][0].update(type="int64")), "expected the inputs"),
        (lambda f: replace_file(f, "cpu-fp32.onnx", b"\x08\x0a"), "expected a graph that ONNX Runtime opens"),
        (lambda f: (f / "golden.jsonl").unlink(), "golden.jsonl: expected a golden file"),
        (lambda f: edit_golden(f, lambda e: e["ids"].append(1)), "golden.jsonl, line 1: ids: expected"),
        (lambda f: edit_golden(f, lambda e: e["probabilities"]["cpu-fp32"].update(spam=2.0)),
         "cpu-fp32, spam: expected 2.0 within 0.0001, found"),
    ],
)  # fmt: skip
def test_should_refuse_a_bundle_with_one_fault(
    damage: Callable[[Path], object], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "bundle"))
    damage(folder)
    assert main(["verify", "--bundle", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "FAILED" in printed
    assert message in printed


def test_should_say_that_there_is_no_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--bundle", str(tmp_path)]) == 2
    assert "expected a bundle's manifest, found none" in capsys.readouterr().err


def test_should_write_a_golden_file_that_the_bundle_passes(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "bundle"))
    data = MODEL.parent / "data" / "political_sms.jsonl"
    assert main(["golden", "--bundle", str(folder), "--texts", str(data), "--rows", "10"]) == 0
    lines = [json.loads(line) for line in (folder / "golden.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["outcome"] for line in lines} == {"SCORED", "BLANK", "TOO_MANY_CHARACTERS"}
    assert any(line.get("truncated") for line in lines)
    assert main(["verify", "--bundle", str(folder)]) == 0
