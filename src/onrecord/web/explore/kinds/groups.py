"""Reports, and what joins them: stories, quotations, happenings, series, entities."""

from __future__ import annotations

from onrecord.record import labels
from onrecord.web.explore.common import (
    GROUP_KEYS,
    ID,
    OUTLET,
    SINCE,
    STATUS,
    STORY,
    UNTIL,
    choice,
    code,
    flag,
    part_of,
    text,
    words,
)
from onrecord.web.explore.fields import Column, Filter, Kind

_ID = Column("id", "string", "Its id.")
_REPORTS = Column("reports", "integer", "In how many reports.")
_COPIES = Column("copies", "integer", "How many of them are copies of another.")
_INDEPENDENT = Column("independent", "integer", "How many sources stand behind them: owners, agencies, outlets.")
_VOICES = Column("voices", "integer", "On how many people's word.")
_FIRST_REPORT = Column("first_report", "string", "The report that had it first.")
_FIRST = Column("first_published", "string", "When it was published first.")
_LAST = Column("last_published", "string", "When it was published last.")


def _least(of: str, says: str) -> Filter:
    return Filter(name="least", says=says, type="number", condition=f"x.{of} >= $least")


_CONFIRMED = _least("independent", "From so many independent sources at least.")
REPORTS = Kind(
    name="reports", one="report", says="The reports.", source="listed_report",
    columns=(
        _ID,
        Column("title", "string", "Its headline."),
        Column("outlet", "string", "Who published it."),
        Column("agency", "string", "The wire service that it is of."),
        Column("published", "string", "When, ISO 8601."),
        Column("updated", "string", "When it was changed, ISO 8601."),
        Column("url", "string", "Its address."),
        Column("words", "integer", "How long."),
        Column("copy_group", "string", "The reports with the same text."),
        Column("story", "string", "The reports of the same story."),
        Column("earliest", "boolean", "Whether it had its text first."),
    ),
    filters=(
        words("about", "All of these words are in it.", None, "x.id"),
        OUTLET,
        text("agency", "Of this wire service.", many=True),
        STORY,
        text("copy_group", "With this text."),
        flag("earliest", "Whether it had its text first: `true` leaves copies out.", "x.earliest = $earliest"),
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS, facets=("outlet", "agency", "earliest"), once="copy_group",
)  # fmt: skip
STORIES = Kind(
    name="stories", one="story", says="Reports about one happening and its follow-ups.", source="listed_story",
    columns=(_ID, Column("title", "string", "The title of its first report."), _REPORTS, _COPIES, _INDEPENDENT,
             _FIRST_REPORT, _FIRST, _LAST),
    filters=(part_of("title", "A part of its title.", "x.folded"), _CONFIRMED, SINCE, UNTIL),
    keys=GROUP_KEYS,
)  # fmt: skip
QUOTATIONS = Kind(
    name="quotations", one="quotation", says="What was said, each once, and who carried it.",
    source="listed_quotation",
    columns=(
        _ID,
        Column("speaker", "string", "Who said it."),
        Column("entity", "string", "Who that is, in the registry."),
        Column("words", "string", "What was said, at its longest."),
        _FIRST_REPORT,
        Column("first_outlet", "string", "The outlet that had it first."),
        _FIRST,
        _LAST,
        Column("days", "integer", "Days from the first to the last."),
        _REPORTS,
        _COPIES,
        Column("outlets", "integer", "In how many outlets."),
        _INDEPENDENT,
        Column("wordings", "integer", "In how many wordings."),
    ),
    filters=(
        part_of("speaker", "A part of the speaker's name.", "x.who"),
        text("entity", "By this one of the registry."),
        _CONFIRMED,
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS,
)  # fmt: skip
HAPPENINGS = Kind(
    name="happenings", one="happening", says="Events, each once, however many reports have it.",
    source="listed_happening",
    columns=(
        _ID,
        Column("type", "string", "What was done (PLOVER), as most have it."),
        Column("mode", "string", "How."),
        Column("status", "string", "Whether it happened, as the latest has it."),
        Column("statuses", "strings", "All that reports gave."),
        Column("trigger", "string", "The words that name it, in the first report."),
        Column("actors", "strings", "Codes of who did it."),
        Column("recipients", "strings", "Codes of whom it was done to."),
        Column("when_start", "string", "From that day, month or year."),
        Column("when_end", "string", "To that day, month or year."),
        Column("place", "string", "Where."),
        Column("country", "string", "In which country."),
        Column("story", "string", "The story."),
        _FIRST_REPORT,
        _FIRST,
        _LAST,
        Column("mentions", "integer", "How often it is mentioned."),
        _REPORTS,
        _COPIES,
        _INDEPENDENT,
        _VOICES,
    ),
    filters=(
        choice("type", "What was done (PLOVER).", labels.EventType),
        STATUS,
        code("actor", "Who did it: a code or its beginning.", "actors"),
        code("recipient", "Whom it was done to: a code or its beginning.", "recipients"),
        text("country", "Where, ISO 3166-1 alpha-3.", many=True),
        STORY,
        _CONFIRMED,
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS, facets=("type", "status", "country"),
)  # fmt: skip
SERIES = Kind(
    name="series", one="series", says="Figures for the same thing, over time and by voice.", source="listed_series",
    columns=(
        _ID,
        Column("kind", "string", "What is counted or measured."),
        Column("of", "string", "Of what, as written."),
        Column("unit", "string", "The unit."),
        Column("story", "string", "The story."),
        Column("happening", "string", "The happening."),
        Column("figures", "integer", "How many figures."),
        _REPORTS,
        _INDEPENDENT,
        _VOICES,
        _FIRST,
        _LAST,
        Column("first_value", "number", "The first."),
        Column("last_value", "number", "The latest."),
        Column("lowest", "number", "The smallest."),
        Column("highest", "number", "The largest."),
        Column("divergences", "integer", "How often two voices differ on one day."),
    ),
    filters=(
        choice("kind", "What is counted or measured.", labels.FigureKind),
        STORY,
        _least("figures", "Of so many figures at least."),
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS, facets=("kind", "unit"),
)  # fmt: skip
PLANS = Kind(
    name="plans", one="plan", says="What is to take place, followed over reports, in its latest state.",
    source="listed_plan",
    columns=(
        _ID,
        Column("what", "string", "What is to take place, as first written."),
        Column("state", "string", "Its latest state."),
        Column("state_when", "string", "When it is to be, or was."),
        Column("since", "string", "When a report first gave that state."),
        Column("state_report", "string", "Which one."),
        Column("state_voice", "string", "On whose word."),
        Column("parties", "strings", "Who takes part."),
        Column("place", "string", "Where."),
        Column("story", "string", "The story."),
        Column("steps", "integer", "How often its state changed."),
        _FIRST_REPORT,
        _FIRST,
        _LAST,
        _REPORTS,
        _INDEPENDENT,
        _VOICES,
    ),
    filters=(
        choice("state", "Its latest state.", labels.PlanState),
        part_of("what", "A part of what is planned.", "x.folded"),
        STORY,
        _CONFIRMED,
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS, facets=("state",),
)  # fmt: skip
ENTITIES = Kind(
    name="entities", one="entity", says="Persons, organizations, places … over all reports.", source="listed_entity",
    columns=(
        _ID,
        Column("name", "string", "Its name."),
        Column("kind", "string", "What it is."),
        Column("country", "string", "Its country, ISO 3166-1 alpha-3."),
        Column("sector", "string", "Its sector (PLOVER)."),
        Column("code", "string", "Country and sector."),
        _REPORTS,
    ),
    filters=(
        part_of("name", "A part of its name.", "x.folded"),
        choice("kind", "What it is.", labels.EntityKind),
        text("country", "Its country, ISO 3166-1 alpha-3.", many=True),
        text("code", "Its code.", many=True),
    ),
    keys=(Column("reports", "integer"), ID), facets=("kind", "country", "sector"),
)  # fmt: skip
GROUPS = (REPORTS, STORIES, QUOTATIONS, HAPPENINGS, SERIES, PLANS, ENTITIES)
