"""A report of evaluate as text."""

from __future__ import annotations

from smsieve_model.metrics import Figure


def cell(value: dict) -> str:
    """A figure with its interval."""
    return str(Figure(value["value"], value["low"], value["high"], value["n"]))


def lines_of(name: str, part: dict) -> str:
    """One row of the table."""
    brier = part["brier"]
    score = "-" if brier["value"] is None else f"{brier['value']:.4f} [{brier['low']:.4f}, {brier['high']:.4f}]"
    cells = [f"{name[:44]:<44}", f"{part['n']:>6}", f"{part['positive']:>6}"]
    cells += [f"{cell(part[k]):<21}" for k in ("accuracy", "recall", "precision", "falsePositiveRate")]
    return " ".join([*cells, score])


def probabilities(found: dict) -> list[str]:
    """How far the probabilities can be believed."""
    area = found["areaUnderCurve"]
    out = [f"-- probabilities: expected calibration error {found['expectedCalibrationError']:.4f}, "
           f"area under the curve {'-' if area is None else round(area, 4)}"]  # fmt: skip
    for b in found["reliability"]:
        share = b["share"]
        out.append(f"   {b['low']:.1f} to {b['high']:.1f}: mean {b['mean']:.3f}, true {cell(share)} of {share['n']}")
    for r in found["atFixedRecall"]:
        rate = cell(r["falsePositiveRate"])
        out.append(f"   recall {100 * r['recall']:.0f}%: false positives {rate} at threshold {r['threshold']:.4f}")
    return out


def error_line(e: dict) -> str:
    """A wrong row."""
    where = f"{e['file']}:{e['line']} {'+' if e['label'] else '-'} {e['source']} {e['kind']}"
    return f"   {e['probability']:.3f} {where} | {' '.join(e.get('text', '').split())}"


def table(report: dict, errors: bool) -> str:
    """The report as text."""
    out = []
    for head, found in report["heads"].items():
        out += [f"== {head}, threshold {found['threshold']:g}"]
        columns = "".join(f"{c:<22}" for c in ("accuracy", "recall", "precision", "false positives"))
        out.append(f"{'slice':<44} {'n':>6} {head[:6]:>6} {columns}Brier")
        rows = {
            "all": found["all"],
            "baseline: nothing is": found["baselines"]["allNegative"],
            "baseline: everything is": found["baselines"]["allPositive"],
            "texts not seen in training": found["unseenTexts"],
            "texts seen in training": found["seenTexts"],
        }
        out += [lines_of(n, p) for n, p in rows.items()]
        for title, key in (("source", "bySource"), ("group of kinds", "byKind"), ("script", "byScript")):
            out += [f"-- by {title}", *(lines_of(n, p) for n, p in found[key].items())]
        out += probabilities(found)
        if errors:
            out += [f"-- {len(found['errors'])} errors", *map(error_line, found["errors"])]
    return "\n".join(out)
