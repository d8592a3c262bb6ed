"""What users say of reports and their items: it wins, says why, survives reading anew, and can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from archiving import NOON, add_all, record, report
from onrecord.archive import ArchiveError, ask, reading, record_of
from onrecord.archive.adding import Result
from onrecord.archive.correct import correct, drop, join, part, undo
from onrecord.archive.query import Asking
from onrecord.archive.registry import corrections
from onrecord.cli import main
from onrecord.linking import link
from onrecord.linking.entities.correct import set_entity, undo_correction

LATER = datetime(2026, 1, 2)
LATEST = datetime(2026, 1, 3)
ED: dict[str, Any] = {"who": "ed", "why": "read it again", "clock": lambda: LATER}
FIRE = (
    "A fire broke out in the old customs house at the harbour of Lund, and the market hall burned down to its walls.\n"
    "Mayor Ida Brandt said that {} people were hurt in Lund on Monday.\n"
    "“We met every guest of the harbour council,” Ida Brandt said.\n"
    "Oto Šimek denied that police attacked the harbour.\n"
    "A meeting in Lund was planned; 12 guests were invited."
)
URL = "https://example.org/{}"


def fire(number: int, toll: int, **fields: Any) -> Any:
    given = {"url": URL.format(number), "published": f"2024-03-0{number}", "title": "Fire in Lund", **fields}
    note = given.pop("note", f"Note {number}.")
    return report(number, f"{note}\n{FIRE.format(toll)}", **given)


REPORTS = [fire(1, 9, agency="NNA"), fire(2, 14), fire(3, 14, note="Note 2.", outlet="Lund Post")]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("linked") / "a.archive"
    add_all(file, REPORTS)
    link(file, clock=lambda: NOON)
    return file


@pytest.fixture
def archive(linked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(linked, tmp_path))


def one(file: Path, sql: str, **how: Any) -> tuple[Any, ...]:
    (row,) = ask(file, sql, asking=Asking(**how)).rows
    return tuple(row)


def column(file: Path, sql: str, **how: Any) -> list[Any]:
    return [row[0] for row in ask(file, sql, asking=Asking(**how)).rows]


CHANGES = [
    ("r2", "outlet", "Lund Times", "SELECT outlet FROM report WHERE id = 'r2'", "Lund Times"),
    ("r1", "agency", None, "SELECT agency FROM report WHERE id = 'r1'", None),
    ("r2", "published", "2024-02-28", "SELECT published FROM report WHERE id = 'r2'", "2024-02-28"),
    ("r2/s1", "act", "warn", "SELECT act FROM statement WHERE report = 'r2' AND id = 's1'", "warn"),
    ("r2/s1", "named", "false", "SELECT named FROM statement WHERE report = 'r2' AND id = 's1'", False),
    ("r2/s1", "speaker", "n2", "SELECT source FROM statement WHERE report = 'r2' AND id = 's1'", "Oto Šimek"),
    ("r2/e2", "type", "PROTEST", "SELECT type FROM event WHERE report = 'r2' AND id = 'e2'", "PROTEST"),
    ("r2/e2", "status", "happened", "SELECT status FROM event WHERE report = 'r2' AND id = 'e2'", "happened"),
    ("r2/e2", "actors", "NORCOP SWEGOV", "SELECT actors FROM event WHERE report = 'r2' AND id = 'e2'", ["NORCOP", "SWEGOV"]),
    ("r2/e2", "recipients", "SWEBUS", "SELECT recipients FROM event WHERE report = 'r2' AND id = 'e2'", ["SWEBUS"]),
    ("r2/e2", "actors", None, "SELECT actors FROM event WHERE report = 'r2' AND id = 'e2'", []),
    ("r2/e2", "country", "NOR", "SELECT country FROM event WHERE report = 'r2' AND id = 'e2'", "NOR"),
    ("r2/e2", "when", "2024-03-01/2024-03-02", "SELECT when_end FROM event WHERE report = 'r2' AND id = 'e2'", "2024-03-02"),
    ("r2/e2", "when", None, "SELECT when_start FROM event WHERE report = 'r2' AND id = 'e2'", None),
    ("r2/f1", "value", "1,500", "SELECT value FROM figure WHERE report = 'r2' AND id = 'f1'", 1500.0),
    ("r2/f1", "kind", "killed", "SELECT kind FROM figure WHERE report = 'r2' AND id = 'f1'", "killed"),
    ("r2/p1", "place", "Malmö", "SELECT place FROM plan WHERE report = 'r2' AND id = 'p1'", "Malmö"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "field", "value", "sql", "expected"), CHANGES)
def test_what_is_set_wins_on_its_clock_and_can_be_taken_back(
    archive: Path, target: str, field: str, value: str | None, sql: str, expected: object
) -> None:
    before = one(archive, sql)
    assert correct(archive, target, field, value, **ED) == 1
    assert one(archive, sql) == (expected,) != before
    assert one(archive, sql, as_of=NOON) == before
    with reading(archive) as connection:
        assert record_of(connection, target.split("/")[0])
    undo(archive, 1, who="ed", why="it was right", clock=lambda: LATEST)
    assert one(archive, sql) == before
    assert one(archive, sql, as_of=LATER) == (expected,)
    told = ask(archive, "SELECT id, target, field, who FROM linked.correction ORDER BY id").rows
    assert [tuple(row) for row in told] == [(1, target, field, "ed"), (2, "1", "undo", "ed")]


def test_a_corrected_day_moves_the_report_on_the_clock_of_publication(archive: Path) -> None:
    correct(archive, "r2", "published", "2024-05-01", **ED)
    assert column(archive, "SELECT id FROM report ORDER BY 1", published_by=date(2024, 4, 1)) == ["r1", "r3"]


def test_a_speaker_is_found_by_name_and_no_more_by_the_other(archive: Path) -> None:
    from onrecord.archive.questions import statements

    correct(archive, "r2/s1", "speaker", "r2/n2", **ED)
    asked = statements({"speaker": "brandt", "report": "r2"})
    assert [row[3] for row in ask(archive, asked.sql, asked.parameters).rows] == ["s2"]
    assert one(archive, "SELECT before, after FROM linked.correction") == ("r1/n1", "r2/n2")
    assert one(archive, "SELECT name FROM voice WHERE report = 'r2' AND id = 's1'") == ("Oto Šimek",)


@pytest.mark.parametrize(("item", "view"), [("s1", "statement"), ("e2", "event"), ("f1", "figure"), ("p1", "plan")])
def test_what_is_none_is_nowhere_and_nothing_points_to_it(archive: Path, item: str, view: str) -> None:
    drop(archive, f"r2/{item}", **ED)
    assert item not in column(archive, f"SELECT id FROM {view} WHERE report = 'r2'")
    with reading(archive) as connection:
        made = record_of(connection, "r2")
    assert f'"{item}"' not in made.to_json()
    if item == "s1":
        assert one(archive, "SELECT voice FROM figure WHERE report = 'r2' AND id = 'f1'") == ("reporter",)
    with pytest.raises(ArchiveError, match="no report and no statement"):
        drop(archive, f"r2/{item}", **ED)
    undo(archive, 1, who="ed", why="it was", clock=lambda: LATEST)
    assert item in column(archive, f"SELECT id FROM {view} WHERE report = 'r2'")


GROUPED = [
    ("s2", "statement", "quotation"),
    ("e2", "event", "happening"),
    ("f1", "figure", "series"),
    ("p1", "plan", "chain"),
]


@pytest.mark.parametrize(("item", "view", "group"), GROUPED)
def test_items_are_put_apart_and_together(archive: Path, item: str, view: str, group: str) -> None:
    sql = f"SELECT {group} FROM {view} WHERE id = '{item}' ORDER BY report"
    assert column(archive, sql) == [f"r1/{item}"] * 3
    part(archive, f"r2/{item}", **ED)
    assert column(archive, sql) == [f"r1/{item}", f"r2/{item}+1", f"r1/{item}"]
    part(archive, f"r1/{item}", **ED)
    assert column(archive, sql) == [f"r1/{item}+2", f"r2/{item}+1", f"r1/{item}"]
    with pytest.raises(ArchiveError, match="is alone already"):
        part(archive, f"r2/{item}", **ED)
    join(archive, f"r2/{item}", f"r3/{item}", **ED)
    assert column(archive, sql) == [f"r1/{item}+2", f"r1/{item}", f"r1/{item}"]
    link(archive, clock=lambda: LATEST)
    assert column(archive, sql) == [f"r1/{item}+2", f"r1/{item}", f"r1/{item}"]
    assert column(archive, sql, as_of=NOON) == [f"r1/{item}"] * 3


@pytest.mark.parametrize(("item", "view", "group"), GROUPED)
def test_what_is_apart_has_an_id_of_its_own_whoever_was_joined_to_it(
    archive: Path, item: str, view: str, group: str
) -> None:
    sql = f"SELECT {group} FROM {view} WHERE id = '{item}' ORDER BY report"
    part(archive, f"r1/{item}", **ED)
    join(archive, f"r2/{item}", f"r1/{item}", **ED)
    assert column(archive, sql) == [f"r1/{item}+1", f"r1/{item}+1", f"r1/{item}"]
    part(archive, f"r1/{item}", **ED)
    assert column(archive, sql) == [f"r1/{item}+3", f"r1/{item}+1", f"r1/{item}"]
    link(archive, clock=lambda: LATEST)
    assert column(archive, sql) == [f"r1/{item}+3", f"r1/{item}+1", f"r1/{item}"]
    join(archive, f"r2/{item}", f"r3/{item}", **ED)
    assert column(archive, sql) == [f"r1/{item}+3", f"r1/{item}", f"r1/{item}"]


def test_a_group_is_named_by_an_item_first_and_by_its_id(archive: Path) -> None:
    sql = "SELECT happening FROM event WHERE id = 'e2' ORDER BY report"
    part(archive, "r1/e2", **ED)
    correct(archive, "r2/e2", "happening", "r1/e2+1", **ED)
    assert column(archive, sql) == ["r1/e2+1", "r1/e2+1", "r1/e2"]
    correct(archive, "r2/e2", "happening", "r3/e2", **ED)
    assert column(archive, sql) == ["r1/e2+1", "r1/e2", "r1/e2"]
    with pytest.raises(ArchiveError, match="no report and no statement"):
        correct(archive, "r2/e2", "happening", "r1/e2+7", **ED)


def test_who_is_joined_goes_where_linking_puts_the_other(archive: Path) -> None:
    text = "Oto Šimek denied that police attacked the stadium."
    add_all(archive, [report(7, text, published="2024-06-09")], clock=lambda: LATER)
    link(archive, clock=lambda: LATER)
    join(archive, "r2/e2", "r7/e1", **ED)
    assert (
        column(archive, "SELECT happening FROM event WHERE report IN ('r2', 'r7') AND type = 'ASSAULT'")
        == ["r7/e1"] * 2
    )
    earlier = report(8, f"{text}\nIt was on the ninth.", published="2024-06-09", title="Report 7")
    add_all(archive, [earlier], clock=lambda: LATEST)
    with_it = link(archive, clock=lambda: LATEST)
    assert with_it["happenings"] >= 1
    found = column(
        archive, "SELECT DISTINCT happening FROM event WHERE report IN ('r2', 'r7', 'r8') AND type = 'ASSAULT'"
    )
    assert len(found) == 1


@pytest.mark.parametrize(("one", "other"), [("r1", "r2"), ("r2", "r1")])
def test_what_is_said_in_a_circle_to_be_the_same_is_in_one_group(tmp_path: Path, one: str, other: str) -> None:
    file = tmp_path / "a.archive"
    texts = ("Oto Šimek denied that police attacked the harbour.", "Oto Šimek denied that police attacked the stadium.")
    add_all(file, [report(n, text, published=f"2024-0{3 * n}-09") for n, text in enumerate(texts, 1)])
    link(file, clock=lambda: NOON)
    sql = "SELECT happening FROM event WHERE type = 'ASSAULT' ORDER BY report"
    assert column(file, sql) == ["r1/e1", "r2/e1"]
    join(file, f"{one}/e1", f"{other}/e1", **ED)
    part(file, f"{one}/e1", **ED)
    join(file, f"{other}/e1", f"{one}/e1", **ED)
    undo(file, 2, **ED)
    assert column(file, sql) == ["r1/e1", "r1/e1"]
    part(file, "r1/e1", **ED)
    assert column(file, sql) == ["r1/e1+5", "r2/e1"]


def test_reports_are_no_copies_or_are_and_counts_follow(archive: Path) -> None:
    assert column(archive, "SELECT copy_group FROM report ORDER BY id") == ["r1", "r2", "r2"]
    assert one(archive, "SELECT independent FROM story") == (2,)
    part(archive, "r3", group="copy_group", **ED)
    assert column(archive, "SELECT copy_group FROM report ORDER BY id") == ["r1", "r2", "r3+1"]
    assert one(archive, "SELECT independent, copies FROM story") == (3, 0)
    assert one(archive, "SELECT sum(copies) FROM coverage") == (0,)
    join(archive, "r2", "r1", group="copy_group", **ED)
    assert one(archive, "SELECT independent, copies FROM story") == (2, 1)
    assert one(archive, "SELECT sum(copies) FROM coverage") == (1,)
    part(archive, "r3", group="story", **ED)
    assert column(archive, "SELECT story FROM report ORDER BY id") == ["r1", "r1", "r3+3"]
    with pytest.raises(ArchiveError, match="copy_group or story"):
        part(archive, "r3", **ED)


def moved(made_by: str, chunk: Sequence[Any]) -> list[Result]:
    """Read as by another version: items are numbered from another number, the events' triggers are a word longer."""
    made: list[Result] = []
    for one_ in chunk:
        read = record(one_.id, one_.article)

        def longer(event: Any, text: str = one_.article.text) -> Any:
            end = text.find(" ", event.trigger.end + 1)
            span = {"end": end, "text": text[event.trigger.start : end]}
            return msgspec.structs.replace(event, id=f"e{int(event.id[1:]) + 4}", trigger=msgspec.structs.replace(event.trigger, **span))  # fmt: skip

        names = {s.id: f"s{int(s.id[1:]) + 4}" for s in read.statements} | {"reporter": "reporter"}
        people = {e.id: f"n{9 - int(e.id[1:])}" for e in read.entities}
        said = tuple(
            msgspec.structs.replace(s, id=names[s.id], source_entity=people[str(s.source_entity)])
            for s in read.statements
        )
        made.append((
            msgspec.structs.replace(
                read, statements=said, events=tuple(longer(e) for e in read.events),
                entities=tuple(msgspec.structs.replace(e, id=people[e.id]) for e in read.entities),
                figures=tuple(msgspec.structs.replace(f, id=f"f{int(f.id[1:]) + 4}", voice=names[f.voice]) for f in read.figures),
            ).to_json(), made_by))  # fmt: skip
    return made


def test_corrections_survive_reading_anew(archive: Path) -> None:
    correct(archive, "r2/e2", "type", "PROTEST", **ED)
    correct(archive, "r2/e2", "actors", "NORCOP", **ED)
    correct(archive, "r2/f1", "value", "41", **ED)
    correct(archive, "r2/s1", "speaker", "n2", **ED)
    drop(archive, "r3/s2", **ED)
    part(archive, "r3/f1", **ED)
    correct(archive, "r1", "outlet", "Harbour Post", **ED)
    join(archive, "r1/e1", "r3/e2", **ED)
    add_all(
        archive, REPORTS, lambda: partial(moved, '{"onrecord": "2"}'), reread='{"onrecord": "2"}', clock=lambda: LATEST
    )
    assert one(archive, "SELECT id, type, actors FROM event WHERE report = 'r2' AND type = 'PROTEST'") == (
        "e6", "PROTEST", ["NORCOP"])  # fmt: skip
    assert one(archive, "SELECT value FROM figure WHERE report = 'r2' AND id = 'f5'") == (41.0,)
    assert one(archive, "SELECT source, entity FROM statement WHERE report = 'r2' AND id = 's5'") == (
        "Oto Šimek",
        "r2/n7",
    )
    assert "s6" not in column(archive, "SELECT id FROM statement WHERE report = 'r3'")
    assert one(archive, "SELECT outlet FROM report WHERE id = 'r1'") == ("Harbour Post",)
    link(archive, clock=lambda: LATEST)
    assert one(archive, "SELECT series FROM figure WHERE report = 'r3' AND id = 'f5'") == ("r3/f1+6",)
    here = "SELECT happening FROM event WHERE (report, id) IN (('r1', 'e5'), ('r3', 'e6'))"
    assert len(set(column(archive, here))) == 1
    asked = corrections({"state": "orphaned"})
    assert ask(archive, asked.sql, asked.parameters).rows == ()


def test_what_a_later_version_no_longer_has_is_orphaned(archive: Path) -> None:
    correct(archive, "r2/f1", "value", "41", **ED)
    correct(archive, "r2/e2", "type", "PROTEST", **ED)
    add_all(archive, [fire(2, 17, published="2024-03-05")], clock=lambda: LATEST)
    assert one(archive, "SELECT value FROM figure WHERE report = 'r2' AND id = 'f1'") == (17.0,)
    assert one(archive, "SELECT type FROM event WHERE report = 'r2' AND id = 'e2'") == ("PROTEST",)
    assert one(archive, "SELECT value FROM figure WHERE report = 'r2' AND id = 'f1'", as_of=LATER) == (41.0,)
    asked = corrections({"state": "orphaned"})
    assert [row[:4] for row in ask(archive, asked.sql, asked.parameters).rows] == [(1, "figure", "r2/f1", "value")]
    from onrecord.archive.changes import changes

    told = changes(LATER)
    rows = [tuple(row[1:]) for row in ask(archive, told.sql, told.parameters).rows]
    assert ("corrected", "figure", "r2/f1", "value: read it again", "14.0", "41.0") in rows
    assert ("orphaned", "figure", "r2/f1", "value: read it again", "14.0", "41.0") in rows


def test_what_is_the_same_as_something_that_is_gone_is_orphaned(archive: Path) -> None:
    text = "Oto Šimek denied that police attacked the stadium."
    at = {"url": URL.format(7), "published": "2024-06-09"}
    add_all(archive, [report(7, text, **at)], clock=lambda: LATER)
    link(archive, clock=lambda: LATER)
    join(archive, "r2/e2", "r7/e1", **ED)
    here = "SELECT happening FROM event WHERE report = 'r2' AND id = 'e2'"
    both = "SELECT reading, event FROM base.joined WHERE happening = 'r7/e1' ORDER BY ALL"
    assert one(archive, here) == ("r7/e1",)
    assert len(ask(archive, both).rows) == 2
    add_all(archive, [report(7, "“We met the council,” Oto Šimek said.", **at)], clock=lambda: LATEST)
    assert one(archive, "SELECT type FROM event WHERE report = 'r7' AND id = 'e1'") == ("CONSULT",)
    assert one(archive, here) == ("r1/e2",)
    link(archive, clock=lambda: LATEST)
    assert one(archive, here) == ("r1/e2",)
    assert one(archive, here, as_of=LATER) == ("r7/e1",)
    asked = corrections({"state": "orphaned"})
    assert [row[:4] for row in ask(archive, asked.sql, asked.parameters).rows] == [(1, "event", "r2/e2", "happening")]
    from onrecord.archive.changes import changes

    told = changes(LATEST)
    rows = [row[1:4] for row in ask(archive, told.sql, told.parameters).rows]
    assert ("orphaned", "event", "r2/e2") in rows


def nested(chunk: Sequence[Any]) -> list[Result]:
    """Read with the first statement within the second, that one within the third."""
    made: list[Result] = []
    for one_ in chunk:
        read = record(one_.id, one_.article)
        parents = {"s1": "s2", "s2": "s3"}
        said = tuple(msgspec.structs.replace(s, parent=parents.get(s.id)) for s in read.statements)
        made.append((msgspec.structs.replace(read, statements=said).to_json(), "{}"))
    return made


@pytest.mark.parametrize("order", [("s1", "s2", "s3"), ("s3", "s2", "s1"), ("s2", "s1", "s3")])
def test_what_stood_in_dropped_statements_stands_in_the_next_one_around(tmp_path: Path, order: Sequence[str]) -> None:
    file, sql = tmp_path / "a.archive", "SELECT voice FROM figure WHERE report = 'r1' AND id = 'f1'"
    add_all(file, [fire(1, 9)], lambda: nested)
    assert one(file, sql) == ("s1",)
    for n, item in enumerate(order, 1):
        drop(file, f"r1/{item}", **ED)
        left = [s for s in ("s1", "s2", "s3") if s not in order[:n]]
        assert one(file, sql) == (left[0] if left else "reporter",)
    undo(file, order.index("s3") + 1, **ED)
    assert one(file, sql) == ("s3",)


def test_a_corrected_event_is_linked_anew(archive: Path) -> None:
    happening = "SELECT happening FROM event WHERE report = 'r2' AND id = 'e2'"
    assert one(archive, happening) == ("r1/e2",)
    correct(archive, "r2/e2", "type", "PROTEST", **ED)
    assert link(archive, clock=lambda: LATEST)["happenings"] == 1
    assert one(archive, happening) == ("r2/e2",)
    assert link(archive, clock=lambda: LATEST)["happenings"] == 0


LAYERS = {
    "copy_group": ("copy_member", "''"), "story": ("story_member", "''"), "quotation": ("quotation_member", "statement"),
    "happening": ("happening_member", "event"), "series": ("series_member", "figure"), "plan": ("plan_member", "plan"),
}  # fmt: skip
KEPT = {"copy_group": "agency, origin, published", "story": "title, published", "quotation": "speaker, words, published",
        "happening": "type, when_start, country, published", "series": 'kind, "of", published', "plan": "what, published"}  # fmt: skip


def linked_groups(file: Path) -> dict[str, set[Any]]:
    """What linking has: of each layer the groups of several, by their members, with what is kept of them."""
    found: dict[str, set[Any]] = {}
    for layer, (member, item) in LAYERS.items():
        of = "chain" if layer == "plan" else layer
        sql = f"""
SELECT list(concat_ws('/', m.report, nullif({item}, '')) ORDER BY concat_ws('/', m.report, nullif({item}, ''))) AS members, {KEPT[layer]} FROM linked.{layer} g
JOIN (SELECT * EXCLUDE (published) FROM linked.{member} WHERE withdrawn_at IS NULL) m ON m.{of} = g.id
WHERE g.withdrawn_at IS NULL GROUP BY g.id, {KEPT[layer]} HAVING count(*) > 1"""
        found[layer] = {(tuple(row[0]), *row[1:]) for row in ask(file, sql).rows}
    views = {"report": "copy_group", "report ": "story", "statement": "quotation", "event": "happening", "figure": "series",
             "plan": "chain"}  # fmt: skip
    for view, group in views.items():
        key = "id" if view.startswith("report") else "report || '/' || id"
        sql = f"SELECT list({key} ORDER BY {key}) FROM {view} GROUP BY {group} HAVING count(*) > 1"
        found[f"view {group}"] = {tuple(row[0]) for row in ask(file, sql).rows}
    found["origin"] = set(ask(file, 'SELECT report, origin, "copy" FROM provenance').rows)
    return found


TWO_TOLLS = (
    "Mayor Ida Brandt said that 9 people were hurt in Lund on Monday.\n"
    "Oto Šimek said that 14 people were hurt in Lund on Monday, however."
)
MORE = [
    *REPORTS,
    report(5, TWO_TOLLS, published="2024-03-02", title="Fire in Lund"),
    report(7, "Oto Šimek denied that police attacked the stadium.", published="2024-06-09"),
]
SAID: dict[str, Any] = {
    "moved to another season": lambda file: correct(file, "r1", "published", "2024-06-08", **ED),
    "the first of all": lambda file: correct(file, "r3", "published", "2024-02-27", **ED),
    "of another's story": lambda file: join(file, "r7", "r1", group="story", **ED),
    "of no other's story": lambda file: part(file, "r1", group="story", **ED),
    "no copy": lambda file: part(file, "r3", group="copy_group", **ED),
    "a copy": lambda file: join(file, "r1", "r2", group="copy_group", **ED),
    "of no agency": lambda file: correct(file, "r1", "agency", "", **ED),
    "no statement": lambda file: drop(file, "r5/s1", **ED),
}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive that was added, and the same one linked."""
    folder = tmp_path_factory.mktemp("more")
    added, linked = folder / "a.archive", folder / "b.archive"
    add_all(added, MORE)
    shutil.copy(added, linked)
    link(linked, clock=lambda: NOON)
    return added, linked


@pytest.mark.parametrize("what", SAID)
def test_what_is_corrected_is_linked_as_if_it_had_been_read_so(
    more: tuple[Path, Path], tmp_path: Path, what: str
) -> None:
    anew, later = (Path(shutil.copy(file, tmp_path)) for file in more)
    before = linked_groups(later)
    if what not in ("of no other's story", "no copy"):  # what was never joined can't be set apart
        SAID[what](anew)
        link(anew, clock=lambda: LATER)
    number = SAID[what](later)
    link(later, clock=lambda: LATEST)
    now = linked_groups(later)
    assert now != before
    if what not in ("of no other's story", "no copy"):
        assert now == linked_groups(anew)
    assert set(link(later, clock=lambda: LATEST).values()) == {0}
    undo(later, number, who="ed", why="it was right", clock=lambda: LATEST + timedelta(days=1))
    link(later, clock=lambda: LATEST + timedelta(days=2))
    assert linked_groups(later) == before


def test_a_corrected_day_moves_a_report_out_of_its_story_and_what_it_tells(
    more: tuple[Path, Path], tmp_path: Path
) -> None:
    file = Path(shutil.copy(more[1], tmp_path))
    happening = "SELECT happening FROM event WHERE id = 'e2' AND report IN ('r1', 'r2') ORDER BY report"
    assert len(set(column(file, happening))) == 1
    correct(file, "r1", "published", "2024-06-08", **ED)
    link(file, clock=lambda: LATEST)
    assert one(file, "SELECT count(*) FROM report WHERE story = (SELECT story FROM report WHERE id = 'r1')") != (4,)
    assert len(set(column(file, happening))) == 2


def test_a_series_rests_on_whose_word_its_figures_are(more: tuple[Path, Path], tmp_path: Path) -> None:
    file, sql = Path(shutil.copy(more[1], tmp_path)), "SELECT series FROM figure WHERE report = 'r5' ORDER BY id"
    assert len(set(column(file, sql))) == 1
    drop(file, "r5/s1", **ED)
    assert link(file, clock=lambda: LATEST)["series"] == 1
    assert len(set(column(file, sql))) == 2


def acting(chunk: Sequence[Any]) -> list[Result]:
    """Read with the first entity as the one who does what is done, the second as the one whom it is done to."""
    made: list[Result] = []
    for one_ in chunk:
        read = record(one_.id, one_.article)
        who, whom = (
            msgspec.structs.replace(read.events[0].actors[0], entity=f"n{n}", code=f"SWE{code}")
            for n, code in ((1, "GOV"), (2, "OPP"))
        )
        events = tuple(msgspec.structs.replace(e, actors=(who,), recipients=(whom,)) for e in read.events)
        made.append((msgspec.structs.replace(read, events=events).to_json(), "{}"))
    return made


def test_events_follow_the_code_that_an_entity_was_given(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    told = [report(n, f"Oto Šimek denied that police attacked the {where}.\nMayor Ida Brandt said that she went.",
                   published=f"2024-03-0{n}") for n, where in ((1, "port"), (2, "mill"))]  # fmt: skip
    add_all(file, told, lambda: acting)
    link(file, clock=lambda: NOON)
    (brandt,) = column(file, "SELECT id FROM entity WHERE name = 'Ida Brandt'")
    number = set_entity(file, brandt, "code", "NORGOV", **ED)
    everywhere = "SELECT actors, recipients, actors_coded, recipients_coded FROM event ORDER BY report"
    coded = (["SWEGOV"], ["SWEOPP"])
    assert ask(file, everywhere).rows == ((["NORGOV"], ["SWEOPP"], *coded),) * 2
    assert column(file, "SELECT DISTINCT actors FROM happening") == [["NORGOV"]]
    assert set(ask(file, "SELECT role, code, coded FROM participant").rows) == {
        ("actor", "NORGOV", "SWEGOV"), ("recipient", "SWEOPP", "SWEOPP")}  # fmt: skip
    assert ask(file, everywhere, asking=Asking(as_of=NOON)).rows == ((*coded, *coded),) * 2
    with reading(file) as connection:
        assert [p.code for e in record_of(connection, "r1").events for p in e.actors] == ["NORGOV"]
    correct(file, "r1/e1", "actors", "FINGOV", **ED)
    assert one(file, "SELECT actors, actors_coded FROM event WHERE report = 'r1'") == (["FINGOV"], ["FINGOV"])
    assert link(file, clock=lambda: LATEST)["happenings"] == 2
    undo_correction(file, number, who="ed", why="it was right", clock=lambda: LATEST)
    assert one(file, "SELECT actors FROM event WHERE report = 'r2'") == (["SWEGOV"],)


@pytest.mark.parametrize(
    ("target", "field", "value", "said"),
    [
        ("r9/e1", "type", "PROTEST", "no report and no statement"),
        ("r2/e2", "colour", "red", "no field 'colour' of an event"),
        ("r2/e2", "type", "WAR", "one of AGREE"),
        ("r2/e2", "type", None, "can't be absent"),
        ("r2/e2", "country", "Norway", "alpha-3"),
        ("r2/e2", "when", "2024-03-05/2024-03-01", "first and last day"),
        ("r2/e2", "type", "ASSAULT", "is ASSAULT already"),
        ("r2/f1", "value", "many", "a number"),
        ("r2/f1", "value", None, "would have no value"),
        ("r2/s1", "speaker", "n9", "no entity n9"),
        ("r2/e2", "happening", "r1/s1", "is a statement"),
        ("r2/e2", "happening", "r2/e2", "itself|already"),
    ],
)
def test_what_cannot_be_said(archive: Path, target: str, field: str, value: str | None, said: str) -> None:
    with pytest.raises(ArchiveError, match=said):
        correct(archive, target, field, value, **ED)
    assert column(archive, "SELECT id FROM linked.correction") == []


def test_the_commands(archive: Path) -> None:
    def run(*arguments: str, status: int = 0) -> str:
        ran = CliRunner().invoke(main, ["correct", *arguments])
        assert ran.exit_code == status, ran.output
        return ran.output

    said = ("--who", "ed", "--why", "known to the desk", "--archive", str(archive))
    assert "correction 1" in run("set", "r2/e2", "status", "happened", *said)
    assert "correction 2" in run("apart", "r2/f1", *said)
    assert "correction 3" in run("same", "r2/f1", "r1/f1", *said)
    assert "correction 4" in run("drop", "r2/s2", *said)
    assert "correction 5" in run("undo", "4", *said)
    assert "correction 6" in run("same", "r3", "r1", "--as", "copy_group", *said)
    listed = run("list", "--layer", "event", "--csv", "--archive", str(archive))
    assert "r2/e2,status,denied,happened,ed,known to the desk" in listed
    assert "taken back" in run("list", "--state", "taken back", "--json", "--archive", str(archive))
    assert "figure: value" in run("fields")
    nowhere = archive.with_name("no.archive")
    assert "no such archive" in run("drop", "r2/s1", *said[:-1], str(nowhere), status=1)
    assert not nowhere.exists()
    assert "no correction 77" in run("undo", "77", *said, status=1)
