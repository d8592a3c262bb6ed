"""The codebook: what every label of a record means, with examples, from the table that the code uses.

Types, modes and contexts are those of PLOVER (Political Language Ontology for Verifiable Event Records,
draft 2.0, Open Event Data Alliance 2021); definitions and examples are our own.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CODEBOOK_VERSION = "2"
"""Changes whenever a label is added, removed or means something else; kept in each record."""
TITLES = {
    "type": "Event types",
    "mode": "Modes of {of}",
    "status": "Status of events and figures",
    "recency": "Recency of events",
    "context": "Contexts of events",
    "act": "Acts of statements",
    "figure_kind": "Kinds of figures",
    "plan_state": "States of plans",
    "entity_kind": "Kinds of entities",
    "mention_form": "Forms of mentions",
    "sector": "Sectors of actors",
    "manner": "Manners of statements",
    "source_kind": "Kinds of sources",
    "time_type": "Types of times",
    "time_ref": "Times without a date",
    "time_mod": "Modifiers of times",
    "date_precision": "Precision of dates",
    "place_precision": "Precision of places",
    "furniture": "Furniture: why words were left out",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its definition and examples."""

    name: str
    definition: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The labels of one field: `of` is the event type that a group of modes belongs to."""

    group: str
    of: str | None
    labels: tuple[Label, ...]

    @property
    def title(self) -> str:
        """A heading for the section."""
        return TITLES[self.group].format(of=self.of)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All sections in the order in which they are to be shown, and the version."""

    version: str
    sections: tuple[Section, ...]

    def names(self, group: str, of: str | None = None) -> tuple[str, ...]:
        """The labels of a group (modes: of an event type); empty for a type without modes."""
        return tuple(x.name for s in self.sections if (s.group, s.of) == (group, of) for x in s.labels)

    def find(self, name: str) -> tuple[tuple[Section, Label], ...]:
        """Every label called `name`, with its section; modes of one name may be in several."""
        return tuple((s, x) for s in self.sections for x in s.labels if x.name.lower() == name.lower())

    def render(self) -> tuple[tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]], ...]:
        """Headings with rows of label, definition and examples, ready to be printed."""
        return tuple((s.title, tuple((x.name, x.definition, x.examples) for x in s.labels)) for s in self.sections)


@cache
def codebook() -> Codebook:
    """The shipped codebook."""
    lines = files(__package__).joinpath("codebook.csv").read_text("utf-8").splitlines()
    found: dict[tuple[str, str | None], list[Label]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        label = Label(row["label"], row["definition"], tuple(filter(None, (row["example"], row["another"]))))
        found.setdefault((row["group"], row["of"] or None), []).append(label)
    return Codebook(CODEBOOK_VERSION, tuple(Section(group, of, tuple(x)) for (group, of), x in found.items()))
