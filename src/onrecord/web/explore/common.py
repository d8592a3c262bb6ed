"""Filters and columns that several lists share."""

from __future__ import annotations

from typing import get_args

from onrecord.record import labels
from onrecord.web.explore.fields import Clause, Column, Filter
from onrecord.web.explore.terms import pattern, terms

AT, REPORT, NTH, ID = (
    Column("at", "string"),
    Column("report", "string"),
    Column("nth", "integer"),
    Column("id", "string"),
)
ITEM_KEYS = (AT, REPORT, NTH, ID)
GROUP_KEYS = (AT, ID)


def choice(name: str, says: str, values: object, column: str | None = None) -> Filter:
    """One or several of the labels of a type of the record."""
    return Filter(
        name=name, says=says, type="choice", choices=tuple(get_args(values)), many=True,
        condition=f"list_contains(${name}, x.{column or name})",
    )  # fmt: skip


def text(name: str, says: str, column: str | None = None, *, many: bool = False) -> Filter:
    """A value as it stands."""
    wanted = f"list_contains(${name}, x.{column or name})" if many else f"x.{column or name} = ${name}"
    return Filter(name=name, says=says, condition=wanted, many=many)


def day(name: str, says: str, sign: str) -> Filter:
    """A bound of the day of publication."""
    return Filter(name=name, says=says, type="day", condition=f"x.day {sign} ${name}")


def part_of(name: str, says: str, folded: str) -> Filter:
    """A part of what is written, without case and accents; `folded` is the column without them."""
    return Filter(name=name, says=says, condition=f"contains({folded}, strip_accents(lower(${name})))")


def words(name: str, says: str, folded: str | None, report: str = "x.report") -> Filter:
    """All of some words, without case, accents and plural endings: in a report, or in its part `folded`.

    The index finds the reports that have them; only their parts are looked through (hence CASE: a plain AND would be
    turned around).
    """

    def build(name: str, value: object) -> Clause:
        wanted = list(dict.fromkeys(terms(str(value))))
        given: dict[str, object] = {f"{name}_term_{n}": term for n, term in enumerate(wanted)}
        having = " AND ".join(
            f"{report} IN (SELECT report FROM listed_posting WHERE term = ${name}_term_{n})" for n in range(len(wanted))
        )
        if not folded:
            return having, given
        given |= {f"{name}_{n}": pattern([term]) for n, term in enumerate(wanted)}
        there = " AND ".join(f"regexp_matches({folded}, ${name}_{n})" for n in range(len(wanted)))
        return f"CASE WHEN {having} THEN {there} ELSE false END", given

    return Filter(name=name, says=says, type="words", build=build)


def code(name: str, says: str, column: str) -> Filter:
    """A code of PLOVER's actors or its beginning, in a list of codes."""
    test = f"len(list_filter(x.{column}, lambda c: len(list_filter(${name}, lambda g: starts_with(c, g))) > 0)) > 0"
    return Filter(name=name, says=says, condition=test, many=True)


def flag(name: str, says: str, condition: str) -> Filter:
    """Yes or no."""
    return Filter(name=name, says=says, type="flag", condition=condition)


SINCE = day("since", "Published on that day or later.", ">=")
UNTIL = day("until", "Published on that day or before.", "<=")
OUTLET = text("outlet", "Of this outlet.", many=True)
STORY = text("story", "Of this story.")
IN_REPORT = text("report", "Of this report.")
ITEM_FILTERS = (SINCE, UNTIL, OUTLET, STORY, IN_REPORT)
VOICE = Filter(
    name="voice", says="On whose word: the reporter's own, or someone's.", type="choice",
    choices=("reporter", "source"), condition="(x.voice = 'reporter') = ($voice = 'reporter')",
)  # fmt: skip
ITEM_COLUMNS = (
    Column("report", "string", "The report's id."),
    Column("published", "string", "When the report was published, ISO 8601."),
    Column("outlet", "string", "Who published it."),
    Column("id", "string", "The item's id within the report."),
)
PLACED = (
    Column("start", "integer", "Where its words begin, in code points of the report's text."),
    Column("end", "integer", "Where its words end."),
)
STATUS = choice("status", "Whether it happened, is planned, was called off, is denied or possible.", labels.Status)
