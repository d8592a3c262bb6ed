"""The explorers: lists with filters over all reports, their charts and downloads."""

from starlette.routing import BaseRoute

ROUTES: tuple[BaseRoute, ...] = ()
