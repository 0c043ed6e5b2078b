"""Figures and tables in Markdown."""

from __future__ import annotations

from smsieve_model.metrics import Figure


def share(value: dict) -> str:
    """A figure with its interval."""
    return str(Figure(value["value"], value["low"], value["high"], value["n"]))


def grid(header: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]
