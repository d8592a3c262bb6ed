"""`onrecord correct`: what users say of reports, statements, events, figures and plans."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.asking import Ask, asking, filters
from onrecord.cli.saying import saying

_AS = click.option("--as", "group", type=click.Choice(("copy_group", "story")), help="Of reports: of which group.")


@click.group()
def correct() -> None:
    """Correct what was read: each correction is kept with who, when and why, wins, and survives --reread.

    TARGET is REPORT or REPORT/ITEM, such as reuters-1/e3. Entities are corrected with `onrecord entities`.
    """


@correct.command("set")
@click.argument("target")
@click.argument("field")
@click.argument("value")
@saying
def set_(archive: Path, target: str, field: str, value: str, who: str, why: str) -> int:
    """Say what a FIELD of TARGET is; an empty VALUE: it is absent. `onrecord correct fields` lists the fields."""
    from onrecord.archive.correct import correct

    return correct(archive, target, field, value or None, who=who, why=why)


@correct.command()
@click.argument("target", metavar="REPORT/ITEM")
@saying
def drop(archive: Path, target: str, who: str, why: str) -> int:
    """Say that an item is none: no statement, no event, no figure, no plan."""
    from onrecord.archive.correct import drop

    return drop(archive, target, who=who, why=why)


@correct.command()
@click.argument("target")
@click.argument("other")
@_AS
@saying
def same(archive: Path, target: str, other: str, group: str | None, who: str, why: str) -> int:
    """Say that TARGET is the same statement, event, thing counted or plan as OTHER, or of reports: one --as."""
    from onrecord.archive.correct import join

    return join(archive, target, other, group=group, who=who, why=why)


@correct.command()
@click.argument("target")
@_AS
@saying
def apart(archive: Path, target: str, group: str | None, who: str, why: str) -> int:
    """Say that TARGET is not the same as what it was joined with, but one of its own."""
    from onrecord.archive.correct import part

    return part(archive, target, group=group, who=who, why=why)


@correct.command()
@click.argument("number", type=int)
@saying
def undo(archive: Path, number: int, who: str, why: str) -> int:
    """Take correction NUMBER back."""
    from onrecord.archive import reading
    from onrecord.archive.correct import layer_of, undo
    from onrecord.linking.entities import undo_correction

    with reading(archive) as connection:
        layer = layer_of(connection, number)
    return (undo_correction if layer == "entity" else undo)(archive, number, who=who, why=why)


@correct.command("list")
@filters(
    "state",
    layer="report, statement, event, figure, plan or entity.", report="The id of a report.",
    state="holds, taken back, or orphaned: the report as read anew has the item no more, or the other one.",
)  # fmt: skip
@asking
def list_(ask: Ask, **given: str | None) -> None:
    """List what users said, with their reasons and whether it holds."""
    from onrecord.archive.registry import corrections as question

    ask(question(given))


@correct.command()
def fields() -> None:
    """List the fields of each layer that can be set."""
    from onrecord.archive.fields import FIELDS

    for layer, known in FIELDS.items():
        click.echo(f"{layer}: {', '.join(known)}")
