"""The tables of a card that come from the run.json files of train."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean, stdev

_NOT_OF_A_METHOD = ("seed", "out", "device", "zero_shot", "command", "base", "tokenizer", "leave_out")
_WEIGHTS = ["nus=0.25"]
_USUAL = {"dropout": ("dropout", 0.1), "smoothing": ("smoothing", 0.05), "balance": ("balance", 0.0),
          "rdrop": ("R-Drop", 0.0), "teacher_share": ("teachers' share", 0.7)}  # fmt: skip
_NAMES = {"full": "full fine-tune", "lora": "LoRA", "reft": "LoReFT", "probe": "probe"}


def method_of(run: dict) -> str:
    """A method in words: what is trained, and the options that matter to it."""
    a = run["arguments"]
    if a.get("init") and not a.get("epochs"):
        return f"mean of {len(a['init'])} checkpoints"
    parts = [_NAMES.get(a["method"], a["method"])]
    if a["method"] in ("lora", "reft"):
        parts.append(f"rank {a['rank']}")
    if a["method"] == "reft":
        ends = f"first {a['first']} and last {a['last']} positions" if a["first"] or a["last"] else "all positions"
        parts += [f"layers {a['layers']}", ends]
    if a.get("init"):
        parts.append("from " + ", ".join(Path(name).name for name in a["init"]))
    parts += [f"lr {a['lr']:g}", f"{a['epochs']} epochs", f"batch {a['batch']}"]
    parts += [f"{text} {a[name]:g}" for name, (text, usual) in _USUAL.items() if a.get(name, usual) != usual]
    if a.get("weight", _WEIGHTS) != _WEIGHTS:
        parts.append("weights " + " ".join(a["weight"]))
    if a.get("snap_from", -1) >= 0:
        parts.append("on the int8 grid")
    if a.get("teacher"):
        parts.append(f"taught by {len(a['teacher'])}")
    if a.get("own_only"):
        parts.append("own rows only")
    return ", ".join(parts)


def groups(runs: list[dict]) -> list[list[dict]]:
    """Runs that differ in the seed alone, in the order given."""
    found: dict[str, list[dict]] = {}
    for run in runs:
        if not run["arguments"].get("leave_out"):
            same = {k: v for k, v in run["arguments"].items() if k not in _NOT_OF_A_METHOD}
            found.setdefault(json.dumps(same, sort_keys=True), []).append(run)
    return list(found.values())


def by_dev(runs: list[dict]) -> list[list[dict]]:
    """Runs that report on the same rows, in the order given; those of the first run come first."""
    found: dict[tuple, list[dict]] = {}
    for run in runs:
        files = tuple(Path(p).name for p in run["arguments"].get("dev", []))
        found.setdefault(tuple(run.get("data", {}).get(name) for name in files), []).append(run)
    return list(found.values())


def spread(values: list[float]) -> str:
    """Mean, and standard deviation where there are several."""
    text = f"{100 * mean(values):.1f}%"
    return f"{text} \u00b1 {100 * stdev(values):.1f}" if len(values) > 1 else text


def methods_table(runs: list[dict]) -> tuple[list[str], list[list[str]]]:
    """A row a method: what it trained, what it took, how good it was at a probability of 0.5."""
    rows = []
    for group in groups(runs):
        dev = [run["dev"] for run in group]
        minutes = mean(run["seconds"] for run in group) / 60
        rows.append([method_of(group[0]), str(len(group)), f"{group[0]['trainedParameters']:,}", f"{minutes:.1f}",
                     group[0]["device"], *(spread([d[k] for d in dev]) for k in
                                           ("accuracy", "recall", "falsePositiveRate"))])  # fmt: skip
    return ["method", "seeds", "parameters trained", "minutes", "device", "accuracy", "spam found",
            "ham called spam"], rows  # fmt: skip


def zero_shot_rows(runs: list[dict]) -> list[str]:
    """The untrained base, where a run reports it."""
    found = [run["zeroShotCentroid"] for run in runs if "zeroShotCentroid" in run]
    if not found:
        return []
    z = found[0]
    share = f"{100 * z['accuracy']:.1f}%"
    text = f"The base without any training, nearest centroid of its pooled vectors: accuracy {share}"
    return [f"{text}, area under the curve {z['auc']:.3f}.", ""]


def left_out_table(runs: list[dict]) -> tuple[list[str], list[list[str]]] | None:
    """A row a run that left sources out: how good it was on them."""
    rows = []
    for run in runs:
        if run["arguments"].get("leave_out") and "leftOut" in run:
            f = run["leftOut"]
            rows.append([", ".join(run["arguments"]["leave_out"]), method_of(run), str(f["n"]),
                         *("-" if f.get(k) is None else f"{100 * f[k]:.1f}%" for k in
                           ("accuracy", "recall", "falsePositiveRate"))])  # fmt: skip
    header = ["left out", "method", "rows", "accuracy", "spam found", "ham called spam"]
    return (header, rows) if rows else None


def sources_table(report: dict) -> tuple[list[str], list[list[str]]]:
    """A row a source of leave-out: how good the probe was without it, and with others of its rows."""
    rows = []
    for name, part in sorted(report["sources"].items(), key=lambda pair: -pair[1]["n"]):
        pairs = [
            f"{percent(part['leftOut'][k])} ({percent(part['known'][k])})"
            for k in ("accuracy", "recall", "falsePositiveRate")
        ]
        rows.append([name, str(part["n"]), str(part["positive"]), *pairs])
    return ["left out", "rows", "spam", "accuracy", "spam found", "ham called spam"], rows


def percent(figure: dict) -> str:
    """A figure's value alone."""
    return "-" if figure["value"] is None else f"{100 * figure['value']:.1f}%"
