"""The account of a story in a terminal: what happened, how many, what is planned, who says what, who carries it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.text import Text

from onrecord.views.account import block
from onrecord.views.followed import counted, plans, series
from onrecord.views.items import COLOUR, hanging
from onrecord.views.words import Account, Row, cut, listed, many, minute, rest

MOST = 30
"""Happenings, and statements, that are shown in full; the rest is counted."""


def story(account: Account, console: Console) -> None:
    """Print the account of a story as `archive.account.story_account` gives it."""
    console.print(Group(*_sections(account)), soft_wrap=False, highlight=False)


def _sections(account: Account) -> Iterator[RenderableType]:
    yield from _head(account)
    news = [row for row in account["happenings"] if row["recency"] != "background"]
    yield from block("What happened, in order of time", list(_happenings(news)))
    yield from block("How many", list(series(account)))
    yield from block("Plans and what became of them", list(plans(account)))
    yield from block("Who says what", list(_speakers(account["quotations"])))
    old = [row for row in account["happenings"] if row["recency"] == "background"]
    yield from block("Background", list(_happenings(old)))
    yield from block("Reports", list(_reports(account["reports"])))


def _head(account: Account) -> Iterator[RenderableType]:
    """The headline; who had it first, who only repeats it, and what accounts differ on."""
    row, reports = account["story"][0], account["reports"]
    yield Text(row["title"] or row["id"], style="bold")
    days = " to ".join(dict.fromkeys(day[:10] for day in (row["first_published"], row["last_published"]) if day))
    counts = f"{many(row['reports'], 'report')}, {row['independent']} independent, {many(row['copies'], 'copy')}"
    yield Text(" · ".join(filter(None, (f"story {row['id']}", days, counts))), style="dim")
    first = reports[0]
    told = ", ".join(filter(None, (first["unit"], minute(first["published"]), first["id"])))
    yield Text(f"First: {told}")
    if copiers := list(dict.fromkeys(r["outlet"] or r["id"] for r in reports if r["copy"])):
        yield Text(f"Only repeat it: {listed(copiers)}")
    differ = {row["series"] for row in account["divergences"]}
    topics = [counted(row) for row in account["series"] if row["id"] in differ]
    topics += [f"whether “{row['trigger']}” happened" for row in account["happenings"] if _disputed(row)]
    if topics:
        yield Text(f"Accounts differ on: {listed(topics)}", style="red")


def _disputed(row: Row) -> bool:
    return "happened" in row["by_status"] and "denied" in row["by_status"]


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
    yield from rest(len(rows) - len(shown))


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
        body.append(f"  {listed(row['who']) or '?'} → {listed(row['whom']) or '—'}", style="default")
    body.append(f", {row['place']}" if row["place"] else "", style="default")
    body.append("" if again else f"\n{cut(row['sentence'])}", style="default")
    body.append(f"\n{_states(row)}{_told(row)}", style="dim")
    return hanging("•", body)


def _states(row: Row) -> str:
    """The states in which reports give it, where they are not all that it happened."""
    if list(row["by_status"]) == ["happened"]:
        return ""
    return ", ".join(f"{state.replace('_', ' ')} {n}×" for state, n in row["by_status"].items()) + " · "


def _told(row: Row) -> str:
    said = f", on the word of {listed(row['said_by'])}" if row["said_by"] else ""
    copies = f" and {many(row['copies'], 'copy')}" if row["copies"] else ""
    if row["reports"] - row["copies"] == 1:
        return f"one report{copies}: {row['first_report']}, {listed(row['told_by'])}{said}"
    return (
        f"{row['independent']} independent ({listed(row['told_by'])}), "
        f"{many(row['reports'] - row['copies'], 'report')}{copies}{said} · {row['id']}"
    )


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
    yield from rest(len(rows) - MOST)


def _quotation(row: Row) -> RenderableType:
    body = Text(f"{row['act']}: ", style="italic")
    body.append(cut(row["words"]), style="not italic")
    where = ", ".join(filter(None, (row["first_outlet"], (row["first_published"] or "")[:10], row["first_report"])))
    spread = [many(row["reports"], "report"), f"{row['independent']} independent"] if row["reports"] > 1 else []
    spread += [many(row["copies"], "copy")] if row["copies"] else []
    spread += [many(row["wordings"], "wording")] if row["wordings"] > 1 else []
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
        facts = dict.fromkeys(filter(None, (row["outlet"], row["agency"], minute(row["published"]), row["id"])))
        body.append(f"\n{' · '.join(facts)}", style="dim")
        for copy in copies[row["id"]]:
            changed = f", {copy['kept']:.0%} kept, {copy['added']:.0%} added" if copy["kept"] is not None else ""
            body.append(
                f"\n  copy: {copy['outlet'] or copy['unit']}, {minute(copy['published']) or 'no date'}, "
                f"{copy['relation'] or 'same'}{changed} · {copy['id']}",
                style="dim",
            )
        yield hanging("=", body)
