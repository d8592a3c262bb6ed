"""Linking time as an archive of real reports grows: seconds a thousand reports, step by step.

    python benchmarks/copies/growth.py --news FOLDER --reports 18000 --step 3000 --json FILE

Reports are added as articles only (reading them is measured elsewhere), so what is timed is copies and
stories; in order of publication, as an archive that is fed day by day.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from make import corpus

from onrecord.archive import Options, Writer, add
from onrecord.archive.adding import Result
from onrecord.intake import Report
from onrecord.linking.link import LAYERS
from onrecord.record import Article, MadeBy, Range, Record

MADE_BY = MadeBy(onrecord="0", codebook="0", models={}, knowledge={}, settings="sha256:0")
NOON = datetime(2026, 1, 1, 12)


def reader():  # type: ignore[no-untyped-def]
    def read(chunk: list[Report]) -> list[Result]:
        return [(Record(id=r.id, article=r.article, made_by=MADE_BY).to_json(), "{}") for r in chunk]

    return read


def reports(news: Path, count: int) -> list[Report]:
    items = sorted((item for item in corpus(news) if item.text.strip()), key=lambda item: (item.published, item.id))
    return [
        Report(id=i.id, path="news", line=n, sha256=sha256(i.text.encode()).hexdigest(), article=Article(
            title=i.title, outlet=i.outlet, published=i.published, text=i.text,
            paragraphs=(Range(start=0, end=len(i.text)),)))
        for n, i in enumerate(items[:count], 1)
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=18000)
    parser.add_argument("--step", type=int, default=3000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = reports(options.news, options.reports)
    curve = []
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "growth.archive"
        for at in range(0, len(found), options.step):
            add(found[at : at + options.step], archive, reader, Options(workers=1, clock=lambda: NOON))
            row: dict[str, float] = {"reports": min(at + options.step, len(found))}
            with Writer(archive) as writer:
                for name in ("copies", "stories"):
                    begun, done = time.process_time(), 1
                    while done:
                        with writer.transaction() as connection:
                            done = LAYERS[name](connection, NOON)
                    row[f"{name}, CPU seconds"] = round(time.process_time() - begun, 1)
            curve.append(row)
            print(json.dumps(row), flush=True)
    if options.json:
        options.json.write_text(json.dumps(curve, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
