"""`onrecord serve`."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from pathlib import Path

import click

from onrecord.record import OnrecordError

ANY = ("0.0.0.0", "::")


@click.command()
@click.option("--archive", envvar="ONRECORD_ARCHIVE", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="The archive to show; without one, reports are pasted, read and forgotten.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--name", "names", multiple=True, metavar="HOST",
              help="A name under which others reach this machine; may be given again.")  # fmt: skip
@click.option("--token", envvar="ONRECORD_TOKEN",
              help="What whoever asks must know; made up for every address but the loopback's.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True,
              help="Most seconds of a request.")  # fmt: skip
def serve(
    archive: Path | None, host: str, port: int, names: tuple[str, ...], token: str | None, timeout: float
) -> None:
    """Show an archive as pages, with an HTTP API under /api/v1."""
    try:
        import uvicorn

        from onrecord.web import create_app
    except ImportError as error:
        raise click.ClickException(f"the pages need more: pip install 'onrecord[web]' ({error})") from error
    is_open = not is_loopback(host)
    if is_open and not token:
        token = secrets.token_urlsafe(18)
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        hosts = (host, socket.gethostname(), *names) if is_open else names
        app = create_app(archive, hosts=hosts, token=token, seconds=timeout)
    except (OSError, OnrecordError) as error:
        raise click.ClickException(str(error)) from error
    _greet(host, listening.getsockname()[1], token, is_open)
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, h11_max_incomplete_event_size=65536,
        timeout_graceful_shutdown=5, access_log=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _greet(host: str, port: int, token: str | None, is_open: bool) -> None:
    shown = socket.gethostname() if host in ANY else f"[{host}]" if ":" in host else host
    if is_open:
        click.echo(
            f"onrecord: warning: whoever reaches {host} port {port} and knows the token can read this archive; the "
            "connection is not encrypted",
            err=True,
        )
    click.echo(f"http://{shown}:{port}/" + (f"?token={token}" if token else ""))
