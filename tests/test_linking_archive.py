from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from archiving import MADE_BY, NOON, add_all, record, report, tables
from onrecord.archive import Asking, Writer, ask, reading
from onrecord.archive.adding import Result
from onrecord.archive.changes import changes
from onrecord.intake import Report
from onrecord.linking import link
from onrecord.linking.copies.job import link_copies
from onrecord.linking.entities import merge_entities, undo_correction
from onrecord.linking.link import LAYERS
from onrecord.record import Entity, Mention
from onrecord.record.json import encode
from test_linking_copies import OTHER, WIRE, text

LATER = datetime(2026, 1, 2)
LATEST = datetime(2026, 1, 3)
NEWS = "A second crane has fallen at Norport, and the harbour authority closed all seven piers to ships, it said."


def wire(number: int, body: str, hour: int, **fields: object):  # type: ignore[no-untyped-def]
    return report(number, body, published=f"2024-05-06T{hour:02}:00:00", **fields)


FIRST = wire(1, text(*WIRE), 7, outlet="Norport Wire", agency="Reuters")
CUT = wire(2, text(*WIRE[:3]), 9, outlet="Morning Post")
UPDATE = wire(3, text(NEWS, *WIRE), 12, outlet="Norport Wire")
ELSEWHERE = wire(4, text(*OTHER), 8, outlet="Valley Times")


def copies(file: Path) -> dict[str, str]:
    with reading(file) as connection:
        return dict(connection.execute("SELECT id, copy_group FROM report").fetchall())


def linked(file: Path, now: datetime, *found: object) -> dict[str, int]:
    add_all(file, list(found), clock=lambda: now)
    return link(file, clock=lambda: now)


def test_copies_are_grouped_with_origin_and_agency(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    assert linked(file, NOON, FIRST, CUT, UPDATE, ELSEWHERE) == dict.fromkeys(LAYERS, 4)
    assert copies(file) == {"r1": "r1", "r2": "r1", "r3": "r3", "r4": "r4"}
    with reading(file) as connection:
        assert connection.execute("SELECT agency, origin FROM linked.copy_group").fetchall() == [("Reuters", "r1")]
        shares = connection.execute("SELECT report, relation, kept < 0.7, added FROM linked.copy_member ORDER BY 1")
        assert shares.fetchall() == [("r1", "origin", False, 0.0), ("r2", "cut", True, 0.0)]


def test_linking_again_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    linked(file, NOON, FIRST, CUT, UPDATE, ELSEWHERE)
    with reading(file) as connection:
        before = tables(connection)
    assert link(file, clock=lambda: LATER) == dict.fromkeys(LAYERS, 0)
    with reading(file) as connection:
        assert tables(connection) == before


def test_a_group_keeps_its_id_when_the_earliest_report_comes_last(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    linked(file, NOON, CUT, wire(5, text(*WIRE[:3]), 10, outlet="Evening Post", title="Again"))
    linked(file, LATER, FIRST)
    assert copies(file) == {"r1": "r2", "r2": "r2", "r5": "r2"}
    with reading(file) as connection:
        assert connection.execute("SELECT origin FROM linked.copy_group WHERE withdrawn_at IS NULL").fetchall() == [
            ("r1",)
        ]
    with reading(file, as_of=NOON) as connection:
        assert connection.execute("SELECT id, copy_group FROM report ORDER BY 1").fetchall() == [
            ("r2", "r2"),
            ("r5", "r2"),
        ]


def test_one_by_one_gives_the_groups_of_all_at_once(tmp_path: Path) -> None:
    step, whole = tmp_path / "step.archive", tmp_path / "whole.archive"
    for found in (FIRST, CUT, UPDATE, ELSEWHERE):
        linked(step, NOON, found)
    linked(whole, NOON, FIRST, CUT, UPDATE, ELSEWHERE)
    assert copies(step) == copies(whole)


def test_a_copy_is_found_in_whatever_batch_it_comes(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    later = report(1, text(*WIRE[:3]), published="2024-05-08", outlet="Morning Post")
    add_all(file, [later, report(2, text(*WIRE), published="2024-05-06", outlet="Norport Wire")])
    with Writer(file) as writer, writer.transaction() as connection:
        assert [link_copies(connection, NOON, batch=1) for _ in range(3)] == [1, 1, 0]
    assert copies(file) == {"r1": "r2", "r2": "r2"}


def test_a_version_leaves_the_group_that_it_no_longer_fits(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    address = {"url": "https://example.org/piers", "outlet": "Morning Post"}
    linked(file, NOON, FIRST, wire(2, text(*WIRE), 9, **address))
    linked(file, LATER, wire(2, text(*OTHER), 9, **address))
    assert copies(file)["r2"] == "r2"
    with reading(file, as_of=NOON) as connection:
        assert connection.execute("SELECT copy_group FROM report WHERE id = 'r2'").fetchall() == [("r1",)]


def test_a_copy_stands_in_the_story_of_its_origin(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    linked(file, NOON, FIRST, CUT, ELSEWHERE)
    rows = ask(file, "SELECT id, story FROM report ORDER BY 1").rows
    assert [tuple(row) for row in rows] == [("r1", "r1"), ("r2", "r1"), ("r4", "r4")]


SPEECH = "“We met Oto Šimek’s council and agreed to open the harbour again on Friday,” {} said."
TALKS = "Ida Brandt and her guests met in Lund on Monday to talk about the harbour, its cranes and its ships."


def test_a_quotation_is_one_in_all_reports_that_carry_it(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    bodies = (
        SPEECH.format("Ida Brandt"),
        text("The harbour opens.", SPEECH.format("Ida Brandt")),
        SPEECH.format("Ren Ōta"),
    )
    linked(file, NOON, *(wire(n, body, n + 7) for n, body in enumerate(bodies, 1)))
    rows = ask(file, "SELECT report, quotation FROM statement ORDER BY 1").rows
    assert [tuple(row) for row in rows] == [("r1", "r1/s1"), ("r2", "r1/s1"), ("r3", "r3/s1")]
    assert ask(file, "SELECT speaker FROM linked.quotation").rows == (("Ida Brandt",),)


def test_an_event_is_one_in_the_reports_of_its_story(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    linked(file, NOON, wire(1, TALKS, 8), wire(2, text("They spoke for three hours.", TALKS), 9))
    assert len({row[0] for row in ask(file, "SELECT story FROM report").rows}) == 1
    assert {row[0] for row in ask(file, "SELECT happening FROM event").rows} == {"r1/e1"}
    assert ask(file, "SELECT type, when_start, place FROM linked.happening").rows == (
        ("CONSULT", "2024-03-25", "Lund"),
    )


def test_copies_move_to_the_story_of_an_origin_that_comes_later(tmp_path: Path) -> None:
    step, whole = tmp_path / "step.archive", tmp_path / "whole.archive"
    late = report(2, text(*WIRE), published="2024-06-20", outlet="Morning Post")
    early = report(1, text(*WIRE), published="2024-01-06", outlet="Norport Wire")
    linked(step, NOON, late)
    linked(step, LATER, early)
    linked(whole, NOON, late, early)
    stories = "SELECT story, list(id ORDER BY id) FROM report GROUP BY story"
    assert [row[1] for row in ask(step, stories).rows] == [row[1] for row in ask(whole, stories).rows] == [["r1", "r2"]]


def test_who_is_whom_by_a_users_word_reaches_quotations(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    quote = "“We shall build the market hall at the harbour again before the winter,” {} said."
    linked(file, NOON, *(wire(n, quote.format(name), 6 + n) for n, name in ((1, "Ida Brandt"), (2, "Zoë Laurent"))))
    quotations = "SELECT count(DISTINCT quotation), count(DISTINCT entity) FROM statement"
    assert ask(file, quotations).rows == ((2, 2),)
    number = merge_entities(file, "r2/n1", "r1/n1", who="ed", why="a pen name", clock=lambda: LATER)
    assert link(file, clock=lambda: LATER) == dict.fromkeys(LAYERS, 0) | {"quotations": 1, "plans": 1}
    assert ask(file, quotations).rows == ((1, 1),)
    undo_correction(file, number, who="ed", why="she is not", clock=lambda: LATEST)
    link(file, clock=lambda: LATEST)
    assert ask(file, quotations).rows == ((2, 2),)
    assert link(file, clock=lambda: LATEST) == dict.fromkeys(LAYERS, 0)


def told(number: int, day: str) -> Report:
    """A report of one flood, in an order of its own and half in words of its own, so that it is no copy."""
    words = "Talmouth river Tal flood banks dam Orrin bridge Sellow ferry harbour mayor".split()
    words += [f"{name}{number}" for name in ("Aro", "Bel", "Cin", "Dor", "Eno", "Fal", "Gor", "Hin")]
    random.Random(number).shuffle(words)
    return report(number, f"In {' and '.join(words)}.", title="", published=day)


def test_a_story_that_joins_another_takes_along_what_lies_outside_the_window(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    linked(file, NOON, told(9, "2024-05-01"), told(7, "2024-05-01"), told(6, "2024-05-01"), told(8, "2024-05-09"))
    linked(file, LATER, told(3, "2024-05-17"))
    linked(file, LATEST, told(4, "2024-05-19"))
    left = "SELECT count(*) FROM linked.story_member m WHERE m.withdrawn_at IS NULL AND m.story NOT IN ({})"
    with reading(file) as connection:
        stories = dict(connection.execute("SELECT id, story FROM report").fetchall())
        held = "SELECT id FROM linked.story WHERE withdrawn_at IS NULL"
        assert connection.execute(left.format(held)).fetchall() == [(0,)]
    assert stories["r9"] == stories["r8"] != stories["r3"] == stories["r4"]


def test_changes_list_what_differs_once_and_what_was_known_then(tmp_path: Path) -> None:
    file, address = tmp_path / "a.archive", "https://example.org/a"
    first = report(1, text(*WIRE), published="2024-05-06", url=address)
    again = report(1, text(*WIRE), published="2024-05-06", url=address, title="Crane falls at Norport")
    linked(file, NOON, first, report(2, text(*WIRE), published="2024-05-07"), report(3, text(*OTHER)))
    linked(file, LATER, again)
    question = changes(LATER)
    late = ask(file, question.sql, question.parameters).rows
    assert [row[1:5] for row in late if row[2] not in ("report", "headline")] == [("changed", "story", "r1", None)]
    question = changes(NOON)
    asked = ask(file, question.sql, question.parameters, Asking(as_of=NOON)).rows
    assert {row[0] for row in asked} == {NOON}


def test_reports_without_a_day_are_joined_whenever_they_come(tmp_path: Path) -> None:
    step, whole = tmp_path / "step.archive", tmp_path / "whole.archive"
    said = "“We shall build the market hall at the harbour again before the winter,” Ida Brandt said."
    days = (None, "2024-05-06", None)
    found = [report(n, text(NEWS, *WIRE[:n], said), published=day) for n, day in enumerate(days, 1)]
    linked(whole, NOON, *found)
    for n, one in enumerate(found):
        linked(step, NOON + timedelta(days=n), one)
    stories, quotations = "SELECT story, count(*) FROM report GROUP BY 1", "SELECT quotation FROM statement GROUP BY 1"
    assert len(ask(whole, stories).rows) == len(ask(whole, quotations).rows) == 1
    assert ask(step, stories).rows == ((ask(step, "SELECT min(story) FROM report").rows[0][0], 3),)
    assert len(ask(step, quotations).rows) == 1


def talks(chunk: Sequence[Any]) -> list[Result]:
    """Records of talks that Norland holds: the place in the first report, its government in the others."""
    found = []
    for one in chunk:
        made = record(one.id, one.article)
        at = one.article.text.index("Norland")
        state = Entity(
            id="n9", name="Norland", country="NOR", kind="place" if one.id == "r1" else "organization",
            sector=None if one.id == "r1" else "GOV", code="NOR" if one.id == "r1" else "NORGOV",
            mentions=(Mention(start=at, end=at + 7, text="Norland", form="name"),),
        )  # fmt: skip
        plans = tuple(replace(plan, parties=("n9",)) for plan in made.plans)
        found.append((replace(made, entities=(*made.entities, state), plans=plans).to_json(), encode(MADE_BY)))
    return found


def test_a_plan_of_a_country_is_followed_when_it_is_read_as_its_government(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    lines = (
        "Norland plans a meeting on the crane at the harbour.",
        "The meeting of Norland on the crane called off at noon.",
    )
    found = [wire(n, text(*WIRE[:n], line), 6 + n) for n, line in enumerate(lines, 1)]
    add_all(file, found, lambda: talks)
    link(file)
    assert ask(file, "SELECT state, reports FROM chain").rows == (("called_off", 2),)
    assert ask(file, "SELECT count(DISTINCT entity) FROM mention WHERE \"text\" = 'Norland'").rows == ((2,),)


def test_a_copy_of_what_a_report_first_said_is_no_confirmation_of_its_correction(tmp_path: Path) -> None:
    file, address = tmp_path / "a.archive", "https://norport.example/harbour"
    first, corrected = text(*WIRE), text(*WIRE).replace("14 ships", "31 ships")
    linked(file, NOON, wire(1, first, 7, outlet="Norport Wire", url=address), wire(2, first, 9, outlet="Morning Post"))
    linked(file, LATER, wire(1, corrected, 7, outlet="Norport Wire", url=address))
    linked(file, LATEST, wire(5, text(*WIRE[:4]), 10, outlet="Evening Post"))
    assert copies(file) == {"r1": "r1", "r2": "r1", "r5": "r1"}
    assert ask(file, "SELECT version FROM report_version ORDER BY 1").rows == ((1,), (1,), (1,), (2,))
    assert ask(file, "SELECT count(DISTINCT unit) FROM provenance").rows == ((1,),)
    linked(file, LATEST, wire(1, text(*OTHER), 7, outlet="Norport Wire", url=address))
    now = copies(file)
    assert now["r2"] == now["r5"] != now["r1"]


def test_a_few_words_are_one_statement_in_copies_only(tmp_path: Path) -> None:
    file, few = tmp_path / "a.archive", "“Nobody,” Ida Brandt said."
    linked(file, NOON, wire(1, text(*WIRE, few), 7), wire(2, text(*WIRE, few), 9), wire(4, text(*OTHER, few), 10))
    said = dict(ask(file, "SELECT report, quotation FROM statement").rows)
    assert said["r1"] == said["r2"] != said["r4"]
