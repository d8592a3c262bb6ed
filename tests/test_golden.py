"""Whole records of the fixture reports. `--update-golden` writes them anew: read the difference first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.intake import Report, reports
from onrecord.record import Record
from reader import reader

FOLDER = Path(__file__).parent / "fixtures"
GOLDEN = Path(__file__).parent / "golden"
FIXTURES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".html"))


def readable(record: Record) -> str:
    """The record for people who read a difference: indented, without versions, confidence to one place."""
    made = json.loads(record.to_json())
    del made["made_by"]
    for layer in ("statements", "events"):
        for item in made[layer]:
            item["confidence"] = round(item["confidence"], 1)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_record(path: Path, request: pytest.FixtureRequest) -> None:
    (found,) = reports([path])
    assert isinstance(found, Report)
    (record,) = reader().records([found])
    assert isinstance(record, Record)
    kept, made = GOLDEN / f"{path.name}.json", readable(record)
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        kept.write_text(made, "utf-8")
    assert made == kept.read_text("utf-8"), f"{kept.name} differs: review, then --update-golden"


def test_every_golden_has_its_fixture() -> None:
    assert {path.name.removesuffix(".json") for path in GOLDEN.iterdir()} == {path.name for path in FIXTURES}


def test_there_are_ten_kinds_of_report() -> None:
    assert len({path.stem for path in FIXTURES}) >= 10
