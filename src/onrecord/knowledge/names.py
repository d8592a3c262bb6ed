"""How names are compared: one key for all ways to write a name."""

from __future__ import annotations

import re
import unicodedata

ACRONYM = re.compile(r"(?:[A-Z][.&]?){2,6}")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
APART = re.compile(r"[\s\-–_]+")
DETERMINERS = (
    "the ",
    "a ",
    "an ",
    "some ",
    "his ",
    "her ",
    "their ",
    "its ",
    "our ",
    "these ",
    "those ",
    "this ",
    "that ",
)


def key(name: str) -> str:
    """A name without article, accents, case, full stops and hyphens; acronyms of up to six letters keep capitals.

    "The U.S." and "US" are one key, "us" is another.
    """
    bare = POSSESSIVE.sub("", name.strip().replace("’", "'"))
    if bare[:4] in ("the ", "The ", "THE "):
        bare = bare[4:]
    if ACRONYM.fullmatch(bare):
        return bare.replace(".", "")
    if not bare.isascii():
        spelt = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in spelt if not unicodedata.combining(c))
    return APART.sub(" ", bare.lower().replace(".", "")).strip()


def without_determiner(name: str) -> str:
    """A phrase without its article, possessive pronoun or demonstrative."""
    low = name.lower()
    return next((name[len(d) :] for d in DETERMINERS if low.startswith(d)), name)
