"""The pages that people read: the start, a report, a story, an actor."""

from starlette.routing import BaseRoute, Route

from onrecord.web.asked import endpoint
from onrecord.web.pages.start import start

ALWAYS: tuple[BaseRoute, ...] = (Route("/", endpoint(start)),)
ROUTES: tuple[BaseRoute, ...] = ()
