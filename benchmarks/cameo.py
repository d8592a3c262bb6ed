"""A baseline for events: CAMEO's verb patterns as they stand, typed through the PLOVER crosswalk.

Reads the dictionary CAMEO.2.0.txt and cameo2plover-2021.txt where the user has them; nothing of either
is in this repository. A verb has the code of its most specific pattern whose words stand in its
sentence on the right side of it, else its block's. Roles are subject and direct object as parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.language import Parse

CODE = re.compile(r"\[(\d+)(?::\d+)?\]")
WORD = re.compile(r"[A-Z]+")


@dataclass
class Verb:
    """The code of a verb by itself, and its patterns: words before, words after, code."""

    code: str | None = None
    patterns: list[tuple[frozenset[str], frozenset[str], str]] = field(default_factory=list)


def crosswalk(path: Path) -> dict[str, str]:
    """PLOVER type by CAMEO code."""
    rows = re.findall(r"^(\d+):\s*([A-Z]+)", path.read_text("utf-8"), re.M)
    return dict(rows)


def verbs(path: Path) -> dict[str, Verb]:
    """The verbs of the dictionary by lemma; synonym sets in a pattern (&SET) match anything in the sentence's side."""
    found: dict[str, Verb] = {}
    block: list[Verb] = []
    default: str | None = None
    started = False
    for raw in path.read_text("utf-8", errors="replace").splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("---"):
            code = re.search(r"\[(\d+)", line)
            block, default, started = [], code.group(1) if code else None, True
        elif started and line.startswith("- "):
            code = CODE.search(line)
            if code:
                before, _, after = line[2 : code.start()].partition("*")
                for verb in block:
                    verb.patterns.append((_words(before), _words(after), code.group(1)))
        elif started and line and not line.startswith(("&", "+", "~")):
            code = CODE.search(line)
            verb = found.setdefault(line.split()[0].split("_")[0].lower(), Verb())
            verb.code = code.group(1) if code else default
            block.append(verb)
    return found


def _words(pattern: str) -> frozenset[str]:
    return frozenset(w.lower() for w in WORD.findall(re.sub(r"&\w+", "", pattern)))


def events(parse: Parse, table: dict[str, Verb], types: dict[str, str]) -> list[dict[str, object]]:
    """The baseline's events of a report, in the record's JSON form."""
    made = []
    for i, pos in enumerate(parse.pos):
        verb = table.get(parse.lemma[i].lower()) if pos == "VERB" else None
        kind = types.get(_code(parse, i, verb) or "") if verb else None
        if kind is None:
            continue
        made.append({
            "id": f"e{len(made) + 1}", "trigger": _span(parse, i), "type": kind, "mode": None, "status": "happened",
            "recency": "news", "voice": "reporter", "place": None, "when": None,
            "actors": [_span(parse, c) for c in parse.children[i] if parse.dep[c] == "nsubj"],
            "recipients": [_span(parse, c) for c in parse.children[i] if parse.dep[c] in ("dobj", "nsubjpass")],
        })  # fmt: skip
    return made


def _code(parse: Parse, i: int, verb: Verb) -> str | None:
    first, last = parse.sentences[parse.sentence_of[i]]
    before = {w for t in range(first, i) for w in (parse.lower[t], parse.lemma[t].lower())}
    after = {w for t in range(i + 1, last) for w in (parse.lower[t], parse.lemma[t].lower())}
    fits = [(len(a) + len(b), code) for a, b, code in verb.patterns if a <= before and b <= after and a | b]
    return max(fits)[1] if fits else verb.code


def _span(parse: Parse, i: int) -> dict[str, object]:
    return {"start": parse.start[i], "end": parse.end[i], "text": parse.word[i]}
