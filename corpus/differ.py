"""Where two readings of the same reports differ, in words: what an adjudicator reads.

    python corpus/differ.py FIRST SECOND --texts REPORTS.jsonl [--layers statements events …] [--ids ID …]

Items of the two readings are paired by their anchors (cue, trigger, number, span). Of each report come the
items that one reading alone has ("1" or "2"), and the fields in which a pair differs ("="). Its output holds
words of the reports: it is a working paper.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from join import joined

Item = dict[str, Any]
Pair = tuple[Item | None, Item | None]
ANCHORS = {"statements": ("cue", "content"), "events": ("trigger",), "figures": ("number",), "times": ("span",)}
SHOWN = {
    "statements": "source cue content manner act source_kind named anonymity parent who",
    "events": "trigger type mode actors recipients status time voice recency place country when",
    "figures": "number value low high approx unit of kind voice",
    "times": "span type value mod",
}


def spans(value: Any) -> list[list[int]]:
    """The spans of a field, be it one, several or none."""
    return [] if not value else [value] if isinstance(value[0], int) else value


def shared(a: Any, b: Any) -> float:
    """Characters that two fields of spans have in common, over all that they have."""
    of_a = {i for start, end in spans(a) for i in range(start, end)}
    of_b = {i for start, end in spans(b) for i in range(start, end)}
    return len(of_a & of_b) / len(of_a | of_b) if of_a and of_b else 0.0


def pairs(first: list[Item], second: list[Item], anchors: tuple[str, ...]) -> list[Pair]:
    """Items of two readings, the closest pair first taken; an item without a partner stands alone."""
    ranked = sorted(
        ((sum(shared(a[k], b[k]) for k in anchors), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    taken: dict[int, int] = {}
    for closeness, i, j in ranked:
        if closeness > len(anchors) / 4 and i not in taken and j not in taken.values():
            taken[i] = j
    both: list[Pair] = [(a, second[taken[i]] if i in taken else None) for i, a in enumerate(first)]
    return both + [(None, b) for j, b in enumerate(second) if j not in taken.values()]


def said(value: Any, text: str) -> str:
    """A field as it reads: the words of its spans, else the value."""
    if isinstance(value, list) and spans(value) and isinstance(spans(value)[0], list):
        return " ; ".join(text[start:end] for start, end in spans(value))
    return "" if value in (None, [], False) else str(value)


def line(item: Item, layer: str, text: str) -> str:
    return " | ".join([item["id"], *(said(item[field], text) for field in SHOWN[layer].split())])


def differences(pair: tuple[Item, Item], layer: str, text: str, same: dict[str, str]) -> list[str]:
    """The fields in which a pair differs; references count by the item they come to."""
    out = []
    for field in SHOWN[layer].split():
        a, b = (item[field] for item in pair)
        if field in ("voice", "parent"):
            b = same.get(b, b)
        if a != b:
            out.append(f"{field}: {said(a, text) or '-'} / {said(b, text) or '-'}")
    return out


def report(first: Item, second: Item, layers: list[str]) -> list[str]:
    """The differences of one report, a line each."""
    text, out = first["text"], [f"== {first['id']}"]
    found = {layer: pairs(first[layer], second[layer], ANCHORS[layer]) for layer in ANCHORS}
    same = {b["id"]: a["id"] for a, b in found["statements"] if a and b}
    for layer in layers:
        for a, b in found[layer]:
            if a and b:
                unlike = differences((a, b), layer, text, same)
                anchor = said(a[ANCHORS[layer][0]], text)
                out += [f"= {a['id']}/{b['id']} {anchor} | {' | '.join(unlike)}"] if unlike else []
            else:
                out.append(f"{1 if a else 2} {line(a or b or {}, layer, text)}")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--layers", nargs="+", choices=list(ANCHORS), default=list(ANCHORS))
    parser.add_argument("--ids", nargs="+")
    args = parser.parse_args()
    second = {r["id"]: r for r in joined(args.second, args.texts)}
    for first in joined(args.first, args.texts):
        if first["id"] in second and (not args.ids or first["id"] in args.ids):
            print("\n".join(report(first, second[first["id"]], args.layers)))


if __name__ == "__main__":
    main()
