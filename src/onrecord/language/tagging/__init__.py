"""The tagger: a small encoder that finds cues and events and links words to them."""

from onrecord.language.tagging.events import EventTag
from onrecord.language.tagging.tagger import Tagger, Tags

__all__ = ["EventTag", "Tagger", "Tags"]
