"""Messages a second of a bundle's profiles on this CPU, side by side in one run.

Only the graphs are timed, on rows sorted by length in batches of 32. The profiles take turns batch by batch, so that
other work on the machine slows them alike; processor time is given beside the clock for the same reason.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from smsieve_model.bundle import SCORED, Bundle
from smsieve_model.data import read_rows
from smsieve_model.errors import InputError
from smsieve_model.graph import session
from smsieve_model.measure import paces


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the speed command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--texts", type=Path, required=True, help="JSONL with text and spam")
    p.add_argument("--profiles", nargs="+", help="the first is what others are compared with (default: all of the CPU)")
    p.add_argument("--rows", type=int, default=1500, help="at most this many rows")
    p.add_argument("--passes", type=int, default=3)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--json", action="store_true", help="print JSON instead of lines")


def main(args: argparse.Namespace) -> int:
    """The speed command."""
    bundle = Bundle(args.bundle)
    on_cpu = sorted(n for n, p in bundle.profiles.items() if p["provider"] == "cpu")
    names = args.profiles or on_cpu
    for name in names:
        if name not in on_cpu:
            raise InputError(f"--profiles: expected profiles of the CPU, {on_cpu}, found '{name}'")
    encoded = bundle.encode([r.text for r in read_rows(args.texts)[: args.rows]])
    rows = [e.row for e in encoded if e.outcome == SCORED]
    sessions = {n: session(args.bundle / bundle.profiles[n]["graph"], args.threads) for n in names}
    found = paces(sessions, rows, bundle.shape.pad_id, args.passes)
    first = found[names[0]]
    report = {
        n: {"messagesPerSecond": f.wall, "messagesPerProcessorSecond": f.cpu, "ratio": f.wall / first.wall,
            "processorRatio": f.cpu / first.cpu} for n, f in found.items()
    }  # fmt: skip
    if args.json:
        about = {"rows": len(rows), "meanTokens": sum(map(len, rows)) / len(rows), "threads": args.threads}
        print(json.dumps({**about, "profiles": report}, indent=1))
        return 0
    for name, line in report.items():
        wall, cpu = line["messagesPerSecond"], line["messagesPerProcessorSecond"]
        print(f"{name}: {wall:.0f} messages/s, {line['ratio']:.2f} times {names[0]}; "
              f"{cpu:.0f} a processor second, {line['processorRatio']:.2f} times")  # fmt: skip
    return 0
