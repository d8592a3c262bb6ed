from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from archiving import NOON, add_all, record, report
from onrecord.archive import ArchiveError, Asking, Writer, ask, reading
from onrecord.archive.questions import Question
from onrecord.archive.registry import entities as listed
from onrecord.archive.registry import suggestions
from onrecord.archive.shown import forwarded
from onrecord.cli import main
from onrecord.linking import link
from onrecord.linking.entities import (
    Profile,
    correct_entity,
    judge_entity,
    merge_entities,
    name_key,
    set_entity,
    set_own_entities,
    split_entity,
    undo_correction,
)
from onrecord.linking.entities.own import Own, judge_own
from onrecord.record import Mention

LATER = datetime(2026, 1, 2)
LATEST = datetime(2026, 1, 3)


def person(id_: str = "new", **facts: set[str]) -> Profile:
    return Profile(id_, "person", **facts)


KNOWN = person("r1/n1", countries={"NOR"}, roles={"minister of finance"}, beside={"storting", "norges bank", "oslo"})


@pytest.mark.parametrize(
    ("local", "name", "state"),
    [
        pytest.param(person(roles={"minister of finance"}), "Kari Lund", "confirmed", id="the same role"),
        pytest.param(person(beside={"storting", "oslo"}), "Kari Lund", "confirmed", id="the same company"),
        pytest.param(person(countries={"NOR"}), "Kari Lund", "confirmed", id="the same country, no role"),
        pytest.param(person(countries={"NOR"}, roles={"skier"}), "Kari Lund", "suggested", id="another role"),
        pytest.param(person(), "Kari Lund", "suggested", id="nothing but the name"),
        pytest.param(person(roles={"minister of finance"}), "Lund", "suggested", id="the family name alone"),
        pytest.param(person(countries={"SWE"}, roles={"minister of finance"}), "Kari Lund", None, id="another country"),
    ],
)
def test_a_person_needs_more_than_a_name(local: Profile, name: str, state: str | None) -> None:
    judged = judge_entity(local, name_key(name), [KNOWN])
    assert (judged and judged.state) == state
    assert judged is None or judged.why


def test_an_organization_needs_its_name_only() -> None:
    known = Profile("r1/n2", "organization", countries={"NOR"})
    judged = judge_entity(Profile("new", "organization"), name_key("the Storting"), [known])
    assert judged is not None
    assert (judged.entity, judged.state) == ("r1/n2", "confirmed")


def test_two_that_fit_confirm_neither() -> None:
    other = person("r9/n1", roles={"minister of finance"})
    judged = judge_entity(person(roles={"minister of finance"}), name_key("Kari Lund"), [KNOWN, other])
    assert judged is not None
    assert judged.state == "suggested"


BODIES = (
    "Mayor Ida Brandt said that 9 people were hurt.",
    "Oto Šimek met guests.",
    "Ida Brandt said that 3 cars burned.",
)
REPORTS = [report(n, body, url=f"https://example.org/{n}") for n, body in enumerate(BODIES, 1)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "a.archive"
    add_all(file, REPORTS)
    link(file, clock=lambda: NOON)
    return file


def rows(file: Path, question: Question, **how: Any) -> tuple[tuple[Any, ...], ...]:
    return ask(file, question.sql, question.parameters, Asking(**how)).rows


def entities(file: Path) -> list[tuple[object, ...]]:
    return [tuple(row) for row in ask(file, "SELECT id, name, reports FROM entity ORDER BY 1").rows]


def test_the_registry_counts_reports(archive: Path) -> None:
    assert entities(archive) == [("r1/n1", "Ida Brandt", 2), ("r2/n1", "Oto Šimek", 1)]


def test_a_correction_wins_is_kept_and_can_be_taken_back(archive: Path) -> None:
    correct_entity(archive, "r3/n1", "r3/n1", who="ed", why="her namesake", clock=lambda: LATER)
    assert [row[0] for row in entities(archive)] == ["r1/n1", "r2/n1", "r3/n1"]
    with reading(archive, as_of=NOON) as connection:
        assert connection.execute("SELECT count(*) FROM entity").fetchone() == (2,)
    correct_entity(archive, "r3/n1", "r1/n1", who="ed", why="no, herself", clock=lambda: LATER)
    assert entities(archive)[0] == ("r1/n1", "Ida Brandt", 2)
    told = ask(archive, "SELECT target, before, after, who, why FROM linked.correction ORDER BY id").rows
    assert [tuple(row) for row in told] == [
        ("r3/n1", "r1/n1", "r3/n1", "ed", "her namesake"),
        ("r3/n1", "r3/n1", "r1/n1", "ed", "no, herself"),
    ]


def test_a_correction_of_what_is_not_there(archive: Path) -> None:
    with pytest.raises(ArchiveError, match="no entity r7/n9"):
        correct_entity(archive, "r7/n9", "r1/n1", who="ed", why="?")
    with pytest.raises(ArchiveError, match="registry has no entity r7/n9"):
        correct_entity(archive, "r3/n1", "r7/n9", who="ed", why="?")


def told(file: Path) -> list[tuple[object, ...]]:
    rows = ask(
        file, "SELECT field, target, before, after, withdrawn_at IS NULL FROM linked.correction ORDER BY id"
    ).rows
    return [tuple(row) for row in rows]


def test_a_merge_leads_on_and_can_be_taken_back(archive: Path) -> None:
    number = merge_entities(archive, "r2/n1", "r1/n1", who="ed", why="his pen name", clock=lambda: LATER)
    assert entities(archive) == [("r1/n1", "Ida Brandt", 3)]
    with reading(archive) as connection:
        assert forwarded(connection, "entity", "r2/n1") == ["r1/n1"]
    assert ask(archive, "SELECT why FROM linked.forward").rows == (("his pen name",),)
    assert ask(archive, "SELECT name FROM linked.alias WHERE entity = 'r1/n1' AND withdrawn_at IS NULL ORDER BY ALL").rows == (
        ("Ida Brandt",), ("Ida Brandt",), ("Oto Šimek",))  # fmt: skip
    add_all(archive, [report(4, "Mayor Oto Šimek met guests.")], clock=lambda: LATER)
    link(archive, clock=lambda: LATER)
    assert entities(archive) == [("r1/n1", "Ida Brandt", 4)]
    undo_correction(archive, number, who="ed", why="it was not", clock=lambda: LATEST)
    assert ("r2/n1", "Oto Šimek", 1) in entities(archive)
    with reading(archive) as connection:
        assert forwarded(connection, "entity", "r2/n1") == ["r2/n1"]
    with reading(archive, as_of=LATER) as connection:
        assert forwarded(connection, "entity", "r2/n1") == ["r1/n1"]
    assert told(archive) == [("merge", "r2/n1", "r2/n1", "r1/n1", False), ("undo", "1", "r1/n1", "r2/n1", True)]
    with pytest.raises(ArchiveError, match="was taken back"):
        undo_correction(archive, number, who="ed", why="again")


def test_a_split_takes_several_out_together(archive: Path) -> None:
    add_all(archive, [report(4, "Mayor Ida Brandt met guests.")], clock=lambda: LATER)
    link(archive, clock=lambda: LATER)
    assert entities(archive)[0] == ("r1/n1", "Ida Brandt", 3)
    split_entity(archive, ["r3/n1", "r4/n1"], who="ed", why="her namesake", clock=lambda: LATER)
    assert entities(archive) == [("r1/n1", "Ida Brandt", 1), ("r2/n1", "Oto Šimek", 1), ("r3/n1", "Ida Brandt", 2)]
    with reading(archive) as connection:
        assert forwarded(connection, "entity", "r1/n1") == ["r1/n1", "r3/n1"]
    with pytest.raises(ArchiveError, match="take out the others"):
        split_entity(archive, ["r1/n1"], who="ed", why="?")


def test_what_is_set_holds_and_can_be_taken_back(archive: Path) -> None:
    number = set_entity(archive, "r1/n1", "name", "Ida Maria Brandt", who="ed", why="passport", clock=lambda: LATER)
    assert entities(archive)[0] == ("r1/n1", "Ida Maria Brandt", 2)
    with reading(archive, as_of=NOON) as connection:
        assert connection.execute("SELECT name FROM entity ORDER BY id").fetchone() == ("Ida Brandt",)
    undo_correction(archive, number, who="ed", why="another's", clock=lambda: LATEST)
    assert entities(archive)[0] == ("r1/n1", "Ida Brandt", 2)
    with pytest.raises(ArchiveError, match="no field 'age'"):
        set_entity(archive, "r1/n1", "age", "50", who="ed", why="?")


def reread(file: Path, *found: object) -> None:
    """Read anew what another version of the reader numbers from the end."""

    def records(chunk: Sequence[Any]) -> list[tuple[str, str]]:
        made = []
        for one in chunk:
            read = record(one.id, one.article)
            ids = {entity.id: f"x{9 - n}" for n, entity in enumerate(read.entities)}
            moved = tuple(msgspec.structs.replace(entity, id=ids[entity.id]) for entity in read.entities)
            said = tuple(msgspec.structs.replace(s, source_entity=ids[s.source_entity or ""]) for s in read.statements)
            made.append((msgspec.structs.replace(read, entities=moved, statements=said).to_json(), '{"onrecord": "2"}'))
        return made

    add_all(file, list(found), lambda: records, reread='{"onrecord": "2"}', clock=lambda: LATEST)
    link(file, clock=lambda: LATEST)


def test_corrections_and_ids_survive_reading_anew(archive: Path) -> None:
    correct_entity(archive, "r3/n1", "r3/n1", who="ed", why="her namesake", clock=lambda: LATER)
    before = entities(archive)
    reread(archive, *REPORTS)
    assert ask(archive, "SELECT DISTINCT local FROM mention").rows == (("x9",),)
    assert entities(archive) == before
    reread(archive, *(report(n, body + " More.", url=f"https://example.org/{n}") for n, body in enumerate(BODIES, 1)))
    assert [row for row in entities(archive) if row in before] == before


def test_an_unnamed_entity_never_takes_the_key_of_another_of_an_earlier_reading(archive: Path) -> None:
    """Read anew, the local id that was Ida Brandt's is that of an unnamed spokesman, hers is the next."""

    def records(chunk: Sequence[Any]) -> list[tuple[str, str]]:
        made = []
        for one in chunk:
            read = record(one.id, one.article)
            (mayor,) = read.entities
            who = msgspec.structs.replace(mayor, id="n2")
            place = {"start": 0, "end": 5, "text": one.article.text[:5], "form": "nominal"}
            unnamed = msgspec.structs.replace(mayor, name="mayor", roles=(), mentions=(Mention(**place),))
            said = tuple(msgspec.structs.replace(s, source_entity="n2") for s in read.statements)
            made.append((msgspec.structs.replace(read, entities=(unnamed, who), statements=said).to_json(), '{"v": 2}'))
        return made

    add_all(archive, REPORTS[:1], lambda: records, reread='{"v": 2}', clock=lambda: LATEST)
    link(archive, clock=lambda: LATEST)
    asked = "SELECT local, entity FROM mention WHERE report = 'r1' ORDER BY 1"
    assert ask(archive, asked).rows == (("n1", "r1/n1+"), ("n2", "r1/n1"))
    assert ask(archive, "SELECT entity FROM statement WHERE report = 'r1'").rows == (("r1/n1",),)
    assert ask(archive, "SELECT id, name, reports FROM entity WHERE id LIKE 'r1/%' ORDER BY 1").rows == (
        ("r1/n1", "Ida Brandt", 2), ("r1/n1+", "mayor", 1))  # fmt: skip


FIRE = "A fire broke out in the old customs house at the harbour of Lund, and the market hall burned down to its walls."


def test_a_family_name_alone_may_be_the_only_one_of_its_story(tmp_path: Path) -> None:
    def records(chunk: Sequence[Any]) -> list[tuple[str, str]]:
        made = []
        for one in chunk:
            read = record(one.id, one.article)
            called = tuple(msgspec.structs.replace(e, name=e.name.split()[-1]) for e in read.entities)
            short = msgspec.structs.replace(read, entities=called) if one.article.title == "Short" else read
            made.append((short.to_json(), "{}"))
        return made

    file = tmp_path / "a.archive"
    bodies = (("Long", f"{FIRE}\nIda Brandt came."), ("Short", f"{FIRE}\nIt was cold. Ida Brandt left."),
              ("Short", "Oto Šimek and Ida Brandt spoke of fish, bread, wine and the weather."))  # fmt: skip
    add_all(file, [report(n, body, title=title, published="2024-05-06") for n, (title, body) in enumerate(bodies, 1)],
            lambda: records)  # fmt: skip
    link(file, clock=lambda: NOON)
    assert ask(file, "SELECT report, entity, state, why FROM linked.entity_member WHERE report <> 'r3' ORDER BY 1").rows == (
        ("r1", "r1/n1", "confirmed", "first of its name"),
        ("r2", "r1/n1", "suggested", "the only one of this family name in the story"),
    )  # fmt: skip
    assert ask(file, "SELECT count(*) FROM linked.entity_member WHERE report = 'r3' AND entity = 'r1/n1'").rows == (
        (0,),
    )


TABLE = """id,name,kind,aliases,title,organization,country
Q1,Ida Brandt,person,I. Brandt;Brandt,mayor,,SWE
Q2,Otto Simek,person,Oto Šimek,minister,,NOR
Q3,Zoë Laurent,person,,mayor,,
"""


def test_a_users_own_entities_attach_by_name_and_office(archive: Path, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(TABLE, "utf-8")
    assert set_own_entities(archive, table, clock=lambda: LATER) == 3
    found = Question("SELECT entity, own, state, why FROM identified ORDER BY 2", {})
    assert rows(archive, found) == (("r1/n1", "Q1", "confirmed", "same name, office mayor"),)
    add_all(archive, [report(5, "Zoë Laurent met guests.")], clock=lambda: LATEST)
    link(archive, clock=lambda: LATEST)
    assert [row[1] for row in rows(archive, found)] == ["Q1", "Q3"]
    assert [row[1] for row in rows(archive, found, as_of=LATER)] == ["Q1"]
    assert [row[0] for row in rows(archive, listed({"own": "Q3"}))] == ["r5/n1"]
    table.write_text(TABLE.replace("Q3,Zoë Laurent,person,,mayor,,\n", ""), "utf-8")
    set_own_entities(archive, table, clock=lambda: LATEST)
    assert [row[1] for row in rows(archive, found)] == ["Q1"]
    table.write_text("id,name\nQ1,A\nQ1,B\n", "utf-8")
    with pytest.raises(ArchiveError, match="more than one row"):
        set_own_entities(archive, table)
    table.write_text("id;name\nQ1;A\n", "utf-8")
    with pytest.raises(ArchiveError, match="not a table of id, name"):
        set_own_entities(archive, table)


PERSON = {"kind": "person", "country": None, "names": ["Ida Brandt"], "offices": ["mayor Lund"]}


@pytest.mark.parametrize(
    ("own", "row", "state"),
    [
        pytest.param({"office": {"mayor", "lund"}}, {}, "confirmed", id="the office"),
        pytest.param({"office": {"mayor", "cork"}}, {}, "suggested", id="another office"),
        pytest.param({"country": "SWE"}, {"country": "SWE"}, "confirmed", id="the country"),
        pytest.param({"country": "NOR"}, {"country": "SWE"}, None, id="another country"),
        pytest.param({"office": {"mayor", "lund"}, "names": {("brandt",)}}, {"names": ["Brandt"]}, "suggested", id="one word"),
        pytest.param({"kind": "organization"}, {}, None, id="another kind"),
        pytest.param({}, {"kind": "organization"}, "confirmed", id="an organization"),
    ],
)  # fmt: skip
def test_who_is_one_of_the_users_own(own: dict[str, Any], row: dict[str, Any], state: str | None) -> None:
    given = {"names": {("ida", "brandt")}, "kind": None, "office": set(), "country": None, **own}
    entry = Own("Q1", frozenset(given["names"]), given["kind"], frozenset(given["office"]), given["country"])
    judged = judge_own(entry, {**PERSON, **row})
    assert (judged and judged.state) == state


def test_the_registry_is_corrected_from_the_command_line(archive: Path) -> None:
    def run(*arguments: str, status: int = 0) -> str:
        ran = CliRunner().invoke(main, ["entities", *arguments, "--archive", str(archive)])
        assert ran.exit_code == status, ran.output
        return ran.output

    said = ("--who", "ed", "--why", "known to the desk")
    assert "correction 1" in run("is", "r3/n1", "r3/n1", *said)
    assert "correction 2" in run("merge", "r2/n1", "r1/n1", *said)
    assert "correction 3" in run("set", "r1/n1", "country", "NOR", *said)
    assert "correction 4" in run("undo", "2", *said)
    assert "r2/n1" in run("list", "--name", "simek", "--csv")
    assert run("corrections", "--csv").count("known to the desk") == 4
    assert "no entity r9/n1" in run("is", "r9/n1", "r1/n1", *said, status=1)
    assert "--why" in run("split", "r3/n1", "--who", "ed", status=2)


def test_suggestions_are_listed_apart(archive: Path) -> None:
    add_all(
        archive, [report(6, "Ida Brandt spoke.\nOto Šimek spoke.\nRen Ōta spoke.", outlet="x")], clock=lambda: LATER
    )
    with Writer(archive) as writer, writer.transaction() as connection:
        connection.execute("UPDATE linked.entity_member SET state = 'suggested' WHERE report = 'r3'")
    assert [row[:4] for row in rows(archive, suggestions({"name": "brandt"}))] == [
        ("r3/n1", "Ida Brandt", "r1/n1", "Ida Brandt")]  # fmt: skip
    assert rows(archive, suggestions({"name": "nobody"})) == ()
    assert entities(archive)[0] == ("r1/n1", "Ida Brandt", 1)
