"""`onrecord panel`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from onrecord.cli.asking import archive_option, clocks, day, show
from onrecord.cli.labels import told
from onrecord.record import OnrecordError


@click.command()
@click.option("--unit", required=True, metavar="WHO-WHEN",
              help="country, actor, dyad, outlet, all; day, week, month, quarter, year: dyad-month.")  # fmt: skip
@archive_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="A .csv or .parquet file, with a .json on how it was made; else standard output.")  # fmt: skip
@click.option("--type", multiple=True, **told("type"),
              help="PLOVER type; give it again for more, as the next five.")  # fmt: skip
@click.option("--mode", multiple=True, **told("mode"), help="PLOVER mode.")
@click.option("--status", multiple=True, **told("status"),
              help="happened, planned, called_off, denied or possible.")  # fmt: skip
@click.option("--recency", multiple=True, **told("recency"), help="news or background.")
@click.option("--outlet", multiple=True, help="The outlet, in counts and in reports read.")
@click.option("--voice", type=click.Choice(["reporter", "statement"]), help="On whose word.")
@click.option("--min-texts", type=click.IntRange(min=1), default=1, show_default=True,
              help="Happenings that so many reports tell, copies not counted.")  # fmt: skip
@click.option("--min-independent", type=click.IntRange(min=1), default=1, show_default=True,
              help="Happenings that so many owners tell, agencies or outlets where no owner is known.")  # fmt: skip
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True,
              help="Events that the reader is so sure of.")  # fmt: skip
@click.option("--since", callback=day, metavar="DATE", help="From the period of that day; else of the first report.")
@click.option("--until", callback=day, metavar="DATE", help="To the period of that day; else of the last report.")
@click.option("--dated", type=click.Choice(["event", "published"]), default="event", show_default=True,
              help="By the event's own date (news without one by publication), or by publication.")  # fmt: skip
@click.option("--codes", type=click.Choice(["country", "actor"]), default="country", show_default=True,
              help="Actors by country, or by their whole code.")  # fmt: skip
@click.option("--columns", type=click.Choice(["type", "mode", "status", "none"]), default="type", show_default=True,
              help="A column for each label.")  # fmt: skip
@click.option(
    "--only-seen", is_flag=True, help="Leave out units that pass no filter; else all of the archive's are rows."
)
@click.option("--weights", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="A CSV file of type, mode, weight, instead of the Goldstein scores of PLOVER.")  # fmt: skip
@clocks[0]
@clocks[1]
def panel(archive: Path, output: Path | None, weights: Path | None, **given: Any) -> None:
    """Count happenings by unit and period, zeros filled in, as R and pandas take it.

    A happening counts once, however many reports tell it. `read` is how many reports were read that the period
    published; where it is none, counts are absent: a gap is no zero. per_1000: happenings for 1,000 reports read.
    """
    from onrecord.export.panel import Panel, plover_weights, weights_of

    try:
        lists = {name: tuple(value) for name, value in given.items() if isinstance(value, (list, tuple))}
        asked = Panel(**{**given, **lists}, weights=weights_of(weights) if weights else plover_weights())
        _write(archive, asked, output)
    except OnrecordError as error:
        raise click.ClickException(str(error)) from error


def _write(archive: Path, panel: Any, output: Path | None) -> None:
    from onrecord.archive import Answer, reading
    from onrecord.export.panel import make_panel, write_panel

    if output is not None:
        counted = write_panel(archive, panel, output)
    else:
        as_of: datetime | None = panel.as_of
        published_by: date | None = panel.published_by
        with reading(archive, as_of=as_of, published_by=published_by) as connection:
            counted = make_panel(connection, panel)
            cursor = connection.execute("FROM panel ORDER BY ALL")
            columns = tuple(column[0] for column in cursor.description or ())
            show(Answer(columns, tuple(cursor.fetchall())), "csv")
    click.echo(
        f"onrecord: {counted.rows:,} rows, {counted.counted:,} happenings; {counted.undated:,} without a period and "
        f"{counted.outside:,} outside the span are not counted", err=True,
    )  # fmt: skip
