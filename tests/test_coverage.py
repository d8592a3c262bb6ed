"""Denominators: what was seen, read, copied and failed in each period, gaps as gaps; the user's table of outlets."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archiving import NOON, add_all, report
from onrecord.archive import ArchiveError, Writer, ask
from onrecord.archive.coverage import COUNTED, GROUPS, PERIODS, coverage
from onrecord.cli import main
from onrecord.cli.coverage import coverage as command
from onrecord.intake import Failure

SAID = "Mayor Ida Brandt said that 12 people were hurt."
HELD = "Police attacked the market."


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the Post three reports (one a copy), of the Wire two and a failure, over ten days with gaps."""
    file = tmp_path_factory.mktemp("coverage") / "a.archive"
    add_all(file, [
        report(1, SAID, outlet="Post", published="2024-02-28"),
        report(2, HELD, outlet="Post", published="2024-03-02"),
        report(3, SAID, outlet="Post", published="2024-03-02"),
        report(4, HELD, outlet="Wire", published="2024-03-02"),
        report(5, SAID, outlet="Wire", published="2024-03-08"),
        report(6, SAID, outlet="Wire", published=None),
        Failure(path="in.jsonl", line=9, reason="no article text", outlet="Wire", published="2024-03-04T10:00:00Z"),
    ])  # fmt: skip
    with Writer(file) as writer, writer.transaction() as connection:
        connection.execute("INSERT INTO linked.copy_group VALUES ('r1', NULL, 'r1', '2024-02-28', ?, NULL)", [NOON])
        for reading, relation in ((1, "origin"), (3, "same")):
            row = ["r1", reading, f"r{reading}", relation, 1.0, 0.0, "2024-03-02", NOON, None]
            connection.execute("INSERT INTO linked.copy_member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return file


def rows(file: Path, *arguments: str, **how: str) -> list[tuple[object, ...]]:
    question = coverage(*arguments, **how)
    return [tuple(str(v) if hasattr(v, "year") else v for v in row)
            for row in ask(file, question.sql, question.parameters).rows]  # fmt: skip


def test_days_without_reports_are_there_as_gaps(file: Path) -> None:
    post = [row for row in rows(file) if row[0] == "Post"]
    assert [row[1] for row in post] == [
        "2024-02-28", "2024-02-29", *(f"2024-03-0{day}" for day in range(1, 9))
    ]  # fmt: skip
    assert post[0] == ("Post", "2024-02-28", 1, 1, 0, 0, 0)
    assert post[1] == ("Post", "2024-02-29", 0, 0, 0, 0, 1)
    assert post[3] == ("Post", "2024-03-02", 2, 2, 1, 0, 0)


def test_a_failure_is_seen_and_not_read_and_what_has_no_day_is_apart(file: Path) -> None:
    wire = [row for row in rows(file) if row[0] == "Wire"]
    assert ("Wire", "2024-03-04", 1, 0, 0, 1, 0) in wire
    assert wire[-1] == ("Wire", None, 1, 1, 0, 0, None)


def test_months_count_the_days_without(file: Path) -> None:
    assert rows(file, "all", "month") == [
        ("all", "2024-02-01", 1, 1, 0, 0, 1), ("all", "2024-03-01", 5, 4, 1, 1, 5), ("all", None, 1, 1, 0, 0, None)
    ]  # fmt: skip
    assert rows(file, "all", "month", since="2024-03-01", until="2024-03-31")[0] == (
        "all", "2024-03-01", 5, 4, 1, 1, 28)  # fmt: skip


def test_counts_are_per_thousand_read_and_absent_in_a_gap(file: Path) -> None:
    found = {row[1]: row[-2:] for row in rows(file, "outlet", "day", of="events", outlet="Post")}
    assert found["2024-03-02"] == (1, 500.0)
    assert found["2024-02-28"] == (0, 0.0)
    assert found["2024-02-29"] == (None, None)
    assert rows(file, "all", "year", of="statements")[0][-2:] == (3, 600.0)


def test_every_choice_answers(file: Path) -> None:
    choices = {p.name: list(p.type.choices) for p in command.params if hasattr(p.type, "choices")}
    assert choices == {"by": list(GROUPS), "per": list(PERIODS), "of": list(COUNTED)}
    for by in GROUPS:
        for of in (None, *COUNTED):
            for per in PERIODS:
                assert sum(row[2] for row in rows(file, by, per, of=of)) == 7
    with pytest.raises(ArchiveError, match="no coverage"):
        coverage("moon")


def test_the_users_table_of_outlets_groups_them(file: Path, tmp_path: Path) -> None:
    run = CliRunner()
    table = tmp_path / "outlets.csv"
    shown = run.invoke(main, ["outlets", "--archive", str(file), "--csv"])
    assert shown.stdout.splitlines()[0] == "name,country,kind,owner,language,reports"
    table.write_text(
        shown.stdout.replace("Post,,,,", "Post,SWE,daily,Holding,en").replace("Wire,,,,", "Wire,SWE,agency,Holding,"),
        "utf-8",
    )
    ran = run.invoke(main, ["outlets", "--archive", str(file), "--set", str(table), "--json"])
    assert '"owner": "Holding"' in ran.stdout
    assert rows(file, "owner", "year")[0] == ("Holding", "2024-01-01", 6, 5, 1, 1, 6)
    assert [row[0] for row in rows(file, "kind", "year")] == ["agency", "agency", "daily"]
    missing = run.invoke(main, ["outlets", "--archive", str(tmp_path / "no.archive"), "--set", str(table)])
    assert missing.exit_code == 1
    assert "no such archive" in missing.stderr


def test_the_command_asks(file: Path) -> None:
    ran = CliRunner().invoke(main, ["coverage", "--archive", str(file), "--by", "all", "--per", "month", "--csv"])
    assert ran.stdout.splitlines()[0] == "all,month,seen,read,copies,failed,gap_days"
