"""The registry of entities over all reports: merged with reasons, suggested apart, corrected by users."""

from onrecord.linking.entities.correct import correct_entity
from onrecord.linking.entities.registry import Judged, Profile, judge_entity, name_key

__all__ = ["Judged", "Profile", "correct_entity", "judge_entity", "name_key"]
