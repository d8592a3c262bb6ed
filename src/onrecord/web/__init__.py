"""Pages and HTTP API over an archive: `create_app` makes the ASGI application that `onrecord serve` runs.

It loads when it is used, so that the process that copies an archive loads no more than it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.web.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    if name == "create_app":
        from onrecord.web.app import create_app

        return create_app
    raise AttributeError(f"module 'onrecord.web' has no attribute {name!r}")
