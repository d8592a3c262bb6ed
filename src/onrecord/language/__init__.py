"""From an article to its parse and its attribution tags. Only this room touches spaCy and ONNX Runtime."""

from onrecord.language.attribution import Attribution
from onrecord.language.errors import LanguageError
from onrecord.language.parse import Name, Parse
from onrecord.language.parser import PIPELINE, Parser
from onrecord.language.tagging import EventTag, Tagger, Tags

__all__ = ["PIPELINE", "Attribution", "EventTag", "LanguageError", "Name", "Parse", "Parser", "Tagger", "Tags"]
