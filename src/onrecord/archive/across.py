"""Questions of what reports say together: stories, happenings, quotations, series, divergences, plans."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.archive.questions import Filters, Question

_WORDS = "list_has_all(base.terms({column}), base.terms(${name}))"
_PART = "contains(strip_accents(lower({column})), strip_accents(lower(${name})))"
_SPAN = {"since": "x.last_published[:10] >= $since", "until": "x.first_published[:10] <= $until"}
_COUNTED = {"independent": "x.independent >= CAST($independent AS INTEGER)"}
_HAPPENING = {
    **_SPAN, **_COUNTED, "story": "x.story = $story", "type": "x.type = $type", "mode": "x.mode = $mode",
    "status": "x.status = $status", "country": "x.country = $country",
    "place": _PART.format(column="x.place", name="place"),
    "actor": "len(list_filter(x.actors, lambda code: starts_with(code, $actor))) > 0",
    "recipient": "len(list_filter(x.recipients, lambda code: starts_with(code, $recipient))) > 0",
}  # fmt: skip
_QUOTATION = {
    **_SPAN, **_COUNTED, "story": "x.story = $story", "act": "x.act = $act",
    "speaker": _PART.format(column="x.speaker", name="speaker"), "about": _WORDS.format(column="x.words", name="about"),
}  # fmt: skip
_SERIES = {
    **_SPAN, **_COUNTED, "story": "x.story = $story", "kind": "x.kind = $kind",
    "of": _WORDS.format(column='x."of"', name="of"),
}  # fmt: skip
_DIVERGENCE = {
    "since": "x.day >= CAST($since AS DATE)", "until": "x.day <= CAST($until AS DATE)", "story": "x.story = $story",
    "kind": "x.kind = $kind", "of": _WORDS.format(column='x."of"', name="of"), "series": "x.series = $series",
    "voice": f"({_PART.format(column='x.lower_name', name='voice')} OR "
             f"{_PART.format(column='x.upper_name', name='voice')})",
}  # fmt: skip
_STORY = {**_SPAN, **_COUNTED, "about": _WORDS.format(column="x.title", name="about")}


def stories(filters: Filters) -> Question:
    """Stories, those that most independent reports tell first; `about`: words of the headline."""
    return _asked("SELECT * FROM story x", _STORY, filters, "x.independent DESC, x.reports DESC, x.id")


def happenings(filters: Filters) -> Question:
    """Events across reports, the best corroborated first; `independent`: by so many reports at least."""
    order = "x.independent DESC, x.voices DESC, x.reports DESC, x.id"
    return _asked("SELECT * FROM happening x", _HAPPENING, filters, order)


def quotations(filters: Filters) -> Question:
    """Statements across reports, the most carried first; `speaker`: a name or a part of one."""
    return _asked("SELECT * FROM quotation x", _QUOTATION, filters, "x.independent DESC, x.reports DESC, x.id")


def series(filters: Filters) -> Question:
    """Series of figures, those on which voices differ first."""
    order = "x.divergences DESC, x.independent DESC, x.reports DESC, x.id"
    return _asked("SELECT * FROM series x", _SERIES, filters, order)


def divergences(filters: Filters) -> Question:
    """Where two voices give different figures for one thing on one day, the latest first; `voice`: either of them."""
    columns = (
        'x.day, x.kind, x."of", x.lower_value, x.lower_at_most, x.lower_name, x.lower_report, x.upper_value, '
        "x.upper_at_least, x.upper_name, x.upper_report, x.gap, x.unit, x.series, x.story, "
        "x.lower_figure, x.upper_figure"
    )
    order = "x.day DESC, x.series, x.gap DESC, x.lower_report, x.upper_report, x.lower_voice, x.upper_voice"
    return _asked(f"SELECT {columns} FROM divergence x", _DIVERGENCE, filters, order)


def _asked(select: str, known: Mapping[str, str], filters: Filters, order: str) -> Question:
    given = {name: value for name, value in filters.items() if value is not None}
    clauses = " AND ".join(f"({known[name]})" for name in given)
    return Question(f"{select} {'WHERE ' + clauses if clauses else ''} ORDER BY {order}", given)
