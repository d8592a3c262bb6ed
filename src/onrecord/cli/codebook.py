"""`onrecord codebook`."""

from __future__ import annotations

from collections.abc import Iterable

import click
import msgspec

from onrecord.knowledge.plover import Codebook, Label, Section
from onrecord.knowledge.plover import codebook as load


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The codebook as JSON.")
@click.argument("label", required=False)
def codebook(label: str | None, as_json: bool) -> None:
    """Print what every label of a record means, with examples; of one LABEL only, if given."""
    book = load()
    found = book.find(label) if label else tuple((s, x) for s in book.sections for x in s.labels)
    if not found:
        raise click.BadParameter(f"no label {label!r} in the codebook")
    if as_json:
        click.echo(_json(book, found))
        return
    click.echo(f"Codebook {book.version}")
    shown: Section | None = None
    for section, entry in found:
        if section is not shown:
            click.echo(f"\n{click.style(section.title, bold=True)}")
            shown = section
        click.echo(_entry(entry))


def _entry(label: Label) -> str:
    text = click.wrap_text(label.definition, 80, initial_indent="    ", subsequent_indent="    ")
    examples = "".join(
        "\n" + click.wrap_text(f"“{example}”", 80, initial_indent="      ", subsequent_indent="      ")
        for example in label.examples
    )
    return f"  {click.style(label.name, fg='cyan')}\n{text}{examples}"


def _json(book: Codebook, found: Iterable[tuple[Section, Label]]) -> str:
    labels = [
        {"group": s.group, "of": s.of, "label": x.name, "definition": x.definition, "examples": x.examples}
        for s, x in found
    ]
    return msgspec.json.encode({"version": book.version, "labels": labels}).decode()
