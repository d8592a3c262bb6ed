"""Asking the archive: the views, SQL within limits, the questions, search, the two clocks, and what changed."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiving import NOON, add_all, correction, record, report, reports
from onrecord.archive import ArchiveError, Asking, Writer, ask, reading
from onrecord.archive.changes import changes, version_changes
from onrecord.archive.questions import Question, events, figures, plans, statements
from onrecord.archive.search import search
from onrecord.archive.shown import SHOWN, forwarded, members
from onrecord.cli import main
from onrecord.intake import Failure, Report

DOCS = Path(__file__).parent.parent / "docs" / "archive.md"
VERSIONED = [
    report(1, "Mayor Ida Brandt said that 12 people were hurt in Cork on Monday.", url="https://example.org/a"),
    report(2, "Mayor Ida Brandt said that 14 people were hurt in Cork on Monday.\nOto Šimek denied that police attacked "
           "the market.", url="https://example.org/a", published="2024-03-20"),
]  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("asking") / "a.archive"
    add_all(file, reports(200))
    return file


def rows(file: Path, question: Question, **how: object) -> tuple[tuple[object, ...], ...]:
    return ask(file, question.sql, question.parameters, Asking(**how)).rows  # type: ignore[arg-type]


def documented() -> dict[str, list[str]]:
    """Each view with its columns, as docs/archive.md lists them."""
    section = DOCS.read_text("utf-8").split("## Views")[1].split("\n## ")[0]
    found = re.findall(r"^\| `(\w+)`[^|]* \| `([^`]+)`", section, re.M)
    return {view: [column.strip().strip('"') for column in columns.split(",")] for view, columns in found}


@pytest.mark.parametrize("view", [*documented()])
def test_a_view_is_as_documented(file: Path, view: str) -> None:
    assert list(ask(file, f'FROM "{view}" LIMIT 0').columns) == documented()[view]


def test_every_view_is_documented(file: Path) -> None:
    views = ask(file, "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'").rows
    assert {view for (view,) in views} == documented().keys()


@pytest.mark.parametrize(
    "view", ["report", "statement", "event", "figure", "time", "plan", "plan_step", "mention", "entity"]
)
def test_a_limit_holds_for_a_view(file: Path, view: str) -> None:
    assert len(ask(file, f'FROM "{view}" LIMIT 2').rows) == 2


def test_views_have_what_the_records_have(file: Path) -> None:
    made = {f.id: record(f.id, f.article) for f in reports(200) if isinstance(f, Report)}
    for view, layer in (("statement", "statements"), ("event", "events"), ("figure", "figures"), ("time", "times")):
        there = ask(file, f'SELECT report, id FROM "{view}"').rows
        assert sorted(there) == sorted((id_, item.id) for id_, r in made.items() for item in getattr(r, layer))
    mentions = ask(file, 'SELECT count(*) FROM mention m JOIN report r ON r.id = m.report '
                   'WHERE substring(r.text, m."start" + 1, m."end" - m."start") = m.text').rows  # fmt: skip
    assert mentions == ((sum(len(e.mentions) for r in made.values() for e in r.entities),),)


def test_offsets_are_code_points_of_the_text(file: Path) -> None:
    """DuckDB's substring counts code points too; the texts have names with accents and an emoji."""
    wrong = ask(file, 'SELECT s.report FROM statement s JOIN report r ON r.id = s.report '
                'WHERE substring(r.text, s."start" + 1, s."end" - s."start") <> s.content')  # fmt: skip
    assert ask(file, "SELECT count(*) > 50 FROM statement").rows == ((True,),)
    assert wrong.rows == ()


def test_what_is_alone_is_a_group_of_one(file: Path) -> None:
    assert ask(file, "SELECT count(*) FROM report WHERE copy_group <> id OR story <> id").rows == ((0,),)
    assert ask(file, "SELECT count(*) FROM statement WHERE quotation <> report || '/' || id").rows == ((0,),)


def test_coverage_counts_what_was_read_and_what_failed(file: Path) -> None:
    found = list(reports(200))
    read, failed = ask(file, 'SELECT sum("read"), sum(failed) FROM coverage').rows[0]
    assert failed == sum(isinstance(f, Failure) for f in found)
    assert read == ask(file, "SELECT count(*) FROM report").rows[0][0]
    assert ask(file, "SELECT DISTINCT outlet FROM coverage WHERE failed > 0").rows == ((None,),)
    assert ask(file, 'SELECT count(*) FROM coverage WHERE seen <> "read" + failed').rows == ((0,),)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("CREATE TABLE t(i INTEGER)", "read-only"),
        ("DELETE FROM base.reading", "read-only"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled"),
        ("COPY (SELECT 1) TO 'out.csv'", "disabled"),
        ("ATTACH 'other.db' AS other", "disabled"),
        ("INSTALL fts", "disabled"),
        ("SET enable_external_access = true", "locked"),
        ("SET threads = 1", "locked"),
        ("SELECT nothing FROM report", "nothing"),
        ("SELEKT 1", "SELEKT"),
        ("SELECT * FROM report WHERE id = ?", "parameters"),
        ("", "no SQL"),
    ],
)  # fmt: skip
def test_sql_only_reads_and_says_what_is_wrong_in_one_line(file: Path, sql: str, said: str) -> None:
    with pytest.raises(ArchiveError, match=said) as raised:
        ask(file, sql)
    assert "\n" not in str(raised.value)


def test_sql_has_limits(file: Path) -> None:
    assert len((few := ask(file, "FROM range(1000)", (), Asking(rows=10))).rows) == 10
    assert few.more
    assert not ask(file, "FROM range(10)", (), Asking(rows=10)).more
    with pytest.raises(ArchiveError, match=r"stopped after 0\.3 seconds"):
        ask(file, "SELECT count(*) FROM range(100000000000)", (), Asking(seconds=0.3))


def test_parameters_are_no_sql(file: Path) -> None:
    hostile = "x' OR 1=1; DROP VIEW report; --"
    for question in (statements({"speaker": hostile}), events({"actor": hostile}), plans({"state": hostile}),
                     figures({"kind": hostile}), search(hostile)):  # fmt: skip
        assert rows(file, question) == ()
    assert ask(file, "SELECT count(*) > 0 FROM report").rows == ((True,),)


def test_questions_find_what_they_ask_for(file: Path) -> None:
    made = [record(f.id, f.article) for f in reports(200) if isinstance(f, Report)]
    made = list({r.id: r for r in made}.values())
    denied = {(r.id, s.id) for r in made for s in r.statements
              if s.act == "deny" and s.source and s.source.text == "Zoë Laurent" and "harbour" in s.content[0].text}  # fmt: skip
    asked = statements({"speaker": "zoe laurent", "act": "deny", "about": "Harbours attacked"})
    assert {(r[0], r[3]) for r in rows(file, asked)} == denied != set()
    attacks = {(r.id, e.id) for r in made for e in r.events if e.type == "ASSAULT"}
    found = rows(file, events({"actor": "SWE", "status": "denied"}))
    assert {(r[0], r[2]) for r in found} == attacks != set()
    assert rows(file, events({"actor": "NOR"})) == ()
    injured = {(r.id, f.id) for r in made for f in r.figures if f.kind == "injured"}
    assert {(r[0], r[2]) for r in rows(file, figures({"kind": "injured", "of": "people"}))} == injured != set()
    days = [str(r[1]) for r in rows(file, statements({"since": "2024-03-10", "until": "2024-03-12"}))]
    assert set(days) <= {"2024-03-10", "2024-03-11", "2024-03-12"}
    assert days == sorted(days, reverse=True) != []
    assert {r[4] for r in rows(file, plans({"state": "scheduled"}))} == {"scheduled"}
    assert rows(file, plans({"state": "held"})) == ()


def test_search_ranks_and_keeps_word_order(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    texts = (
        "Ida Brandt said that the harbour closed. The harbour stays closed.",
        "Ida Brandt said that one harbour of many closed after a long day of storms, rain and much else besides.",
        "Ida Brandt said that cities were quiet.",
    )
    add_all(file, [report(n, text) for n, text in enumerate(texts)])
    assert [r[0] for r in rows(file, search("HARBOURS closed"))] == ["r0", "r1"]
    assert [r[0] for r in rows(file, search('"harbour stays"'))] == ["r0"]
    assert [r[0] for r in rows(file, search("city"))] == ["r2"]
    assert [(r[0], r[3]) for r in rows(file, search("harbour of", within="statements"))] == [("r1", "s1")]
    assert [r[0] for r in rows(file, search("closed", since="2024-03-02"))] == ["r1"]
    assert rows(file, search("harbour submarine")) == ()
    with pytest.raises(ArchiveError, match="no word"):
        search(' "–" ')


@pytest.fixture(scope="module")
def versioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("versioned") / "a.archive"
    add_all(file, VERSIONED[:1])
    add_all(file, VERSIONED[1:], clock=lambda: NOON + timedelta(days=1))
    return file


@pytest.mark.parametrize(
    ("how", "value"),
    [
        ({}, 14.0),
        ({"as_of": NOON}, 12.0),
        ({"as_of": NOON + timedelta(days=1)}, 14.0),
        ({"published_by": date(2024, 3, 2)}, 12.0),
        ({"published_by": date(2024, 3, 20)}, 14.0),
        ({"as_of": NOON, "published_by": date(2024, 3, 20)}, 12.0),
    ],
)
def test_either_clock_can_be_turned_back(versioned: Path, how: dict[str, object], value: float) -> None:
    question = Question("SELECT value FROM figure", {})
    assert rows(versioned, question, **how) == ((value,),)
    assert [r[4] for r in rows(versioned, figures({"kind": "injured"}), **how)] == [value]


@pytest.mark.parametrize("how", [{"as_of": NOON - timedelta(seconds=1)}, {"published_by": date(2024, 3, 1)}])
def test_before_there_was_a_report_there_is_none(versioned: Path, how: dict[str, object]) -> None:
    for view in ("report", "statement", "figure", "mention", "entity", "coverage", "outlet"):
        assert rows(versioned, Question(f"FROM {view}", {}), **how) == (), view


def test_changes_between_versions_are_shown(versioned: Path) -> None:
    found = {(r[3], r[4], r[6]): r[7:] for r in rows(versioned, version_changes("r1"))}
    assert found["changed", "figure", "injured people"] == ("12 · happened", "14 · happened")
    assert ("added", "event", "attacked") in found
    assert ("added", "statement", "that police attacked the market") in found
    assert ("withdrawn", "statement", "that 12 people were hurt in Cork on Monday") in found


def test_a_version_shows_its_headline_and_its_notice_of_correction(tmp_path: Path) -> None:
    file, text = tmp_path / "a.archive", "Ida Brandt said that 12 people were hurt."
    notice = "Correction: an earlier version of this report gave a wrong number."
    for title, furniture in (
        ("Fire", ()),
        ("Fire put out", (correction(notice),)),
        ("Fire put out", (correction(notice),)),
    ):
        again = f"{text} {title} {len(furniture)}" if furniture else text
        add_all(file, [report(1, again, title=title, furniture=furniture, url="https://example.org/a")])
    shown = [
        (r[0], *r[3:5], *r[6:]) for r in rows(file, version_changes("r1")) if r[4] in ("headline", "correction notice")
    ]
    assert shown == [
        (2, "added", "correction notice", notice, None, notice),
        (2, "changed", "headline", "Fire put out", "Fire", "Fire put out"),
    ]


def test_changes_since_a_time_have_that_time_on(versioned: Path) -> None:
    all_ = rows(versioned, changes(NOON))
    late = rows(versioned, changes(NOON + timedelta(hours=1)))
    assert [r[1:4] for r in all_ if r[2] == "report"] == [("added", "report", "r1"), ("changed", "report", "r1")]
    assert [r[1:4] for r in late if r[2] == "report"] == [("changed", "report", "r1")]
    assert ("changed", "figure", "r1/f1") in [r[1:4] for r in late]
    assert rows(versioned, changes(NOON + timedelta(days=2))) == ()


def linked(tmp_path: Path) -> Path:
    """Two reports in one story, which another story merged into; two statements of one quotation."""
    file = tmp_path / "a.archive"
    add_all(file, [report(n, "Ida Brandt said that 12 people were hurt.") for n in (1, 2, 3)])
    later = NOON + timedelta(days=1)
    with Writer(file) as writer, writer.transaction() as connection:
        for reading_ in (1, 2):
            row = ["r1", reading_, f"r{reading_}", 1.0, "2024-03-02", NOON, None]
            connection.execute("INSERT INTO linked.story_member VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            row = ["r1/s1", reading_, f"r{reading_}", "s1", "whole", 1.0, "2024-03-02", later, None]
            connection.execute("INSERT INTO linked.quotation_member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute(
            "INSERT INTO linked.forward (layer, old, new, how, why, recorded_at) "
            "VALUES ('story', 'r2', 'r1', 'merge', 'same event', ?)", [later])  # fmt: skip
        connection.execute(
            "INSERT INTO linked.copy_group VALUES ('r1', 'Reuters', 'r1', '2024-03-02', ?, NULL)", [NOON]
        )
        for reading_ in (1, 3):
            row = ["r1", reading_, f"r{reading_}", "cut", 0.9, 0.0, "2024-03-02", NOON, later]
            connection.execute("INSERT INTO linked.copy_member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return file


def test_views_follow_the_links_and_the_clock(tmp_path: Path) -> None:
    file, later = linked(tmp_path), NOON + timedelta(days=1)
    assert ask(file, "SELECT story FROM report ORDER BY id").rows == (("r1",), ("r1",), ("r3",))
    copies = Question("SELECT copy_group FROM report ORDER BY id", {})
    assert rows(file, copies) == (("r1",), ("r2",), ("r3",))
    assert rows(file, copies, as_of=NOON) == (("r1",), ("r2",), ("r1",))
    assert rows(file, Question("SELECT sum(copies) FROM coverage", {}), as_of=NOON) == ((1,),)
    quoted = Question("SELECT quotation FROM statement ORDER BY report", {})
    assert rows(file, quoted) == (("r1/s1",), ("r1/s1",), ("r3/s1",))
    assert rows(file, quoted, as_of=NOON) == (("r1/s1",), ("r2/s1",), ("r3/s1",))
    what = [r[1:4] for r in rows(file, changes(later))]
    assert ("merge", "story", "r2") in what
    assert ("added", "quotation", "r2/s1") in what
    assert ("withdrawn", "copy_group", "r3") in what


def test_groups_are_shown_and_merged_ids_lead_on(tmp_path: Path) -> None:
    file = linked(tmp_path)
    with reading(file) as connection:
        assert forwarded(connection, "story", "r2") == ["r1"]
        assert forwarded(connection, "story", "r3") == ["r3"]
    assert [r[0] for r in rows(file, members("story", "r1"))] == ["r1", "r2"]
    keys = {"story": "r1", "copies": "r1", "quotation": "r1/s1", "series": "r1/f1", "entity": "r1/n1"}
    assert keys.keys() <= SHOWN.keys()
    for kind, key in keys.items():
        assert rows(file, members(kind, key)), kind


def run(*arguments: str, status: int = 0) -> str:
    ran = CliRunner().invoke(main, list(arguments))
    assert ran.exit_code == status, ran.output
    return ran.output if status else ran.stdout


@pytest.mark.parametrize(
    "command",
    [("who", "brandt"), ("statements",), ("events",), ("figures",), ("plans",), ("search", "people"),
     ("changes", "--since", "2020-01-01"), ("sql", "FROM report"), ("show", "copies", "r1"), ("stories",),
     ("happenings",), ("quotations",), ("series",)],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_question_answers_as_table_csv_and_json(file: Path, command: tuple[str, ...]) -> None:
    made = json.loads(run(*command, "--archive", str(file), "--json"))
    listed = list(csv.DictReader(io.StringIO(run(*command, "--archive", str(file), "--csv"), newline="")))
    assert len(made) == len(listed) > 0
    assert list(made[0]) == list(listed[0])
    assert next(iter(made[0])) in run(*command, "--archive", str(file))


def test_show_gives_the_record(file: Path) -> None:
    found = report(1)
    assert run("show", "report", "r1", "--archive", str(file), "--json") == record("r1", found.article).to_json() + "\n"
    assert "Report 1" in run("show", "report", "r1", "--archive", str(file))


def test_the_clocks_are_options(versioned: Path) -> None:
    for option, value, expected in (
        ("--as-of", "2026-01-01T13:00:00+01:00", 12.0),
        ("--published-by", "2024-03-20", 14.0),
    ):
        made = json.loads(run("figures", "--archive", str(versioned), "--json", option, value))
        assert [row["value"] for row in made] == [expected]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("sql", "SELECT 1", "--archive", "none.archive"), 1, "no such archive"),
        (("sql", "SELECT 1"), 2, "--archive"),
        (("events", "--since", "March", "--archive", "FILE"), 2, "no date"),
        (("changes", "--since", "yesterday", "--archive", "FILE"), 2, "no time"),
        (("show", "report", "nobody", "--archive", "FILE"), 1, "no report 'nobody'"),
        (("show", "story", "nobody", "--archive", "FILE"), 1, "no story 'nobody'"),
        (("show", "report", "r1", "--version", "7", "--archive", "FILE"), 1, "version 7"),
        (("search", "!", "--archive", "FILE"), 1, "no word"),
    ],
)
def test_what_is_wrong_is_said(file: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    assert said in run(*(str(file) if a == "FILE" else a for a in arguments), status=status)


def test_rows_past_the_limit_are_announced(file: Path) -> None:
    ran = CliRunner().invoke(main, ["sql", "FROM range(30)", "--limit", "5", "--csv", "--archive", str(file)])
    assert len(ran.stdout.splitlines()) == 6
    assert "more than 5 rows" in ran.stderr


def test_the_users_outlets_are_kept(tmp_path: Path) -> None:
    from onrecord.archive.outlets import set_outlets

    file, table = tmp_path / "a.archive", tmp_path / "outlets.csv"
    add_all(file, [report(0), report(1)])
    for owner in ("Old Holding", "New Holding"):
        table.write_text(f"name,country,kind,owner,language\nOutlet 1,SWE,daily,{owner},\n", "utf-8")
        with Writer(file) as writer:
            assert set_outlets(writer, table) == 1
    assert ask(file, "FROM outlet ORDER BY name").rows == (
        ("Outlet 0", None, None, None, None), ("Outlet 1", "SWE", "daily", "New Holding", None))  # fmt: skip
    table.write_text("outlet;land\nx;y\n", "utf-8")
    with Writer(file) as writer, pytest.raises(ArchiveError, match="not a table of name"):
        set_outlets(writer, table)


def test_times_without_a_zone_are_utc(file: Path) -> None:
    assert rows(file, Question("SELECT count(*) FROM report", {}), as_of=datetime(2026, 1, 1, 11, 59)) == ((0,),)


@pytest.mark.parametrize(
    "asked",
    [("events", "--type", "ATTACK"), ("plans", "--state", "cancelled"), ("figures", "--kind", "deaths"),
     ("statements", "--act", "claims"), ("panel", "--unit", "country-month", "--status", "done"),
     ("events", "--mode", "parade"), ("panel", "--unit", "country-month", "--mode", "parade")],
)  # fmt: skip
def test_what_is_no_label_is_wrong_usage_and_no_empty_answer(versioned: Path, asked: tuple[str, ...]) -> None:
    ran = CliRunner().invoke(main, [*asked, "--archive", str(versioned)])
    assert ran.exit_code == 2
    assert f"'{asked[-1]}' is not one of '" in ran.output


def test_a_label_is_taken_in_any_case(versioned: Path) -> None:
    made = [
        CliRunner().invoke(main, ["events", "--type", t, "--csv", "--archive", str(versioned)])
        for t in ("ASSAULT", "assault")
    ]
    assert made[0].output == made[1].output
    assert made[0].output.count("\n") > 1


@pytest.mark.parametrize("asked", [("entities", "list", "--kind", "place"), ("correct", "list", "--state", "holds")])
def test_labels_of_other_lists_are_not_those_of_records(versioned: Path, asked: tuple[str, ...]) -> None:
    assert CliRunner().invoke(main, [*asked, "--archive", str(versioned)]).exit_code == 0
