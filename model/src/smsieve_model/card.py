"""Writes the card of a bundle, README.md and reliability.svg, from the files that the other commands wrote.

No figure of a card is typed: runs are the run.json files of train, evaluations the JSON of evaluate, comparisons the
JSON of compare. What only a person can say comes from --notes, a Markdown file without figures.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from smsieve_model.bundle import MANIFEST, read_manifest
from smsieve_model.card_profiles import compared, profiles
from smsieve_model.card_runs import by_dev, left_out_table, methods_table, sources_table, zero_shot_rows
from smsieve_model.data import file_hash
from smsieve_model.errors import InputError
from smsieve_model.markdown import grid, share
from smsieve_model.reliability_plot import plot

PLOT = "reliability.svg"
_FIGURES = {"accuracy": "accuracy", "recall": "spam found", "precision": "precision",
            "falsePositiveRate": "ham called spam", "brier": "Brier score"}  # fmt: skip


def load(path: Path) -> dict:
    """One JSON object."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise InputError(f"{path}: expected a JSON file of evaluate, compare or train, found {e}") from e
    if not isinstance(value, dict):
        raise InputError(f"{path}: expected a JSON object, found {type(value).__name__}")
    return value


def cells(part: dict) -> list[str]:
    """The figures of a slice."""
    brier = part["brier"]
    score = "-" if brier["value"] is None else f"{brier['value']:.3f} [{brier['low']:.3f}, {brier['high']:.3f}]"
    return [str(part["n"]), str(part["positive"]), *(share(part[k]) for k in list(_FIGURES)[:-1]), score]


def slices(title: str, positive: str, parts: dict[str, dict]) -> list[str]:
    """A table with a slice a row."""
    names = {**_FIGURES, "recall": f"{positive} found", "falsePositiveRate": f"others called {positive}"}
    return grid([title, "n", positive, *names.values()], [[name, *cells(part)] for name, part in parts.items()])


def overview(head: str, report: dict) -> list[str]:
    """A head in all, beside its baselines, and by whether the text was seen in training."""
    parts = {
        "all": report["all"],
        f"baseline: nothing is {head}": report["baselines"]["allNegative"],
        f"baseline: everything is {head}": report["baselines"]["allPositive"],
        "not seen in training": report["unseenTexts"],
    }
    if report["seenTexts"]["n"]:
        parts["seen in training"] = report["seenTexts"]
    return slices("", head, parts)


def weakest(report: dict, most: int = 5) -> list[str]:
    """The slices with the lowest accuracy, from sources, groups of kinds and scripts."""
    found = [
        (part["accuracy"]["value"], f"{what} {name}", part)
        for what, key in (("source", "bySource"), ("kinds:", "byKind"), ("script", "byScript"))
        for name, part in report[key].items()
    ]
    found.sort(key=lambda f: f[0])
    return [
        f"- {name}: {share(part['accuracy'])} right of {part['n']}, {share(part['falsePositiveRate'])} of ham blocked, "
        f"{share(part['recall'])} of spam found" for _, name, part in found[:most]
    ]  # fmt: skip


def probabilities(report: dict, with_plot: bool) -> list[str]:
    """Calibration and false positives at fixed recall."""
    area = report["areaUnderCurve"]
    lines = [f"Expected calibration error {report['expectedCalibrationError']:.3f} (15 bins of equal count)"
             + (f", area under the curve {area:.4f}." if area is not None else "."), ""]  # fmt: skip
    if with_plot:
        lines += [f"![Share of spam by predicted probability]({PLOT})", ""]
    rows = [[f"{100 * r['recall']:.0f}%", share(r["falsePositiveRate"]), f"{r['threshold']:.3f}"]
            for r in report["atFixedRecall"]]  # fmt: skip
    return lines + (grid(["spam found", "ham called spam", "at threshold"], rows) if rows else [])


def scripts(report: dict) -> list[str]:
    """How good it is by script, and how much of a script its vocabulary does not know."""
    rows = []
    for name, part in report["byScript"].items():
        unknown = part.get("unknownTokens")
        shares = [share(part[k]) for k in ("accuracy", "recall", "falsePositiveRate")]
        strange = "-" if unknown is None else f"{100 * unknown:.1f}%"
        rows.append([name, str(part["n"]), str(part["positive"]), *shares, strange])
    return grid(["script", "n", "spam", "accuracy", "spam found", "ham called spam", "unknown tokens"], rows)


def evaluation(title: str, report: dict, with_plot: bool) -> list[str]:
    """The section of one evaluation."""
    model = report["model"]
    of = f"profile `{model['profile']}`" if "profile" in model else f"checkpoint `{model['checkpoint']}`"
    files = ", ".join(f"`{d['file']}` ({d['sha256'][:12]})" for d in report["data"])
    spam = report["heads"]["spam"]
    lines = [f"## {title}", "", f"{report['rows']} rows of {files}, {of}, threshold {spam['threshold']:g}; "
             f"{report['truncated']} were cut, {sum(report['rejected'].values())} had no score.", ""]  # fmt: skip
    lines += overview("spam", spam)
    lines += ["### How far the probabilities can be believed", "", *probabilities(spam, with_plot)]
    lines += ["### By source", "", *slices("source", "spam", spam["bySource"])]
    lines += ["### By group of kinds", "", *slices("group", "spam", spam["byKind"])]
    lines += ["### By script", "", *scripts(spam)]
    lines += ["### Where it is weakest", "", *weakest(spam), ""]
    if "political" in report["heads"]:
        lines += ["### The head `political`", "", *overview("political", report["heads"]["political"])]
    return lines


def introduction(manifest: dict, digest: str) -> list[str]:
    """What it is and where it came from."""
    lines = [f"# {manifest['name']} {manifest['version']}", "", f"{manifest['description']}.", "",
             f"Bundle {digest}. Licence {manifest['license']}. Base: {manifest['base']}.", "",
             "Data:", "", *(f"- {entry}" for entry in manifest["data"]), ""]  # fmt: skip
    q, limits = manifest["quality"], manifest["input"]
    kept = f"{limits['headTokens']} and last {limits['tailTokens']}"
    lines += [f"A text of more than {limits['maxTokens']} tokens keeps its first {kept}; one of more than "
              f"{limits['maxCharacters']} characters gets no score.", ""]  # fmt: skip
    lines += [f"Calibration: {q['calibration']}, of `{q['chosenOn']}`; {100 * q['shareOfSpam']:.1f}% of them are spam, "
              "and where the share differs, the probabilities are off in the same direction. "
              f"Threshold: {q.get('threshold', 'see bundle.json')}.", ""]  # fmt: skip
    return [*lines, "This file is written by `smsieve-model card`; every figure comes from a file of `train`, "
            "`evaluate`, `compare` or `export`. Intervals are 95%.", ""]  # fmt: skip


def pairs(given: list[str], option: str) -> dict[str, Path]:
    """TITLE=FILE options."""
    out = {}
    for pair in given:
        title, equals, path = pair.partition("=")
        if not equals or not title:
            raise InputError(f"{option}: expected TITLE=FILE, found '{pair}'")
        out[title] = Path(path)
    return out


def check_same(reports: dict[str, dict], digest: str) -> None:
    """Refuses figures of another bundle."""
    for title, report in reports.items():
        found = report["model"].get("hash", "a checkpoint")
        if found != digest:
            wanted = f"--evaluation '{title}': expected figures of bundle {digest}"
            raise InputError(f"{wanted}, found {found}; evaluate again")


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the card command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--evaluation", nargs="+", required=True, metavar="TITLE=FILE",
                   help="JSON of evaluate, a section each; the first one's reliability is drawn")  # fmt: skip
    p.add_argument("--comparison", nargs="*", default=[], metavar="TITLE=FILE", help="JSON of compare")
    p.add_argument("--runs", type=Path, nargs="*", default=[],
                   help="run.json files: runs that differ in the seed alone become one row")  # fmt: skip
    p.add_argument("--left-out", type=Path, help="JSON of leave-out")
    p.add_argument("--scripts", type=Path, help="JSON of evaluate over more rows, for a table by script alone")
    p.add_argument("--notes", type=Path, help="Markdown that follows the introduction")


def methods(runs: list[dict]) -> list[str]:
    """All runs of train side by side, a table for each dev file; and those that left a source out."""
    lines: list[str] = []
    for number, group in enumerate(by_dev(runs)):
        title = "Methods on dev" if number == 0 else f"Tried on an earlier dev of {group[0]['dev']['n']} rows"
        lines += [f"## {title}", "", *grid(*methods_table(group)), *zero_shot_rows(group)]
    if left := left_out_table(runs):
        lines += ["## One source left out of training", "", *grid(*left)]
    return lines


def without_sources(report: dict) -> list[str]:
    """What leave-out found."""
    files = ", ".join(f"`{d['file']}` ({d['sha256'][:12]})" for d in report["data"])
    text = (f"The {report['method']}, fitted anew without each source; in brackets with the source's other rows in "
            f"its training (five folds). {report['rows']} rows of {files}. The probe is far from the shipped model: "
            "what counts is the difference.")  # fmt: skip
    return ["## One source left out, with the probe", "", text, "", *grid(*sources_table(report))]


def more_scripts(report: dict) -> list[str]:
    """Scripts over more rows than one evaluation has."""
    files = ", ".join(f"`{d['file']}`" for d in report["data"])
    text = f"{report['rows']} rows of {files} together, since each has few of most scripts."
    return ["## By script", "", text, "", *scripts(report["heads"]["spam"])]


def main(args: argparse.Namespace) -> int:
    """The card command."""
    manifest, digest = read_manifest(args.bundle), file_hash(args.bundle / MANIFEST)
    reports = {title: load(path) for title, path in pairs(args.evaluation, "--evaluation").items()}
    by_script = load(args.scripts) if args.scripts else None
    check_same(reports | ({"--scripts": by_script} if by_script else {}), digest)
    lines = introduction(manifest, digest)
    if args.notes:
        lines += [args.notes.read_text(encoding="utf-8").strip(), ""]
    lines += ["## Profiles", "", *profiles(manifest)]
    for title, path in pairs(args.comparison, "--comparison").items():
        lines += [f"### {title}", "", *compared(load(path))]
    lines += methods([load(path) for path in args.runs]) if args.runs else []
    lines += without_sources(load(args.left_out)) if args.left_out else []
    lines += more_scripts(by_script) if by_script else []
    for number, (title, report) in enumerate(reports.items()):
        lines += evaluation(title, report, number == 0)
    first = next(iter(reports.values()))
    (args.bundle / PLOT).write_text(plot(first["heads"]["spam"]["reliability"], "Reliability"), encoding="utf-8")
    path = args.bundle / "README.md"
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} lines")
    return 0
