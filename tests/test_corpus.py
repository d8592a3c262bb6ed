"""The annotations under corpus/: every item resolves, parts don't overlap, and no one else's words are in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import counts
import pytest
from join import joined
from lines import LABELS, LAYER, dangling

from onrecord.knowledge.plover import codebook

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FOLDERS = sorted({path.parent for path in CORPUS.rglob("*.json")} - {CORPUS / "events"})
EVENTS = [folder for folder in FOLDERS if folder.parent.name == "events" or folder.name == "dev"]
OWN = CORPUS / "events" / "own"
HEAD = {"id", "reader", "url", "published", "sha256"}


def reports(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        assert report["id"] == path.stem
        yield report


def spans(value: Any) -> Iterator[list[int]]:
    """Every pair of offsets within an item."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from spans(part)


@pytest.mark.parametrize("folder", EVENTS, ids=lambda folder: folder.name)
def test_every_event_has_its_labels_and_every_reference_an_end(folder: Path) -> None:
    for report in reports(folder):
        assert dangling(report) == []
        for event in report["events"]:
            for label in ("type", "status", "recency"):
                assert event[label] in LABELS[label], (report["id"], event)
            modes = codebook().names("mode", event["type"])
            assert event["mode"] is None or event["mode"] in modes, (report["id"], event)


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f != OWN], ids=lambda folder: folder.name)
def test_of_other_peoples_reports_there_are_offsets_and_labels_only(folder: Path) -> None:
    for report in reports(folder):
        assert set(report) <= HEAD | set(LAYER.values())
        assert all(
            0 <= start < end for start, end in spans([report[layer] for layer in LAYER.values() if layer in report])
        )
        assert report["url"]


def test_reports_of_our_own_hold_the_text_that_was_annotated() -> None:
    for report in reports(OWN):
        assert hashlib.sha256(report["text"].encode()).hexdigest() == report["sha256"]
        for start, end in spans([report[layer] for layer in LAYER.values()]):
            words = report["text"][start:end]
            assert words, report["id"]
            assert words == words.strip(), (report["id"], words)


def test_reports_of_our_own_are_joined_without_a_copy(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("")
    assert len(list(joined(OWN, tmp_path / "none.jsonl"))) == len(list(OWN.glob("*.json")))
    with pytest.raises(ValueError, match="no report"):
        list(joined(CORPUS / "dev", tmp_path / "none.jsonl"))


def test_no_report_is_in_two_parts_and_none_of_ours_is_tested_on() -> None:
    parts = {part: {report["id"] for report in of} for part, of in counts.read(CORPUS).items()}
    assert sum(map(len, parts.values())) == len(set().union(*parts.values()))
    assert all(name.startswith("own-") for name in parts["own"])
    assert not any(name.startswith("own-") for name in parts["dev"] | parts["test"])


def test_the_data_card_has_the_counts() -> None:
    card = (CORPUS / "events" / "README.md").read_text("utf-8")
    parts = counts.read(CORPUS)
    for rows in (counts.sizes(parts), counts.labels(parts, "type"), counts.labels(parts, "status")):
        for line in counts.table("", rows).splitlines()[2:]:
            assert line in card


def test_every_type_is_there_often_enough_to_be_learned() -> None:
    parts = counts.read(CORPUS)
    assert min(map(sum, counts.labels(parts, "type").values())) >= 80
    assert sum(counts.sizes(parts)["events"]) >= 4000
    assert sum(counts.sizes(parts)["reports"]) >= 250
