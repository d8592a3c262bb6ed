"""Releases: whole, the same bytes each time, explained, without other people's words; and what differs between two."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from datetime import timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pandas
import pyarrow.parquet
import pytest
from click.testing import CliRunner

from archiving import MADE_BY, NOON, add_all, reader, report, reports
from onrecord.archive import ArchiveError, ask, reading
from onrecord.cli import main
from onrecord.export.diff import diff
from onrecord.export.release import Release, write_release
from onrecord.export.tables import about, shared, variable
from onrecord.intake import Report
from onrecord.record.json import encode

RELEASE = Release(title="Varland events", authors=("Ida Brandt", "The “Post”"), licence="CC-BY-4.0")
RUNNING = ("text", "content", "words", "what")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("release") / "a.archive"
    add_all(file, reports(120))
    return file


@pytest.fixture(scope="module")
def made(file: Path) -> Path:
    folder = file.parent / "made"
    write_release(file, folder, RELEASE)
    return folder


def columns(folder: Path) -> dict[str, list[str]]:
    return {path.stem: pyarrow.parquet.read_schema(path).names for path in sorted((folder / "data").glob("*.parquet"))}


def test_every_table_and_column_is_described_and_nothing_else(file: Path) -> None:
    with reading(file) as connection:
        there = {name: [row[0] for row in connection.execute(f"DESCRIBE {sql}").fetchall()]
                 for name, sql in shared(connection).items()}  # fmt: skip
    for table, names in there.items():
        assert about(table)
        assert all(variable(table, name).description for name in names)
    lines = files("onrecord.export").joinpath("variables.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    named = [(row["table"], row["column"]) for row in rows]
    assert sorted(set(named)) == sorted(named)
    for row in rows:
        assert row["kind"] in ("", "key", "text", "local", "clock")
        if row["table"] != "*":
            assert row["column"] in ["", *there[row["table"]]], row


def test_a_release_is_whole_and_its_checksums_hold(made: Path) -> None:
    ran = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=made, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")
    listed = {line.split("  ", 1)[1] for line in (made / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert there - listed == {"SHA256SUMS"}
    assert {"README.md", "CITATION.cff", "codebook.json", "codebook.md", "settings.json"} <= listed


def test_the_same_archive_gives_the_same_bytes(file: Path, made: Path, tmp_path: Path) -> None:
    write_release(file, tmp_path / "again", RELEASE)
    assert (tmp_path / "again" / "SHA256SUMS").read_bytes() == (made / "SHA256SUMS").read_bytes()


def test_running_words_stay_out_and_offsets_lead_to_them(file: Path, made: Path, tmp_path: Path) -> None:
    found = columns(made)
    assert "text" not in found["report"]
    assert "content" not in found["statement"]
    assert "words" not in found["quotation"]
    assert found["furniture"] == ["report", "reason"]
    texts = {f.id: f.article.text for f in reports(120) if isinstance(f, Report)}
    kept = pandas.read_parquet(made / "data" / "report.parquet").set_index("id")
    assert all(hashlib.sha256(texts[id_].encode()).hexdigest() == row.text_sha256 for id_, row in kept.iterrows())
    spans = pandas.read_parquet(made / "data" / "event.parquet")
    assert all(texts[row.report][row.start : row.end] == row.trigger for row in spans.itertuples())
    sentences = {line for text in texts.values() for line in text.split("\n")}
    for path in made.rglob("*.parquet"):
        table = pyarrow.parquet.read_table(path).to_pylist()
        assert not any(str(value) in sentences for row in table for value in row.values()), path
    write_release(file, tmp_path / "texts", Release(title="x", authors=("y",), texts=True))
    assert set(pandas.read_parquet(tmp_path / "texts" / "data" / "report.parquet")["text"]) == set(
        kept.index.map(texts)
    )
    assert "may not be passed on" in (tmp_path / "texts" / "README.md").read_text("utf-8")


def test_nothing_tells_of_this_machine(made: Path) -> None:
    assert "path" not in columns(made)["report_version"]
    assert "path" not in columns(made)["failure"]
    for path in made.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert str(made.parent).encode() not in data, path
            assert b"in.jsonl" not in data, path


def test_settings_codebook_and_citation(file: Path, made: Path) -> None:
    settings = json.loads((made / "settings.json").read_text("utf-8"))
    assert settings["made_by"] == [{**json.loads(encode(MADE_BY)), "reports": settings["tables"]["report"]}]
    assert (settings["first_day"], settings["texts"]) == ("2024-03-01", False)
    book = json.loads((made / "codebook.json").read_text("utf-8"))
    told = {table["table"]: [c["column"] for c in table["columns"]] for table in book["tables"]}
    assert told == columns(made)
    assert {table["table"]: table["rows"] for table in book["tables"]} == settings["tables"]
    assert {label["label"] for label in book["labels"]} >= {"ASSAULT", "called_off", "deny"}
    lines = (made / "CITATION.cff").read_text("utf-8").splitlines()
    assert lines[0] == "cff-version: 1.2.0"
    assert {'title: "Varland events"', '  - name: "The “Post”"', "date-released: 2026-01-01", "type: dataset"} <= {
        *lines
    }
    rows = ask(file, "SELECT count(*) FROM report").rows[0][0]
    assert f"| `report` | {rows} |" in (made / "README.md").read_text("utf-8")


def test_a_release_is_of_the_time_that_is_asked_for(file: Path, tmp_path: Path) -> None:
    write_release(file, tmp_path / "early", Release(title="x", authors=("y",), as_of=NOON - timedelta(days=1)))
    assert len(pandas.read_parquet(tmp_path / "early" / "data" / "report.parquet")) == 0
    assert json.loads((tmp_path / "early" / "settings.json").read_text("utf-8"))["as_of"] == "2025-12-31T12:00:00"


def test_a_folder_that_holds_something_is_left_alone(file: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", "utf-8")
    for target in ("full", "full/mine.txt"):
        with pytest.raises(ArchiveError, match="needs a new folder"):
            write_release(file, tmp_path / target, RELEASE)
    with pytest.raises(ArchiveError, match="no such archive"):
        write_release(tmp_path / "no.archive", tmp_path / "new", RELEASE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full"]


def summary(before: Path, after: Path) -> dict[str, dict[str, Any]]:
    answer = diff(before, after)
    return {row[0]: dict(zip(answer.columns[3:], row[3:], strict=True)) for row in answer.rows}


def test_no_difference_between_a_release_and_its_archive(file: Path, made: Path) -> None:
    for after in (made, file):
        assert all((s["added"], s["gone"], s["changed"]) == (0, 0, 0) for s in summary(made, after).values())


def test_when_it_was_recorded_is_no_difference(file: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.archive"
    add_all(later, reports(120), clock=lambda: NOON + timedelta(days=400))
    assert all((s["added"], s["gone"], s["changed"]) == (0, 0, 0) for s in summary(file, later).values())


def test_what_was_added_withdrawn_and_changed_is_listed(tmp_path: Path) -> None:
    old, new = tmp_path / "old.archive", tmp_path / "new.archive"
    first = "Mayor Ida Brandt said that 12 people were hurt in Cork on Monday."
    then = "Mayor Ida Brandt said that 14 people were hurt in Cork on Monday.\nPolice attacked the market."
    for target in (old, new):
        add_all(target, [report(1, first, url="https://example.org/a"), report(2, first)])
    add_all(new, [report(3, then, id="again", url="https://example.org/a"), report(4, first)])
    found = summary(old, new)
    assert (found["report"]["added"], found["report"]["changed"]) == (1, 1)
    assert {"published", "text_sha256", "title"} <= {*found["report"]["columns"]}
    assert (found["event"]["added"], found["event"]["gone"]) == (1, 0)
    assert found["figure"] == {"added": 1, "gone": 0, "changed": 1, "columns": ["value"]}
    assert summary(new, old)["figure"]["gone"] == 1
    listed = diff(old, new, "figure")
    assert ("changed", "r1 f1", "value", "12.0", "14.0") in listed.rows
    assert ("added", "r4 f1", None, None, None) in listed.rows
    with pytest.raises(ArchiveError, match="no table 'moon'"):
        diff(old, new, "moon")
    with pytest.raises(ArchiveError, match="neither an archive nor a release"):
        diff(old, tmp_path)


def test_another_program_shows_in_what_it_made(tmp_path: Path) -> None:
    old, new = tmp_path / "old.archive", tmp_path / "new.archive"
    add_all(old, [report(n) for n in range(5)])
    newer = msgspec.structs.replace(MADE_BY, onrecord="2")
    for target in (old, new):
        add_all(target, [report(n) for n in range(5)], partial(reader, 0.0, newer), reread=encode(newer))
    found = summary(old, new)
    assert (found["report_version"]["gone"], found["report_version"]["added"]) == (10, 5)
    assert found["statement"]["changed"] == 0


def test_the_keys_of_tables_are_keys(file: Path) -> None:
    from onrecord.export.diff import ROW_BY_ROW

    with reading(file) as connection:
        for name, sql in shared(connection).items():
            names = [row[0] for row in connection.execute(f"DESCRIBE {sql}").fetchall()]
            keys = ", ".join(f'"{c}"' for c in names if variable(name, c).kind == "key")
            if name not in ROW_BY_ROW:
                twice = connection.execute(
                    f"SELECT {keys}, count(*) AS times FROM ({sql}) GROUP BY ALL HAVING times > 1"
                ).fetchall()
                assert twice == [], name


def test_the_commands(file: Path, tmp_path: Path) -> None:
    run = CliRunner()
    target = str(tmp_path / "out")
    ran = run.invoke(
        main, ["release", target, "--archive", str(file), "--title", "T", "--author", "A", "--author", "B"]
    )
    assert ran.exit_code == 0, ran.output
    assert "rows in" in ran.stderr
    assert run.invoke(main, ["release", target, "--archive", str(file), "--title", "T", "--author", "A"]).exit_code == 1
    assert run.invoke(main, ["release", target, "--archive", str(file), "--title", "T"]).exit_code == 2
    assert run.invoke(main, ["diff", target, str(file), "--exit-code"]).exit_code == 0
    other = tmp_path / "b.archive"
    add_all(other, reports(30))
    ran = run.invoke(main, ["diff", str(other), target, "--exit-code", "--json"])
    assert ran.exit_code == 1
    assert {row["layer"]: row["added"] > 0 for row in json.loads(ran.stdout)}["statement"]
    ran = run.invoke(main, ["diff", str(other), target, "--layer", "statement", "--csv", "--limit", "3"])
    assert ran.exit_code == 0
    assert len(ran.stdout.splitlines()) == 4
