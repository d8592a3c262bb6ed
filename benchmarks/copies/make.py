"""The test set of copies: real reports, edited; made anew from the corpora each time, never stored.

The reports themselves are no part of the repository: `--news` names the folder that holds
`reuters21578.jsonl.gz` and `wire-silver-1990s.jsonl.gz`. Dev and test are told apart by a digest of the
report's id; thresholds are set on dev.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from edits import FIGURE, Story, cut_end, furniture, light, merge, new_figures, new_headline, shuffle, versions

SEED = 7
TAIL = re.compile(r"\s*\n\s*(?:Reuters?|REUTERS?)\s*$")
CLOCK = re.compile(r"\d\d:\d\d:\d\d")


@dataclass(frozen=True)
class Item:
    """A report of the set: `kind` is real, a copy's edit or update; `base` the report that it was made from."""

    id: str
    published: str
    outlet: str
    title: str
    text: str
    kind: str
    base: str


def corpus(news: Path) -> Iterator[Item]:
    """The real reports of both corpora, with times as ISO 8601."""
    for name in ("reuters21578", "wire-silver-1990s"):
        with gzip.open(news / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Item(row["id"], published(row), row.get("agency", "Reuters"), row["title"] or "",
                           TAIL.sub("", row["text"]), "real", row["id"])  # fmt: skip


def published(row: dict[str, str]) -> str:
    """The time or day of publication, ISO 8601."""
    if "published" in row:
        return row["published"]
    day, _, time = row["published_raw"].strip().partition(" ")
    found = CLOCK.match(time)
    stamp = datetime.strptime(day, "%d-%b-%Y").strftime("%Y-%m-%d")
    return f"{stamp}T{found.group()}" if found else stamp


def part(item: Item) -> str:
    """dev or test, by the id."""
    return "test" if hashlib.sha256(item.id.encode()).digest()[0] & 1 else "dev"


def edited_set(news: Path, which: str, bases: int = 700, dates: bool = True) -> list[Item]:
    """Every real report of the part, and the edited ones: each base gives copies or versions, never both.

    With `dates` false the edited reports have their base's own day and no time, as many feeds do.
    """
    real = [item for item in corpus(news) if part(item) == which]
    rng = random.Random(f"{SEED}-{which}")
    lone = _lone(real)
    chosen = sorted(rng.sample(lone, min(bases, len(lone))), key=lambda item: (item.published, item.id))
    made = [edited for k, base in enumerate(chosen) for edited in _made(base, k, chosen, rng)]
    if not dates:
        made = [Item(**{**item.__dict__, "published": item.published[:10]}) for item in made]
    return real + made


def _lone(items: list[Item]) -> list[Item]:
    """Reports of four paragraphs or more that share no ten words in a row with a third of another's."""
    where = defaultdict(set)
    runs = []
    for k, item in enumerate(items):
        words = item.text.lower().split()
        runs.append({hash(tuple(words[i : i + 10])) for i in range(len(words) - 9)})
        for run in runs[-1]:
            where[run].add(k)
    return [
        item for k, item in enumerate(items)
        if len(_paragraphs(item)) >= 4 and len(runs[k]) >= 40
        and sum(len(where[run]) > 1 for run in runs[k]) < 3
    ]  # fmt: skip


def _paragraphs(item: Item) -> tuple[str, ...]:
    return tuple(p.strip() for p in re.split(r"\n\s*\n", item.text) if p.strip())


def _made(base: Item, k: int, chosen: list[Item], rng: random.Random) -> Iterator[Item]:
    story = Story(base.title, _paragraphs(base))
    other = Story("", _paragraphs(chosen[k - 1]))  # the wire story before it; the first has the last
    if k % 3 == 0 and len(story.paragraphs) >= 5:
        one, two, _ = versions(story, rng)
        yield _item(base, "update", 1, -3, one, base.outlet)
        yield _item(base, "update", 2, -1, two, base.outlet)
    elif k % 3 == 0 and FIGURE.search(base.text):
        yield _item(base, "update", 1, 2, new_figures(story, rng), base.outlet)
        yield _item(base, "update", 2, 4, new_figures(story, rng), base.outlet)
    elif k % 3:
        edits = {
            "same": story, "cut_end": cut_end(story, rng), "headline": new_headline(story, rng),
            "furniture": furniture(story, rng), "shuffle": shuffle(story, rng), "light": light(story, rng),
            "merge": merge(story, other, rng), "cut_light": light(cut_end(story, rng), rng),
            "cut_furniture": furniture(cut_end(story, rng), rng),
        }  # fmt: skip
        for n, kind in enumerate(rng.sample(sorted(edits), 3)):
            yield _item(base, kind, n, 1 + n * 5, edits[kind], f"Outlet {rng.randint(1, 40)}")


def _item(base: Item, kind: str, number: int, hours: int, story: Story, outlet: str) -> Item:
    at = datetime.fromisoformat(base.published) + timedelta(hours=hours)
    return Item(f"{base.id}-{kind}-{number}", at.isoformat(), outlet, story.title,
                "\n\n".join(story.paragraphs), kind, base.id)  # fmt: skip
