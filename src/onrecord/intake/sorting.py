"""What each line of a report is: body, or byline, dateline, credits, furniture. The words of all are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.intake.agencies import agency_of, pattern
from onrecord.intake.byline import Byline, byline, leading
from onrecord.intake.credits import agency_sign_off, credits_at_end
from onrecord.intake.dateline import opening
from onrecord.intake.dates import first_day, full_date, is_label, shown
from onrecord.intake.furniture import reason_of
from onrecord.intake.headline import labels_above, letters, list_below, nearly
from onrecord.intake.people import names_in
from onrecord.record import Credit, Dateline, Furniture
from onrecord.record.labels import FurnitureReason


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a report.

    `zone`: why it is no body text, if its words don't say; None for what may be body text. `near`: whether it stands
    so close to the body that a byline or credits in it are the report's own.
    """

    text: str
    zone: FurnitureReason | None = None
    near: bool = True


_DATELINE_WITHIN = 4
_BY = re.compile(r"(?:(?:written|reported|story|words) )?by:?", re.IGNORECASE)
_BETWEEN_NAMES = ("and", "&", ",")


@dataclass
class Sorted:
    """The lines of one report: `body` is the text, the rest what was taken out of it."""

    authors: frozenset[str] = frozenset()
    body: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    agencies: list[str | None] = field(default_factory=list)
    dateline: Dateline | None = None
    dated: list[str] = field(default_factory=list)
    day: str | None = None
    updated: str | None = None
    label: str = ""
    naming: bool = False

    def drop(self, text: str, reason: FurnitureReason) -> None:
        """Keep `text` as furniture."""
        self.furniture.append(Furniture(text=text, reason=reason))


def sort_lines(lines: Sequence[Line], title: str | None, authors: Sequence[str] = ()) -> Sorted:
    """The lines sorted; one that repeats `title` is furniture, and so is the first above the body if it nearly does.

    A line above the body that only names `authors` is a byline.
    """
    made, heading, headed = Sorted(authors=frozenset(map(letters, authors))), letters(title or ""), False
    for line in _framed(lines, title):
        may_vary = not (headed or made.body)
        if heading and (letters(line.text) == heading or (may_vary and nearly(line.text, title))):
            made.drop(line.text, "headline")
            headed = True
        elif line.zone and not line.near:
            made.drop(line.text, reason_of(line.text) or line.zone)
        elif not (_signed(line, made) or _furniture(line, made)):
            _body(line, made)
    return made


def _framed(lines: Sequence[Line], title: str | None) -> list[Line]:
    """The lines, those of the site above the headline and the list of other reports at the end marked as such."""
    made = list(lines)
    shown = [i for i, line in enumerate(lines) if not line.zone]
    words = [lines[i].text for i in shown]
    for i in labels_above(words, title):
        made[shown[i]] = replace(made[shown[i]], zone="navigation")
    for i in list_below(words):
        made[shown[i]] = replace(made[shown[i]], zone="related")
    return made


def _signed(line: Line, made: Sorted) -> bool:
    """A byline above the body, or an agency's name alone on a line."""
    text = line.text
    sign_off = agency_sign_off(text)
    if sign_off:
        made.agencies.append(sign_off)
        made.drop(text, "credits" if made.body else "byline")
        return True
    if not made.body and _labels(text, made):
        made.drop(text, "byline")
        return True
    found = _byline(line, made)
    if found:
        made.bylines.append(found)
        made.drop(text, "byline")
        _dated(text, made)
    return found is not None


def _labels(text: str, made: Sorted) -> bool:
    """Whether a line only says what the next ones are, a date or names, or stands between names."""
    if is_label(text):
        made.label = text
        return True
    made.naming = made.naming or _BY.fullmatch(text) is not None
    return made.naming and bool(_BY.fullmatch(text) or text.casefold() in _BETWEEN_NAMES)


def _byline(line: Line, made: Sorted) -> Byline | None:
    """The byline that a line is: anywhere with "By", above the body also by where it stands or whom it names."""
    if made.body:
        return byline(line.text) if line.text[:3].lower() == "by " else None
    found = byline(line.text) or (byline(f"By {line.text}") if line.zone == "byline" or made.naming else None)
    named = names_in(line.text)
    only_authors = bool(named) and made.authors.issuperset(map(letters, named))
    return found or (Byline((), None) if only_authors else None)


def _furniture(line: Line, made: Sorted) -> bool:
    reason = reason_of(line.text)
    if reason is None or (reason == "byline" and made.body and not line.zone):  # a date inside the body is a heading
        return False
    made.naming = False
    made.drop(line.text, reason)
    if reason == "copyright":
        made.agencies.append(_holder(line.text))
    if reason == "byline" and not made.body:
        _dated(line.text, made)
    return True


def _dated(line: str, made: Sorted) -> None:
    """The full dates of a line "Published March 27, 2024, updated March 28, 2024" above the body, and of its label."""
    line, made.label = f"{made.label} {line}".strip(), ""
    if full_date(line):
        made.dated.append(line)
        made.naming = False
    parts = shown(line)
    made.day = made.day or first_day(parts.published)
    made.updated = made.updated or first_day(parts.updated)


def _holder(line: str) -> str | None:
    found = re.search(rf"(?:©|\(c\)|copyright)[\W\d]*(?:by )?({pattern()})(?!\w| ?[/&])", line, re.IGNORECASE)
    return agency_of(found[1]) if found else None


def _body(line: Line, made: Sorted) -> None:
    """A paragraph of the body, once dateline and credits are cut off it."""
    text = line.text if line.zone else _without_dateline(line.text, made)
    found = credits_at_end(text)
    if found:
        start, told = found
        made.credits += told
        made.drop(text[start:].strip(), "credits")
        text = text[:start].rstrip()
    if text and line.zone:
        made.drop(text, line.zone)
    elif text:
        made.body.append(text)


def _without_dateline(line: str, made: Sorted) -> str:
    if made.dateline or len(made.body) >= _DATELINE_WITHIN:
        return line
    author = leading(line)
    if author:
        _signed(Line(author), made)
        line = line[len(author) :].lstrip()
    found = opening(line, alone_will_do=not made.body)
    if not found:
        return line
    made.dateline = found.dateline
    made.day = made.day or found.day
    made.drop(found.dateline.text, "dateline")
    return line[found.end :].lstrip()
