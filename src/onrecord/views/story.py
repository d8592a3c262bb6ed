"""The account of a story in a terminal: what happened, how many, what is planned, who says what, who carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.text import Text

from onrecord.views.account import COLOUR, block, hanging

Row = dict[str, Any]
Account = dict[str, list[Row]]
MOST = 30
"""Happenings, and statements, that are shown in full; the rest is counted."""
FIGURES = 15
"""Series of figures that are."""
BARE = frozenset({"count", "distance", "percent", "votes"})
"""Kinds whose figures say little where the text does not say of what they are."""
NAMES = 4
"""Names in a list before it says how many more."""
LONGEST = 320
"""Characters of a sentence or statement that are shown."""


def story(account: Account, console: Console) -> None:
    """Print the account of a story as `archive.account.story_account` gives it."""
    console.print(Group(*_sections(account)), soft_wrap=False, highlight=False)


def _sections(account: Account) -> Iterator[RenderableType]:
    yield from _head(account)
    news = [row for row in account["happenings"] if row["recency"] != "background"]
    yield from block("What happened, in order of time", list(_happenings(news)))
    yield from block("How many", list(_series(account)))
    yield from block("Plans and what became of them", list(_plans(account)))
    yield from block("Who says what", list(_speakers(account["quotations"])))
    old = [row for row in account["happenings"] if row["recency"] == "background"]
    yield from block("Background", list(_happenings(old)))
    yield from block("Reports", list(_reports(account["reports"])))


def _head(account: Account) -> Iterator[RenderableType]:
    """The headline; who had it first, who only repeats it, and what accounts differ on."""
    row, reports = account["story"][0], account["reports"]
    yield Text(row["title"] or row["id"], style="bold")
    days = " to ".join(dict.fromkeys(day[:10] for day in (row["first_published"], row["last_published"]) if day))
    counts = f"{_many(row['reports'], 'report')}, {row['independent']} independent, {_many(row['copies'], 'copy')}"
    yield Text(" · ".join(filter(None, (f"story {row['id']}", days, counts))), style="dim")
    first = reports[0]
    told = ", ".join(filter(None, (first["unit"], _minute(first["published"]), first["id"])))
    yield Text(f"First: {told}")
    if copiers := list(dict.fromkeys(r["outlet"] or r["id"] for r in reports if r["copy"])):
        yield Text(f"Only repeat it: {_names(copiers)}")
    differ = {row["series"] for row in account["divergences"]}
    topics = [_counted(row) for row in account["series"] if row["id"] in differ]
    topics += [f"whether “{row['trigger']}” happened" for row in account["happenings"] if _disputed(row)]
    if topics:
        yield Text(f"Accounts differ on: {_names(topics)}", style="red")


def _minute(published: str | None) -> str:
    return (published or "")[:16].replace("T", " ")


def _disputed(row: Row) -> bool:
    return "happened" in row["by_status"] and "denied" in row["by_status"]


def _counted(row: Row) -> str:
    return " ".join(filter(None, (row["kind"], row["of"] and _flat(row["of"]))))


def _many(count: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else plural}"


def _happenings(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Those that most tell, in order of time, each day under its date."""
    ranked = sorted(rows, key=lambda row: (-row["independent"], -row["reports"], -row["mentions"]))
    shown = {row["id"] for row in ranked[:MOST]}
    for day, group in groupby((row for row in rows if row["id"] in shown), key=_day):
        yield Text(day or "no date given", style="bold")
        before = None
        for row in group:
            yield _happening(row, again=row["sentence"] == before)
            before = row["sentence"]
    yield from _rest(len(rows) - len(shown))


def _rest(count: int) -> Iterator[RenderableType]:
    if count > 0:
        yield Text(f"  and {count:,} more; --json has all", style="dim")


def _day(row: Row) -> str | None:
    start, end = row["when_start"], row["when_end"]
    if start is None:
        return row["first_published"][:10] if row["first_published"] else None
    return start if start == end else f"{start} to {end}"


def _happening(row: Row, again: bool) -> RenderableType:
    """One, with the sentence that tells of it first, unless that stands just above (`again`)."""
    body = Text(f"{row['type']}{'/' + row['mode'] if row['mode'] else ''} ", style=COLOUR[row["status"]])
    body.append(f"“{row['trigger']}”", style="default")
    if row["who"] or row["whom"]:
        body.append(f"  {_names(row['who']) or '?'} → {_names(row['whom']) or '—'}", style="default")
    body.append(f", {row['place']}" if row["place"] else "", style="default")
    body.append("" if again else f"\n{_cut(row['sentence'])}", style="default")
    body.append(f"\n{_states(row)}{_told(row)}", style="dim")
    return hanging("•", body)


def _states(row: Row) -> str:
    """The states in which reports give it, where they are not all that it happened."""
    if list(row["by_status"]) == ["happened"]:
        return ""
    return ", ".join(f"{state.replace('_', ' ')} {n}×" for state, n in row["by_status"].items()) + " · "


def _told(row: Row) -> str:
    said = f", on the word of {_names(row['said_by'])}" if row["said_by"] else ""
    copies = f" and {_many(row['copies'], 'copy')}" if row["copies"] else ""
    if row["reports"] - row["copies"] == 1:
        return f"one report{copies}: {row['first_report']}, {_names(row['told_by'])}{said}"
    return (
        f"{row['independent']} independent ({_names(row['told_by'])}), "
        f"{_many(row['reports'] - row['copies'], 'report')}{copies}{said} · {row['id']}"
    )


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return ", ".join(_flat(name) for name in names[:NAMES]) + more


def _flat(words: str) -> str:
    return " ".join(words.split())


def _cut(words: str) -> str:
    words = _flat(words)
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _series(account: Account) -> Iterator[RenderableType]:
    points, differ = defaultdict(list), defaultdict(list)
    for row in account["points"]:
        points[row["series"]].append(row)
    for row in account["divergences"]:
        differ[row["series"]].append(row)
    telling = [row for row in account["series"] if row["of"] or row["kind"] not in BARE or row["divergences"]]
    for row in telling[:FIGURES]:
        body = Text(_counted(row), style="bold")
        body.append(f"  {_range(row)}", style="not bold")
        for day, group in groupby(points[row["id"]], key=lambda point: point["published"] and point["published"][:10]):
            body.append(f"\n{day or 'no date'}  {_values(list(group))}", style="not bold")
        for day, pairs in groupby(differ[row["id"]], key=lambda pair: pair["day"]):
            body.append(f"\nvoices differ on {day}: {_sides(list(pairs))}", style="not bold red")
        body.append(f"\n{row['independent']} independent, {_many(row['reports'], 'report')} · {row['id']}", style="dim")
        yield hanging("#", body)
    yield from _rest(len(account["series"]) - len(telling[:FIGURES]))


def _range(row: Row) -> str:
    if row["lowest"] == row["highest"]:
        return number(row["lowest"])
    return f"{number(row['first_value'])} → {number(row['last_value'])}"


def number(value: float | None) -> str:
    """A number as people write it."""
    return "?" if value is None else f"{int(value):,}" if value == int(value) else f"{value:,}"


def _value(point: Row) -> str:
    low, high, value = point["low"], point["high"], point["value"]
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if high is not None else f"{'about ' if point['approx'] else ''}{number(value)}"


def _values(points: Sequence[Row]) -> str:
    """Each value of a day with the voices that give it; what is denied or supposed is said to be."""
    voices: dict[str, list[str]] = defaultdict(list)
    for point in points:
        status = "" if point["status"] == "happened" else f" ({point['status'].replace('_', ' ')})"
        if not point["copy"]:
            voices[_value(point) + status].append(point["name"] or "(no source named)")
    return "; ".join(f"{value} — {_names(list(dict.fromkeys(names)))}" for value, names in voices.items())


def _sides(pairs: Sequence[Row]) -> str:
    sides: dict[float, dict[str, None]] = defaultdict(dict)
    for pair in pairs:
        for side, bound in (("lower", "at_most"), ("upper", "at_least")):
            value = pair[f"{side}_value"] if pair[f"{side}_value"] is not None else pair[f"{side}_{bound}"]
            sides[value][pair[f"{side}_name"] or "(no source named)"] = None
    return " ≠ ".join(f"{number(value)} ({_names(list(names))})" for value, names in sorted(sides.items()))


def _plans(account: Account) -> Iterator[RenderableType]:
    steps = defaultdict(list)
    for row in account["steps"]:
        steps[row["chain"]].append(row)
    for row in account["plans"][:MOST]:
        body = Text(_flat(row["what"]), style="bold")
        body.append(f" ({_names(row['parties'])})" if row["parties"] else "", style="not bold")
        body.append(f", {row['place']}" if row["place"] else "", style="not bold")
        body.append(f": {row['state'].replace('_', ' ')}", style="cyan")
        for step in _folded(steps[row["id"]]):
            body.append(f"\n{step}", style="not bold")
        body.append(f"\n{row['id']}", style="dim not bold")
        yield hanging("◦", body)
    yield from _rest(len(account["plans"]) - MOST)


def _folded(steps: Sequence[Row]) -> Iterator[str]:
    """The states one after the other, each with who gave it first and how many did."""
    run: list[Row] = []
    for step in [*steps, None]:
        if run and (step is None or step["changed"]):
            first = run[0]
            when = next((s["when"] for s in run if s["when"]), None)
            reports = len({s["report"] for s in run if not s["copy"]})
            more = f", {_many(reports, 'report')}" if reports > 1 else ""
            told = " · ".join(filter(None, (first["published"] and first["published"][:10], first["report"])))
            yield (
                f"{first['state'].replace('_', ' ')}{f' for {when}' if when else ''} — {first['name'] or '?'}"
                f" ({told}{more})"
            )
            run = []
        if step is not None:
            run.append(step)


def _speakers(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Speakers, those whom most carry first, with what they say."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["entity"] or row["speaker"] or ""].append(row)
    ranked = sorted(
        groups.values(), key=lambda g: (-max(r["independent"] for r in g), not any(r["named"] for r in g), -len(g))
    )
    left = MOST
    for group in ranked:
        if left <= 0:
            break
        name = next((r["speaker"] for r in group if r["named"]), group[0]["speaker"])
        line = Text(name or "(no source named)", style="bold blue")
        line.append("" if any(r["named"] for r in group) else " — unnamed", style="not bold yellow")
        yield line
        shown = sorted(group, key=lambda r: (-r["independent"], -r["reports"]))[:left]
        yield from (_quotation(row) for row in sorted(shown, key=lambda r: (r["first_published"] or "9", r["id"])))
        left -= len(shown)
    yield from _rest(len(rows) - MOST)


def _quotation(row: Row) -> RenderableType:
    body = Text(f"{row['act']}: ", style="italic")
    body.append(_cut(row["words"]), style="not italic")
    where = ", ".join(filter(None, (row["first_outlet"], (row["first_published"] or "")[:10], row["first_report"])))
    spread = [_many(row["reports"], "report"), f"{row['independent']} independent"] if row["reports"] > 1 else []
    spread += [_many(row["copies"], "copy")] if row["copies"] else []
    spread += [_many(row["wordings"], "wording")] if row["wordings"] > 1 else []
    body.append(f"\nfirst: {where}" + "".join(f"; {part}" for part in spread), style="dim not italic")
    return hanging("–", body)


def _reports(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Each report that is no copy, with its copies under it."""
    copies = defaultdict(list)
    for row in rows:
        if row["copy"]:
            copies[row["origin"]].append(row)
    for row in rows:
        if row["copy"]:
            continue
        body = Text(row["title"] or "(no headline)")
        facts = dict.fromkeys(filter(None, (row["outlet"], row["agency"], _minute(row["published"]), row["id"])))
        body.append(f"\n{' · '.join(facts)}", style="dim")
        for copy in copies[row["id"]]:
            changed = f", {copy['kept']:.0%} kept, {copy['added']:.0%} added" if copy["kept"] is not None else ""
            body.append(
                f"\n  copy: {copy['outlet'] or copy['unit']}, {_minute(copy['published']) or 'no date'}, "
                f"{copy['relation'] or 'same'}{changed} · {copy['id']}",
                style="dim",
            )
        yield hanging("=", body)
