"""Layers as Arrow tables."""

from __future__ import annotations

import sys

import pytest

import onrecord
from onrecord.export.arrow import LAYERS, ExportError
from test_record import full_record, record

pytest.importorskip("pyarrow")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_table_has_a_row_an_item_and_the_same_columns_when_empty(layer: str) -> None:
    full, empty = onrecord.table(full_record(), layer), onrecord.table(record(), layer)
    assert full.num_rows == 1
    assert empty.num_rows == 0
    assert full.schema == empty.schema
    assert full.column("report").to_pylist() == ["r"]


def test_values_arrive() -> None:
    (row,) = onrecord.table([full_record()], "statements").to_pylist()
    assert row["source"] == {"start": 0, "end": 16, "text": "Mayor Ida Brandt"}
    assert row["act"] == "say"
    (figure,) = onrecord.table([full_record()], "figures").to_pylist()
    assert figure["value"] == 12.0


def test_an_unknown_layer_is_named() -> None:
    with pytest.raises(ExportError, match="quotations"):
        onrecord.table(record(), "quotations")


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"onrecord\[arrow\]"):
        onrecord.table(record(), "events")


@pytest.mark.parametrize("layer", LAYERS)
def test_frames_of_pandas_and_polars(layer: str) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    table = onrecord.table([full_record(), full_record()], layer)
    frame, other = table.to_pandas(), polars.from_arrow(table)
    assert list(frame.columns) == other.columns == table.column_names
    assert frame["report"].tolist() == other["report"].to_list() == ["r", "r"]
    assert other.to_dicts() == table.to_pylist()


def test_a_frame_of_polars_has_spans_as_structs() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.from_arrow(onrecord.table(full_record(), "events"))
    (row,) = frame.select(polars.col("trigger").struct.field("text"), polars.col("type")).rows()
    event = full_record().events[0]
    assert row == (event.trigger.text, event.type)
