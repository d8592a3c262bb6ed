"""The byline: "By Jane Doe and John Roe", "By Jane Doe, Staff Writer", "Jane Doe | Reuters", "Jane Doe in Kyiv"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.intake import agencies
from onrecord.intake.dateline import known_place
from onrecord.intake.dates import DAY
from onrecord.intake.people import NAME, names_in


class Byline(NamedTuple):
    """Who wrote a report, and for which agency."""

    authors: tuple[str, ...]
    agency: str | None


_NOT_NAMES = re.compile(
    r"\b(?:Staff|Writers?|Reporters?|Correspondents?|Editors?|Bureau|Desk|Agenc(?:y|ies)|Special|News|Newsroom|Service|Wire"
    r"|Chief|Columnist|Editorial|Admin|Producer|Contributor|Contributing|Senior|Political|Press|Team|Analyst|Media|Online)\b"
)
_LONGEST = 200
_DATED = re.compile(
    rf"^(?:(?:posted|published|written)(?: on)?:? )?{DAY}(?:,? (?:at )?\d{{1,2}}:\d\d(?: ?[ap]\.?m\.?)?)?,? (?=by )",
    re.IGNORECASE,
)
_LIST = rf"{NAME}(?:(?:,[ ]|,?[ ](?:and|&|with)[ ]){NAME})*"


def byline(line: str) -> Byline | None:
    """The byline that `line` as a whole is, or None."""
    if len(line) > _LONGEST:
        return None
    line = _DATED.sub("", line)
    for grammar in _grammars():
        found = grammar.fullmatch(line)
        if found:
            return _byline(found["names"], found["rest"] or "")
    return None


def leading(line: str) -> str | None:
    """The byline at the front of `line` where a dateline in capitals follows it without a break, or None."""
    found = re.match(rf"[Bb][Yy] {_LIST}(?=[ ]{{1,4}}[A-Z][A-Z .'’,/]+.{{0,40}}[(][A-Za-z. ]+[)][ ]?[-–—])", line)
    return found[0] if found else None


@cache
def _grammars() -> tuple[re.Pattern[str], ...]:
    agency = agencies.pattern()
    role = r"(?:[,|/–—·•-][ ]?|[ ](?=in |for |at |of |[|(–—]))[^.!?]{2,80}"
    when = r"(?:[ ,|·•–—-]+(?:(?:Updated|Published)\b.{0,60}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}.{0,40}))?"
    post = rf"(?:[A-Z][\w ]{{0,30}})?{_NOT_NAMES.pattern}[\w ]{{0,30}}"
    lead = r"(?:(?:Analysis|Opinion|Report|Story|Words|Text|Interview|Explainer|Commentary|Written|Posted|Reported) )?"
    return (
        re.compile(rf"{lead}[Bb][Yy]:?[ ](?P<names>{_LIST})(?P<rest>[ ]?(?:{role})?){when}"),
        re.compile(rf"[Bb][Yy]:?[ ](?P<names>(?:the[ ])?{agency}(?:[ ][\w ]{{2,30}})?)(?P<rest>){when}"),
        re.compile(rf"BY[ ](?P<names>[A-ZÀ-Þ][A-ZÀ-Þ .,'’&-]{{4,60}})(?P<rest>){when}"),
        re.compile(rf"(?P<names>{_LIST})[ ]?[|,/–—·•(-][ ]?(?P<rest>(?:The[ ])?{agency}[)]?){when}"),
        re.compile(rf"(?P<names>{_LIST})[ ]?[|,/–—·•-][ ]?(?P<rest>{post}){when}"),
        re.compile(rf"(?P<names>(?:The )?{agency})(?P<rest>){when}"),
    )


def _byline(names: str, rest: str) -> Byline:
    people = tuple(n for n in names_in(names) if not (agencies.agency_of(n) or _NOT_NAMES.search(n) or known_place(n)))
    return Byline(people, _agency_in(names) or _agency_in(rest))


def _agency_in(words: str) -> str | None:
    found = re.search(rf"(?<!\w){agencies.pattern()}(?!\w)", words)
    return agencies.agency_of(found[0]) if found else None
