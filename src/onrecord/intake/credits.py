"""Closing credits: "(Reporting by A in Kyiv and B; Additional reporting by C; Editing by D)" and their like."""

from __future__ import annotations

import re

from onrecord.intake import agencies
from onrecord.intake.people import NAME, names_in
from onrecord.record import Credit

_TASK = (
    r"(?:(?:[Aa]dditional|[Ff]urther|[Oo]ther|[Ll]ocal|[Ss]upplementary)[ ])?"
    r"(?:[Rr]eporting|[Rr]eported|[Ww]riting|[Ww]ritten|[Ee]diting|[Ee]dited|[Cc]ompiled|[Cc]ompiling"
    r"|[Tt]ranslation|[Tt]ranslating|[Tt]ranslated"
    r"|[Gg]raphics?|[Rr]esearch|[Pp]roduction|[Pp]roduced|[Pp]hotography|[Ff]act[- ]check(?:ing|ed)?"
    r"|[Cc]overage|[Ii]nputs?|[Cc]ontributions?|REPORTING|WRITING|EDITING)"
)
_ROLE = rf"{_TASK}(?:(?:,[ ]|,?[ ]and[ ]|[ ]&[ ]|/){_TASK})*"
_BY = r"(?:[ ]from[ ][A-Z][\w ]{1,30}?)?[ ](?:by|BY)\b"
_START = rf"{_ROLE}{_BY}|(?:[Aa]dditional[ ])?(?:[Rr]eporting|[Ww]riting|[Ee]diting):[ ]"
_INLINE = re.compile(rf"(?<!\S)[(\[](?P<body>(?:{_START})[^()]*(?:\([^()]*\)[^()]*)*)[)\]]?\s*$")
_WHOLE = re.compile(rf"[*_–—-]*[ ]?(?P<body>(?:{_START}).{{3,400}})")
_SEGMENT = re.compile(rf"(?P<role>{_ROLE})(?:{_BY}:?|:)[ ]?")
_CONTRIBUTED = re.compile(
    r"[(\[—–*_ -]*(?P<who>[A-Z][^.!?;:\"“”]{3,300}(?:\.[^.!?;:\"“”]{3,100})*?),?[ ](?:also[ ])?(?:contributed|reported)"
    r"[ ](?:reporting[ ])?(?:to|from|for)[ ](?:this|the)[ ](?:report|story|article|dispatch)"
    r"(?:[ ]from[ ][A-Z][\w .,'’-]{2,60})?[.)\]—*_ ]*"
)
_BETWEEN_NAMES = frozenset("in at and the of de da van von der bin al el writer writers reporter reporters".split()) | {
    "correspondent", "correspondents", "journalist", "journalists", "s",
}  # fmt: skip
_ROLES = {
    "reported": "reporting", "written": "writing", "edited": "editing", "compiled": "compiling",
    "translated": "translation", "translating": "translation", "produced": "production", "graphic": "graphics",
    "fact checking": "fact-checking", "inputs": "input", "contributions": "contribution",
}  # fmt: skip


def credits_at_end(paragraph: str) -> tuple[int, tuple[Credit, ...]] | None:
    """Where the credits that end `paragraph` begin (0: it is nothing else) and what they say, or None."""
    found = _INLINE.search(paragraph.rstrip())
    if not found:
        found = _WHOLE.fullmatch(paragraph)
        if not found or not _listing(found["body"]):
            return _contributed(paragraph)
    return found.start(), parse(found["body"])


def agency_sign_off(line: str) -> str | None:
    """The agency where `line` is nothing but its name, as wires end: "Reuter", "-- AFP", "dpa ab/cd efg"."""
    found = re.fullmatch(
        rf"[\W_]*(?P<agency>{agencies.pattern()})(?: [a-z]{{1,4}}(?:/[a-z]{{1,4}})*){{0,3}}[\W_]*", line
    )
    return agencies.agency_of(found["agency"]) if found else None


def parse(body: str) -> tuple[Credit, ...]:
    """The credits that `body` ("Reporting by A and B; Editing by C") lists, one for each task."""
    marks = list(_SEGMENT.finditer(body))
    made: list[Credit] = []
    for mark, end in zip(marks, [m.start() for m in marks[1:]] + [len(body)], strict=True):
        names = names_in(body[mark.end() : end].strip(" ;.,)]"))
        made += [Credit(role=role, names=names) for role in _tasks(mark["role"]) if names]
    return tuple(made)


def _tasks(role: str) -> list[str]:
    """The tasks that a role names: two in "Additional reporting and writing" for one."""
    tasks = filter(None, (task.strip().lower() for task in re.split(r",| and | & |/", role)))
    words = (task.replace("further ", "additional ").split(" ") for task in tasks)
    return [" ".join(_ROLES.get(word, word) for word in task) for task in words]


def _listing(body: str) -> bool:
    """Whether credits without brackets are names and no sentence ("Reporting by the paper has shown …")."""
    rest = _SEGMENT.sub("", body)
    names = re.sub(rf"{NAME}|\b(?:in|at|and|the|from|of|with)\b|[;,.&]", "", rest)
    return len(re.findall(r"\b[a-z]{3,}\b", names)) <= 1 and not re.search(r"[\"“”?]", body)


def _contributed(paragraph: str) -> tuple[int, tuple[Credit, ...]] | None:
    """The names before "contributed to this report", or None where the paragraph is not that."""
    found = _CONTRIBUTED.fullmatch(paragraph)
    if not found or set(re.findall(r"\b[a-z]\w*", found["who"])) - _BETWEEN_NAMES:
        return None
    people = re.sub(
        r"(?:\b[A-Z][\w’']*[ ])*\b(?:writers?|reporters?|correspondents?|journalists?)[ ]", "", found["who"]
    )
    names = names_in(re.sub(rf"(?<!\w){agencies.pattern()}[’']s?[ ]", "", people))
    return (0, (Credit(role="contribution", names=names),)) if names else None
