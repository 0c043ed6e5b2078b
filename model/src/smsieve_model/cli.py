"""The command line ``smsieve-model``. Heavy modules are loaded only by the commands that need them."""

from __future__ import annotations

import argparse
import importlib
import sys

from smsieve_model.errors import InputError

COMMANDS = {
    "prepare": ("prepare", "build train, dev and test from data/ and from public sets that you downloaded"),
    "vocabulary": ("vocabulary", "train a WordPiece vocabulary for a small model"),
    "convert": ("convert", "turn a BERT encoder in an ONNX file into a checkpoint to train from"),
    "train": ("train", "fine-tune an encoder (needs the extra 'train')"),
    "leave-out": ("leave_out", "how good a probe is on sources that it never saw (needs the extra 'train')"),
    "retrain": ("retrain", "make a bundle from data in one command: the steps of a recipe"),
    "head": ("head", "fit a probe or the nearest centroid on an unchanged encoder (needs the extra 'train')"),
    "evaluate": ("evaluate", "figures of a checkpoint or a bundle on labelled texts, with intervals and slices"),
    "export": ("export", "turn a checkpoint into a bundle, without torch"),
    "golden": ("golden", "write a bundle's golden file: texts with their ids and probabilities"),
    "expect": ("expect", "write what a bundle makes of every text of a JSONL, to compare the application with"),
    "verify": ("verify", "check a bundle against its contract and its golden file, on the CPU"),
    "compare": ("compare", "labels, probabilities and speed of a bundle's profiles, side by side"),
    "card": ("card", "write a bundle's card from the files of train, evaluate and compare"),
    "counts": ("counts", "count rows by file, split, label and group of kinds"),
    "vectors": ("vectors", "write the test vectors of the normalisation"),
    "parity": ("parity", "write what a bundle makes of generated texts, for the application's tests"),
}


def parse(given: list[str]) -> argparse.Namespace:
    """The arguments of one command, with its function as ``run``."""
    parser = argparse.ArgumentParser(prog="smsieve-model", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if given[:1] == [name]:
            try:
                loaded = importlib.import_module(f"smsieve_model.{module}")
            except ModuleNotFoundError as e:
                if e.name != "torch":
                    raise
                raise InputError("needs PyTorch: pip install 'smsieve-model[train]'") from e
            loaded.add_arguments(command)
            command.set_defaults(run=loaded.main)
    return parser.parse_args(given)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0, 1 where a check failed, 2 for bad input, 130 when interrupted."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        args = parse(given)
        return args.run(args)
    except InputError as e:
        print(f"smsieve-model {given[0]}: {e}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"smsieve-model {given[0]}: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
