"""Pages and HTTP API over an archive: `create_app` makes the ASGI application that `onrecord serve` runs."""

from onrecord.web.app import create_app

__all__ = ["create_app"]
