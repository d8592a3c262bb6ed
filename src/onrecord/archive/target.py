"""What a correction is of: a report or an item of one, as it holds, and what its fields are now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from onrecord.archive.connect import Connection
from onrecord.archive.errors import NotThere
from onrecord.archive.fields import GROUPS

_HELD = "SELECT reading FROM base.known WHERE report = $1"
_REPORT = """
SELECT r.outlet, r.agency, r.published, r.copy_group, r.story FROM report r WHERE r.id = $1
"""
_ITEM = "SELECT to_json(x) FROM {view} x WHERE x.report = $1 AND x.id = $2"


@dataclass(frozen=True, slots=True)
class Target:
    """A report (`layer` "report", `item` empty) or an item of it, in the reading that holds."""

    report: str
    layer: str
    item: str
    reading: int

    @property
    def key(self) -> str:
        """`REPORT` or `REPORT/ITEM`."""
        return f"{self.report}/{self.item}" if self.item else self.report


def find(connection: Connection, key: str) -> Target:
    """The report or item that `key` (`REPORT` or `REPORT/ITEM`) names, as it holds. Raises `NotThere`."""
    found = next(filter(None, (find_in(connection, layer, key) for layer in ("report", *GROUPS))), None)
    if found is None:
        raise NotThere(f"no report and no statement, event, figure or plan {key!r}")
    return found


def find_in(connection: Connection, layer: str, key: str) -> Target | None:
    """The report, or the item of one `layer`, that `key` names, as it holds; None where there is none."""
    report, _, item = key.rpartition("/")
    of, id_ = (key, "") if layer == "report" else (report, item)
    held = connection.execute(_HELD, [of]).fetchone()
    if held is None or (layer != "report" and not connection.execute(_ITEM.format(view=layer), [of, id_]).fetchone()):
        return None
    return Target(of, layer, id_, held[0])


def present(connection: Connection, target: Target) -> dict[str, Any]:
    """What the fields of a report or an item are now."""
    if target.layer == "report":
        cursor = connection.execute(_REPORT, [target.report])
        names = [column[0] for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchone() or (), strict=True))
    row = connection.execute(_ITEM.format(view=target.layer), [target.report, target.item]).fetchone()
    made: dict[str, Any] = json.loads(row[0]) if row else {}
    days = [made.get("when_start"), made.get("when_end")]
    return {**made, "speaker": made.get("entity"), "when": "/".join(dict.fromkeys(day for day in days if day)) or None}
