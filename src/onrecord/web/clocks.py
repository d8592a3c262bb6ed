"""The two clocks of an address: `published_by`, a day, and `as_of`, a time of the archive's clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from starlette.exceptions import HTTPException


def clocks(query: Mapping[str, str]) -> tuple[datetime | None, date | None]:
    """`as_of` (UTC, without a zone) and `published_by`. Raises 400 where one is no time or day."""
    return _moment(query.get("as_of")), day(query.get("published_by"), "published_by")


def day(given: str | None, name: str) -> date | None:
    """A day, `YYYY-MM-DD`; empty asks for none. Raises 400 that names the parameter."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise HTTPException(400, f"{name}: no date like 2024-03-27") from error


def _moment(given: str | None) -> datetime | None:
    try:
        made = datetime.fromisoformat(given) if given else None
        return made.astimezone(UTC).replace(tzinfo=None) if made and made.tzinfo else made
    except (ValueError, OverflowError) as error:
        raise HTTPException(400, "as_of: no time like 2024-03-27T18:00:00Z") from error
