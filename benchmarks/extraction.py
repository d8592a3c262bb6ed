"""How well the body text, title and date of saved pages are found, beside trafilatura alone in the same run.

    python benchmarks/extraction.py --data DIR --out JSON

DIR holds `ground-truth.json` (page id: {"articleBody", "url"}) and `html/<id>.html.gz`, as the article extraction
benchmark of Scrapinghub (now Zyte) lays them out. The score of body text is that benchmark's: bags of four-word
shingles (words are runs of letters and digits); for each page true and false positives and false negatives as shares
of their sum; then precision, recall and F1 over the means. Our language check is off: some pages are not English.

`extraction-labels.json` has, for the pages where it can be read off the page, the day of publication as shown and the
SHA-256 of the title as shown (letters and digits only, case folded); how they were chosen stands in the file. A date is
right if it is that day, and `instant` also counts a time that is that day somewhere on earth: pages tell UTC and show
their own zone. Only a reader that gives times can gain by it. Our rules were made looking at these same pages, and the
label of a title is mostly the first h1, which our rule prefers too: these are figures of a development set, and the
title's is weak evidence.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import platform
import re
import shlex
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import trafilatura

from onrecord.intake import Facts, IntakeError, from_html

LABELS = Path(__file__).with_name("extraction-labels.json")
SHINGLE = 4


class Found(NamedTuple):
    """What one reader made of one page."""

    text: str
    title: str | None
    published: str | None


Reader = Callable[[bytes], Found]


def onrecord(page: bytes) -> Found:
    try:
        article = from_html(page, Facts(lang="en"))
    except IntakeError:
        return Found("", None, None)
    return Found(article.text, article.title, article.published)


def trafilatura_alone(**options: bool) -> Reader:
    def read(page: bytes) -> Found:
        found = trafilatura.bare_extraction(page, with_metadata=True, **options)
        return Found(found.text or "", found.title, found.date) if found else Found("", None, None)

    return read


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    size = min(SHINGLE, len(words)) or 1
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def body_score(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Precision, recall and F1 over (gold, found) texts."""
    shares = []
    for gold, found in pairs:
        wanted, got = shingles(gold), shingles(found)
        right = (wanted & got).total()
        total = wanted.total() + got.total() - right
        if total:
            shares.append((right / total, (got.total() - right) / total, (wanted.total() - right) / total))
    right, extra, missed = (sum(column) for column in zip(*shares, strict=True))
    precision, recall = right / (right + extra), right / (right + missed)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def title_digest(title: str | None) -> str:
    return hashlib.sha256(re.sub(r"[\W_]+", "", title or "").casefold().encode()).hexdigest()


def same_instant(published: str | None, day: str) -> bool:
    """Whether a time with a zone falls on `day` at some place on earth."""
    if published is None or len(published) <= len(day):
        return published == day
    moment = datetime.fromisoformat(published)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    days = {(moment.astimezone(UTC) + timedelta(hours=shift)).date() for shift in (-12, 14)}
    return min(days) <= datetime.fromisoformat(day).date() <= max(days)


def measure(
    read: Reader, pages: dict[str, bytes], gold: dict[str, str], labels: dict[str, dict[str, str]]
) -> dict[str, object]:
    start = time.process_time()
    found = {page: read(data) for page, data in pages.items()}
    seconds = time.process_time() - start
    titled = [page for page in pages if "title_sha256" in labels.get(page, {})]
    dated = [page for page in pages if "day" in labels.get(page, {})]
    return {
        "body": body_score([(gold[page], found[page].text) for page in pages]),
        "title_right": sum(title_digest(found[p].title) == labels[p]["title_sha256"] for p in titled) / len(titled),
        "date_right": sum((found[p].published or "")[:10] == labels[p]["day"] for p in dated) / len(dated),
        "date_right_instant": sum(same_instant(found[p].published, labels[p]["day"]) for p in dated) / len(dated),
        "titles": len(titled),
        "dates": len(dated),
        "pages_per_second": len(pages) / seconds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    truth = json.loads((options.data / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {page: gzip.decompress((options.data / "html" / f"{page}.html.gz").read_bytes()) for page in truth}
    gold = {page: entry["articleBody"] for page, entry in truth.items()}
    labels = json.loads(LABELS.read_text(encoding="utf-8"))["pages"]
    readers = {
        "onrecord": onrecord,
        "trafilatura": trafilatura_alone(),
        "trafilatura, no comments, favor_precision": trafilatura_alone(include_comments=False, favor_precision=True),
    }
    result = {
        "command": "python benchmarks/extraction.py --data DIR --out " + shlex.quote(str(options.out)),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("trafilatura", "htmldate", "lxml")},
        "pages": len(pages),
        "gold_sha256": hashlib.sha256(json.dumps(gold, sort_keys=True).encode()).hexdigest(),
        "readers": {name: measure(read, pages, gold, labels) for name, read in readers.items()},
    }
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    json.dump(result["readers"], sys.stdout, indent=1)


if __name__ == "__main__":
    main()
