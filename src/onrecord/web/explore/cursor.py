"""Where a list goes on: the keys of the last row that was shown, and the time up to which the archive was known then.

Pages are cut by keys and not by numbers, and the next page is asked as of the time of the first one. So nothing is
skipped or shown twice while the archive grows, or while what it has is read or linked anew.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

import msgspec
from starlette.exceptions import HTTPException

from onrecord.web.explore.fields import Column

Key = str | int | float
_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float)}
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Cursor:
    """`order`: of the list; `moment`: of the archive's clock, None where it is empty; `keys`: of the last row."""

    order: str
    moment: datetime | None
    keys: tuple[Key, ...]

    def encode(self) -> str:
        """As text that an address can hold."""
        moment = self.moment.isoformat() if self.moment else None
        made = msgspec.json.encode([self.order, moment, *self.keys])
        return base64.urlsafe_b64encode(made).decode().rstrip("=")


def decode(given: str, keys: tuple[Column, ...], orders: tuple[str, ...]) -> Cursor:
    """The cursor in an address. Raises 400 where it is not one that a list with these keys made."""
    try:
        if len(given) > LONGEST:
            raise ValueError
        order, moment, *values = msgspec.json.decode(base64.urlsafe_b64decode(given.encode("ascii") + b"=="), type=list)
        made = Cursor(order, datetime.fromisoformat(moment) if moment else None, tuple(values))
        if order not in orders or len(values) != len(keys) or (made.moment and made.moment.tzinfo):
            raise ValueError
        for value, column in zip(values, keys, strict=True):
            if isinstance(value, bool) or not isinstance(value, _TYPES[column.type]) or _too_large(value):
                raise ValueError
    except (ValueError, TypeError, msgspec.MsgspecError, binascii.Error, UnicodeError) as error:
        raise HTTPException(400, "after: not a place that a list of this kind gave") from error
    return made


def _too_large(value: object) -> bool:
    return isinstance(value, int) and abs(value) >= 2**62
