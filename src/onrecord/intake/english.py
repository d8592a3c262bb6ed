"""Whether a text is English: py3langid, offline. Short texts get the benefit of the doubt."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from onrecord.intake.errors import IntakeError

_SAMPLE = 4_000
_NOT_ENGLISH = 0.001
_FEWEST = 8
_LAST_LATIN = "\u024f"
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
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    english = next(chance for language, chance in ranked if language == "en")
    surely_other = english < _NOT_ENGLISH and (len(words) >= _FEWEST or _foreign_script(sample))
    return ranked[0][0] if surely_other else "en"


def _foreign_script(text: str) -> bool:
    """Whether most letters are neither plain Latin nor Latin with marks."""
    letters = [c for c in text if c.isalpha()]
    return sum(c > _LAST_LATIN for c in letters) > 0.5 * len(letters)


def name_of(code: str) -> str:
    """The English name of a language by its ISO 639 code ("fr", "deu", "pt-BR"), or the code where it has none."""
    plain = re.split("[-_]", code)[0].lower()
    language = pycountry.languages.get(alpha_2=plain) or pycountry.languages.get(alpha_3=plain)
    return str(language.name) if language else code


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
