"""Turn hand-written annotation lines into stand-off annotations, or say what is wrong with them.

    python corpus/lines.py FILE.lines... --reports REPORTS.jsonl --out FOLDER [--reader NAME]
    python corpus/lines.py FILE.lines... --own --out FOLDER [--reader NAME]

The stem of a `.lines` file is the id of its report in REPORTS.jsonl. With `--own` the report stands
beside it as a `.txt` file that we wrote (first line its title, second its date, `YYYY-MM-DD`, then its
paragraphs, a line each; empty lines don't count), and its title and text go into the annotation.

One item a line; `|` separates fields, ` ; ` the members of a list, an empty field is none, a line
that begins with // is a remark. A span is written `P:words` or `P#k:words` (the k-th occurrence in
paragraph P, counted from 1; the report's paragraphs are the lines of its text); a long one
`P:first words … last words`. Items are numbered within their letter: the third S line is S3.

    S source | cue | contents | manner | act | source_kind | named y/n | anonymity | parent | who | addressee
    E trigger | TYPE/mode | actors | recipients | status | time | voice | recency | place | country | when | contexts
    F number | value | low | high | approx y | unit | of | kind | voice
    T span | type | value | mod
    P what | parties | place | steps, each state@E-id or state@E-id@ISO-date

`who` is the span of the full name that the source resolves to, `when` an ISO date prefix or two
of them joined by a slash. The words of a `.lines` file belong to the report: it is a working
paper and is not committed. What is written keeps offsets and labels only.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

WIDTH = {"S": 11, "E": 12, "F": 9, "T": 4, "P": 4}
LAYER = {"S": "statements", "E": "events", "F": "figures", "T": "times", "P": "plans"}
SPAN = re.compile(r"(\d+)(?:#(\d+))?:(.+)", re.S)
WHEN = re.compile(r"\d{3,4}(-\d\d(-\d\d)?)?(/\d{3,4}(-\d\d(-\d\d)?)?)?")
LABELS: dict[str, frozenset[str]] = {
    "type": frozenset(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
        "PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
    ),
    "status": frozenset("happened planned called_off denied possible".split()),
    "recency": frozenset("news background".split()),
    "manner": frozenset("direct mixed indirect".split()),
    "act": frozenset(
        "say ask answer confirm deny promise warn threaten accuse praise decline think intend feel perceive".split()
    ),
    "source_kind": frozenset("person group organization document media unknown".split()),
    "kind": frozenset(
        "killed injured missing detained displaced held present money percent votes distance age count".split()
    ),
    "time type": frozenset("DATE TIME DURATION SET".split()),
    "state": frozenset(
        "proposed requested agreed scheduled postponed called_off rescheduled under_way held failed".split()
    ),
}
Json = dict[str, Any]


class Fault(ValueError):
    """A line that does not resolve."""


class Report:
    """A report's text, in which written spans are looked up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.paragraphs = text.split("\n")

    def span(self, written: str) -> list[int] | None:
        """`[start, end)` of a written span; None for an empty field."""
        if not written:
            return None
        match = SPAN.fullmatch(written)
        if not match:
            raise Fault(f"span {written!r} is not written P:words")
        number, nth, words = int(match[1]), int(match[2] or 0), match[3]
        if not 1 <= number <= len(self.paragraphs):
            raise Fault(f"span {written!r}: no paragraph {number}")
        hits = self._hits(self.paragraphs[number - 1], words)
        if not hits:
            raise Fault(f"span {written!r}: not in the paragraph")
        if len(hits) > 1 and not nth:
            raise Fault(f"span {written!r}: {len(hits)} times in the paragraph, say which: {number}#k:")
        if nth > len(hits):
            raise Fault(f"span {written!r}: only {len(hits)} times in the paragraph")
        start, end = hits[max(nth, 1) - 1]
        return [self.starts[number - 1] + start, self.starts[number - 1] + end]

    def spans(self, field: str) -> list[list[int]]:
        found = (self.span(part.strip()) for part in field.split(" ; "))
        return sorted(span for span in found if span)

    @staticmethod
    def _hits(paragraph: str, words: str) -> list[tuple[int, int]]:
        pattern = ".*?".join(re.escape(part) for part in words.split(" … "))
        every = [m.span(1) for m in re.finditer(f"(?=({pattern}))", paragraph)]
        left = r"(?<!\w)" if words[0].isalnum() else ""
        right = r"(?!\w)" if words[-1].isalnum() else ""
        whole = [m.span(1) for m in re.finditer(f"(?={left}({pattern}){right})", paragraph)]
        return whole or every


def among(name: str, value: str, optional: bool = True) -> str | None:
    """`value` if the label set `name` has it; None for an empty field where that may be."""
    if not value and optional:
        return None
    if value not in LABELS[name]:
        raise Fault(f"{name} {value!r} is none of {' '.join(sorted(LABELS[name]))}")
    return value


def number(field: str) -> float | int | None:
    if not field:
        return None
    return float(field) if "." in field else int(field.replace(",", ""))


def statement(report: Report, f: list[str]) -> Json:
    content = report.spans(f[2])
    act = among("act", f[4], optional=False)
    manner = among("manner", f[3])
    if not content and act != "decline":
        raise Fault("no content")
    if bool(content) != bool(manner):
        raise Fault("manner and content go together")
    return {
        "source": report.span(f[0]), "cue": report.span(f[1]), "content": content, "manner": manner,
        "act": act, "source_kind": among("source_kind", f[5], optional=False), "named": f[6] == "y",
        "anonymity": report.span(f[7]), "parent": f[8] or None, "who": report.span(f[9]),
        "addressee": report.span(f[10]),
    }  # fmt: skip


def event(report: Report, f: list[str]) -> Json:
    kind, _, mode = f[1].partition("/")
    if f[9] and not re.fullmatch("[A-Z]{3}", f[9]):
        raise Fault(f"country {f[9]!r} is not ISO 3166-1 alpha-3")
    if f[10] and not WHEN.fullmatch(f[10]):
        raise Fault(f"when {f[10]!r} is not an ISO date prefix")
    return {
        "trigger": report.span(f[0]), "type": among("type", kind, optional=False), "mode": mode or None,
        "actors": report.spans(f[2]), "recipients": report.spans(f[3]),
        "status": among("status", f[4], optional=False), "time": report.span(f[5]), "voice": f[6] or "reporter",
        "recency": among("recency", f[7]), "place": report.span(f[8]), "country": f[9] or None,
        "when": f[10] or None, "context": f[11].split(),
    }  # fmt: skip


def figure(report: Report, f: list[str]) -> Json:
    return {
        "number": report.span(f[0]), "value": number(f[1]), "low": number(f[2]), "high": number(f[3]),
        "approx": f[4] == "y", "unit": f[5] or None, "of": report.span(f[6]),
        "kind": among("kind", f[7], optional=False), "voice": f[8] or "reporter",
    }  # fmt: skip


def time(report: Report, f: list[str]) -> Json:
    return {
        "span": report.span(f[0]),
        "type": among("time type", f[1], optional=False),
        "value": f[2],
        "mod": f[3] or None,
    }


def plan(report: Report, f: list[str]) -> Json:
    steps = []
    for part in filter(None, f[3].split(" ; ")):
        state, _, rest = part.strip().partition("@")
        of, _, when = rest.partition("@")
        steps.append({"state": among("state", state, optional=False), "event": of or None, "when": when or None})
    return {"what": report.span(f[0]), "parties": report.spans(f[1]), "place": report.span(f[2]), "steps": steps}


MAKE = {"S": statement, "E": event, "F": figure, "T": time, "P": plan}
ANCHOR = {"S": "cue", "E": "trigger", "F": "number", "T": "span", "P": "what"}


def annotate(source: Json, lines: list[str]) -> tuple[Json, list[str]]:
    """The stand-off annotation of one report (a line of REPORTS.jsonl), and the faults found."""
    report, faults = Report(source["text"]), []
    out: Json = {
        "id": source["id"], "url": source.get("url"), "published": source.get("published"),
        "sha256": hashlib.sha256(source["text"].encode()).hexdigest(),
    } | {layer: [] for layer in LAYER.values()}  # fmt: skip
    for at, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("//"):
            continue
        try:
            letter, item = one(report, line)
            item = {"id": f"{letter}{len(out[LAYER[letter]]) + 1}"} | item
            out[LAYER[letter]].append(item)
        except Fault as fault:
            faults.append(f"{source['id']} line {at}: {fault}")
    return out, faults + dangling(out)


def one(report: Report, line: str) -> tuple[str, Json]:
    letter = line[0]
    if letter not in WIDTH or line[1:2] != " ":
        raise Fault(f"begins with none of {' '.join(WIDTH)} and a space")
    fields = [field.strip() for field in line[2:].split("|")]
    if len(fields) > WIDTH[letter]:
        raise Fault(f"{len(fields)} fields, at most {WIDTH[letter]}")
    item = MAKE[letter](report, fields + [""] * (WIDTH[letter] - len(fields)))
    if letter != "S" and item[ANCHOR[letter]] is None:
        raise Fault(f"no {ANCHOR[letter]}")
    return letter, item


def dangling(out: Json) -> list[str]:
    """Faults of references: voices, parents and plan steps that name nothing."""
    said, done = {s["id"] for s in out["statements"]}, {e["id"] for e in out["events"]}
    faults = [f"{s['id']}: parent {s['parent']}" for s in out["statements"] if s["parent"] and s["parent"] not in said]
    voiced = (item for item in out["events"] + out.get("figures", []) if item["voice"] not in said | {"reporter"})
    faults += [f"{item['id']}: voice {item['voice']}" for item in voiced]
    for item in out.get("plans", []):
        faults += [f"{item['id']}: step {s['event']}" for s in item["steps"] if s["event"] and s["event"] not in done]
    return [f"{out['id']} {fault} is no item" for fault in faults]


def own(path: Path) -> Json:
    """A report that we wrote: title, date, paragraphs."""
    title, day, *paragraphs = (line.strip() for line in path.read_text("utf-8").splitlines() if line.strip())
    datetime.date.fromisoformat(day)
    return {"id": path.stem, "title": title, "published": day, "text": "\n".join(paragraphs)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--own", action="store_true", help="the reports are ours and stand beside the files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reader", default=None, help="who read it, kept with the annotation")
    args = parser.parse_args()
    if args.own == bool(args.reports):
        parser.error("one of --own and --reports")
    reports = (
        {r["id"]: r for r in map(json.loads, args.reports.read_text("utf-8").splitlines())} if args.reports else {}
    )
    args.out.mkdir(parents=True, exist_ok=True)
    bad = 0
    for path in args.files:
        report = own(path.with_suffix(".txt")) if args.own else reports[path.stem]
        made, faults = annotate(report, path.read_text("utf-8").splitlines())
        bad += len(faults)
        for fault in faults:
            print(fault, file=sys.stderr)
        if not faults:
            words = {key: report[key] for key in ("title", "text")} if args.own else {}
            made = {"id": made.pop("id"), "reader": args.reader} | words | made
            (args.out / f"{path.stem}.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
            print(path.stem, *(f"{layer}={len(made[layer])}" for layer in LAYER.values()))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
