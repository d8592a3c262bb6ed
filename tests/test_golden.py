"""Whole records of the fixture reports. `--update-golden` writes them anew: read the difference first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.intake import Report, reports
from onrecord.reading.events.confidence import calibrated
from onrecord.reading.events.tagged import ACCEPT
from onrecord.record import Record
from reader import reader

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
FIXTURES = sorted(
    path for folder in ("fixtures", "forms") for path in (HERE / folder).iterdir() if path.suffix in (".txt", ".html")
)
"""Reports of ten kinds, and in `forms` each in its other form: a page for a text, pasted text for a page."""


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


STEMS = sorted({path.stem for path in FIXTURES})


def test_there_are_ten_kinds_of_report_each_as_text_and_as_page() -> None:
    assert len(STEMS) >= 10
    assert {path.name for path in FIXTURES} == {f"{stem}{form}" for stem in STEMS for form in (".txt", ".html")}


def golden(name: str) -> dict[str, Any]:
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def told(record: dict[str, Any], keys: dict[str, str], end: int) -> list[object]:
    """The items of each layer up to `end`, by those `keys` that neither ids nor the date of publication change."""
    kept = {layer: [item for item in record[layer] if last(item) <= end and not unsure(item)] for layer in keys}
    made = [[item[key] for key in keys[layer].split()] for layer in keys for item in kept[layer]]
    for values in made:
        for party in (p for value in values if isinstance(value, list) for p in value):
            party.pop("entity", None)
    return made


ROUNDED = 0.15
"""Golden records keep one place of a confidence, and what the model says on a longer text differs a little."""


def unsure(item: dict[str, Any]) -> bool:
    """Whether an event is on the edge: one that the model alone names, taken or left by a little more or less."""
    return "trigger" in item and item["confidence"] <= calibrated(ACCEPT, listed=False) + ROUNDED


def last(item: dict[str, Any]) -> int:
    spans = [item.get(key) for key in ("trigger", "cue", "number", "span")] + item.get("content", [])
    return max(span["end"] for span in spans if span)


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_and_what_is_pasted_from_it_give_one_record(stem: str) -> None:
    page, pasted = golden(f"{stem}.html"), golden(f"{stem}.txt")
    end = len(page["article"]["text"])
    keys = {
        "statements": "cue content source manner act source_kind named anonymity",
        "events": "trigger type mode actors recipients",
        "figures": "number value low high approx unit of kind",
        "times": "span type mod",
    }
    if end == len(pasted["article"]["text"]):  # what a report goes on to say may turn an event into a denied one
        keys["events"] += " status voice"
    assert told(page, keys, end) == told(pasted, keys, end)
