"""Whether a text is English: py3langid, offline. Short texts get the benefit of the doubt."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from onrecord.intake.errors import IntakeError

_SAMPLE = 4_000
_SURE = 0.99
_FEW_WORDS = 20
_COMMON = frozenset(
    "the of and to in a that is was for on with said by at from has have had were be as it he she they his her"
    " their not are been will would this after who which but about when over an or its".split()
)
_COMMON_SHARE = 0.2


def require_english(text: str) -> None:
    """Raise `IntakeError` naming the language where `text` is surely another one than English."""
    language = found_language(text)
    if language != "en":
        raise IntakeError(f"not English: looks like {name_of(language)}")


def found_language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`: "en" wherever there is doubt."""
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(word in _COMMON for word in words) > _COMMON_SHARE * len(words):
        return "en"
    language, sure = _identifier().classify(sample)
    foreign_script = sum(ord(c) > 0x24F for c in sample if c.isalpha()) > 0.5 * sum(map(str.isalpha, sample))
    doubtful = not foreign_script and (sure < _SURE or len(words) < _FEW_WORDS)
    return "en" if doubtful or not words else str(language)


def name_of(code: str) -> str:
    """The English name of a language by its ISO 639 code ("fr", "deu", "pt-BR"), or the code where it has none."""
    try:
        return str(pycountry.languages.lookup(re.split("[-_]", code)[0]).name)
    except LookupError:
        return code


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
