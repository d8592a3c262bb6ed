"""`onrecord entities`: the registry, what it only suggests, and what users say of it."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.asking import Ask, archive_option, asking, filters
from onrecord.cli.saying import saying
from onrecord.record import OnrecordError


@click.group()
def entities() -> None:
    """The registry of entities over all reports: ask it, and correct it with reasons that are kept."""


@entities.command("list")
@filters(
    "kind",
    name="A name or a part of it.", kind="person, organization, group, place, document or other.",
    country="ISO 3166-1 alpha-3.", code="Actor code or its beginning: ISRGOV.", own="The id in your own table.",
)  # fmt: skip
@asking
def list_(ask: Ask, **given: str | None) -> None:
    """List entities, those of most reports first."""
    from onrecord.archive.registry import entities as question

    ask(question(given))


@entities.command()
@filters(name="A name or a part of it.")
@asking
def suggested(ask: Ask, **given: str | None) -> None:
    """List who may be whom: what linking suggests and `onrecord entities is` confirms."""
    from onrecord.archive.registry import suggestions as question

    ask(question(given))


@entities.command()
@asking
def corrections(ask: Ask) -> None:
    """List what users said of entities, with their reasons; `onrecord entities undo N` takes one back."""
    from onrecord.archive.registry import corrections as question

    ask(question({"layer": "entity"}))


@entities.command("is")
@click.argument("target", metavar="REPORT/LOCAL")
@click.argument("entity", metavar="ENTITY")
@saying
def is_(archive: Path, target: str, entity: str, who: str, why: str) -> int:
    """Say that an entity of a report is ENTITY of the registry."""
    from onrecord.linking.entities import correct_entity

    return correct_entity(archive, target, entity, who=who, why=why)


@entities.command()
@click.argument("entity")
@click.argument("into")
@saying
def merge(archive: Path, entity: str, into: str, who: str, why: str) -> int:
    """Say that ENTITY is INTO, whose id stays."""
    from onrecord.linking.entities import merge_entities

    return merge_entities(archive, entity, into, who=who, why=why)


@entities.command()
@click.argument("targets", metavar="REPORT/LOCAL...", nargs=-1, required=True)
@saying
def split(archive: Path, targets: tuple[str, ...], who: str, why: str) -> int:
    """Say that entities of reports are one of their own, and not the one that they were taken for."""
    from onrecord.linking.entities import split_entity

    return split_entity(archive, targets, who=who, why=why)


@entities.command("set")
@click.argument("entity")
@click.argument("field", type=click.Choice(("name", "kind", "country", "sector", "code")))
@click.argument("value")
@saying
def set_(archive: Path, entity: str, field: str, value: str, who: str, why: str) -> int:
    """Say what a FIELD of ENTITY is; an empty VALUE: not known."""
    from onrecord.linking.entities import set_entity

    return set_entity(archive, entity, field, value or None, who=who, why=why)


@entities.command()
@click.argument("number", type=int)
@saying
def undo(archive: Path, number: int, who: str, why: str) -> int:
    """Take correction NUMBER back."""
    from onrecord.linking.entities import undo_correction

    return undo_correction(archive, number, who=who, why=why)


@entities.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@archive_option
def table(file: Path, archive: Path) -> None:
    """Take your own table of entities from a CSV file: id, name, kind, aliases, title, organization, country.

    Aliases are separated by semicolons. The registry's entities are found by name and office: `list --own ID`.
    """
    from onrecord.linking.entities import set_own_entities

    try:
        count = set_own_entities(archive, file)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"onrecord: {count:,} entities of your own", err=True)
