"""The application: what is served where."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from onrecord.web import api, explore, pages
from onrecord.web.asked import Room
from onrecord.web.desk import Desk
from onrecord.web.errors import HANDLERS
from onrecord.web.explore import images
from onrecord.web.guard import Guard
from onrecord.web.opened import OpenArchive
from onrecord.web.remember import Remember

if TYPE_CHECKING:
    from onrecord.api import Reader

STATIC = Path(__file__).parent / "static"
WITHOUT_ARCHIVE: tuple[BaseRoute, ...] = (*pages.ALWAYS, *api.ALWAYS)
WITH_ARCHIVE: tuple[BaseRoute, ...] = (*pages.ROUTES, *explore.ROUTES, *api.ROUTES)


def create_app(
    archive: str | Path | None = None,
    *,
    hosts: Iterable[str] = (),
    token: str | None = None,
    reader: Callable[[], Reader] | None = None,
    seconds: float = 10.0,
) -> Starlette:
    """The application over `archive`, or without one: reports are pasted, read and forgotten.

    `hosts`: names under which it may be asked besides the loopback's. `token`: who asks must know it. `reader` makes
    what reads pasted reports, when the first one comes. `seconds`: the longest that a request may take.
    Raises `ArchiveError` where there is no such archive.
    """
    opened = OpenArchive(archive) if archive is not None else None

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if opened is not None:
            Thread(target=images.warm, name="onrecord-charts", daemon=True).start()
        yield
        if opened is not None:
            opened.close()

    app = Starlette(
        routes=[
            *WITHOUT_ARCHIVE,
            *(WITH_ARCHIVE if opened else ()),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(Guard, hosts=tuple(hosts), token=token),
            *([Middleware(Remember, archive=opened)] if opened else []),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.state.room = Room(archive=opened, desk=Desk(reader), seconds=seconds)
    return app
