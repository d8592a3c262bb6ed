"""Panels: each happening once, in its unit and period; zeros where something was read, nothing where nothing was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from archiving import MADE_BY, NOON, add_all, report
from onrecord.archive import ArchiveError, Writer
from onrecord.archive.adding import ReadChunk
from onrecord.archive.outlets import set_outlets
from onrecord.cli import main
from onrecord.export.panel import Panel, plover_weights, weights_of, write_panel
from onrecord.knowledge.plover import codebook
from onrecord.knowledge.plover.goldstein import goldstein
from onrecord.record import Event, Party, Place, Record, Statement, When, span_of
from onrecord.record.json import encode
from onrecord.web import create_app

TEXT = "Troops attacked."


def event(n: int, **fields: Any) -> Event:
    """An event of the text; `of`, `on`: codes of who acts on whom; `day`: one, or two with a slash; `where`: a country."""
    of, on, day, where = (fields.pop(name, "") for name in ("of", "on", "day", "where"))
    first, _, last = day.partition("/")
    given = {"type": "ASSAULT", "status": "happened", "recency": "news", "confidence": 0.9, **fields}
    return Event(
        id=f"e{n}", trigger=span_of(TEXT, 7, 15),
        actors=tuple(Party(start=0, end=6, text="Troops", code=code) for code in of.split()),
        recipients=tuple(Party(start=0, end=6, text="Troops", code=code) for code in on.split()),
        when=When(start=first, end=last or first, precision="day") if day else None,
        place=Place(span=span_of(TEXT, 0, 6), name="there", country=where) if where else None, **given,
    )  # fmt: skip


REPORTS: dict[int, tuple[str, str, Sequence[Event]]] = {
    1: ("Post", "2024-01-10", [event(1, of="ISRMIL", on="PSE", where="PSE", day="2024-01-09")]),
    2: ("Wire", "2024-01-11", [event(1, of="ISRMIL ISRGOV", on="PSEREB", where="PSE", day="2024-01-09")]),
    3: ("Wire", "2024-01-12", [event(1, of="ISRMIL", on="PSE", where="PSE", day="2024-01-09")]),  # a copy of 1
    4: ("Post", "2024-03-05", [
        event(1, type="CONSULT", mode="meet", of="ISRGOV USAGOV IGO", where="USA", status="planned", day="2024-03-20"),
        event(2, of="PSEREB", on="ISR", where="ISR"),
        event(3, of="ISR", on="PSE", where="PSE", recency="background"),
        event(4, of="ISR", on="PSE", where="PSE", day="1967-06-05/1967-06-10"),
        event(5, of="ISR", on="PSE", where="PSE", day="2023-12-01/2024-03-01"),
        event(6, type="PROTEST", of="ISRCVL", where="ISR", voice="s1", status="denied", confidence=0.2),
    ]),
}  # fmt: skip


def reader() -> ReadChunk:
    def made(found: Any) -> Record:
        said = Statement(id="s1", source=None, source_entity=None, cue=None, content=(span_of(TEXT, 0, 6),), manner="indirect", act="say", source_kind="unknown",
                         named=False, confidence=1.0)  # fmt: skip
        events = tuple(REPORTS[found.line][2])
        return Record(id=found.id, article=found.article, made_by=MADE_BY, events=events, statements=(said,))

    return lambda chunk: [(made(found).to_json(), encode(MADE_BY)) for found in chunk]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("panel") / "a.archive"
    add_all(file, [report(n, TEXT, outlet=o, published=day) for n, (o, day, _) in REPORTS.items()], reader)
    with Writer(file) as writer, writer.transaction() as connection:
        insert = "INSERT INTO linked.{} VALUES ({})"
        connection.execute(insert.format("copy_group", "'r1', NULL, 'r1', '2024-01-10', ?, NULL"), [NOON])
        for n in (1, 3):
            row = ["r1", n, f"r{n}", "same", 1.0, 0.0, "2024-01-10", NOON, None]
            connection.execute(insert.format("copy_member", ", ".join("?" * len(row))), row)
        for n in (1, 2, 3):
            row = ["r1/e1", n, f"r{n}", "e1", None, "2024-01-10", NOON, None]
            connection.execute(insert.format("happening_member", ", ".join("?" * len(row))), row)
    return file


def rows(file: Path, unit: str, **asked: Any) -> list[dict[str, Any]]:
    target = file.with_name("panel.csv")
    write_panel(file, Panel(unit=unit, **{"columns": "none", **asked}), target)
    with target.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def counts(file: Path, unit: str, *keys: str, **asked: Any) -> dict[tuple[str, ...], str]:
    """Happenings by the columns `keys`, those that have any."""
    found = rows(file, unit, **asked)
    return {tuple(row[key] for key in keys): row["happenings"] for row in found if row["happenings"] not in ("", "0")}


def test_what_many_reports_tell_counts_once(file: Path) -> None:
    january = next(r for r in rows(file, "country-month") if (r["country"], r["month"]) == ("PSE", "2024-01-01"))
    assert {k: january[k] for k in ("read", "happenings", "events", "reports", "texts", "per_1000")} == {
        "read": "3", "happenings": "1", "events": "3", "reports": "3", "texts": "2", "per_1000": "333.3333"
    }  # fmt: skip


def test_zeros_are_filled_and_a_month_without_reports_is_a_gap(file: Path) -> None:
    found = {(r["country"], r["month"]): r["happenings"] for r in rows(file, "country-month")}
    assert len(found) == 9
    assert found["USA", "2024-01-01"] == "0"
    assert {found[country, "2024-02-01"] for country in ("ISR", "PSE", "USA")} == {""}
    assert found["USA", "2024-03-01"] == "1"
    years = rows(file, "country-year", since=date(2023, 1, 1))
    assert {r["year"]: r["happenings"] for r in years if r["country"] == "PSE"} == {"2023": "", "2024": "1"}


def test_what_has_no_day_or_another_time_is_said(file: Path, tmp_path: Path) -> None:
    made = write_panel(file, Panel(unit="all-month"), tmp_path / "p.csv")
    assert (made.rows, made.counted, made.undated, made.outside) == (3, 4, 2, 1)
    by_day = write_panel(file, Panel(unit="all-month", dated="published"), tmp_path / "q.csv")
    assert (by_day.counted, by_day.undated, by_day.outside) == (7, 0, 0)


def test_dyads_have_a_direction_and_talks_go_both_ways(file: Path) -> None:
    assert counts(file, "dyad-year", "actor", "recipient") == {
        ("ISR", "PSE"): "1", ("PSE", "ISR"): "1", ("ISR", "USA"): "1", ("USA", "ISR"): "1", ("IGO", "USA"): "1",
        ("USA", "IGO"): "1", ("IGO", "ISR"): "1", ("ISR", "IGO"): "1",
    }  # fmt: skip
    assert ("ISRMIL", "PSEREB") in counts(file, "dyad-year", "actor", "recipient", codes="actor")


def test_actors_by_country_or_whole_code(file: Path) -> None:
    assert counts(file, "actor-year", "actor") == {("ISR",): "3", ("PSE",): "1", ("USA",): "1", ("IGO",): "1"}
    assert counts(file, "actor-year", "actor", codes="actor", type=("ASSAULT",)) == {
        ("ISRMIL",): "1", ("ISRGOV",): "1", ("PSEREB",): "1"}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, 4),
        ({"type": ("ASSAULT",)}, 2),
        ({"type": ("ASSAULT", "PROTEST")}, 3),
        ({"mode": ("meet",)}, 1),
        ({"status": ("planned",)}, 1),
        ({"voice": "statement"}, 1),
        ({"voice": "reporter"}, 3),
        ({"min_confidence": 0.5}, 3),
        ({"min_texts": 2}, 1),
        ({"min_texts": 3}, 0),
        ({"min_independent": 2}, 1),
        ({"outlet": ("Wire",)}, 1),
        ({"outlet": ("Wire",), "min_texts": 2}, 1),
        ({"dated": "published", "recency": ("background",)}, 1),
        ({"since": date(2024, 3, 1)}, 3),
        ({"until": date(2024, 2, 28)}, 1),
        ({"published_by": date(2024, 2, 1)}, 1),
    ],
)
def test_filters(file: Path, asked: dict[str, Any], expected: int) -> None:
    assert sum(int(row["happenings"] or 0) for row in rows(file, "all-month", **asked)) == expected


def test_the_denominator_is_that_of_the_outlets_asked_for(file: Path) -> None:
    assert {r["outlet"]: r["read"] for r in rows(file, "outlet-year")} == {"Post": "2", "Wire": "2"}
    assert [r["read"] for r in rows(file, "all-month", outlet=("Wire",))] == ["2"]


def test_one_owner_is_one_source(file: Path, tmp_path: Path) -> None:
    import shutil

    owned, table = tmp_path / "owned.archive", tmp_path / "outlets.csv"
    shutil.copy(file, owned)
    table.write_text("name,country,kind,owner,language\nPost,,,Holding,\nWire,,,Holding,\n", "utf-8")
    with Writer(owned) as writer:
        set_outlets(writer, table)
    assert sum(int(row["happenings"] or 0) for row in rows(owned, "all-year", min_independent=2)) == 0
    assert sum(int(row["happenings"] or 0) for row in rows(owned, "all-year", min_texts=2)) == 1


def test_a_column_for_each_label_whatever_there_is(file: Path) -> None:
    found = rows(file, "all-year", columns="type")[0]
    names = [name.lower() for name in codebook().names("type")]
    assert set(names) <= found.keys()
    assert {name: found[name] for name in names if found[name] != "0"} == {
        "assault": "2", "consult": "1", "protest": "1"}  # fmt: skip
    for columns in ("mode", "status"):
        made = rows(file, "all-year", columns=columns)[0]
        assert made["meet" if columns == "mode" else "denied"] == "1"


def test_weights_are_summed_over_happenings(file: Path, tmp_path: Path) -> None:
    table = tmp_path / "weights.csv"
    table.write_text("type,mode,weight\nASSAULT,,-9.5\nCONSULT,,1\nCONSULT,meet,2.5\n", "utf-8")
    found = rows(file, "all-year", weights=weights_of(table))[0]
    assert (found["goldstein_sum"], found["goldstein_mean"]) == ("-16.5", "-5.5")
    assert "goldstein_sum" not in rows(file, "all-year")[0]
    table.write_text("type;weight\nASSAULT;x\n", "utf-8")
    with pytest.raises(ArchiveError, match="not a table of type, mode, weight"):
        weights_of(table)


def test_parquet_and_csv_are_one_table_that_pandas_takes(file: Path, tmp_path: Path) -> None:
    asked = Panel(unit="country-month")
    for name in ("p.csv", "p.parquet"):
        write_panel(file, asked, tmp_path / name)
    read = pandas.read_csv(tmp_path / "p.csv", parse_dates=["month"])
    kept = pandas.read_parquet(tmp_path / "p.parquet")
    assert kept["month"].map(str).tolist() == read["month"].dt.date.map(str).tolist()
    pandas.testing.assert_frame_equal(read.drop(columns="month"), kept.drop(columns="month"), check_dtype=False)
    assert str(pyarrow.parquet.read_schema(tmp_path / "p.parquet").field("month").type) == "date32[day]"
    before = (tmp_path / "p.parquet").read_bytes()
    write_panel(file, asked, tmp_path / "p.parquet")
    assert (tmp_path / "p.parquet").read_bytes() == before
    about = json.loads((tmp_path / "p.csv.json").read_text("utf-8"))
    assert about["panel"]["unit"] == "country-month"
    assert about["made_by"] == [json.loads(encode(MADE_BY))]


@pytest.mark.parametrize("unit", ["month", "planet-month", "country-decade", "country"])
def test_units_that_there_are_not(unit: str) -> None:
    with pytest.raises(ArchiveError, match="no unit"):
        Panel(unit=unit)


def test_the_command_writes_to_standard_output_or_a_file(file: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["panel", "--unit", "country-month", "--archive", str(file), "--type", "ASSAULT",
                                    "--type", "CONSULT", "--columns", "none"])  # fmt: skip
    assert ran.exit_code == 0
    shown = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert len(shown) == 9
    weights = plover_weights()
    met = next(row for row in shown if row["country"] == "USA" and row["happenings"] == "1")
    assert float(met["goldstein_sum"]) == weights.get(("CONSULT", "meet"), weights["CONSULT", None])
    assert "9 rows, 3 happenings; 2 without a period and 1 outside the span" in ran.stderr
    target = tmp_path / "p.csv"
    ran = CliRunner().invoke(main, ["panel", "--unit", "country-month", "--archive", str(file), "--type", "ASSAULT",
                                    "--type", "CONSULT", "--columns", "none", "-o", str(target)])  # fmt: skip
    assert list(csv.DictReader(target.open(encoding="utf-8"))) == shown
    for arguments, said in ((["--unit", "x-month"], "no unit"), (["--unit", "all-day", "-o", "p.xlsx"], ".csv or a")):
        ran = CliRunner().invoke(main, ["panel", "--archive", str(file), *arguments])
        assert ran.exit_code == 1
        assert said in ran.stderr


def test_only_seen_leaves_out_units_without_any(file: Path) -> None:
    assert {r["country"] for r in rows(file, "country-year", type=("CONSULT",), only_seen=True)} == {"USA"}
    assert {r["country"] for r in rows(file, "country-year", type=("CONSULT",))} == {"USA", "ISR", "PSE"}


def test_the_dyads_of_the_pages_sum_the_goldstein_values_of_what_happened(file: Path) -> None:
    def pairs(once: bool) -> dict[tuple[str, str], tuple[int, float]]:
        items = client.get(f"/api/v1/dyads?once={str(once).lower()}").json()["items"]
        return {(row["actor"], row["recipient"]): (row["happenings"], row["goldstein"]) for row in items}

    assault = goldstein()["ASSAULT", ""]
    assert assault < 0
    # Of 1, 2 and 3, one happening; three more of ISR on PSE, one back; what is planned or within one country is none.
    with TestClient(create_app(file)) as client:
        once, each = pairs(once=True), pairs(once=False)
    assert once == {("ISR", "PSE"): (4, round(4 * assault, 1)), ("PSE", "ISR"): (1, assault)}
    assert each["ISR", "PSE"] == (6, round(6 * assault, 1))
