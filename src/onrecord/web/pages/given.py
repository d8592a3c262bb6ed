"""What an address gives: an id, whole numbers; and the way on from an id that is no more."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from onrecord.archive.shown import forwarded
from onrecord.web.asked import Asked
from onrecord.web.links import link


def given_id(asked: Asked) -> str:
    """The id that an address names, in its path or behind its question mark."""
    id_ = asked.request.path_params.get("id") or asked.query.get("id")
    if not id_:
        raise HTTPException(404, "No id is given.")
    return str(id_)


def whole(asked: Asked, name: str, most: int = 10**6) -> int | None:
    """A positive whole number of the address; None where it is not given. Raises 400 where it is none."""
    given = asked.query.get(name)
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= most:
        raise HTTPException(400, f"{name}: no whole number from 1")
    return int(given)


def led_on(asked: Asked, kind: str, page: str, id_: str) -> Response | None:
    """The way to what an id of a group has become, where it was merged or split."""
    ids = forwarded(asked.connection, kind, id_)
    if id_ in ids:
        return None
    query = {k: v for k, v in asked.query.items() if k != "id"}
    return RedirectResponse(link(page, ids[0], **query), 303)
