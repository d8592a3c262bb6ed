"""The archive: how fast it takes reports, how large it grows, how fast it answers, and what kills do to it.

    python benchmarks/archive.py store --records ARCHIVE [--reports 20000] [--out FILE]
    python benchmarks/archive.py add --texts REPORTS.jsonl.gz [--reports 500] [--workers 2] [--out FILE]
    python benchmarks/archive.py crash [--kills 50] [--out FILE]

`store` takes the records of an archive that the reader made, again and again under other ids and outlets, until there
are enough: what the store itself costs, without reading. `add` is the whole way from text, with the reader. `crash`
kills a process that adds, then one that links, at random moments, has each begun again until it ends by itself, and
compares table by table with an archive that was left alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from onrecord.archive import Options, add, ask, reading, records_of
from onrecord.archive.across import divergences, happenings, stories
from onrecord.archive.adding import ReadChunk
from onrecord.archive.changes import changes
from onrecord.archive.coverage import coverage
from onrecord.archive.questions import Question, events, figures, plans, statements
from onrecord.archive.search import search
from onrecord.intake import Report, reports
from onrecord.record import Record
from onrecord.record.json import encode

TESTS = Path(__file__).resolve().parent.parent / "tests"
ROUNDS = 5
EVERY = 2_000


def mib(path: Path) -> float:
    return round(path.stat().st_size / 2**20, 1)


def peak_mib() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10, 1)


def multiplied(records: list[Record], count: int) -> Iterator[Report]:
    """As many reports as asked for, each the article of a record under another id and outlet."""
    for number, record in enumerate(islice(cycle(records), count)):
        turn = number // len(records)
        article = msgspec.structs.replace(record.article, outlet=f"Outlet {turn}", url=None)
        yield Report(id=f"{turn}-{record.id}", path="bench", line=number, article=article, sha256=f"{number:064x}")


def made(records: list[Record]) -> Callable[[], ReadChunk]:
    """A reader that has read everything before."""
    known = {record.id: record.to_json() for record in records}
    made_by = encode(records[0].made_by)
    return lambda: lambda chunk: [(known[found.id.split("-", 1)[1]], made_by) for found in chunk]


def questions(records: list[Record]) -> dict[str, Question]:
    named = [s.source.text.split()[-1] for r in records for s in r.statements if s.source and s.named]
    name = max(set(named), key=named.count)
    first = records[0].id
    return {
        "who NAME --about": statements({"speaker": name, "about": "prices"}),
        "statements --act deny": statements({"act": "deny"}),
        "events --actor USA --type CONSULT --status planned": events(
            {"actor": "USA", "type": "CONSULT", "status": "planned"}
        ),
        "figures --kind money --of shares": figures({"kind": "money", "of": "shares"}),
        "plans --state called_off": plans({"state": "called_off"}),
        "search oil prices": search("oil prices"),
        'search "interest rates"': search('"interest rates"'),
        "search --in statements trade deficit": search("trade deficit", within="statements"),
        "sql: one report": Question("FROM report WHERE id = $id", {"id": f"0-{first}"}),
        "sql: events by type and status": Question("SELECT type, status, count(*) FROM event GROUP BY ALL", {}),
        "coverage --by all --per month --of events": coverage("all", "month", of="events"),
        "stories": stories({}),
        "happenings": happenings({}),
        "divergences": divergences({}),
        "sql: entities most named": Question(
            "SELECT name, sum(reports) n FROM entity GROUP BY name ORDER BY n DESC LIMIT 20", {}
        ),
    }


def asked(archive: Path, question: Question) -> dict[str, Any]:
    times, cpu = [], []
    for _ in range(ROUNDS):
        start, used = time.perf_counter(), time.process_time()
        answer = ask(archive, question.sql, question.parameters)
        times.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
    return {
        "rows": len(answer.rows), "median_ms": round(1000 * median(times)), "worst_ms": round(1000 * max(times)),
        "cpu_ms": round(1000 * median(cpu)),
    }  # fmt: skip


class Watch:
    """Asks an archive again and again while it is written to."""

    def __init__(self, archive: Path) -> None:
        self.waits: list[float] = []
        self._archive, self._stop = archive, threading.Event()
        code = (
            "import sys, time\nfrom onrecord.archive import ask\nfrom pathlib import Path\n"
            "while True:\n"
            "    if Path(sys.argv[1]).exists():\n"
            "        s = time.perf_counter(); ask(sys.argv[1], 'SELECT count(*) FROM report')\n"
            "        print(time.perf_counter() - s, flush=True)\n"
            "    time.sleep(0.5)\n"
        )
        self._child = subprocess.Popen([sys.executable, "-c", code, str(archive)], stdout=subprocess.PIPE, text=True)

    def stop(self) -> dict[str, float]:
        """End it; how long the answers took."""
        self._child.send_signal(signal.SIGTERM)
        waits = sorted(float(line) for line in (self._child.communicate()[0] or "").split())
        return {
            "answers": len(waits), "median_ms": round(1000 * median(waits)),
            "p95_ms": round(1000 * waits[int(len(waits) * 0.95)]), "worst_ms": round(1000 * waits[-1]),
        }  # fmt: skip


def store(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    with reading(args.records) as connection:
        records = list(islice(records_of(connection), args.reports))
    archive, curve = folder / "bench.archive", []
    start, middle = time.perf_counter(), None

    def stored(counts: Any) -> None:
        nonlocal middle
        if counts.stored // EVERY > len(curve):
            curve.append({"reports": counts.stored, "seconds": round(time.perf_counter() - start, 1),
                          "mib": mib(archive), "peak_mib": peak_mib()})  # fmt: skip
            print(curve[-1], flush=True)
        if middle is None and counts.stored * 2 >= args.reports:
            from onrecord.archive import utc_now

            middle = utc_now()

    watch = Watch(archive)
    options = Options(workers=1, on_stored=stored)
    counts = add(multiplied(records, args.reports), archive, made(records), options)
    seconds = time.perf_counter() - start
    readers = watch.stop()
    start = time.perf_counter()
    again = add(multiplied(records, args.reports), archive, made(records), Options(workers=1))
    again_seconds = time.perf_counter() - start
    asking = questions(records)
    asking["changes --since the middle"] = changes(middle)  # type: ignore[arg-type]  # the middle was passed
    rows = ask(
        archive, "SELECT (SELECT count(*) FROM statement), (SELECT count(*) FROM event), (SELECT count(*) FROM mention)"
    )
    return {
        "records_read_from": len(records), "reports": counts.stored, "seen_again": again.seen,
        "words": ask(archive, "SELECT sum(words)::BIGINT FROM report").rows[0][0],
        "statements, events, mentions": rows.rows[0],
        "reports_a_second": round(counts.stored / seconds), "seen_a_second": round(again.seen / again_seconds),
        "bytes_a_report": round(archive.stat().st_size / counts.stored), "peak_mib": peak_mib(),
        "a reader meanwhile": readers, "curve": curve,
        "questions": {name: asked(archive, question) for name, question in asking.items()},
    }  # fmt: skip


def whole(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    from onrecord.cli.add import reading as read

    archive = folder / "bench.archive"
    found = islice((r for r in reports([args.texts]) if isinstance(r, Report)), args.reports)
    start, first = time.perf_counter(), None

    def stored(counts: Any) -> None:
        nonlocal first
        first = first or (time.perf_counter(), counts.stored)

    counts = add(found, archive, read, Options(workers=args.workers, on_stored=stored))
    end = time.perf_counter()
    since, before = first or (start, 0)
    words = ask(archive, "SELECT sum(words)::BIGINT FROM report").rows[0][0]
    return {
        "reports": counts.stored, "words": words, "workers": args.workers, "seconds": round(end - start, 1),
        "reports_a_second": round(counts.stored / (end - start), 1),
        "reports_a_second_after_the_first_batch": round((counts.stored - before) / max(end - since, 0.1), 1),
        "bytes_a_report": round(archive.stat().st_size / counts.stored), "parent_peak_mib": peak_mib(),
    }  # fmt: skip


def crash(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    sys.path.insert(0, str(TESTS))
    from archiving import tables

    undisturbed, takes = folder / "whole.archive", {}
    for work in WORKS:
        takes[work] = timed_child(folder / "two.archive" if work == "2" else undisturbed, args.reports, work)
    chance, rounds = random.Random(args.seed), []
    while sum(sum(r["kills"].values()) for r in rounds) < args.kills:
        workers = WORKS[len(rounds) % 2]
        disturbed, kills = folder / f"{len(rounds)}.archive", {}
        for work in (workers, "link"):
            kills[work] = killed_until_done(
                disturbed,
                args.reports,
                work,
                lambda: chance.random() * 1.2 * takes[work],  # noqa: B023
            )
        with reading(undisturbed) as a, reading(disturbed) as b:
            rounds.append({"kills": kills, "equal": tables(a) == tables(b)})
        print(rounds[-1], flush=True)
        disturbed.unlink()
    with reading(undisturbed) as connection:
        linked = {name: len(rows) for name, rows in tables(connection).items() if name.startswith("linked") and rows}
    return {
        "reports": args.reports, "seed": args.seed, "undisturbed_seconds": takes, "rows_linked": linked,
        "kills": sum(sum(r["kills"].values()) for r in rounds), "archives": len(rounds),
        "kills_of_linking": sum(r["kills"]["link"] for r in rounds),
        "equal": sum(r["equal"] for r in rounds), "rounds": rounds,
    }  # fmt: skip


WORKS = ("1", "2", "link")
"""What a child does: add with so many workers, or link what was added."""


def killed_until_done(archive: Path, count: int, work: str, pause: Callable[[], float]) -> int:
    """Begin, kill after a pause from the begin of the work, begin again, until a run ends by itself; how many kills."""
    kills = 0
    while True:
        child = begun(archive, count, work)
        try:
            child.wait(pause())
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            kills += 1
            continue
        if child.returncode:
            said = child.stderr.read().decode() if child.stderr else ""
            raise SystemExit(f"a run that was not killed ended with {child.returncode}: {said[-2000:]}")
        return kills


def timed_child(archive: Path, count: int, work: str) -> float:
    child = begun(archive, count, work)
    start = time.perf_counter()
    child.wait()
    return round(time.perf_counter() - start, 2)


def begun(archive: Path, count: int, work: str) -> subprocess.Popen[bytes]:
    """A process that adds or links; returns when it is about to open the archive."""
    command = [sys.executable, str(TESTS / "archiving.py"), str(archive), str(count), work]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if child.stdout is None or child.stdout.readline() != b"begun\n":
        raise SystemExit("the process did not begin")
    return child


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, work, count in (("store", store, 20_000), ("add", whole, 500), ("crash", crash, 2_000)):
        command = commands.add_parser(name)
        command.set_defaults(work=work)
        command.add_argument("--reports", type=int, default=count)
        command.add_argument("--out", type=Path)
    commands.choices["store"].add_argument("--records", type=Path, required=True)
    commands.choices["add"].add_argument("--texts", type=Path, required=True)
    commands.choices["add"].add_argument("--workers", type=int, default=os.cpu_count() or 1)
    commands.choices["crash"].add_argument("--kills", type=int, default=50)
    commands.choices["crash"].add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    with tempfile.TemporaryDirectory() as folder:
        result = {"command": f"python benchmarks/archive.py {args.command}", "cores": os.cpu_count(),
                  "load": [round(load, 1) for load in os.getloadavg()], **args.work(args, Path(folder))}  # fmt: skip
    text = json.dumps(result, indent=1, default=str) + "\n"
    print(text)
    if args.out:
        args.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
