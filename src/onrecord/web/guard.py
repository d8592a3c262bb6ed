"""What every request and answer passes: whose it is, under which name it is asked, and what a browser may do with it.

A page of another site may make a browser ask this server. It is refused by its `Host` (a name that was bent to the
loopback address), by its `Origin` and by `Sec-Fetch-Site` (a form sent from elsewhere).
"""

from __future__ import annotations

import ipaddress
import secrets
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""No address of ours goes to another site; not `no-referrer`, with which a browser's own forms come from nowhere."""
COOKIE = "onrecord-token"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """The middleware. `hosts`: names besides the loopback's; `token`: what whoever asks must know."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...] = (), token: str | None = None) -> None:
        self.app, self.token = app, token
        self.hosts = LOOPBACK | {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the application where a request may not pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        refusal = self._refusal(request)
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        if not self._is_ours(request.headers.get("host", "")):
            return PlainTextResponse("This server is not known by that name.\n", 421)
        if not _is_same_origin(request):
            return PlainTextResponse("A request from another site is refused.\n", 403)
        return self._stranger(request) if self.token else None

    def _is_ours(self, host: str) -> bool:
        name = _hostname(host)
        return name in self.hosts or (len(self.hosts) > len(LOOPBACK) and _is_address(name))

    def _stranger(self, request: Request) -> Response | None:
        """The answer to who does not know the token, or to who brings it in the address and gets a cookie for it."""
        assert self.token is not None
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if any(_equal(given, self.token) for given in (bearer, request.cookies.get(COOKIE, ""))):
            return None
        if request.method in SAFE and _equal(request.query_params.get("token", ""), self.token):
            rest = urlencode([(k, v) for k, v in request.query_params.multi_items() if k != "token"])
            target = "/" + request.url.path.lstrip("/") + (f"?{rest}" if rest else "")
            response = RedirectResponse(target, 303)
            response.set_cookie(COOKIE, self.token, httponly=True, samesite="lax")
            return response
        return PlainTextResponse("Open the address that `onrecord serve` printed: it has the token.\n", 401)


def _is_same_origin(request: Request) -> bool:
    """Whether a request that may change or cost something comes from a page of ours, or from no page at all."""
    if request.method in SAFE:
        return True
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _equal(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())
