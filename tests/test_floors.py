"""The quality gate, and the gate's own rules."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import floors
import pytest

TEXTS = Path(os.environ.get("ONRECORD_TEXTS", Path(floors.ROOT).parent / "shared/data/news/wikinews-2019-2020.jsonl"))


@pytest.mark.skipif(not TEXTS.exists(), reason=f"no copy of the annotated texts at {TEXTS}: set ONRECORD_TEXTS")
def test_no_layer_is_below_its_floor() -> None:
    held("dev", TEXTS)


def test_no_layer_is_below_its_floor_on_reports_of_our_own() -> None:
    held("own", None)


def held(gold: str, texts: Path | None) -> None:
    from layers import measure

    pinned = json.loads(floors.PINNED.read_text("utf-8"))[gold]
    assert floors.faults(pinned, measure(floors.GOLD[gold], texts), floors.TOLERANCE[gold]) == []


def scores(f1: float, accuracy: float = 1.0, digest: str = "d") -> dict[str, Any]:
    return {
        "digest": digest,
        "reports": 1,
        "scores": {"a": {"f1": f1, "p": 0.0, "r": 0.0}, "b": {"accuracy": accuracy}},
    }


PINNED = {"digest": "d", "reports": 1, "floors": {"a": 0.5, "b": 0.9}}
SLACK = 0.0005


def test_a_fall_is_a_fault_and_a_rise_is_none() -> None:
    assert floors.faults(PINNED, scores(0.6), SLACK) == []
    assert floors.faults(PINNED, scores(0.5 - SLACK / 2), SLACK) == []
    assert floors.faults(PINNED, scores(0.49), SLACK) == ["a: 0.4900 is below its floor 0.5000"]
    assert "b" in floors.faults(PINNED, scores(0.6, 0.8), SLACK)[0]


def test_other_gold_is_a_fault() -> None:
    assert floors.faults(PINNED, scores(0.9, digest="other"), SLACK)


def test_a_layer_that_is_gone_is_a_fault() -> None:
    gone = scores(0.9)
    del gone["scores"]["b"]
    assert floors.faults(PINNED, gone, SLACK)


@pytest.mark.parametrize("gold", floors.GOLD)
@pytest.mark.parametrize("digest", ["d", "other"])
def test_a_floor_is_lowered_only_by_the_flag(tmp_path: Path, gold: str, digest: str) -> None:
    path = tmp_path / "floors.json"
    assert floors.pin(path, {gold: scores(0.6)}, allow_regression=False) == []
    before = path.read_text("utf-8")
    assert floors.pin(path, {gold: scores(0.4, digest=digest)}, allow_regression=False)
    assert path.read_text("utf-8") == before
    assert floors.pin(path, {gold: scores(0.4, digest=digest)}, allow_regression=True) == []
    assert json.loads(path.read_text("utf-8"))[gold]["floors"]["a"] == 0.4


def test_rising_scores_raise_the_floor_and_leave_other_gold_alone(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.pin(path, {"own": scores(0.5), "dev": scores(0.5)}, allow_regression=False)
    floors.pin(path, {"own": scores(0.6)}, allow_regression=False)
    pinned = json.loads(path.read_text("utf-8"))
    assert (pinned["own"]["floors"]["a"], pinned["dev"]["floors"]["a"]) == (0.6, 0.5)
