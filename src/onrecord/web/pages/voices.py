"""Voices of a report: whoever it cites gets a letter and one of six colours, in the order of appearance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.record import Record, Statement

COLOURS = 6


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone cited: `entity` of the record where there is one; `letter` A, B, … AA; `colour` 1 to 6, 0 for nobody."""

    letter: str
    colour: int
    name: str
    entity: str | None
    named: bool
    statements: int

    @property
    def css(self) -> str:
        """The class that sets its colour."""
        return f"v{self.colour}"


def voices(record: Record) -> dict[str, Voice]:
    """The voice of each statement, by the statement's id."""
    names = {entity.id: entity.name for entity in record.entities}
    keys = {s.id: _key(s) for s in record.statements}
    counted = Counter(keys.values())
    made: dict[str, Voice] = {}
    for s in record.statements:
        key = keys[s.id]
        if key not in made:
            nobody = key == ""
            number = sum(1 for known in made if known)
            made[key] = Voice(
                letter="–" if nobody else letters(number),
                colour=0 if nobody else number % COLOURS + 1,
                name=names.get(s.source_entity or "") or (s.source.text if s.source else "no source given"),
                entity=s.source_entity,
                named=s.named,
                statements=counted[key],
            )
    return {id_: made[key] for id_, key in keys.items()}


def letters(number: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    made = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def _key(s: Statement) -> str:
    if s.source_entity:
        return s.source_entity
    return " ".join(s.source.text.lower().split()) if s.source else ""
