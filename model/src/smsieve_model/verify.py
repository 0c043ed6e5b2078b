"""Checks a bundle on the CPU, without torch: form, hashes, sums, tokenizer, every graph, golden file.

Prints a line a check; exit code 1 if one fails. The form is bundle.schema.json, beside this file. A graph for CUDA is
opened on the CPU too, which shows its form and, within the tolerance of fp16, its numbers.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import numpy as np
import onnx

from smsieve_model.bundle import GOLDEN, Bundle, read_manifest
from smsieve_model.data import file_hash
from smsieve_model.errors import InputError
from smsieve_model.golden import differences
from smsieve_model.graph import IR_VERSION

SCHEMA = Path(__file__).with_name("bundle.schema.json")
_SHOWN = 5
_ELEMENTS = {"int32": "tensor(int32)", "int64": "tensor(int64)", "float32": "tensor(float)"}


def form(manifest: dict, schema: Path = SCHEMA) -> list[str]:
    """Where the manifest breaks the schema."""
    if not schema.is_file():
        raise InputError(f"{schema}: expected the schema of bundle.json, found none; name it with --schema")
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    errors = sorted(validator.iter_errors(manifest), key=lambda e: list(map(str, e.absolute_path)))
    return [f"{'.'.join(map(str, e.absolute_path)) or 'bundle.json'}: {e.message}" for e in errors]


def files(folder: Path, manifest: dict) -> Iterator[str]:
    """Files that are missing or are not the ones that the manifest means."""
    for name, entry in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            yield f"{name}: expected {entry['size']} bytes, found no file"
        elif path.stat().st_size != entry["size"]:
            yield f"{name}: expected {entry['size']} bytes, found {path.stat().st_size}"
        elif (digest := file_hash(path)) != entry["sha256"]:
            yield f"{name}: expected SHA-256 {entry['sha256']}, found {digest}"
    named = [manifest[k]["file"] for k in ("normalization", "tokenizer", "trainingTexts")]
    for name in [*named, *(p["graph"] for p in manifest["profiles"].values())]:
        if name not in manifest["files"]:
            yield f"files: expected an entry for {name}, found none"


def sums(manifest: dict) -> Iterator[str]:
    """Numbers and names that must fit each other."""
    limits = manifest["input"]
    total = limits["headTokens"] + limits["tailTokens"] + 2
    if total != limits["maxTokens"]:
        yield f"input.maxTokens: expected headTokens + tailTokens + 2 = {total}, found {limits['maxTokens']}"
    heads = [head["name"] for head in manifest["heads"]]
    for name, profile in manifest["profiles"].items():
        if sorted(profile["heads"]) != sorted(heads):
            yield f"profiles.{name}.heads: expected {heads}, found {list(profile['heads'])}"
    for provider, name in manifest["defaultProfiles"].items():
        found = manifest["profiles"].get(name, {}).get("provider")
        if found != provider:
            yield f"defaultProfiles.{provider}: expected a profile for {provider}, found {name} for {found}"


def training_texts(bundle: Bundle) -> Iterator[str]:
    """Whether the hashes are as many as stated, and ascend."""
    stated = bundle.manifest["trainingTexts"]
    content, count = (bundle.folder / stated["file"]).read_bytes(), stated["count"]
    if len(content) != 8 * count:
        yield f"{stated['file']}: expected {8 * count} bytes for {count} texts, found {len(content)}"
        return
    hashes = np.frombuffer(content, ">u8")
    if not (hashes[1:] > hashes[:-1]).all():
        yield f"{stated['file']}: expected ascending hashes without repeats, found others"


def tokenizer(bundle: Bundle) -> Iterator[str]:
    """Whether the vocabulary has the stated size, and no text can spell an id that the application joins."""
    stated = bundle.manifest["tokenizer"]
    if bundle.tokenizer.size != stated["vocabulary"]:
        yield f"{stated['file']}: expected {stated['vocabulary']} entries, found {bundle.tokenizer.size}"
    source = json.loads((bundle.folder / stated["file"]).read_text(encoding="utf-8"))
    for key in ("added_tokens", "padding", "truncation", "post_processor"):
        if source.get(key):
            yield f"{stated['file']}: expected no {key}, found some; smsieve-model export removes it"
    joined = {bundle.shape.cls_id, bundle.shape.sep_id, bundle.shape.pad_id}
    for text in ("[CLS]", "[SEP]", "[PAD]", "<s>", "</s>", "<pad>"):
        if joined & set(bundle.tokenizer.content_ids([text])[0]):
            yield f"{stated['file']}: expected that no text spells clsId, sepId or padId, found that '{text}' does"


def graph(bundle: Bundle, profile: str) -> Iterator[str]:
    """Whether a profile's graph opens, and has the stated inputs and output."""
    file, stated = bundle.profiles[profile]["graph"], bundle.manifest["graph"]
    model = onnx.load(bundle.folder / file, load_external_data=False)
    if model.ir_version > IR_VERSION:
        yield f"{file}: expected IR version {IR_VERSION} or less, found {model.ir_version}"
    outside = {e.value for t in model.graph.initializer for e in t.external_data if e.key == "location"}
    if unlisted := outside - set(bundle.manifest["files"]):
        yield f"{file}: expected weights in files that bundle.json lists, found {sorted(unlisted)}"
    try:
        opened = bundle.session(profile)
    except Exception as e:  # ONNX Runtime's exceptions have no common class
        yield f"{file}: expected a graph that ONNX Runtime opens, found: {e}"
        return
    expected = {t["name"]: _ELEMENTS[t["type"]] for t in stated["inputs"]}
    found = {t.name: t.type for t in opened.get_inputs()}
    if expected != found:
        yield f"{file}: expected the inputs {expected}, found {found}"
    outputs = {t.name: (t.type, t.shape[-1]) for t in opened.get_outputs()}
    wanted = {stated["output"]["name"]: (_ELEMENTS[stated["output"]["type"]], len(bundle.heads))}
    if outputs != wanted:
        yield f"{file}: expected the output {wanted}, found {outputs}"


def golden(bundle: Bundle) -> list[str]:
    """What is not as the golden file says."""
    path = bundle.folder / GOLDEN
    if not path.is_file():
        return [f"{GOLDEN}: expected a golden file, found none; write it with smsieve-model golden"]
    return differences(bundle, path)


class Checks:
    """Runs checks and prints what came out."""

    def __init__(self) -> None:
        self.failed = 0

    def __call__(self, name: str, check: Callable[[], object]) -> bool:
        """Runs one; true if nothing was found."""
        found = list(check())  # type: ignore[call-overload]
        self.failed += bool(found)
        print(f"{'FAILED' if found else 'ok    '} {name}", flush=True)
        for line in found[:_SHOWN]:
            print(f"       {line}")
        if len(found) > _SHOWN:
            print(f"       and {len(found) - _SHOWN} more")
        return not found


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the verify command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--schema", type=Path, default=SCHEMA, help="JSON Schema of bundle.json")


def main(args: argparse.Namespace) -> int:
    """The verify command."""
    manifest, checks = read_manifest(args.bundle), Checks()
    # Each of the first three is what the later ones take for granted.
    sound = checks("form of bundle.json", lambda: form(manifest, args.schema))
    sound = sound and checks("files, sizes, hashes", lambda: files(args.bundle, manifest))
    sound = sound and checks("numbers and names", lambda: sums(manifest))
    if sound:
        bundle = Bundle(args.bundle)
        checks("hashes of training texts", lambda: training_texts(bundle))
        checks("tokenizer", lambda: tokenizer(bundle))
        opened = [checks(f"graph of {p}", lambda p=p: graph(bundle, p)) for p in bundle.profiles]
        if all(opened):
            checks("golden file", lambda: golden(bundle))
    print(f"{args.bundle}: {'matches its contract' if not checks.failed else 'does not match its contract'}")
    return 1 if checks.failed else 0
