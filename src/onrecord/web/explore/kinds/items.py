"""What is within reports: statements, events, figures, times, plans."""

from __future__ import annotations

from onrecord.record import labels
from onrecord.web.explore.common import (
    ITEM_COLUMNS,
    ITEM_FILTERS,
    ITEM_KEYS,
    PLACED,
    STATUS,
    VOICE,
    choice,
    code,
    flag,
    part_of,
    text,
    words,
)
from onrecord.web.explore.fields import Column, Filter, Kind

_FOUND = ("report", "id")
_SPEAKER = Filter(
    name="speaker", says="A name or a part of one, of the registry or as written.",
    condition="contains(x.who, strip_accents(lower($speaker))) OR x.entity IN (SELECT entity FROM linked.alias "
    "WHERE contains(strip_accents(lower(name)), strip_accents(lower($speaker))) "
    "AND base.known_at(recorded_at, withdrawn_at))",
)  # fmt: skip
STATEMENTS = Kind(
    name="statements", one="statement", says="Who said what, as each report has it.", source="listed_statement",
    columns=(
        *ITEM_COLUMNS,
        Column("source", "string", "Who is cited, as written."),
        Column("entity", "string", "Who that is, in the registry."),
        Column("speaker", "string", "Their name there."),
        Column("country", "string", "Their country, ISO 3166-1 alpha-3."),
        Column("cue", "string", "The words that say that it was said."),
        Column("act", "string", "What was done by saying it."),
        Column("content", "string", "What was said."),
        Column("manner", "string", "Word for word or not."),
        Column("source_kind", "string", "What kind of source."),
        Column("named", "boolean", "Whether the source is named."),
        Column("anonymity", "string", "The condition under which an unnamed source spoke."),
        Column("parent", "string", "The statement within which it stands."),
        Column("confidence", "number", "0 to 1."),
        Column("quotation", "string", "The statement across reports."),
        *PLACED,
    ),
    filters=(
        _SPEAKER,
        text("entity", "By this one of the registry."),
        words("about", "All of these words are in what was said.", "x.folded"),
        choice("act", "What was done by saying it.", labels.Act),
        choice("manner", "Word for word (direct), in part (mixed) or not (indirect).", labels.Manner),
        choice("source_kind", "What kind of source.", labels.SourceKind),
        flag("named", "Whether the source is named.", "x.named = $named"),
        text("country", "The speaker's country, ISO 3166-1 alpha-3.", many=True),
        text("quotation", "Places of this quotation."),
        *ITEM_FILTERS,
    ),
    keys=ITEM_KEYS, facets=("act", "source_kind", "manner", "named", "country", "outlet"), once="quotation",
    found_by=_FOUND,
)  # fmt: skip
EVENTS = Kind(
    name="events", one="event", says="Who did what to whom, as each report has it.", source="listed_event",
    columns=(
        *ITEM_COLUMNS,
        Column("type", "string", "What was done (PLOVER)."),
        Column("mode", "string", "How."),
        Column("status", "string", "Whether it happened."),
        Column("trigger", "string", "The words that name it."),
        Column("actors", "strings", "Codes of who did it."),
        Column("recipients", "strings", "Codes of whom it was done to."),
        Column("when_start", "string", "From that day, month or year."),
        Column("when_end", "string", "To that day, month or year."),
        Column("place", "string", "Where."),
        Column("country", "string", "In which country, ISO 3166-1 alpha-3."),
        Column("lat", "number", "Degrees north."),
        Column("lon", "number", "Degrees east."),
        Column("voice", "string", "On whose word: `reporter`, or the id of a statement."),
        Column("recency", "string", "News of the day, or background."),
        Column("confidence", "number", "0 to 1."),
        Column("happening", "string", "The event across reports."),
        *PLACED,
    ),
    filters=(
        choice("type", "What was done (PLOVER).", labels.EventType),
        text("mode", "How (PLOVER's mode of the type).", many=True),
        STATUS,
        VOICE,
        code("actor", "Who did it: a code or its beginning (ISR, ISRGOV).", "actors"),
        code("recipient", "Whom it was done to: a code or its beginning.", "recipients"),
        text("country", "Where, ISO 3166-1 alpha-3.", many=True),
        part_of("place", "A part of the place's name.", "strip_accents(lower(x.place))"),
        choice("recency", "News of the day, or background.", labels.Recency),
        Filter(name="from", says="On that day or later, as the text dates it.", type="day",
               condition="coalesce(x.when_end, x.when_start) >= $from[:len(coalesce(x.when_end, x.when_start))]"),
        Filter(name="to", says="On that day or before.", type="day",
               condition="x.when_start <= $to[:len(x.when_start)]"),
        text("happening", "Mentions of this one."),
        *ITEM_FILTERS,
    ),
    keys=ITEM_KEYS, facets=("type", "status", "mode", "country", "recency", "outlet"), once="happening",
    found_by=_FOUND,
)  # fmt: skip
FIGURES = Kind(
    name="figures", one="figure", says="How many, of what, on whose word.", source="listed_figure",
    columns=(
        *ITEM_COLUMNS,
        Column("kind", "string", "What is counted or measured."),
        Column("value", "number", "The number."),
        Column("low", "number", "At least."),
        Column("high", "number", "At most."),
        Column("approx", "boolean", "Whether it is about that."),
        Column("unit", "string", "The unit."),
        Column("of", "string", "Of what, as written."),
        Column("status", "string", "Whether it happened."),
        Column("voice", "string", "On whose word: `reporter`, or the id of a statement."),
        Column("happening", "string", "The event across reports that it belongs to."),
        Column("series", "string", "The figure over time."),
        *PLACED,
    ),
    filters=(
        choice("kind", "What is counted or measured.", labels.FigureKind),
        Filter(name="of", says="All of these words are in what is counted.", type="words",
               condition='list_has_all(base.terms(x."of"), base.terms($of))'),
        text("unit", "The unit.", many=True),
        STATUS,
        VOICE,
        text("happening", "Of this happening."),
        text("series", "Of this series."),
        *ITEM_FILTERS,
    ),
    keys=ITEM_KEYS, facets=("kind", "unit", "status", "outlet"), once="series", found_by=_FOUND,
)  # fmt: skip
TIMES = Kind(
    name="times", one="time", says="Dates, times and durations that reports name (TIMEX3).", source="listed_time",
    columns=(
        *ITEM_COLUMNS,
        Column("text", "string", "As written."),
        Column("type", "string", "DATE, TIME, DURATION or SET."),
        Column("value", "string", "TIMEX3 value."),
        Column("mod", "string", "TIMEX3 modifier."),
        Column("anchor", "string", "What it is counted from."),
        *PLACED,
    ),
    filters=(
        choice("type", "What kind of time.", labels.TimeType),
        Filter(name="value", says="A TIMEX3 value or its beginning (2024-03).",
               condition="starts_with(x.value, $value)"),
        *ITEM_FILTERS,
    ),
    keys=ITEM_KEYS, facets=("type", "outlet"), found_by=_FOUND,
)  # fmt: skip
ITEMS = (STATEMENTS, EVENTS, FIGURES, TIMES)
