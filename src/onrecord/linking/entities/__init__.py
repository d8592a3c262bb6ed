"""The registry of entities over all reports: merged with reasons, suggested apart, corrected by users."""

from onrecord.linking.entities.correct import (
    FIELDS,
    correct_entity,
    merge_entities,
    set_entity,
    split_entity,
    undo_correction,
)
from onrecord.linking.entities.own import set_own_entities
from onrecord.linking.entities.registry import Judged, Profile, judge_entity, name_key

__all__ = [
    "FIELDS", "Judged", "Profile", "correct_entity", "judge_entity", "merge_entities", "name_key", "set_entity",
    "set_own_entities", "split_entity", "undo_correction",
]  # fmt: skip
