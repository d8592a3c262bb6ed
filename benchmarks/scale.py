"""An archive of real reports, and of ten times as many: reading, storing, linking, asking, size and memory.

    python benchmarks/scale.py --news FOLDER --work FOLDER [--reports 19043] [--times 10] [--step 10000] [--out FILE]

First the wire reports of `FOLDER/reuters21578.jsonl.gz` are read by the whole reader into an archive (in `--work`,
where it stays and is not read again), linked and asked. Then it grows: each report comes with copies of itself as
outlets carry it (`copies/edits.py`), in order of publication, and after every `--step` reports the archive is linked.
A copy is not read: its record is its report's, moved to where the paragraphs stand now, without what lost its words.
So growth measures what adding and linking cost, and the first part what reading costs. Memory is what the process
holds at that moment. The result is written anew after every step, so that a run that is stopped leaves what it
measured (`complete` false).
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "copies")]

from archive import asked, mib, questions  # noqa: E402
from edits import Story, cut_end, furniture, light, merge, new_headline, shuffle  # noqa: E402
from make import published  # noqa: E402
from memory import resident_mb  # noqa: E402
from moved import moved  # noqa: E402

from onrecord.archive import Options, Writer, add, ask, reading, records_of, utc_now  # noqa: E402
from onrecord.archive.adding import ReadChunk  # noqa: E402
from onrecord.archive.changes import changes  # noqa: E402
from onrecord.archive.questions import Question  # noqa: E402
from onrecord.intake import Facts, IntakeError, Report, from_text  # noqa: E402
from onrecord.linking.link import LAYERS  # noqa: E402
from onrecord.record import Article, Range, Record  # noqa: E402
from onrecord.record.json import encode  # noqa: E402

EDITS = ("same", "cut_end", "headline", "furniture", "shuffle", "light", "merge", "cut_light", "cut_furniture")


def wire(news: Path, count: int) -> Iterator[Report]:
    """The wire reports with their times, in order of the file; what is no report is passed over."""
    with gzip.open(news / "reuters21578.jsonl.gz", "rb") as lines:
        for number, line in enumerate(islice(lines, count), 1):
            row = json.loads(line)
            facts = Facts(title=row["title"] or None, outlet="Reuters", published=published(row))
            try:
                article = from_text(row["text"], facts)
            except IntakeError:
                continue
            yield Report(
                id=row["id"], path="reuters21578.jsonl.gz", line=number, article=article, sha256=f"{number:064x}"
            )


def read_all(args: argparse.Namespace, archive: Path) -> dict[str, Any]:
    """The whole reader over the wire reports, and what the archive then is."""
    from onrecord.cli.add import reading as reader

    curve: list[dict[str, float]] = []
    start = time.perf_counter()

    def stored(counts: Any) -> None:
        if counts.stored >= (len(curve) + 1) * args.step / 10:
            curve.append({"reports": counts.stored, "seconds": round(time.perf_counter() - start, 1),
                          "parent_mib": round(resident_mb(), 1)})  # fmt: skip
            print(curve[-1], flush=True)

    counts = add(wire(args.news, args.reports), archive, reader, Options(workers=args.workers, on_stored=stored))
    seconds = time.perf_counter() - start
    words = ask(archive, "SELECT sum(words)::BIGINT FROM report").rows[0][0]
    return {
        "reports": counts.stored, "failed": counts.failed, "words": words, "workers": args.workers,
        "seconds": round(seconds, 1), "reports_a_second": round(counts.stored / seconds, 1),
        "words_a_second": round(words / seconds), "bytes_a_report": round(archive.stat().st_size / counts.stored),
        "curve": curve,
    }  # fmt: skip


def link_step(archive: Path) -> dict[str, float]:
    """Seconds of each layer's linking of what is new."""
    took = {}
    with Writer(archive) as writer:
        for name, step in LAYERS.items():
            start, done = time.perf_counter(), 1
            while done:
                with writer.transaction() as connection:
                    done = step(connection, utc_now())
            took[name] = round(time.perf_counter() - start, 2)
    return took


def edited(story: Story, other: Story, kind: str, rng: random.Random) -> Story:
    makers = {
        "same": lambda: story, "cut_end": lambda: cut_end(story, rng), "headline": lambda: new_headline(story, rng),
        "furniture": lambda: furniture(story, rng), "shuffle": lambda: shuffle(story, rng),
        "light": lambda: light(story, rng), "merge": lambda: merge(story, other, rng),
        "cut_light": lambda: light(cut_end(story, rng), rng),
        "cut_furniture": lambda: furniture(cut_end(story, rng), rng),
    }  # fmt: skip
    return makers[kind]()


def grown(records: list[Record], times: int) -> Iterator[tuple[Report, str]]:
    """Each report in order of publication with its copies, as what the intake would give, and the record."""
    rng = random.Random(7)
    ordered = sorted(records, key=lambda r: (r.article.published or "9999", r.id))
    number = 0
    for place, record in enumerate(ordered):
        story, other = _story(record.article), _story(ordered[place - 1].article)
        for turn, kind in enumerate((None, *EDITS[: times - 1])):
            number += 1
            if kind is None:
                article, made = record.article, record
            else:
                article = carried(record.article, edited(story, other, kind, rng), turn, rng)
                made = moved(record, article, f"{record.id}-{kind}")
            yield (
                Report(id=made.id, path="grown", line=number, article=article, sha256=f"{number:064x}"),
                made.to_json(),
            )


def _story(article: Article) -> Story:
    return Story(article.title or "", tuple(article.text[p.start : p.end] for p in article.paragraphs))


def carried(article: Article, story: Story, turn: int, rng: random.Random) -> Article:
    """The article of a copy: another outlet, an hour or more later."""
    paragraphs, at = [], 0
    for words in story.paragraphs:
        paragraphs.append(Range(start=at, end=at + len(words)))
        at += len(words) + 1
    when = article.published
    if when and len(when) > 10:
        when = (datetime.fromisoformat(when) + timedelta(hours=1 + turn)).isoformat()
    return Article(
        title=story.title or None,
        outlet=f"Outlet {rng.randint(1, 40)}",
        agency=article.agency,
        published=when,
        text="\n".join(story.paragraphs),
        paragraphs=tuple(paragraphs),
    )


def known(records: dict[str, str], made_by: str) -> ReadChunk:
    return lambda chunk: [(records.pop(found.id), made_by) for found in chunk]


def growth(args: argparse.Namespace, records: list[Record]) -> Iterator[dict[str, Any]]:
    """Add and link step by step; after each what was measured so far, at the end with the questions."""
    archive = args.work / "grown.archive"
    for left in args.work.glob("grown.archive*"):
        left.unlink()
    made_by, stream, curve = encode(records[0].made_by), grown(records, args.times), []
    total, middle = 0, utc_now()
    while batch := list(islice(stream, args.step)):
        texts = {report.id: made for report, made in batch}
        start = time.perf_counter()
        counts = add([report for report, _ in batch], archive, partial(known, texts, made_by), Options(workers=1))
        added, used = time.perf_counter() - start, time.process_time()
        took = link_step(archive)
        used = time.process_time() - used
        total += counts.stored
        middle = utc_now() if total * 2 < len(records) * args.times else middle
        curve.append({"reports": total, "add_s": round(added, 1), "link_s": round(sum(took.values()), 1),
                      "link_cpu_s": round(used, 1), **took,
                      "mib": mib(archive), "resident_mib": round(resident_mb(), 1)})  # fmt: skip
        print(json.dumps(curve[-1]), flush=True)
        yield summary(archive, curve)
    asking = {**questions(records), "changes --since the middle": changes(middle)}
    first = min(records, key=lambda r: (r.article.published or "9999", r.id)).id
    yield {**summary(archive, curve), "complete": True, "questions": answers(archive, asking, first)}


def summary(archive: Path, curve: list[dict[str, float]]) -> dict[str, Any]:
    """What the curve comes to."""
    total = curve[-1]["reports"]
    return {
        "complete": False, "reports": total, "bytes_a_report": round(archive.stat().st_size / total),
        "added_a_second": round(total / sum(row["add_s"] for row in curve)),
        "linked_a_second": round(total / sum(row["link_s"] for row in curve)),
        "exponent": exponents(curve), "curve": curve,
    }  # fmt: skip


def answers(archive: Path, asking: dict[str, Question], first: str) -> dict[str, Any]:
    """How long each question takes, and one report by its id."""
    one = {"sql: one report": Question("FROM report WHERE id = $id", {"id": first})}
    return {name: asked(archive, question) for name, question in (asking | one).items()}


def exponents(curve: list[dict[str, float]]) -> dict[str, float]:
    """Of adding and of each layer: how the time of all so far grows with the reports (1: linear), by least squares."""
    if len(curve) < 3:
        return {}
    return {name: _slope(curve, name) for name in ("add_s", "link_s", "link_cpu_s", *LAYERS)}


def _slope(curve: list[dict[str, float]], name: str) -> float:
    total, points = 0.0, []
    for row in curve:
        total += row[name]
        points.append((math.log(row["reports"]), math.log(max(total, 0.01))))
    mx, my = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return round(sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=19_043)
    parser.add_argument("--times", type=int, default=10, choices=range(1, len(EDITS) + 2))
    parser.add_argument("--step", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    made: dict[str, Any] = {
        "command": f"python benchmarks/scale.py --reports {args.reports} --times {args.times} --step {args.step}",
        "cores": os.cpu_count(), "load": [round(load, 1) for load in os.getloadavg()],
    }  # fmt: skip
    archive = args.work / f"read-{args.reports}.archive"
    kept = archive.with_suffix(".json")
    if not kept.exists():
        kept.write_text(json.dumps(read_all(args, archive)), "utf-8")
    made["reading"] = json.loads(kept.read_text("utf-8"))
    link_step(archive)
    with reading(archive) as connection:
        records = list(records_of(connection))
    asking = questions(records) | {"changes --since the beginning": changes(datetime(2020, 1, 1))}
    made["questions"] = answers(archive, asking, records[0].id)
    made["slowest_ms"] = max(row["median_ms"] for row in made["questions"].values())
    for grown_so_far in growth(args, records):
        made["growth"] = grown_so_far
        made["load_at_the_end"] = [round(load, 1) for load in os.getloadavg()]
        if args.out:
            args.out.write_text(json.dumps(made, indent=1, default=str) + "\n", "utf-8")
    print(json.dumps(made, indent=1, default=str))


if __name__ == "__main__":
    main()
