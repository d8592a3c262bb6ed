"""Where accounts differ; and what is known of the archive itself: how much was seen, what failed."""

from __future__ import annotations

from onrecord.record import labels
from onrecord.web.explore.common import OUTLET, SINCE, STORY, UNTIL, choice, part_of, text
from onrecord.web.explore.fields import Column, Filter, Kind

DIVERGENCES = Kind(
    name="divergences", one="divergence", says="Where two voices give different figures for one thing on one day.",
    source="listed_divergence",
    columns=(
        Column("series", "string", "The series of figures."),
        Column("kind", "string", "What is counted or measured."),
        Column("of", "string", "Of what, as written."),
        Column("unit", "string", "The unit."),
        Column("story", "string", "The story."),
        Column("day", "string", "On which day."),
        Column("gap", "number", "How far they are apart at least."),
        Column("lower_voice", "string", "On whose word it is fewer."),
        Column("lower_name", "string", "Their name."),
        Column("lower_value", "number", "How many."),
        Column("lower_at_most", "number", "At most."),
        Column("lower_report", "string", "In which report."),
        Column("lower_figure", "string", "Which figure there."),
        Column("upper_voice", "string", "On whose word it is more."),
        Column("upper_name", "string", "Their name."),
        Column("upper_value", "number", "How many."),
        Column("upper_at_least", "number", "At least."),
        Column("upper_report", "string", "In which report."),
        Column("upper_figure", "string", "Which figure there."),
    ),
    filters=(
        choice("kind", "What is counted or measured.", labels.FigureKind),
        text("series", "In this series."),
        STORY,
        SINCE,
        UNTIL,
    ),
    keys=(
        Column("at", "string"), Column("series", "string"), Column("lower_voice", "string"),
        Column("upper_voice", "string"),
    ),
    facets=("kind",), found_by=(),
)  # fmt: skip
COVERAGE = Kind(
    name="coverage", one="day", says="Per outlet and day: what was seen, read, copied, and failed.",
    source="listed_coverage",
    columns=(
        Column("outlet", "string", "The outlet."),
        Column("day", "string", "The day of publication."),
        Column("seen", "integer", "How many reports were offered."),
        Column("read", "integer", "How many were read."),
        Column("copies", "integer", "How many of them are copies of an earlier one."),
        Column("failed", "integer", "How many could not be read."),
    ),
    filters=(OUTLET, SINCE, UNTIL),
    keys=(Column("at", "string"), Column("outlet_key", "string")), facets=("outlet",), found_by=(),
)  # fmt: skip
FAILURES = Kind(
    name="failures", one="failure", says="What could not be read, and why.", source="listed_failure",
    columns=(
        Column("path", "string", "The file."),
        Column("line", "integer", "The line of a JSONL file."),
        Column("reason", "string", "Why."),
        Column("when", "string", "When that was found, UTC."),
    ),
    filters=(
        part_of("path", "A part of the file's path.", "strip_accents(lower(x.path))"),
        part_of("reason", "A part of the reason.", "strip_accents(lower(x.reason))"),
    ),
    keys=(
        Column("when", "string"), Column("path_key", "string"), Column("line_key", "integer"),
        Column("reason", "string"),
    ),
    facets=("reason",), found_by=(),
)  # fmt: skip
CHANGES = Kind(
    name="changes", one="change", says="What was added, changed, merged, split, corrected and withdrawn, and when.",
    source="listed_change",
    columns=(
        Column("when", "string", "When the archive learned it, UTC."),
        Column("what", "string", "What happened to it."),
        Column("layer", "string", "What kind of thing it is."),
        Column("id", "string", "Its id or key."),
        Column("words", "string", "Its words, or why."),
        Column("before", "string", "What it was."),
        Column("after", "string", "What it is."),
    ),
    filters=(
        Filter(name="since", says="At that time of the archive's clock (UTC) or later.", type="moment",
               condition='x."when" >= $since'),
        text("layer", "Of this kind of thing.", many=True),
        text("what", "added, changed, reread, merge, split, corrected, withdrawn.", many=True),
    ),
    keys=(
        Column("when", "string"), Column("layer", "string"), Column("id", "string"), Column("what", "string"),
        Column("digest", "string"),
    ),
    facets=("layer", "what"), found_by=(), usual="oldest",
)  # fmt: skip
REST = (DIVERGENCES, COVERAGE, FAILURES, CHANGES)
