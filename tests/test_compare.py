"""What `make compare` says of two readings of the same reports."""

from __future__ import annotations

from pathlib import Path

import compare
from msgspec import structs

from onrecord.record import Entity, Mention, Record
from test_record import TEXT, full_record


def differences(folder: Path, base: Record, head: Record) -> dict[str, dict[str, list[str]]]:
    for name, made in (("base", base), ("head", head)):
        (folder / name).write_text(made.to_json() + "\n", "utf-8")
    return compare.differences(folder / "base", folder / "head")


def test_gained_lost_and_changed_are_told_by_layer(tmp_path: Path) -> None:
    base = full_record()
    denied = tuple(structs.replace(event, status="denied") for event in base.events)
    head = structs.replace(base, events=denied, figures=())
    assert differences(tmp_path, base, head) == {
        "events": {"changed": ["r: hurt (status)"]},
        "figures": {"lost": ["r: 12"]},
    }
    assert differences(tmp_path, head, base)["figures"] == {"gained": ["r: 12"]}


def test_other_numbers_are_no_change_but_another_source_is(tmp_path: Path) -> None:
    base = full_record()
    monday = Entity(
        id="n1", name="Monday", kind="other", mentions=(Mention(start=25, end=31, text=TEXT[25:31], form="name"),)
    )
    ida = structs.replace(base.entities[0], id="n2")
    (statement,) = base.statements
    renumbered = structs.replace(statement, source_entity="n2")
    head = structs.replace(base, entities=(monday, ida), statements=(renumbered,))
    assert differences(tmp_path, base, head) == {"entities": {"gained": ["r: Monday"]}}
    head = structs.replace(base, entities=(monday, ida))
    assert differences(tmp_path, base, head)["statements"] == {"changed": ["r: said (source_entity)"]}
