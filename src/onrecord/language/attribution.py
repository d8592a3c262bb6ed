"""What the attribution tagger finds: sources, cues and contents that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Range


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: ranges of its roles, each in text order, and a calibrated confidence in [0, 1]."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float
