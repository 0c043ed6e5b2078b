"""A bundle's profiles side by side on this machine: labels, probabilities, messages a second.

The first profile is what others are compared with. Profiles for CUDA run there where ONNX Runtime has it, else on the
CPU (which says nothing of the GPU's own arithmetic). Only graphs are timed, on rows sorted by length in batches of 32;
the profiles take turns batch by batch, so that other work on the machine slows them alike, and processor time is given
beside the clock for the same reason.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort

from smsieve_model.bundle import SCORED, Bundle
from smsieve_model.data import read_rows
from smsieve_model.graph import session
from smsieve_model.measure import logits, paces
from smsieve_model.metrics import Figure


def provider_of(bundle: Bundle, profile: str) -> str:
    """Where this profile runs here."""
    cuda = "CUDAExecutionProvider"
    wanted = bundle.profiles[profile]["provider"] == "cuda" and cuda in ort.get_available_providers()
    return cuda if wanted else "CPUExecutionProvider"


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the compare command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--texts", type=Path, nargs="+", required=True, help="JSONL with text and spam")
    p.add_argument("--profiles", nargs="+", help="default: cpu-fp32, then the others of the bundle")
    p.add_argument("--rows", type=int, default=1500, help="at most this many rows")
    p.add_argument("--passes", type=int, default=3, help="of the timing; 0 times nothing")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--json", type=Path, help="file to write the comparison to")


def compare(args: argparse.Namespace, bundle: Bundle, names: list[str]) -> dict:
    """The comparison as JSON."""
    rows = [r for path in args.texts for r in read_rows(path)][: args.rows]
    encoded = [e for e in bundle.encode([r.text for r in rows]) if e.outcome == SCORED]
    ids = [e.row for e in encoded]
    files = {n: args.bundle / bundle.profiles[n]["graph"] for n in names}
    graphs = {n: session(files[n], args.threads, provider_of(bundle, n)) for n in names}
    pace = paces(graphs, ids, bundle.shape.pad_id, args.passes) if args.passes else {}
    found, first = {}, None
    for name, graph in graphs.items():
        raw = logits(graph, ids, bundle.shape.pad_id)
        decision = bundle.decisions(name)[0]
        p = decision.probability(raw[:, 0])
        labels = p >= decision.threshold
        first = first or (p, labels, pace.get(name))
        entry: dict = {"provider": graph.get_providers()[0]}
        entry["sameLabel"] = Figure.share((labels == first[1]).sum(), len(labels)).as_json()
        entry["largestDifference"] = float(np.abs(p - first[0]).max())
        if name in pace and first[2]:
            mine, other = pace[name], first[2]
            entry |= {"messagesPerSecond": mine.wall, "ratio": mine.wall / other.wall}
            entry |= {"messagesPerProcessorSecond": mine.cpu, "processorRatio": mine.cpu / other.cpu}
        found[name] = entry
    about = {"bundle": bundle.manifest["name"], "rows": len(ids), "meanTokens": sum(map(len, ids)) / len(ids)}
    return {**about, "threads": args.threads, "onnxruntime": ort.__version__, "profiles": found}


def main(args: argparse.Namespace) -> int:
    """The compare command."""
    bundle = Bundle(args.bundle)
    names = [bundle.profile(n) for n in args.profiles or sorted(bundle.profiles, key=lambda n: (n != "cpu-fp32", n))]
    report = compare(args, bundle, names)
    for name, e in report["profiles"].items():
        same = e["sameLabel"]
        line = f"{name} on {e['provider'].removesuffix('ExecutionProvider')}: {100 * same['value']:.2f}% of "
        line += f"{same['n']} labels as {names[0]}, probabilities within {e['largestDifference']:.4f}"
        if "ratio" in e:
            line += f"; {e['messagesPerSecond']:.0f} messages/s ({e['ratio']:.2f} times), "
            line += f"{e['messagesPerProcessorSecond']:.0f} a processor second ({e['processorRatio']:.2f} times)"
        print(line)
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0
