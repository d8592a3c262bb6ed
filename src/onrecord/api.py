"""Reading reports from Python: `read`, `read_many`, and the loaded `Reader` behind them."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.intake import Failure, Limits, Report, reports
from onrecord.language import PIPELINE, Parse, Parser, Tagger
from onrecord.reading.read import read as compose
from onrecord.record import Article, MadeBy, OnrecordError, Record

if TYPE_CHECKING:
    from onrecord.knowledge import Knowledge

BATCH = 16
"""Reports parsed together; the records are the same for every number."""


class ReadError(OnrecordError):
    """A report that can't be read; the message names its file and the reason."""


class Reader:
    """A reader with its models loaded: make one, read many reports.

    `pipeline` names an installed spaCy pipeline, `knowledge` the tables of actors and places, `tagger` a folder with
    a tagger of your own (as `training/attribution` makes it) in place of the shipped one.
    """

    def __init__(
        self, *, pipeline: str = PIPELINE, knowledge: Knowledge | None = None, tagger: Path | None = None
    ) -> None:
        from onrecord.knowledge import Knowledge

        self.knowledge = knowledge or Knowledge()
        self.parser = Parser(pipeline)
        self.tagger = Tagger(tagger)

    @cached_property
    def made_by(self) -> MadeBy:
        """What makes this reader's records, as kept in each."""
        from onrecord.knowledge.plover import CODEBOOK_VERSION

        settings = json.dumps({"pipeline": self.parser.name}, sort_keys=True)
        return MadeBy(
            onrecord=version("onrecord"),
            codebook=CODEBOOK_VERSION,
            models={"parse": self.parser.name, "tagger": self.tagger.version},
            knowledge={"actors": self.knowledge.version},
            settings="sha256:" + hashlib.sha256(settings.encode()).hexdigest()[:16],
        )

    def records(self, found: Iterable[Report | Failure], batch: int = BATCH) -> Iterator[Record | Failure]:
        """A record for each report, or its failure; failures passed on; in order."""
        stream = iter(found)
        while taken := list(islice(stream, batch)):
            kept = [r for r in taken if isinstance(r, Report)]
            made = map(self._made, kept, self._parses([r.article for r in kept], batch))
            yield from (next(made) if isinstance(r, Report) else r for r in taken)

    def _parses(self, articles: Sequence[Article], batch: int) -> list[Parse | Exception]:
        """The parse of each article; where the parser stops at one, the exception for that one."""
        try:
            return list(self.parser.parse(articles, batch=batch))
        except Exception as error:
            if len(articles) == 1:
                return [error]
            return [made for article in articles for made in self._parses([article], batch)]

    def _made(self, report: Report, parse: Parse | Exception) -> Record | Failure:
        """One report's record; whatever goes wrong in it is its failure, so that it never stops the others."""
        try:
            if isinstance(parse, Exception):
                raise parse
            tags = self.tagger.tags(report.article)
            return compose(report.id, report.article, parse, knowledge=self.knowledge, made_by=self.made_by, tags=tags)
        except Exception as error:
            reason = f"could not be read: {type(error).__name__}: {error}".splitlines()[0]
            article = report.article
            return Failure(
                path=report.path, line=report.line, reason=reason, outlet=article.outlet, published=article.published
            )


def read(path: str | Path, *, published: str | None = None, reader: Reader | None = None) -> Record:
    """The record of the one report in `path` ("-" for standard input).

    `published` is an ISO date for a report that does not give its own. Raises `ReadError` naming file
    and reason where there is no report, more than one, or none that can be read.
    """
    found = list(islice(reports([path], published=published), 2))
    if len(found) != 1:
        raise ReadError(f"{path}: holds {'more than one report' if found else 'no report'}; use read_many")
    if isinstance(found[0], Failure):
        raise ReadError(str(found[0]))
    (record,) = (reader or Reader()).records(found)
    if isinstance(record, Failure):
        raise ReadError(str(record))
    return record


def read_many(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    reader: Reader | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> Iterator[Record]:
    """The records of all reports in `paths`, in input order, as they are read.

    A report that can't be read goes to `on_failure` (by default a warning); the rest is read.
    """
    for made in (reader or Reader()).records(reports(paths, published=published, limits=limits)):
        if isinstance(made, Record):
            yield made
        elif on_failure is not None:
            on_failure(made)
        else:
            warnings.warn(str(made), stacklevel=2)
