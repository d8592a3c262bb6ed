"""How much the intake takes before it refuses: named limits, each raised by a flag of the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Largest input that is read; what is larger is refused with one line, and the rest is still read."""

    file_bytes: int = 16 * 2**20
    """Of a text, page or JSON file, unpacked: it is held in memory as a whole. A JSONL file may be of any size."""
    line_bytes: int = 16 * 2**20
    """Of one line of a JSONL file."""
    words: int = 50_000
    """Of one report's body text."""
    characters: int = 1_000_000
    """Of one report's body text, for what is not words: a parser holds the whole text at once."""
    html_depth: int = 1_000
    """Of elements inside one another in a page; the parser itself goes no deeper than 2,047."""
    html_nodes: int = 500_000
    """Of elements in a page."""
