"""The codebook against the labels that records use, and against the lexicon."""

import re
from importlib.resources import files
from itertools import pairwise
from typing import Literal, get_args, get_origin

import pytest

from onrecord.knowledge.plover import CODEBOOK_VERSION, codebook
from onrecord.knowledge.tables import SHIPPED, rows
from onrecord.reading.events.lexicon import classes, lexicon
from onrecord.reading.events.topics import context_names
from onrecord.reading.table import rows as table_rows
from onrecord.record import labels

GROUPS = {
    "type": labels.EventType, "status": labels.Status, "recency": labels.Recency, "act": labels.Act,
    "figure_kind": labels.FigureKind, "plan_state": labels.PlanState, "entity_kind": labels.EntityKind,
    "mention_form": labels.Form, "manner": labels.Manner, "source_kind": labels.SourceKind,
    "time_type": labels.TimeType, "date_precision": labels.DatePrecision, "place_precision": labels.PlacePrecision,
    "furniture": labels.FurnitureReason,
}  # fmt: skip
TABLES = ("verbs", "nouns", "adjectives")


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_has_the_labels_that_records_have_and_no_others(group):
    assert sorted(codebook().names(group)) == sorted(get_args(GROUPS[group]))


@pytest.mark.parametrize("section", codebook().sections, ids=lambda s: s.title)
def test_every_label_is_defined_once_and_shown_by_an_example(section):
    names = [label.name for label in section.labels]
    assert len(names) == len(set(names))
    assert all(label.definition and label.examples for label in section.labels)


def test_every_closed_set_of_labels_is_in_the_codebook():
    closed = {name for name, value in vars(labels).items() if get_origin(value) is Literal}
    assert len(closed) == len(GROUPS)
    assert {id(getattr(labels, name)) for name in closed} == {id(value) for value in GROUPS.values()}


def test_sectors_are_those_that_the_tables_give():
    found = {
        row["sector"]
        for name in SHIPPED
        for _, row in rows((files("onrecord.knowledge") / "data" / name).read_text("utf-8"), name)
        if row.get("sector")
    }
    assert found == set(codebook().names("sector"))


def test_modifiers_of_times_are_those_that_the_words_of_the_reader_give():
    words = table_rows("onrecord.reading.times", "words.csv")
    found = {row["value"] for row in words if row["class"] in ("EDGE", "EDGENOUN", "APPROX")}
    assert found == set(codebook().names("time_mod"))


def test_times_without_a_date_are_those_that_the_grammar_gives():
    folder = files("onrecord.reading.times")
    text = "".join(p.read_text("utf-8") for p in folder.iterdir() if p.name.endswith((".csv", ".py")))
    assert set(re.findall(r"[A-Z]+_REF", text)) == set(codebook().names("time_ref"))


def test_contexts_of_events_are_those_of_the_codebook():
    assert context_names() == codebook().names("context")


@pytest.mark.parametrize("table", TABLES)
def test_the_lexicon_gives_a_type_only_modes_that_the_codebook_knows(table):
    unknown = {
        (entry.words, entry.type, entry.mode)
        for entries in lexicon(table).values()
        for entry in entries
        if entry.mode and entry.mode not in codebook().names("mode", entry.type)
    }
    assert not unknown


def test_a_label_is_found_by_its_name_in_any_case():
    assert [(s.group, x.name) for s, x in codebook().find("assault")] == [("type", "ASSAULT")]
    assert {s.of for s, _ in codebook().find("withdraw")} == {"RETREAT", "SANCTION"}


def test_what_is_rendered_is_every_section_with_its_rows():
    rendered = codebook().render()
    assert [title for title, _ in rendered] == [s.title for s in codebook().sections]
    assert dict(rendered)["Modes of SANCTION"][0][0] == "convict"
    assert codebook().version == CODEBOOK_VERSION


@pytest.mark.parametrize("table", TABLES)
def test_every_class_that_a_condition_names_is_a_class(table):
    values = {v for entries in lexicon(table).values() for e in entries for c in e.conditions for v in c.values}
    assert {v for v in values if v.isupper() and not v.isdigit()} - set(classes()) <= {"NNS", "NNP"}


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_the_lexicon_stands_behind_one_that_always_holds(table):
    for entries in lexicon(table).values():
        for before, entry in pairwise(entries):
            assert before.conditions or before.words != entry.words, entry.words
