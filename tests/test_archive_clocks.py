"""What was known then: both clocks over versions, stories that merged, copies found later, merges taken back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from archiving import MADE_BY, NOON, add_all, reader, report
from onrecord.archive import Writer, ask
from onrecord.archive.query import Asking
from onrecord.linking import link
from onrecord.linking.entities import merge_entities, undo_correction
from onrecord.linking.store import regroup
from onrecord.linking.stories.job import LAYER
from onrecord.record.json import encode
from test_linking_copies import WIRE, text

SECOND, THIRD = datetime(2026, 1, 2), datetime(2026, 1, 3)
FIRE = (
    "A fire broke out in the old customs house at the harbour of Lund, and the market hall burned down to its walls.\n"
    "Mayor Ida Brandt said that {} people were hurt in Lund on Monday.\n“{},” Ida Brandt said."
)
OWN = "We met every guest of the harbour council"
URL = "https://example.org/{}"


def fire(number: int, toll: int, day: int, quoted: str = OWN, **fields: Any) -> Any:
    given = {"url": URL.format(number), "published": f"2024-03-{day:02}", "title": "Fire in Lund", **fields}
    return report(number, f"Note {number}.\n{FIRE.format(toll, quoted)}", **given)


def rows(file: Path, sql: str, **how: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in ask(file, sql, asking=Asking(**how)).rows]


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report (r2) that a version replaced, whose toll and quotation differ, after both were linked."""
    file = tmp_path_factory.mktemp("clocks") / "a.archive"
    add_all(file, [fire(1, 9, 4), fire(2, 9, 5)], clock=lambda: NOON)
    link(file, clock=lambda: NOON)
    add_all(file, [fire(2, 17, 8, "Nobody of us has ever seen such a terrible night")], clock=lambda: SECOND)
    link(file, clock=lambda: THIRD)
    return file


GROUPS = """
SELECT r.id, r.story, r.copy_group, f.value, f.series, s.quotation, e.name FROM report r
JOIN figure f ON f.report = r.id JOIN statement s ON s.report = r.id AND s.manner = 'direct'
JOIN entity e ON e.id = s.entity ORDER BY r.id
"""
THEN = [
    ("r1", "r1", "r1", 9.0, "r1/f1", "r1/s2", "Ida Brandt"),
    ("r2", "r1", "r2", 9.0, "r1/f1", "r1/s2", "Ida Brandt"),
]
NOW = [THEN[0], ("r2", "r1", "r2", 17.0, "r1/f1", "r2/s2", "Ida Brandt")]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, NOW),
        ({"as_of": NOON}, THEN),
        ({"as_of": THIRD}, NOW),
        ({"published_by": date(2024, 3, 6)}, THEN),
        ({"published_by": date(2024, 3, 4)}, THEN[:1]),
        ({"published_by": date(2024, 3, 8)}, NOW),
        ({"published_by": date(2024, 3, 6), "as_of": NOON}, THEN),
        ({"published_by": date(2024, 3, 8), "as_of": NOON}, THEN),
    ],
)
def test_a_version_that_was_replaced_keeps_the_links_that_it_had(
    replaced: Path, how: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    assert rows(replaced, GROUPS, **how) == expected
    (series,) = rows(replaced, "SELECT figures, lowest, highest FROM series", **how)
    assert series == (len(expected), min(row[3] for row in expected), max(row[3] for row in expected))


def test_a_version_read_anew_is_shown_once_on_the_clock_of_publication(replaced: Path) -> None:
    newer = msgspec.structs.replace(MADE_BY, onrecord="2")
    later = datetime(2026, 1, 4)
    again = [fire(1, 9, 4), fire(2, 17, 8, "Nobody of us has ever seen such a terrible night")]
    add_all(replaced, again, lambda: reader(made_by=newer), reread=encode(newer), clock=lambda: later)
    link(replaced, clock=lambda: later)
    assert rows(replaced, GROUPS) == NOW
    assert rows(replaced, GROUPS, published_by=date(2024, 3, 8)) == NOW
    assert rows(replaced, GROUPS, published_by=date(2024, 3, 6)) == THEN
    assert rows(replaced, GROUPS, as_of=NOON) == THEN


def test_a_copy_that_was_found_later_was_none_before(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    cut = report(2, text(*WIRE[:3]), published="2024-05-06T09:00:00", outlet="Morning Post")
    also = report(5, text(*WIRE[:3]), published="2024-05-06T10:00:00", outlet="Evening Post", title="Again")
    add_all(file, [cut, also], clock=lambda: NOON)
    link(file, clock=lambda: NOON)
    first = report(1, text(*WIRE), published="2024-05-05T07:00:00", outlet="Norport Wire", agency="Reuters")
    add_all(file, [first], clock=lambda: SECOND)
    link(file, clock=lambda: SECOND)
    told = 'SELECT report, origin, "copy", unit FROM provenance ORDER BY report'
    assert rows(file, told, as_of=NOON) == [("r2", "r2", False, "Morning Post"), ("r5", "r2", True, "Morning Post")]
    now = [("r1", "r1", False, "Reuters"), ("r2", "r1", True, "Reuters"), ("r5", "r1", True, "Reuters")]
    assert rows(file, told) == now
    assert rows(file, told, published_by=date(2024, 5, 5)) == now[:1]
    assert rows(file, 'SELECT sum(copies), sum("read") FROM coverage') == [(2, 3)]
    assert rows(file, 'SELECT sum(copies), sum("read") FROM coverage', as_of=NOON) == [(1, 2)]
    assert rows(file, 'SELECT sum(copies), sum("read") FROM coverage', published_by=date(2024, 5, 5)) == [(0, 1)]


def test_a_story_that_merged_was_two_before(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, [fire(1, 9, 4), fire(3, 9, 24)], clock=lambda: NOON)
    link(file, clock=lambda: NOON)
    stories = "SELECT story, min(id), count(*) FROM report GROUP BY story ORDER BY story"
    apart = [("r1", "r1", 1), ("r3", "r3", 1)]
    assert rows(file, stories) == apart
    with Writer(file, clock=lambda: SECOND) as writer, writer.transaction() as connection:
        members = [{"reading": n, "report": f"r{id_}", "score": None, "published": f"2024-03-{day:02}"}
                   for n, id_, day in ((1, 1, 4), (2, 3, 24))]  # fmt: skip
        regroup(connection, LAYER, [members], [{"title": "Fire in Lund"}], [], SECOND)
    assert rows(file, stories) == [("r1", "r1", 2)]
    assert rows(file, stories, as_of=NOON) == apart
    assert rows(file, stories, published_by=date(2024, 3, 4)) == apart[:1]
    assert rows(file, "SELECT copies, independent FROM story", published_by=date(2024, 3, 4)) == [(0, 1)]


def test_a_merge_that_was_taken_back_held_while_it_held(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, [report(1, "Mayor Ida Brandt said that 9 cars burned."), report(2, "Oto Šimek met guests.")])
    link(file, clock=lambda: NOON)
    names = "SELECT id, name, reports FROM entity ORDER BY 1"
    apart = [("r1/n1", "Ida Brandt", 1), ("r2/n1", "Oto Šimek", 1)]
    assert rows(file, names) == apart
    number = merge_entities(file, "r2/n1", "r1/n1", who="ed", why="a pen name", clock=lambda: SECOND)
    undo_correction(file, number, who="ed", why="it was not", clock=lambda: THIRD)
    assert rows(file, names) == rows(file, names, as_of=NOON) == rows(file, names, as_of=THIRD) == apart
    assert rows(file, names, as_of=SECOND) == [("r1/n1", "Ida Brandt", 2)]
    assert rows(file, names, as_of=SECOND, published_by=date(2024, 3, 2)) == [("r1/n1", "Ida Brandt", 1)]
