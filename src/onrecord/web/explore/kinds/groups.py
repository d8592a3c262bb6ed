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

_COUNTED = (
    Column("reports", "integer", "In how many reports."),
    Column("texts", "integer", "In how many texts: copies of one are one."),
    Column("outlets", "integer", "In how many outlets."),
)


def _least(of: str, says: str) -> Filter:
    return Filter(name="least", says=says, type="number", condition=f"x.{of} >= $least")


REPORTS = Kind(
    name="reports", one="report", says="The reports.", source="listed_report",
    columns=(
        Column("id", "string", "Its id."),
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
        flag("earliest", "Whether it had its text first: `yes` leaves copies out.", "x.earliest = $earliest"),
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS, facets=("outlet", "agency", "earliest"), once="copy_group",
)  # fmt: skip
STORIES = Kind(
    name="stories", one="story", says="Reports about one happening and its follow-ups.", source="listed_story",
    columns=(
        Column("id", "string", "Its id."),
        Column("title", "string", "Its title."),
        *_COUNTED,
        Column("first_published", "string", "When its first report was published."),
        Column("last_published", "string", "When its latest report was published."),
    ),
    filters=(
        part_of("title", "A part of its title.", "strip_accents(lower(x.title))"),
        _least("texts", "Of so many texts at least."),
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS,
)  # fmt: skip
QUOTATIONS = Kind(
    name="quotations", one="quotation", says="Words that someone was quoted with, and where.",
    source="listed_quotation",
    columns=(
        Column("id", "string", "Its id."),
        Column("source", "string", "Who is quoted, as written."),
        Column("entity", "string", "Who that is, in the registry."),
        Column("content", "string", "The words at their longest."),
        *_COUNTED,
        Column("first_published", "string", "When it was published first."),
        Column("first_report", "string", "The report that had it first."),
        Column("first_outlet", "string", "The outlet that had it first."),
    ),
    filters=(
        part_of("speaker", "A part of the speaker's name, as written.", "strip_accents(lower(x.source))"),
        text("entity", "By this one of the registry."),
        _least("texts", "In so many texts at least."),
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS,
)  # fmt: skip
HAPPENINGS = Kind(
    name="happenings", one="happening", says="Events, each once, however many reports have it.",
    source="listed_happening",
    columns=(
        Column("id", "string", "Its id."),
        Column("type", "string", "What was done (PLOVER), as most have it."),
        Column("mode", "string", "How."),
        Column("status", "string", "Whether it happened, as most have it."),
        Column("actors", "strings", "Codes of who did it."),
        Column("recipients", "strings", "Codes of whom it was done to."),
        Column("when_start", "string", "From that day, month or year."),
        Column("when_end", "string", "To that day, month or year."),
        Column("place", "string", "Where."),
        Column("country", "string", "In which country."),
        Column("mentions", "integer", "How often it is mentioned."),
        *_COUNTED,
        Column("first_published", "string", "When it was reported first."),
    ),
    filters=(
        choice("type", "What was done (PLOVER).", labels.EventType),
        STATUS,
        code("actor", "Who did it: a code or its beginning.", "actors"),
        code("recipient", "Whom it was done to: a code or its beginning.", "recipients"),
        text("country", "Where, ISO 3166-1 alpha-3.", many=True),
        _least("texts", "In so many texts at least."),
        SINCE,
        UNTIL,
    ),
    keys=GROUP_KEYS, facets=("type", "status", "country"),
)  # fmt: skip
SERIES = Kind(
    name="series", one="series", says="Figures for the same thing, over time and by voice.", source="listed_series",
    columns=(
        Column("id", "string", "Its id."),
        Column("kind", "string", "What is counted or measured."),
        Column("of", "string", "Of what, as written."),
        Column("unit", "string", "The unit."),
        Column("figures", "integer", "How many figures."),
        Column("reports", "integer", "In how many reports."),
        Column("voices", "integer", "On how many words."),
        Column("least", "number", "The smallest."),
        Column("most", "number", "The largest."),
        Column("story", "string", "The story."),
        Column("first_published", "string", "When the first was published."),
        Column("last_published", "string", "When the latest was published."),
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
ENTITIES = Kind(
    name="entities", one="entity", says="Persons, organizations, places … over all reports.", source="listed_entity",
    columns=(
        Column("id", "string", "Its id."),
        Column("name", "string", "Its name."),
        Column("kind", "string", "What it is."),
        Column("country", "string", "Its country, ISO 3166-1 alpha-3."),
        Column("sector", "string", "Its sector (PLOVER)."),
        Column("code", "string", "Country and sector."),
        Column("reports", "integer", "In how many reports."),
    ),
    filters=(
        part_of("name", "A part of its name.", "x.folded"),
        choice("kind", "What it is.", labels.EntityKind),
        text("country", "Its country, ISO 3166-1 alpha-3.", many=True),
        text("code", "Its code.", many=True),
    ),
    keys=(Column("reports", "integer"), ID), facets=("kind", "country", "sector"),
)  # fmt: skip
GROUPS = (REPORTS, STORIES, QUOTATIONS, HAPPENINGS, SERIES, ENTITIES)
