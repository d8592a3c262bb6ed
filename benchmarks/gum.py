"""Reads GUM's CoNLL-U with entities: text, paragraphs, and mentions with their heads and entities."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from onrecord.record import Article, Range

OPEN = re.compile(r"\((\d+)-(\w+)|(?<![\w-])(\d+)\)|(\d+)\)")
KEPT = ("person", "organization", "place")


@dataclass(frozen=True)
class Gold:
    """A mention: offsets, those of its head token, entity number and type."""

    start: int
    end: int
    head: tuple[int, int]
    entity: int
    type: str


@dataclass
class Word:
    """A token: offsets, its head's index (absolute, its own for a root) and its entity annotation."""

    start: int
    end: int
    head: int
    entity: str


def read(path: Path) -> tuple[Article, list[Gold]]:
    """One report and its mentions of persons, organizations and places, by their entity's most frequent type."""
    text, paragraphs, words, day = "", [0], [], None
    base, inside = 0, 0
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block") and text:
            text = text.rstrip() + "\n"
            paragraphs.append(len(text))
        elif line.startswith("# meta::dateCreated"):
            day = line.split("=")[1].strip()
        elif not line.strip():
            base = len(words)
        elif not line.startswith("#"):
            field = line.split("\t")
            if "-" in field[0]:
                inside = int(field[0].split("-")[1])
                continue
            if "." in field[0]:
                continue
            head = base + int(field[6]) - 1 if field[6] != "0" else len(words)
            found = re.search(r"Entity=([^|]*)", field[9])
            words.append(Word(len(text), len(text) + len(field[1]), head, found[1] if found else ""))
            glued = "SpaceAfter=No" in field[9] or int(field[0]) < inside
            inside = inside if int(field[0]) < inside else 0
            text += field[1] + ("" if glued else " ")
    text = text.rstrip()
    edges = zip(paragraphs, [*(p - 1 for p in paragraphs[1:]), len(text)], strict=True)
    article = Article(text=text, published=day, paragraphs=tuple(Range(start=a, end=b) for a, b in edges if a < b))
    return article, _mentions(words)


def _mentions(words: list[Word]) -> list[Gold]:
    opened: dict[int, list[tuple[int, str]]] = defaultdict(list)
    spans: list[tuple[int, int, int, str]] = []
    for i, word in enumerate(words):
        for part in re.findall(r"\(\d+-\w+[^()]*\)?|\d+\)", word.entity):
            if part.startswith("("):
                number, kind = re.match(r"\((\d+)-(\w+)", part).groups()  # type: ignore[union-attr]
                opened[int(number)].append((i, kind))
            if part.endswith(")"):
                number = re.match(r"\(?(\d+)", part)[1]  # type: ignore[index]
                if opened[int(number)]:
                    first, kind = opened[int(number)].pop()
                    spans.append((first, i + 1, int(number), kind))
    types: dict[int, Counter[str]] = defaultdict(Counter)
    for _, _, number, kind in spans:
        types[number][kind] += 1
    made = []
    for first, last, number, _ in sorted(spans):
        kind = types[number].most_common(1)[0][0]
        head = next((k for k in range(first, last) if not first <= words[k].head < last or words[k].head == k), first)
        if kind in KEPT:
            made.append(
                Gold(words[first].start, words[last - 1].end, (words[head].start, words[head].end), number, kind)
            )
    return made
