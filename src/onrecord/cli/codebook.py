"""`onrecord codebook`."""

from __future__ import annotations

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The codebook as JSON.")
@click.argument("label", required=False)
def codebook(label: str | None, as_json: bool) -> None:
    """Print the definition of every label with examples; of one LABEL only, if given."""
    raise NotImplementedError
