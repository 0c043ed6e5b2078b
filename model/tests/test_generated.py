"""Generated texts, the vectors and the parity files that the application's tests read: as the code would write them."""

import json

import numpy as np
import pytest

from conftest import MODEL, TINY, own_rows
from smsieve_model import parity, vectors
from smsieve_model.bundle import Bundle
from smsieve_model.cli import main
from smsieve_model.data import write_rows
from smsieve_model.generate import Chance, generated

TESTDATA = MODEL / "testdata"


def test_should_draw_the_numbers_of_splitmix64() -> None:
    # The first three numbers of the reference implementation for seed 1234567, halved.
    chance = Chance(1234567)
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert [chance.below(1 << 63) for _ in range(3)] == [n >> 1 for n in expected]


def test_should_not_depend_on_the_texts_before() -> None:
    alone = generated(1, 77)
    assert [generated(1, n) for n in range(78)][77] == alone
    assert generated(2, 77) != alone


def test_should_hold_every_kind_of_text() -> None:
    texts = [generated(1, n) for n in range(2000)]
    codes = {ord(c) for text in texts for c in text}
    assert any(0xD800 <= c <= 0xDFFF for c in codes)
    assert any(c > 0xFFFF for c in codes)
    assert {0x200B, 0xA7F2, 0x10781, 0x1E030, 0x1CCD6} <= codes
    assert "" in texts
    assert max(map(len, texts)) > 500


def test_should_keep_the_vectors_up_to_date() -> None:
    written = (TESTDATA / "normalization-vectors.jsonl").read_text(encoding="ascii").splitlines()
    assert written == vectors.lines(), "run: smsieve-model vectors"
    rules = {json.loads(line)["rule"] for line in written}
    assert {"removed", "whitespace", "look-alike", "surrogate", "differs between runtimes", "Hindi"} <= rules


@pytest.mark.parametrize("path", sorted(TESTDATA.glob("parity-*.bin")), ids=lambda p: p.stem)
def test_should_keep_the_parity_files_up_to_date(path) -> None:
    header, stored = parity.read(path)
    folder = MODEL / "bundles" / header["bundle"]
    assert header["sha256"] == parity.file_hash(folder / "bundle.json"), f"run: smsieve-model parity --bundle {folder}"
    assert header["texts"] >= 100_000
    assert len(stored) == header["scored"]
    bundle, last = Bundle(folder), len(header["blocks"]) - 1
    for block in (0, last):
        first = block * header["block"]
        encoded = parity.block(bundle, header["seed"], first)
        assert parity.digest(encoded) == header["blocks"][block]
        for at in range(first, min(first + 100, header["scored"])):
            p = bundle.probabilities(parity.PROFILE, [encoded[at - first]])[0]
            expected = np.where(stored[at] == parity.NO_SCORE, np.nan, stored[at] / parity.FULL)
            assert p == pytest.approx(expected, abs=1e-4, nan_ok=True)


def test_should_have_a_parity_file_for_every_bundle() -> None:
    bundles = {p.parent.name for p in (MODEL / "bundles").glob("*/bundle.json")}
    assert {p.stem.removeprefix("parity-") for p in TESTDATA.glob("parity-*.bin")} == bundles


def test_should_write_a_parity_file(tmp_path) -> None:
    out = tmp_path / "p.bin"
    arguments = ["--bundle", str(TINY), "--texts", "2000", "--scored", "1500", "--out", str(out)]
    assert main(["parity", *arguments]) == 0
    header, stored = parity.read(out)
    assert (len(header["blocks"]), stored.shape) == (2, (1500, 2))
    assert len(set(stored[:, 1].tolist())) > 100


def test_should_compare_profiles(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = MODEL.parent / "data" / "political_sms.jsonl", tmp_path / "c.json"
    arguments = ["--texts", str(data), "--rows", "60", "--passes", "1", "--json", str(out)]
    assert main(["compare", "--bundle", str(TINY), *arguments]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))["profiles"]
    assert found["cpu-fp32"]["sameLabel"]["value"] == 1.0
    assert found["cpu-fp32"]["ratio"] == 1.0
    assert 0 < found["cpu-int8"]["largestDifference"] < 0.2
    assert "messages/s" in capsys.readouterr().out


def test_should_write_what_it_makes_of_every_text(tmp_path) -> None:
    data, out = tmp_path / "rows.jsonl", tmp_path / "expected.jsonl"
    rows = [*own_rows("dev", 30), {"text": " ", "spam": False}]
    write_rows(data, rows)
    arguments = ["--texts", str(data), "--profile", "cpu-fp32", "--out", str(out)]
    assert main(["expect", "--bundle", str(TINY), *arguments]) == 0
    found = [json.loads(line) for line in out.read_text(encoding="ascii").splitlines()]
    assert [e["text"] for e in found] == [r["text"] for r in rows]
    assert [e["outcome"] for e in found] == ["SCORED"] * 30 + ["BLANK"]
    assert all(set(e["probabilities"]) == {"cpu-fp32"} for e in found[:30])
    bundle = Bundle(TINY)
    expected = bundle.probabilities("cpu-fp32", bundle.encode([rows[3]["text"]]))[0]
    assert list(found[3]["probabilities"]["cpu-fp32"].values()) == pytest.approx(expected.tolist(), abs=1e-6)
