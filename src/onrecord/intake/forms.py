"""The forms a report comes in: running text, a page, a JSON object. Each to an `Article`, or `IntakeError`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from onrecord.intake.article import Facts, assemble
from onrecord.intake.clean import clean, decode
from onrecord.intake.dates import iso
from onrecord.intake.errors import IntakeError
from onrecord.intake.limits import Limits
from onrecord.intake.lines import paragraphs_of
from onrecord.intake.page import read_page
from onrecord.intake.sorting import Line
from onrecord.record import Article

_DEFAULT = Limits()
_TEXTS = ("title", "outlet", "agency", "url", "lang")
_DATES = ("published", "updated")


def from_text(text: str | bytes, facts: Facts | None = None, limits: Limits = _DEFAULT) -> Article:
    """The article of plain text, as written or pasted from a page. `facts` go before what the text says."""
    cleaned = clean(decode(text) if isinstance(text, bytes) else text)
    return assemble([Line(words) for words in paragraphs_of(cleaned)], facts or Facts(), limits)


def from_html(page: str | bytes, facts: Facts | None = None, limits: Limits = _DEFAULT) -> Article:
    """The article of a saved page. `facts` go before what the page says, but for its date, which goes first."""
    return read_page(clean(decode(page) if isinstance(page, bytes) else page), facts or Facts(), limits)


def from_json(report: object, published: str | None = None, limits: Limits = _DEFAULT) -> Article:
    """The article of a decoded JSON object with the keys `text` or `html` and, each optional, those of `Facts`."""
    if not isinstance(report, Mapping):
        raise IntakeError("a report is a JSON object")
    facts = _facts(report)
    facts = replace(facts, published=facts.published or published)
    try:
        text, page = _string(report, "text"), _string(report, "html")
        if text is None and page is None:
            raise IntakeError('neither "text" nor "html"')
        return from_html(page, facts, limits) if page and not text else from_text(text or "", facts, limits)
    except IntakeError as error:
        raise error.about(facts) from None


def parse_json(data: bytes) -> object:
    """What JSON `data` holds. Raises `IntakeError` where it is none."""
    try:
        return json.loads(decode(data).strip())
    except RecursionError as error:
        raise IntakeError("no valid JSON: nested too deeply") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise IntakeError(f"no valid JSON: {error.msg} ({where})") from error
    except ValueError as error:
        raise IntakeError(f"no valid JSON: {error}") from error


def _facts(report: Mapping[str, object]) -> Facts:
    texts = {key: _line(_string(report, key)) for key in _TEXTS}
    dates = {key: _date(report, key) for key in _DATES}
    return Facts(authors=_authors(report.get("authors")), **texts, **dates)


def _authors(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise IntakeError('"authors" is neither a string nor a list of strings')
    return tuple(filter(None, (_line(name) for name in names)))


def _string(report: Mapping[str, object], key: str) -> str | None:
    value = report.get(key)
    if value is not None and not isinstance(value, str):
        raise IntakeError(f'"{key}" is no string')
    return value


def _date(report: Mapping[str, object], key: str) -> str | None:
    value = _line(_string(report, key))
    made = iso(value) if value else None
    if value and not made:
        raise IntakeError(f'"{key}" is no date: {value[:40]!r}')
    return made


def _line(value: str | None) -> str | None:
    return " ".join(clean(value).split()) or None if value else None
