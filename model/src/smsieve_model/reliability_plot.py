"""A reliability plot as a small SVG: what the model says against what is true, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

_SIZE, _LEFT, _TOP, _RIGHT, _BOTTOM = 300, 52, 14, 14, 46
_INK, _SOFT, _MARK = "#333333", "#bbbbbb", "#1f5fa8"


def _x(value: float) -> str:
    return f"{_LEFT + value * _SIZE:.1f}"


def _y(value: float) -> str:
    return f"{_TOP + (1 - value) * _SIZE:.1f}"


def _line(x1: str, y1: str, x2: str, y2: str, colour: str, more: str = "") -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}"{more}/>'


def _text(x: str, y: str, text: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{_INK}"{more}>{text}</text>'


def _axes() -> list[str]:
    out = [f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="{_SOFT}"/>',
           _line(_x(0), _y(0), _x(1), _y(1), _SOFT, ' stroke-dasharray="4 4"')]  # fmt: skip
    for tick in (0, 0.25, 0.5, 0.75, 1):
        out.append(_text(_x(tick), f"{_TOP + _SIZE + 16}", f"{100 * tick:.0f}%"))
        out.append(_text(f"{_LEFT - 6}", f"{float(_y(tick)) + 4:.1f}", f"{100 * tick:.0f}%", "end"))
    middle = f"{_TOP + _SIZE / 2}"
    out.append(_text(_x(0.5), f"{_TOP + _SIZE + 36}", "probability of spam, mean of a bin"))
    out.append(_text("12", middle, "share of spam", more=f' transform="rotate(-90 12 {middle})"'))
    return out


def plot(bins: Sequence[dict], title: str) -> str:
    """The plot of an evaluation's ``reliability``; the area of a point grows with the rows of its bin."""
    width, height = _LEFT + _SIZE + _RIGHT, _TOP + _SIZE + _BOTTOM
    most = max((b["share"]["n"] for b in bins), default=1)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
           'font-family="sans-serif" font-size="11" role="img">', f"<title>{title}</title>",
           '<rect width="100%" height="100%" fill="#ffffff"/>', *_axes()]  # fmt: skip
    for b in bins:
        x, share = _x(b["mean"]), b["share"]
        radius = 2 + 4 * (share["n"] / most) ** 0.5
        out.append(_line(x, _y(share["low"]), x, _y(share["high"]), _MARK))
        tip = f"{b['low']:.1f} to {b['high']:.1f}: {100 * share['value']:.1f}% of {share['n']}"
        circle = f'<circle cx="{x}" cy="{_y(share["value"])}" r="{radius:.1f}" fill="{_MARK}">'
        out.append(f"{circle}<title>{tip}</title></circle>")
    return "\n".join([*out, "</svg>", ""])
