"""The attribution tagger: a small encoder that finds cues and links sources and contents to them."""

from onrecord.language.tagging.tagger import Tagger

__all__ = ["Tagger"]
