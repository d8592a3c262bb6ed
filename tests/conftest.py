"""Options of the suite."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
for folder in ("tests", "corpus", "benchmarks"):
    sys.path.insert(0, str(ROOT / folder))

from news import news_archive  # noqa: E402


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of our own reports, read with the real models and linked."""
    return news_archive(tmp_path_factory)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden records anew")
