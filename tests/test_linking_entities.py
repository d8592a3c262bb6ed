from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from archiving import NOON, add_all, report
from onrecord.archive import ArchiveError, ask, reading
from onrecord.linking import link
from onrecord.linking.entities import Profile, correct_entity, judge_entity, name_key

LATER = datetime(2026, 1, 2)


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


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "a.archive"
    bodies = (
        "Mayor Ida Brandt said that 9 people were hurt.",
        "Oto Šimek met guests.",
        "Ida Brandt said that 3 cars burned.",
    )
    add_all(file, [report(n, body) for n, body in enumerate(bodies, 1)])
    link(file, clock=lambda: NOON)
    return file


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
