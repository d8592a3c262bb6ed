"""What stands above and below a report's text: its headline, the site's own lines, lists of other reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from onrecord.intake.byline import byline
from onrecord.intake.dateline import opening
from onrecord.intake.furniture import reason_of

_HEADLINE_WORDS = range(3, 31)
_MASTHEAD_WORDS = 5
_SHARED = 0.8
_LONG_ENOUGH = 4
_LABEL_WORDS = 8
_HIGHEST = 12
"""The headline is one of so many first lines."""
_STOPPED = re.compile(r"""[.;:,]["'”’]?$""")
_SENTENCE = re.compile(r"""[.!…]["'”’)\]]*$""")
_MASTHEAD = re.compile(
    r"(?:The )?(?:[A-Z][\w'’&-]*[ ])+(?:Times|Post|Herald|News|Mail|Journal|Tribune|Gazette|Daily|Standard|Telegraph"
    r"|Courier|Review|Observer|Chronicle|Monitor|Press|Today|Wire|Agency|Radio|Guardian|Independent|Examiner|Mirror"
    r"|Star|Sun|Globe|Dispatch|Bulletin|Register|Echo|Record|Weekly|Magazine|Online|Network|Service|Report)"
    r"(?: Online| mobile| Mobile)?"
)


def headline_of(lines: Iterable[str]) -> str | None:
    """The headline that pasted text begins with: the first line that is no sentence and no newspaper's name."""
    rest = [line for line in lines if not reason_of(line)]
    above = [line for line in takewhile(_is_title, rest[:-1]) if len(line.split()) in _HEADLINE_WORDS]
    return next((line for line in above if not _is_masthead(line)), above[0] if above else None)


def letters(words: str) -> str:
    """`words` without what is no letter or digit, case folded."""
    return re.sub(r"\W+", "", words).casefold()


def nearly(line: str, title: str | None) -> bool:
    """Whether `line` is another form of `title`: no sentence, most words shared and few more, or some at the end."""
    a, b = (set(re.findall(r"\w+", words.casefold())) for words in (line, title or ""))
    goes_on = len(b) >= _LONG_ENOUGH and line.startswith(title or "")
    if len(a) not in _HEADLINE_WORDS or len(a) > (2 if goes_on else 1.5) * len(b) or _STOPPED.search(line):
        return False
    return len(a & b) >= _SHARED * min(len(a), len(b))


def labels_above(lines: Sequence[str], title: str | None) -> range:
    """Which lines stand above the headline, where all of them are labels (a masthead, a section), else none."""
    top, heading = lines[:_HIGHEST], letters(title or "")
    same = [i for i, line in enumerate(top) if heading and letters(line) == heading]
    at = min(same or [i for i, line in enumerate(top) if nearly(line, title)], default=0)
    return range(at) if all(map(_is_label, top[:at])) else range(0)


def list_below(lines: Sequence[str]) -> range:
    """Which lines end the text as a list of other reports: from a heading ("Related") on there is no sentence."""
    reasons = [reason_of(line) for line in lines]
    start = len(lines)
    while start and (reasons[start - 1] or _is_label(lines[start - 1], _HEADLINE_WORDS.stop)):
        start -= 1
    first = next((i for i in range(start, len(lines)) if reasons[i] == "related"), len(lines))
    return range(first, len(lines))


def _is_title(line: str) -> bool:
    return not (_STOPPED.search(line) or len(line.split()) not in range(1, 31) or byline(line) or opening(line))


def _is_masthead(line: str) -> bool:
    return len(line.split()) <= _MASTHEAD_WORDS and bool(_MASTHEAD.fullmatch(line))


def _is_label(line: str, longest: int = _LABEL_WORDS) -> bool:
    return bool(reason_of(line)) or (len(line.split()) <= longest and not _SENTENCE.search(line))
