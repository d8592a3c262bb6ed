"""The HTTP API under `/api/v1`."""

from starlette.routing import BaseRoute

ALWAYS: tuple[BaseRoute, ...] = ()
"""What is there without an archive too."""
ROUTES: tuple[BaseRoute, ...] = ()
