"""Writes src/test/resources/pandas-sample.json: which rows pandas' DataFrame.sample selects.

python3 -m venv .venv && .venv/bin/pip install pandas==3.1.1 numpy==2.4.6
.venv/bin/python src/test/python/sample_vectors.py > src/test/resources/pandas-sample.json
"""

from __future__ import annotations

import hashlib
import json
import sys

import numpy
import pandas

SHOWN = 60
CASES = [
    (rows, n, state)
    for rows, sizes in {
        0: [0],
        1: [0, 1],
        2: [1, 2],
        50: [0, 1, 49, 50],
        51: [50],
        255: [50],
        256: [50, 256],
        257: [50, 257],
        1000: [50, 500, 1000],
        39322: [50, 39322],
        65535: [50],
        65536: [50, 65536],
        65537: [50, 65537],
        100003: [50, 70000, 100003],
        1048577: [50],
    }.items()
    for n in sizes
    for state in (0, 1, 42, 256, 4294967295)
]


def case(rows: int, n: int, state: int) -> dict[str, object]:
    """The selected rows: the first of them, and a digest of all."""
    frame = pandas.DataFrame({"row": range(rows)})
    chosen = [int(row) for row in frame.sample(n=n, random_state=state)["row"]]
    return {
        "rows": rows,
        "n": n,
        "randomState": state,
        "first": chosen[:SHOWN],
        "sha256": hashlib.sha256(" ".join(map(str, chosen)).encode()).hexdigest(),
    }


def main() -> None:
    """Prints one line a case."""
    versions = {"pandas": pandas.__version__, "numpy": numpy.__version__}
    lines = [json.dumps(case(*each)) for each in CASES]
    sys.stdout.write('{"versions": ' + json.dumps(versions) + ', "cases": [\n')
    sys.stdout.write(",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()
