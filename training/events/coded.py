"""Annotated reports as training windows: per window the pieces, their statements and their events."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attribution"))

from adapt import OWN
from data import Report, roles_of

from onrecord.language.tagging.event_labels import MODES, RECENCIES, ROLES, STATUSES, TYPES
from onrecord.language.tagging.windows import Ints, Pieces, Window, pieces_of

Json = dict[str, Any]
UNKNOWN = -100
FIELDS = ("type", "mode", "status", "recency")
SILVER, GOLD = "silver", "gold"


@dataclass(frozen=True)
class Events:
    """The events of a report: for each the pieces of its trigger, a part a piece, and its labels.

    `types`: the type of each piece (0 none). `parts`: `[events, pieces]` as ROLES. `labels`: `[events, FIELDS]`,
    UNKNOWN where the annotation does not say. `grade`: by hand, or by the rules.
    """

    types: Ints
    triggers: list[Ints]
    parts: Ints
    labels: Ints
    grade: str


@dataclass(frozen=True)
class Coded(Report):
    """A report with its events; `told` says whether its statements are known."""

    events: Events
    told: bool


@dataclass(frozen=True)
class EventBatch:
    """Events of a batch: type and weight a piece, then anchors with their parts and labels."""

    types: torch.Tensor
    weights: torch.Tensor
    anchors: torch.Tensor
    parts: torch.Tensor
    labels: torch.Tensor
    grades: torch.Tensor


def covered(pieces: Pieces, span: list[int]) -> Ints:
    """The pieces that share a character with a span."""
    return np.flatnonzero((pieces.starts < span[1]) & (pieces.ends > span[0]))


def labels_of(event: Json) -> list[int]:
    """The labels of an event as numbers; a mode that is not given is none."""
    mode = f"{event['type']}/{event['mode']}" if event.get("mode") else "-"
    recency = event.get("recency")
    return [
        TYPES.index(event["type"]),
        MODES.index(mode) if mode in MODES else UNKNOWN,
        STATUSES.index(event["status"]),
        RECENCIES.index(recency) if recency else UNKNOWN,
    ]


def parts_of(event: Json, pieces: Pieces) -> Ints:
    """The part of each piece in one event; time and place first, so that the parties win."""
    parts = np.zeros(len(pieces.ids), dtype=np.int64)
    for name, spans in (
        ("place", [event.get("place")]), ("time", [event.get("time")]),
        ("recipient", event["recipients"]), ("actor", event["actors"]),
    ):  # fmt: skip
        for span in filter(None, spans):
            parts[covered(pieces, span)] = ROLES.index(name)
    return parts


def events_of(events: list[Json], pieces: Pieces, grade: str) -> Events:
    """The events of a report on its pieces."""
    types = np.zeros(len(pieces.ids), dtype=np.int64)
    kept, triggers = [], []
    for event in events:
        at = covered(pieces, event["trigger"])
        if at.size:
            kept.append(event)
            triggers.append(at)
            types[at] = TYPES.index(event["type"])
    parts = np.array([parts_of(e, pieces) for e in kept], dtype=np.int64).reshape(len(kept), len(types))
    labels = np.array([labels_of(e) for e in kept], dtype=np.int64).reshape(len(kept), len(FIELDS))
    return Events(types, triggers, parts, labels, grade)


def attributions_of(statements: list[Json]) -> list[Json]:
    """The statements that have cue and content, as PolNeAR's attributions."""
    return [
        {"source": [s["source"]] if s["source"] else [], "cue": [s["cue"]], "content": s["content"]}
        for s in statements
        if s["cue"] and s["content"]
    ]


def coded(told: Json, text: str, tokenizer: Tokenizer, grade: str) -> Coded:
    """One annotated report."""
    pieces = pieces_of(text, tokenizer)
    known = "statements" in told
    said = attributions_of(told.get("statements", []))
    roles = np.array([roles_of(a, pieces) for a in said], dtype=np.int64).reshape(len(said), len(pieces.ids))
    return Coded(told["id"], OWN, text, said, pieces, roles, events_of(told["events"], pieces, grade), known)


def load_gold(folder: Path, texts: Path, tokenizer: Tokenizer) -> list[Coded]:
    """Reports annotated by hand: with their text, or stand-off over the reports of `texts`."""
    rows = {r["id"]: r["text"] for r in map(json.loads, texts.read_text("utf-8").splitlines())}
    out = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        text = told.get("text") or rows[told["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != told["sha256"]:
            raise ValueError(f"{path}: another text")
        out.append(coded(told, text, tokenizer, GOLD))
    return out


def load_silver(path: Path, tokenizer: Tokenizer, said: dict[str, Report]) -> list[Coded]:
    """Reports that the rules coded; `said` has the statements of those that PolNeAR annotates, by id."""
    out = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        one = said.get(row["id"])
        if one is None:
            out.append(coded(row, row["text"], tokenizer, SILVER))
        elif one.text == row["text"]:
            events = events_of(row["events"], one.pieces, SILVER)
            out.append(Coded(one.id, one.outlet, one.text, one.attributions, one.pieces, one.roles, events, True))
    return out


def collate_events(
    items: list[tuple[Coded, Window]],
    width: int,
    reach: int,
    weights: dict[str, tuple[float, float]],
    rng: random.Random,
) -> EventBatch:
    """The events of a batch of windows; the anchor of an event is a random piece of its trigger.

    `weights`: by grade, of a piece that names no event and of one that does.
    """
    types = np.zeros((len(items), width), dtype=np.int64)
    weigh = np.zeros((len(items), width), dtype=np.float32)
    anchors, parts, labels, grades = [], [], [], []
    for row, (report, window) in enumerate(items):
        events, size = report.events, window.high - window.low
        none, some = weights[events.grade]
        types[row, 1 : size + 1] = events.types[window.low : window.high]
        weigh[row, 1 : size + 1] = np.where(types[row, 1 : size + 1] > 0, some, none)
        padded = np.pad(events.parts[:, window.low : window.high], ((0, 0), (reach, reach)))
        for at, line, label in zip(events.triggers, padded, events.labels, strict=True):
            inside = at[(at >= window.low) & (at < window.high)] - window.low
            if inside.size:
                anchor = int(rng.choice(inside.tolist()))
                anchors.append((row, anchor + 1))
                parts.append(line[anchor : anchor + 2 * reach + 1])
                labels.append(label)
                grades.append(some)
    return EventBatch(
        torch.from_numpy(types),
        torch.from_numpy(weigh),
        torch.tensor(anchors, dtype=torch.long).reshape(-1, 2),
        torch.from_numpy(np.array(parts, dtype=np.int64).reshape(-1, 2 * reach + 1)),
        torch.from_numpy(np.array(labels, dtype=np.int64).reshape(-1, len(FIELDS))),
        torch.tensor(grades, dtype=torch.float32),
    )
