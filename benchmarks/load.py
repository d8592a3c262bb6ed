"""The server under load: how long pages and API take for many clients at once, beside DuckDB alone, and its memory.

    python benchmarks/load.py --archive ARCHIVE [--clients 50] [--requests 20000] [--pause 1] [--share 0.5] [--out FILE]
    python benchmarks/load.py --records ARCHIVE [--reports 20000] …

With `--records` the archive is made first, as `benchmarks/archive.py store` makes it, and linked. The server is a
process of its own on the loopback; the clients are one more, without a cache. A client is someone who clicks: it asks,
has the whole answer, and asks for another page after `--pause` seconds (half to one and a half of them, so that clients
do not march in step); so 50 clients ask up to 50 pages a second. Pages are chosen evenly from all; `--share` of the
addresses are new ones, the others come from a few that all ask for. After that the same clients ask without any pause
(`--closed` requests): then the server is always full, its throughput is what counts, and a page takes as long as
clients times the cost of a request. `cpu_ms_a_request` is what the server's process spends on one, all threads
together: times requests a second it must stay well under the cores. The floor of an address is its first list's query
alone, in DuckDB, over the archive's views and over the server's tables, on a connection that stays open, in the same
run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from onrecord.archive import reading
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.listing import narrowed, page
from onrecord.web.opened import OpenArchive

FEW = 4
"""Addresses of each page that come again."""
ROUNDS, SLOW_ROUNDS = 15, 3
"""How often a floor is timed: over tables, and over views, where one question may take seconds."""


@dataclass
class Known:
    """What of the archive addresses are made of."""

    values: dict[str, list[str]]
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def one(self, what: str) -> str:
        return self.chance.choice(self.values[what])


def known(archive: Path) -> Known:
    wanted = {
        "report": "SELECT id FROM report ORDER BY id", "story": "SELECT DISTINCT story FROM report ORDER BY 1",
        "entity": "SELECT id FROM entity WHERE reports > 1 OR random() < 0.05 ORDER BY id LIMIT 5000",
        "statement": "SELECT report || '/' || id FROM statement ORDER BY 1 LIMIT 20000",
        "event": "SELECT report || '/' || id FROM event ORDER BY 1 LIMIT 20000",
        "outlet": "SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL ORDER BY 1",
        "country": "SELECT DISTINCT country FROM event WHERE country IS NOT NULL ORDER BY 1",
        "term": "SELECT term FROM base.posting WHERE length(term) > 3 GROUP BY term HAVING count(*) > 20 ORDER BY 1",
        "day": "SELECT DISTINCT published[:10] FROM report WHERE published IS NOT NULL ORDER BY 1",
        "quotation": "SELECT DISTINCT quotation FROM statement ORDER BY 1 LIMIT 5000",
        "happening": "SELECT DISTINCT happening FROM event ORDER BY 1 LIMIT 5000",
    }  # fmt: skip
    with reading(archive) as connection:
        values = {name: [row[0] for row in connection.execute(sql).fetchall()] for name, sql in wanted.items()}
    values |= {
        "type": list(KINDS["events"].filter("type").choices),  # type: ignore[union-attr]
        "act": list(KINDS["statements"].filter("act").choices),  # type: ignore[union-attr]
        "figure": list(KINDS["figures"].filter("kind").choices),  # type: ignore[union-attr]
    }
    return Known({name: found or ["none"] for name, found in values.items()})


def addresses(know: Known) -> dict[str, Callable[[], str]]:
    """Each page and endpoint, with what makes an address of it."""
    one = know.one

    def with_(path: str, /, **query: str) -> str:
        return f"{path}?{urlencode(query)}" if query else path

    def events() -> dict[str, str]:
        return {"type": one("type"), "outlet": one("outlet"), "since": one("day")}

    made: dict[str, Callable[[], str]] = {
        "/": lambda: "/",
        "/report": lambda: f"/report/{quote(one('report'))}",
        "/story": lambda: f"/story/{quote(one('story'))}",
        "/actor": lambda: f"/actor/{quote(one('entity'))}",
        "/country": lambda: f"/country/{quote(one('country'))}",
        "/explore/events": lambda: with_("/explore/events", **events()),
        "/explore/statements": lambda: with_("/explore/statements", act=one("act"), about=one("term")),
        "/explore/figures": lambda: with_("/explore/figures", kind=one("figure"), outlet=one("outlet")),
        "/explore/plans": lambda: with_("/explore/plans", what=one("term")),
        "/explore/divergences": lambda: with_("/explore/divergences", kind=one("figure")),
        "/explore/failures": lambda: with_("/explore/failures", path=one("term")),
        "/explore/events/chart.svg": lambda: with_("/explore/events/chart.svg", **events()),
        "/map": lambda: with_("/map", type=one("type"), outlet=one("outlet")),
        "/map/world.svg": lambda: with_("/map/world.svg", type=one("type"), outlet=one("outlet")),
        "/dyads": lambda: with_("/dyads", type=one("type"), outlet=one("outlet")),
        "/search": lambda: with_("/search", q=f"{one('term')} OR {one('term')}"),
        "/api/v1/search": lambda: with_("/api/v1/search", q=f"{one('term')} {one('term')}"),
        "/api/v1/reports/{id}": lambda: f"/api/v1/reports/{quote(one('report'))}",
        "/api/v1/statements/{key}": lambda: f"/api/v1/statements/{quote(one('statement'))}",
        "/api/v1/events/{key}": lambda: f"/api/v1/events/{quote(one('event'))}",
        "/api/v1/stories/{id}": lambda: f"/api/v1/stories/{quote(one('story'))}",
        "/api/v1/entities/{id}": lambda: f"/api/v1/entities/{quote(one('entity'))}",
        "/api/v1/quotations/{id}": lambda: f"/api/v1/quotations/{quote(one('quotation'))}",
        "/api/v1/happenings/{id}": lambda: f"/api/v1/happenings/{quote(one('happening'))}",
        "/api/v1/dyads": lambda: with_("/api/v1/dyads", outlet=one("outlet"), since=one("day")),
        "/api/v1/countries": lambda: with_("/api/v1/countries", outlet=one("outlet"), since=one("day")),
        "/api/v1/facets/events": lambda: with_("/api/v1/facets/events", **events()),
        "/api/v1/counts/events": lambda: with_("/api/v1/counts/events", **events()),
    }
    for kind in KINDS.values():
        names = {f.name for f in kind.filters}
        made[f"/api/v1/{kind.name}"] = lambda kind=kind, names=names: with_(  # type: ignore[misc]
            f"/api/v1/{kind.name}",
            **({"since": one("day")} if "since" in names and kind.name != "changes" else {}),
            **({"outlet": one("outlet")} if "outlet" in names else {}),
            limit=str(know.chance.randint(10, 100)),
        )
    return made


def plan(pages: dict[str, Callable[[], str]], count: int, share: float, seed: int) -> Iterator[tuple[str, str]]:
    """Which addresses are asked, in order: page and address."""
    chance = random.Random(seed)
    few = {name: [make() for _ in range(FEW)] for name, make in pages.items()}
    names = list(pages)
    for number in range(count):
        name = names[number % len(names)]
        yield name, pages[name]() if chance.random() < share else chance.choice(few[name])


async def client(port: int, work: Iterator[tuple[str, str]], pauses: Callable[[], float], took: dict[str, list[float]],
                 wrong: list[str]) -> None:  # fmt: skip
    """One client: a connection that stays open, request after request."""
    await asyncio.sleep(pauses())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for name, address in work:
        start = time.perf_counter()
        writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(
            (int(line.split(":")[1]) for line in head.lower().split("\r\n") if line.startswith("content-length")), 0
        )
        await reader.readexactly(length)
        took[name].append(time.perf_counter() - start)
        status = int(head.split(" ", 2)[1])
        if status not in (200, 404):
            wrong.append(f"{status} {address}")
        await asyncio.sleep(pauses())
    writer.close()


async def load(port: int, clients: int, work: Iterator[tuple[str, str]], pause: float, watch: Callable[[int], None],
               ) -> tuple[dict[str, list[float]], list[str]]:  # fmt: skip
    took: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    done = 0

    def counted() -> Iterator[tuple[str, str]]:
        nonlocal done
        for item in work:
            done += 1
            watch(done)
            yield item

    shared, chance = counted(), random.Random(5)
    pauses = lambda: pause * chance.uniform(0.5, 1.5)  # noqa: E731
    await asyncio.gather(*(client(port, shared, pauses, took, wrong) for _ in range(clients)))
    return took, wrong


def memory_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return round(int(status.split("VmRSS:")[1].split()[0]) / 2**10, 1)


def cpu_seconds(pid: int) -> float:
    """What a process has spent, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at(times: list[float], share: float) -> float:
    return round(1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))], 1)


def floors(archive: Path, know: Known) -> dict[str, dict[str, float]]:
    """The first list's query of each kind alone: over the archive's views, and over the server's tables."""
    opened, made = OpenArchive(archive), {}
    with opened.asking() as tables, opened.asking(published_by=date.max) as views:
        for kind in KINDS.values():
            given = {"outlet": [know.one("outlet")]} if kind.filter("outlet") else {}
            narrow = narrowed(kind, given)
            laid_out, plain = (page(narrow, 51, "newest", None, laid_out=is_table) for is_table in (True, False))
            made[kind.name] = {
                "tables_ms": timed(tables, laid_out.sql, laid_out.parameters),
                "views_ms": timed(views, plain.sql, plain.parameters, SLOW_ROUNDS),
            }
    opened.close()
    return made


def timed(connection: Any, sql: str, parameters: Any, rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        connection.execute(sql, parameters).fetchall()
        times.append(time.perf_counter() - start)
    return at(times, 0.5)


def served(archive: Path) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-m", "onrecord", "serve", "--archive", str(archive), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    line = server.stdout.readline() if server.stdout else ""
    return server, int(line.strip().rstrip("/").rsplit(":", 1)[1])


def archive_of(args: argparse.Namespace, folder: Path) -> Path:
    if args.archive:
        return Path(args.archive)
    from archive import Options, add, made, multiplied, records_of

    from onrecord.linking import link

    with reading(args.records) as connection:
        records = list(records_of(connection))
    target = folder / "bench.archive"
    add(multiplied(records, args.reports), target, made(records), Options(workers=1))
    link(target)
    return target


def measured(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    archive = archive_of(args, folder)
    know = known(archive)
    pages = addresses(know)
    server, port = served(archive)
    curve: list[dict[str, float]] = []

    def watch(done: int) -> None:
        if done % max(1, args.requests // 20) == 0:
            curve.append({"requests": done, "mib": memory_mib(server.pid)})

    try:
        asyncio.run(load(port, 1, plan(pages, 2 * len(pages), 0.5, 1), 0.0, lambda _: None))
        start, spent = time.perf_counter(), cpu_seconds(server.pid)
        work = plan(pages, args.requests, args.share, 2)
        took, wrong = asyncio.run(load(port, args.clients, work, args.pause, watch))
        seconds, spent = time.perf_counter() - start, cpu_seconds(server.pid) - spent
        start = time.perf_counter()
        closed, _ = asyncio.run(load(port, args.clients, plan(pages, args.closed, args.share, 3), 0.0, lambda _: None))
        closed_seconds = time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()
    with reading(archive) as connection:
        reports = connection.execute("SELECT count(*) FROM report").fetchall()[0][0]
    every = [t for times in took.values() for t in times]
    full = [t for times in closed.values() for t in times] or [0.0]
    return {
        "reports": reports, "clients": args.clients, "pause_s": args.pause, "requests": args.requests,
        "share_of_new_addresses": args.share, "requests_a_second": round(len(every) / seconds, 1),
        "p50_ms": at(every, 0.5), "p95_ms": at(every, 0.95), "errors": wrong[:20],
        "cpu_ms_a_request": round(1000 * spent / len(every), 1), "cores_used": round(spent / seconds, 2),
        "slowest_page_p95_ms": max(at(t, 0.95) for t in took.values()),
        "without_pause": {"requests": len(full), "requests_a_second": round(len(full) / closed_seconds, 1),
                          "p50_ms": at(full, 0.5), "p95_ms": at(full, 0.95)},
        "pages": {
            name: {"requests": len(t), "p50_ms": at(t, 0.5), "p95_ms": at(t, 0.95)} for name, t in sorted(took.items())
        },
        "memory": curve, "floors": floors(archive, know),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--closed", type=int, default=2_000)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if not (args.archive or args.records):
        parser.error("give --archive or --records")
    with tempfile.TemporaryDirectory() as folder:
        result = {"command": "python benchmarks/load.py --archive ARCHIVE", "cores": os.cpu_count(),
                  "load": [round(load, 1) for load in os.getloadavg()], **measured(args, Path(folder))}  # fmt: skip
    text = json.dumps(result, indent=1) + "\n"
    print(text)
    if args.out:
        args.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
