"""What is known of the archive itself: how much was seen, what failed."""

from __future__ import annotations

from onrecord.web.explore.common import OUTLET, SINCE, UNTIL, part_of
from onrecord.web.explore.fields import Column, Kind

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
REST = (COVERAGE, FAILURES)
