"""Where records go: the terminal's account, JSON, JSON lines, or pages; and where failures go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Literal, Protocol, TextIO

import click
import msgspec
from rich.console import Console

from onrecord.intake import Failure
from onrecord.record import Record
from onrecord.views import account

Form = Literal["account", "json", "jsonl", "html"]
PLAIN_WIDTH = 80
WIDEST = 110


class Sink(Protocol):
    """Takes records one by one."""

    def __call__(self, record: Record) -> None:
        """Write one record."""


@contextmanager
def records_to(form: Form, target: Path | None) -> Iterator[Sink]:
    """A sink that writes records in `form` to `target` or standard output, each as it comes."""
    if form == "html" and target is not None and (target.is_dir() or not target.suffix):
        target.mkdir(parents=True, exist_ok=True)
        yield lambda record: _page(record, target)
        return
    opened = _opened(target) if target else nullcontext(sys.stdout)
    with opened as stream:
        if form == "json":
            yield from _array(stream)
        else:
            yield _one_by_one(form, stream)


def _opened(path: Path) -> TextIO:
    """The file, emptied, to write to. Raises `click.FileError` where it can't be."""
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(str(path), (error.strerror or str(error)).lower()) from error


def _one_by_one(form: Form, stream: TextIO | IO[str]) -> Sink:
    if form == "account":
        console = Console(file=stream, width=None if stream.isatty() else PLAIN_WIDTH)
        console.width = min(console.width, WIDEST)
        return lambda record: account(record, console)
    made = 0

    def write(record: Record) -> None:
        nonlocal made
        made += 1
        if form == "html" and made > 1:
            raise click.UsageError("--html writes one page a report: give a folder with -o")
        stream.write(record.to_html() if form == "html" else record.to_json() + "\n")
        stream.flush()

    return write


def _array(stream: TextIO | IO[str]) -> Iterator[Sink]:
    """One record as an object, several as an array; written as they come."""
    held: list[Record] = []
    made = 0

    def write(record: Record) -> None:
        nonlocal made
        made += 1
        if made == 1:
            held.append(record)
            return
        if held:
            stream.write("[" + held.pop().to_json())
        stream.write(",\n" + record.to_json())
        stream.flush()

    yield write
    stream.write(held.pop().to_json() + "\n" if held else "]\n" if made else "[]\n")


def _page(record: Record, folder: Path) -> None:
    name = "".join(ch if ch.isalnum() or ch in "-_." else "_" for ch in record.id)[:120].lstrip(".") or "report"
    (folder / f"{name}.html").write_text(record.to_html(), encoding="utf-8")


class Failures:
    """Says each failure on standard error, and keeps it in `path` as a JSON line."""

    def __init__(self, path: Path | None) -> None:
        self.count = 0
        self._stream = _opened(path) if path else None

    def __call__(self, failure: Failure) -> None:
        """Say and keep one failure."""
        self.count += 1
        click.echo(f"onrecord: {failure}", err=True)
        if self._stream:
            row = {"path": failure.path, "line": failure.line, "reason": failure.reason}
            self._stream.write(msgspec.json.encode(row).decode() + "\n")
            self._stream.flush()
