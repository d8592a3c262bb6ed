"""An archive of reports of our own, read with the real models and linked: made once for all who ask in a run."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def news_archive(factory: pytest.TempPathFactory) -> Path:
    """The archive of `tests/story`, `tests/fixtures` and `demo`; processes of one run share it."""
    base = factory.getbasetemp()
    folder = base.parent if base.name.startswith("popen-") else base
    file = folder / "news.archive"
    with (folder / "news.making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            make(file)
    return file


def make(file: Path) -> None:
    """Read and link the reports into a new archive."""
    from onrecord.archive import Options, add
    from onrecord.cli.add import reading
    from onrecord.intake import reports
    from onrecord.linking import link

    draft = file.with_name("draft.archive")
    draft.unlink(missing_ok=True)
    add(reports([HERE / "story", HERE / "fixtures", HERE.parent / "demo"]), draft, reading, Options(workers=1))
    link(draft)
    draft.rename(file)
