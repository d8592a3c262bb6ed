"""The record of an edited report, made from the record of the one that it is edited from.

Paragraphs that both have carry their items along; an item that lost words is left out, and what pointed to it points to
nothing. It stands for reading the edited report anew where only the volume of records matters.
"""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.record import Article, Record

Json = dict[str, Any]


class _Moves:
    """Where the paragraphs of one article stand in another."""

    def __init__(self, old: Article, new: Article) -> None:
        places: dict[str, list[int]] = {}
        for paragraph in new.paragraphs:
            places.setdefault(new.text[paragraph.start : paragraph.end], []).append(paragraph.start)
        self._moves = [
            (p.start, p.end, found.pop(0) - p.start)
            for p in old.paragraphs if (found := places.get(old.text[p.start : p.end]))
        ]  # fmt: skip

    def span(self, span: Json | None) -> Json | None:
        """The span where it is now, None where its paragraph is gone."""
        if span is not None:
            for start, end, by in self._moves:
                if start <= span["start"] and span["end"] <= end:
                    return {**span, "start": span["start"] + by, "end": span["end"] + by}
        return None

    def spans(self, spans: list[Json]) -> list[Json]:
        return sorted((s for s in map(self.span, spans) if s), key=lambda s: s["start"])


def moved(record: Record, article: Article, id_: str) -> Record:
    """The record of `article`, an edited form of the record's own."""
    made, moves = msgspec.json.decode(record.to_json()), _Moves(record.article, article)
    made |= {"id": id_, "article": msgspec.to_builtins(article)}
    for layer, move in _LAYERS.items():
        made[layer] = [item for item in (move(item, moves) for item in made[layer]) if item]
    _cut_references(made)
    return Record.from_json(msgspec.json.encode(made).decode())


def _entity(item: Json, moves: _Moves) -> Json | None:
    item["mentions"] = moves.spans(item["mentions"])
    return item if item["mentions"] else None


def _statement(item: Json, moves: _Moves) -> Json | None:
    parts = ("source", "cue", "anonymity", "addressee")
    before = [name for name in parts if item[name]]
    content = moves.spans(item["content"])
    item |= {name: moves.span(item[name]) for name in parts}
    whole = len(content) == len(item["content"]) and all(item[name] for name in before)
    item["content"] = content
    return item if whole else None


def _event(item: Json, moves: _Moves) -> Json | None:
    item["trigger"] = moves.span(item["trigger"])
    for role in ("actors", "recipients"):
        item[role] = moves.spans(item[role])
    if item["place"] and not (span := moves.span(item["place"]["span"])):
        item["place"] = None
    elif item["place"]:
        item["place"]["span"] = span
    return item if item["trigger"] else None


def _figure(item: Json, moves: _Moves) -> Json | None:
    item["number"], item["of"] = moves.span(item["number"]), moves.span(item["of"])
    return item if item["number"] else None


def _time(item: Json, moves: _Moves) -> Json | None:
    item["span"] = moves.span(item["span"])
    return item if item["span"] else None


def _plan(item: Json, moves: _Moves) -> Json | None:
    item["what"] = moves.span(item["what"])
    return item if item["what"] else None


_LAYERS = {
    "entities": _entity, "statements": _statement, "events": _event, "figures": _figure, "times": _time, "plans": _plan,
}  # fmt: skip


def _cut_references(made: Json) -> None:
    """Let what pointed to an item that is gone point to nothing."""
    there = {item["id"] for layer in _LAYERS for item in made[layer]} | {"published", "reporter"}

    def kept(id_: str | None, otherwise: str | None = None) -> str | None:
        return id_ if id_ in there else otherwise

    for item in made["statements"]:
        item |= {name: kept(item[name]) for name in ("source_entity", "parent", "time")}
    for item in made["times"]:
        item["anchor"] = kept(item["anchor"])
    for item in made["events"]:
        item |= {"voice": kept(item["voice"], "reporter"), "time": kept(item["time"])}
        for party in (*item["actors"], *item["recipients"]):
            party["entity"] = kept(party["entity"])
    for item in made["figures"]:
        item |= {"voice": kept(item["voice"], "reporter"), "event": kept(item["event"])}
    for item in made["plans"]:
        item["parties"] = [party for party in item["parties"] if party in there]
        for step in item["steps"]:
            step |= {"event": kept(step["event"]), "voice": kept(step["voice"], "reporter")}
