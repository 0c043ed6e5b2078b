#!/usr/bin/env python3
"""Makes a state as this version leaves it behind, for the test that later versions go on from it.

Starts the embedded broker and registry, has the packaged application label messages and count
labelled examples, stops it in order, and writes more of both that nobody reads: a later version
finds them waiting. The archive holds the data folder of broker and registry, the state folder of
the application, the examples in the order in which they were written, and what the application
answered about them.

    mvn -DskipTests package && (cd deploy/embedded && mvn -DskipTests package)
    src/test/resources/older-state/make.py OUT.zip
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[4]
PORT = 18099
LIMIT_SECONDS = 120.0
# Dates in the archive would differ from run to run.
DATE = (2026, 1, 1, 0, 0, 0)


def main(arguments: list[str] | None = None) -> int:
    """Makes the archive; 0 when it is written."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("out", type=Path, help="the archive to write")
    parser.add_argument(
        "--home", type=Path, default=HOME, help="a built checkout (default: this one)"
    )
    parser.add_argument("--counted", type=int, default=240, help="examples that it counts")
    parser.add_argument("--waiting", type=int, default=60, help="examples left waiting")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="smsieve-older-") as folder:
        work = Path(folder)
        rows = chosen(options.home, options.counted + options.waiting)
        answer = run(options.home, work, rows, options.counted)
        pack(work, options.out, rows, options.counted, answer)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")
    return 0


def chosen(home: Path, count: int) -> list[dict[str, object]]:
    """Rows of our own that no model was trained on, each with an id."""
    lines = (home / "data" / "world_sms.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "test"][:count]
    if len(rows) < count:
        raise SystemExit(f"expected {count} rows of split test, found {len(rows)}: ask for fewer")
    return [
        {
            "id": f"older-{number}",
            "text": row["text"],
            "spam": row["spam"],
            "political": row["political"],
            "source": "own-" + row["part"],
        }
        for number, row in enumerate(rows)
    ]


def run(home: Path, work: Path, rows: list[dict[str, object]], counted: int) -> object:
    """Does everything; returns what the application answered about its windows."""
    jar = home / "deploy" / "embedded" / "target" / "embedded" / "smsieve-embedded.jar"
    launcher = subprocess.Popen(
        ["java", "-jar", jar, "--json", "--data", work / "data"]
        + ["--kafka-port", "0", "--registry-port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        ready = wait_ready(launcher)
        where = ["--bootstrap-server", ready["bootstrapServers"]]
        where += ["--registry", ready["ccompatApiUrl"]]
        smsieve(home, "topics", "--create", "--partitions", "3", *where)
        send(home, work, rows[:counted], where)
        answer = work_off(home, work, ready, counted)
        send(home, work, rows[counted:], where)
        return answer
    finally:
        launcher.stdin.close()
        launcher.wait(60)


def wait_ready(launcher: subprocess.Popen[str]) -> dict[str, str]:
    """The event that says where broker and registry are."""
    for line in launcher.stdout:
        event = json.loads(line)
        if event["event"] == "ready":
            return event
        if event["event"] == "error":
            raise SystemExit("broker and registry did not start: " + event["message"])
    raise SystemExit("broker and registry ended before they were ready")


def smsieve(home: Path, *arguments: str) -> None:
    """Runs a command of the packaged application."""
    jar = home / "target" / "quarkus-app" / "quarkus-run.jar"
    subprocess.run(["java", "-jar", jar, *arguments], check=True, stdout=subprocess.DEVNULL)


def send(home: Path, work: Path, rows: list[dict[str, object]], where: list[str]) -> None:
    """Writes rows as messages and as labelled examples."""
    file = work / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    smsieve(home, "produce", str(file), *where)
    smsieve(home, "evaluate", "import", str(file), *where)


def work_off(home: Path, work: Path, ready: dict[str, str], counted: int) -> object:
    """Has the application work off what was written, and stops it in order."""
    written = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 1))
    settings = {
        "quarkus.http.port": PORT,
        "smsieve.kafka.bootstrap-servers": ready["bootstrapServers"],
        "smsieve.registry.url": ready["ccompatApiUrl"],
        "smsieve.model.bundle": home / "model" / "bundles" / "tiny",
        "smsieve.roles": "filter,evaluation",
        "smsieve.filter.traffic.enabled": "true",
        "smsieve.evaluation.state-dir": work / "state",
    }
    command = ["java", *(f"-D{key}={value}" for key, value in settings.items()), "-jar"]
    command += [home / "target" / "quarkus-app" / "quarkus-run.jar"]
    with (work / "run.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*command, "run", "--exit-when-stdin-closes"], stdin=subprocess.PIPE, stdout=log
        )
        try:
            await_counted(process, counted, written)
            return get_json("/api/v1/accuracy?slice=*&from=-12h")
        finally:
            process.stdin.close()
            if process.wait(60) != 0:
                raise SystemExit("the application did not stop in order")


def await_counted(process: subprocess.Popen[bytes], counted: int, written: str) -> None:
    """Waits until all messages have come out and all examples are in the published windows."""
    limit = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        try:
            done = (get_json("/api/v1/accuracy").get("asOf") or "") > written
            metrics = get("/q/metrics")
        except (urllib.error.URLError, ConnectionError):
            done = False
        if done and total(metrics, "smsieve_messages_total") >= counted:
            # Windows of the traffic are published every five seconds.
            time.sleep(6)
            return
        time.sleep(0.5)
    raise SystemExit("the application did not do its work in time")


def total(metrics: str, name: str) -> float:
    """The sum of a metric over its labels."""
    return sum(float(value) for value in re.findall(rf"^{name}{{.*}} (\S+)$", metrics, re.MULTILINE))


def get(path: str) -> str:
    """The answer of the application's interface."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        return answer.read().decode("utf-8")


def get_json(path: str) -> dict[str, object]:
    """The same, read."""
    return json.loads(get(path))


def pack(
    work: Path, out: Path, rows: list[dict[str, object]], counted: int, answer: object
) -> None:
    """Writes the archive, without logs and what a start makes anew."""
    about = {"counted": counted, "examples": rows, "answer": answer}
    (work / "about.json").write_text(json.dumps(about), encoding="utf-8")
    parts = ["data/broker/**/*", "data/registry/**/*", "state/**/*", "about.json"]
    files = sorted({f for part in parts for f in work.glob(part) if f.is_file()})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            entry = zipfile.ZipInfo(str(file.relative_to(work)), DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
