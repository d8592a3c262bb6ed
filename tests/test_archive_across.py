"""What reports say together: counts that copies never raise, divergences, plans in their states, a story's account."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from archiving import NOON, add_all, report
from onrecord.archive import ArchiveError, Asking, Writer, ask, reading
from onrecord.archive.account import sentence_at, story_account
from onrecord.archive.across import divergences, happenings, quotations, series, stories
from onrecord.archive.outlets import set_outlets
from onrecord.archive.questions import Question, plans
from onrecord.cli import main
from onrecord.linking import link

LATER = datetime(2026, 1, 2)
FIRE = "A fire broke out in the old customs house at the harbour of Lund on Monday, and the market hall burned down."
ROOF = "The roof of the customs house fell in after midnight, and smoke lay over the harbour of Lund until dawn."
GUESTS = "Ida Brandt met the owners of the market hall in the customs house, and a meeting in Lund on the harbour was planned."
QUOTE = "“We shall build the market hall again before the winter comes to the harbour,” Ida Brandt said."
BURNED = f"{FIRE}\nIda Brandt said that 12 people were hurt in the fire.\n{ROOF}\n{QUOTE}\n{GUESTS}"
WIRE = report(1, BURNED, outlet="Norport Wire", agency="Reuters", published="2024-05-06T07:00:00")
COPY = report(2, BURNED, outlet="Morning Post", published="2024-05-06T09:00:00")
OTHER = report(
    3, f"The market hall at the harbour of Lund burned down on Monday when a fire broke out in the old customs house.\n"
    f"Oto Šimek said that 40 people were hurt in the fire.\nOwners of the market hall came to see Ren Ōta, who met "
    f"them in the customs house at the harbour of Lund.\n{QUOTE}", outlet="Valley Times", published="2024-05-06T12:00:00")  # fmt: skip
OFF = report(
    4, f"After the fire at the harbour of Lund the meeting on the harbour in Lund was called off.\n{FIRE}\n"
    f"Zoë Laurent said that 41 people were hurt in the fire.\n{ROOF}", outlet="Valley Gazette", published="2024-05-08")  # fmt: skip

ALONE = report(
    5, "Abdi Noor denied that police attacked the stadium.\n“We met nobody,” Ren Ōta said.\nOto Šimek said that 300 seats "
    "burned in Ostrava.\nPolice met 14 guests.", outlet=None, published="2024-05-06")  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("across") / "a.archive"
    add_all(file, [WIRE, COPY, OTHER])
    link(file, clock=lambda: NOON)
    add_all(file, [OFF], clock=lambda: LATER)
    link(file, clock=lambda: LATER)
    return file


@pytest.fixture(scope="module")
def wider(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with a report that has nothing to do with the others."""
    wider = tmp_path_factory.mktemp("wider") / "a.archive"
    wider.write_bytes(file.read_bytes())
    add_all(wider, [ALONE], clock=lambda: LATER)
    link(wider, clock=lambda: LATER)
    return wider


def rows(file: Path, question: Question, **how: object) -> list[dict[str, object]]:
    found = ask(file, question.sql, question.parameters, Asking(**how))  # type: ignore[arg-type]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def only(found: Sequence[dict[str, object]], *names: str) -> dict[str, object]:
    (row,) = found
    return {name: row[name] for name in names}


def test_a_story_counts_independent_reports(file: Path) -> None:
    found = only(rows(file, stories({})), "id", "title", "reports", "copies", "independent", "first_report")
    assert found == {"id": "r1", "title": "Report 1", "reports": 4, "copies": 1, "independent": 3, "first_report": "r1"}


def test_a_copy_counts_as_its_origin_does(file: Path) -> None:
    found = {
        row["report"]: (row["origin"], row["copy"], row["unit"]) for row in rows(file, Question("FROM provenance", {}))
    }
    assert found["r1"] == ("r1", False, "Reuters")
    assert found["r2"] == ("r1", True, "Reuters")
    assert found["r3"] == ("r3", False, "Valley Times")


def test_an_event_is_corroborated_by_who_is_independent(file: Path) -> None:
    (met, *_) = rows(file, happenings({"type": "CONSULT", "independent": "2"}))
    assert (met["reports"], met["copies"], met["independent"], met["voices"]) == (3, 1, 2, 2)
    assert rows(file, happenings({"independent": "3"})) == []


def test_owners_count_where_they_are_known(file: Path, tmp_path: Path) -> None:
    owned = tmp_path / "a.archive"
    owned.write_bytes(file.read_bytes())
    table = tmp_path / "outlets.csv"
    table.write_text("name,owner\nReuters,One Holding\nValley Times,One Holding\n", "utf-8")
    with Writer(owned) as writer:
        set_outlets(writer, table)
    assert only(rows(owned, stories({})), "independent") == {"independent": 2}
    (met, *_) = rows(owned, happenings({"type": "CONSULT"}))
    assert (met["reports"], met["independent"]) == (3, 1)


def test_a_quotation_knows_its_first_carrier_and_its_spread(file: Path) -> None:
    (built, *_) = rows(file, quotations({"about": "market hall again", "speaker": "brandt"}))
    assert (built["first_outlet"], built["reports"], built["copies"], built["independent"]) == ("Norport Wire", 3, 1, 2)
    carried = rows(file, Question("FROM variant WHERE quotation = $id ORDER BY published", {"id": built["id"]}))
    assert [(row["report"], row["relation"], row["first"], row["copy"]) for row in carried] == [
        ("r1", "whole", True, False), ("r2", "whole", False, True), ("r3", "whole", False, False)]  # fmt: skip


def test_voices_that_differ_on_a_day_diverge_and_others_do_not(file: Path) -> None:
    found = only(rows(file, divergences({"kind": "injured"})), "day", "lower_name", "lower_value", "upper_name",
                 "upper_value", "gap")  # fmt: skip
    assert found == {"day": date(2024, 5, 6), "lower_name": "Ida Brandt", "lower_value": 12.0,
                     "upper_name": "Oto Šimek", "upper_value": 40.0, "gap": 28.0}  # fmt: skip
    assert rows(file, divergences({"since": "2024-05-07"})) == []
    assert len(rows(file, divergences({"voice": "šimek"}))) == 1


def test_a_series_runs_over_reports(file: Path) -> None:
    (hurt, *_) = rows(file, series({"kind": "injured"}))
    assert (hurt["first_value"], hurt["last_value"], hurt["independent"], hurt["divergences"]) == (12.0, 41.0, 3, 1)


@pytest.mark.parametrize(
    ("view", "member", "item"),
    [("happening", "happening_member", "event"), ("quotation", "quotation_member", "statement"),
     ("series", "series_member", "figure")],
)  # fmt: skip
@pytest.mark.parametrize("how", [{}, {"as_of": NOON}, {"published_by": date(2024, 5, 6)}], ids=["now", "known", "told"])
def test_what_is_alone_is_counted_as_it_would_be_in_a_group(
    wider: Path, tmp_path: Path, view: str, member: str, item: str, how: dict[str, object]
) -> None:
    grouped = tmp_path / "a.archive"
    grouped.write_bytes(wider.read_bytes())
    with Writer(grouped) as writer, writer.transaction() as connection:
        (alone,) = connection.execute(
            f"INSERT INTO linked.{member} ({view}, reading, report, {item}, recorded_at) "
            f"SELECT x.{view}, k.reading, x.report, x.id, '2000-01-01' FROM {item} x "
            f"JOIN base.known k ON k.report = x.report WHERE x.{view} NOT IN (SELECT {view} FROM linked.{member})"
        ).fetchone() or (0,)
    question = Question(f"FROM {view} ORDER BY id", {})
    assert alone
    assert rows(grouped, question, **how) == rows(wider, question, **how) != []


@pytest.mark.parametrize(
    ("how", "state", "independent"),
    [
        pytest.param({}, "called_off", 2, id="now"),
        pytest.param({"as_of": NOON}, "scheduled", 1, id="as the archive knew"),
        pytest.param({"published_by": date(2024, 5, 7)}, "scheduled", 1, id="as was published"),
    ],
)
def test_a_plan_is_in_the_state_that_was_known(
    file: Path, how: dict[str, object], state: str, independent: int
) -> None:
    (chain,) = rows(file, Question("FROM chain", {}), **how)
    assert (chain["state"], chain["independent"], chain["copies"]) == (state, independent, 1)
    (plan,) = rows(file, plans({}), **how)
    assert (plan["state"], plan["reports"], plan["chain"]) == (state, independent, chain["id"])


def test_what_was_known_then_has_no_later_report_in_it(file: Path) -> None:
    for view in ("story", "happening", "quotation", "series", "chain"):
        then = rows(file, Question(f'FROM "{view}" ORDER BY id', {}), as_of=NOON)
        published = rows(file, Question(f'FROM "{view}" ORDER BY id', {}), published_by=date(2024, 5, 7))
        assert then == published, view
        assert view == "happening" or then != rows(file, Question(f'FROM "{view}" ORDER BY id', {})), view


@pytest.mark.parametrize(
    ("given", "bounds"),
    [
        pytest.param((12, None, None, False), (12, 12), id="as it stands"),
        pytest.param((12, 12, None, False), (12, None), id="at least"),
        pytest.param((12, None, 12, False), (None, 12), id="at most"),
        pytest.param((6, 5, 7, False), (5, 7), id="between"),
        pytest.param((100, None, None, True), (90, 110), id="about"),
        pytest.param((3000, None, None, False), (2500, 3500), id="round"),
        pytest.param((3120, None, None, False), (3115, 3125), id="less round"),
        pytest.param((2.5, None, None, False), (2.45, 2.55), id="a fraction"),
        pytest.param((None, 24, None, True), (24, None), id="dozens"),
    ],
)
def test_what_a_figure_can_stand_for(file: Path, given: tuple[object, ...], bounds: tuple[object, ...]) -> None:
    sql = "SELECT base.at_least($1, $2, $3, $4), base.at_most($1, $2, $3, $4)"
    typed = sql.replace("$1", "$1::DOUBLE").replace("$2", "$2::DOUBLE").replace("$3", "$3::DOUBLE")
    (found,) = ask(file, typed, given).rows
    assert found == pytest.approx(bounds)


@pytest.mark.parametrize(
    ("found", "most"),
    [
        (["b", "a"], "a"),
        (["a", "b", "b"], "b"),
        ([None, None, "c"], "c"),
        ([None], None),
        (["b", "c", "b", "c", "a"], "b"),
    ],
)
def test_of_what_is_equally_common_the_answer_is_always_the_same(
    file: Path, found: list[str | None], most: str | None
) -> None:
    asked = ask(file, "SELECT base.commonest($found::VARCHAR[])", {"found": found})
    assert asked.rows == ((most,),)


def test_the_account_of_a_story(file: Path) -> None:
    with reading(file) as connection:
        account = story_account(connection, "r1")
        assert connection.execute("SELECT getvariable('readings')").fetchone() == (None,)
        with pytest.raises(ArchiveError, match="no story 'r9'"):
            story_account(connection, "r9")
    assert [row["id"] for row in account["reports"]] == ["r1", "r2", "r3", "r4"]
    met = next(row for row in account["happenings"] if row["independent"] == 2)
    assert met["sentence"] == GUESTS
    assert met["told_by"] == ["Reuters", "Valley Times"]
    assert [step["state"] for step in account["steps"]][-1] == "called_off"
    assert [row["lower_value"] for row in account["divergences"]] == [12.0]


def test_show_story_tells_it(file: Path) -> None:
    ran = CliRunner().invoke(main, ["show", "story", "r1", "--archive", str(file)], terminal_width=100)
    told = " ".join(ran.stdout.split())
    for words in (
        "4 reports, 3 independent, 1 copy", "First: Reuters, 2024-05-06 07:00, r1", "Only repeat it: Morning Post",
        "Accounts differ on: injured people", "voices differ on 2024-05-06: 12 (Ida Brandt) ≠ 40 (Oto Šimek)",
        "2 independent (Reuters, Valley Times), 2 reports and 1 copy", "called off — Valley Gazette",
        "copy: Morning Post, 2024-05-06 09:00, same, 100% kept, 0% added",
    ):  # fmt: skip
        assert words in told
    made = json.loads(CliRunner().invoke(main, ["show", "story", "r1", "--archive", str(file), "--json"]).stdout)
    assert made["story"][0]["independent"] == 3


@pytest.mark.parametrize("kind", ["quotation", "happening", "series", "plan", "story"])
def test_every_group_that_is_listed_can_be_shown(file: Path, kind: str) -> None:
    view = "chain" if kind == "plan" else kind
    for (id_,) in ask(file, f'SELECT id FROM "{view}"').rows:
        ran = CliRunner().invoke(main, ["show", kind, id_, "--csv", "--archive", str(file)])
        assert ran.exit_code == 0, ran.output


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One came. Two left early.\nThree stayed.", "left", "Two left early."),
        ("The U.S. Senate met. It ended.", "met", "The U.S. Senate met."),
        ("He said: “We go.” They went.", "went", "They went."),
    ],
)
def test_sentences_around_an_event(text: str, word: str, sentence: str) -> None:
    at = text.index(word)
    assert sentence_at(text, at, at + len(word)) == sentence


def test_an_account_that_failed_leaves_nothing_on_the_connection(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with reading(file) as connection:
        with monkeypatch.context() as patch:
            patch.setattr("onrecord.archive.account.ITEMS", {"events": "base.event_told", "statements": "nowhere"})
            with pytest.raises(duckdb.Error):
                story_account(connection, "r1")
        assert story_account(connection, "r1")["story"]
