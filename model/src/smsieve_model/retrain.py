"""Makes a bundle from data in one command: runs the steps of a recipe, each a command of smsieve-model.

A recipe is a JSON file: "inputs" names what --set must give and says what it is, "steps" have a name and a command,
in which {NAME} stands for an input and {out} for the folder of --out. A finished step leaves OUT/NAME.done with its
command; it is skipped the next time unless its command changed, so an interrupted run goes on where it was. --list
prints the commands and runs none.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from smsieve_model.errors import InputError

OUT = "out"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Step:
    """A name, and a command's arguments with everything filled in."""

    name: str
    command: list[str]

    def __str__(self) -> str:
        return f"smsieve-model {shlex.join(self.command)}"


def read_recipe(path: Path) -> dict:
    """The recipe as an object."""
    try:
        recipe = json.loads(path.read_text(encoding="utf-8"))
        for step in recipe["steps"]:
            if not all(isinstance(part, str) for part in [step["name"], *step["command"]]):
                raise TypeError(f"a part of step {step['name']} that is no string")
        if not all(isinstance(v, str) for v in recipe["inputs"].values()):
            raise TypeError("an input that is no string")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as e:
        raise InputError(f"{path}: expected a recipe with inputs and steps (name, command), found {e!r}") from e
    return recipe


def values(recipe: dict, given: list[str], out: Path) -> dict[str, str]:
    """What stands for each place; an InputError names every input that is missing."""
    found = {OUT: str(out)}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or name not in recipe["inputs"]:
            raise InputError(f"--set: expected NAME=VALUE with a name of {sorted(recipe['inputs'])}, found '{pair}'")
        found[name] = value
    missing = [f"{name} ({text})" for name, text in recipe["inputs"].items() if name not in found]
    if missing:
        raise InputError(f"--set: expected also {'; '.join(missing)}")
    return found


def steps_of(recipe: dict, places: dict[str, str]) -> list[Step]:
    """All steps, filled in."""

    def filled(part: str) -> str:
        unknown = [n for n in _PLACE.findall(part) if n not in places]
        if unknown:
            raise InputError(f"recipe: expected places of {sorted(places)}, found {unknown} in '{part}'")
        return _PLACE.sub(lambda m: places[m.group(1)], part)

    return [Step(s["name"], [filled(part) for part in s["command"]]) for s in recipe["steps"]]


def is_done(mark: Path, step: Step) -> bool:
    """Whether this very command has been run to its end."""
    return mark.is_file() and json.loads(mark.read_text(encoding="utf-8")) == step.command


def run(steps: list[Step], out: Path) -> int:
    """Runs what has not been run; the exit status of the first step that fails, else 0."""
    out.mkdir(parents=True, exist_ok=True)
    for number, step in enumerate(steps, 1):
        mark, title = out / f"{step.name}.done", f"step {number} of {len(steps)}, {step.name}"
        if is_done(mark, step):
            print(f"{title}: done before", flush=True)
            continue
        print(f"{title}: {step}", flush=True)
        began = time.monotonic()
        code = subprocess.run([sys.executable, "-m", "smsieve_model.cli", *step.command], check=False).returncode
        if code:
            print(f"{title}: ended with {code}; mend it and run the same command again", file=sys.stderr)
            return code
        mark.write_text(json.dumps(step.command) + "\n", encoding="utf-8")
        print(f"{title}: {time.monotonic() - began:.0f} s", flush=True)
    return 0


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the retrain command."""
    p.formatter_class = argparse.RawDescriptionHelpFormatter
    p.description = __doc__
    p.add_argument("--recipe", type=Path, required=True, help="see recipes/")
    p.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="the recipe's inputs")
    p.add_argument("--out", type=Path, required=True, help="folder for everything that is made")
    p.add_argument("--list", action="store_true", help="print the steps and stop")


def main(args: argparse.Namespace) -> int:
    """The retrain command."""
    recipe = read_recipe(args.recipe)
    steps = steps_of(recipe, values(recipe, args.set, args.out))
    if args.list:
        print("\n".join(map(str, steps)))
        return 0
    return run(steps, args.out)
