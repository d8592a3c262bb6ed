"""Time of the attribution layer on one core beside spaCy's small pipeline alone and the extractors people install.

    pip install --no-deps --target PEERS textacy sayswho cachetools cytoolz toolz floret jellyfish joblib networkx \
        pyphen scikit-learn threadpoolctl narwhals rapidfuzz cloudpickle
    python benchmarks/speed_attribution.py --texts REPORTS.jsonl --peers PEERS [--reports 400] [--rounds 3] [--out FILE]

The peers go into a folder of their own: nothing else here needs them. Rounds of all alternate in one process, so that a
machine that slows down slows all; medians are reported, each as a multiple of spaCy's.

- `tagger`: encoder, linker and decoding; from the text to attributions (and event tags, of the same pass).
- `attribution layer`: the tagger, and what joins it with the parse and fills the fields (the stage `statements`).
- `attribution with all it needs`: from the text to statements: parse, tagger, entities, times, statements.
- `textacy`: spaCy's small pipeline by paragraph and `direct_quotations`, which refuses a paragraph with an odd number
  of quotation marks (then it finds none there).
- `sayswho`: spaCy's small pipeline and `quote_finder`, which stops at marks of two characters (then it finds none).
  Its coreference model, a transformer that takes many times as long, is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from speed import load, timed  # noqa: E402 - first: it holds the libraries below to one thread

from onrecord.api import Reader  # noqa: E402
from onrecord.language import PIPELINE  # noqa: E402
from onrecord.reading.context import Context  # noqa: E402
from onrecord.reading.mentions import mentions  # noqa: E402
from onrecord.reading.statements import statements  # noqa: E402
from onrecord.reading.times import times  # noqa: E402

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.record import Article

Found = dict[str, list[Any]]


def ours(reader: Reader, articles: list[Article], took: dict[str, list[float]]) -> list[Any]:
    """Every statement of the articles, each part of the way timed."""
    parses = timed(lambda: list(reader.parser.parse(articles)), took["parse"])
    tags = timed(lambda: [reader.tagger.tags(a) for a in articles], took["tagger"])
    told = [
        Context(article=a, parse=p, knowledge=reader.knowledge, tags=t)
        for a, p, t in zip(articles, parses, tags, strict=True)
    ]
    told = timed(lambda: [c.having("entities", mentions(c)) for c in told], took["entities"])
    told = timed(lambda: [c.having("times", times(c)) for c in told], took["times"])
    return timed(lambda: [s for c in told for s in statements(c)], took["statements"])


def by_textacy(nlp: Language, articles: list[Article]) -> list[Any]:
    """textacy's direct quotations, by paragraph."""
    from textacy.extract import direct_quotations

    paragraphs = (a.text[p.start : p.end] for a in articles for p in a.paragraphs)
    return [q for doc in nlp.pipe(paragraphs) for q in _unless_it_stops(direct_quotations, doc)]


def _unless_it_stops(extract: Callable[[Doc], Iterable[Any]], doc: Doc) -> list[Any]:
    try:
        return list(extract(doc))
    except (TypeError, ValueError):
        return []


def by_sayswho(nlp: Language, articles: list[Article]) -> list[Any]:
    """sayswho's quotations."""
    from sayswho.quote_finder import quote_finder

    return [q for doc in nlp.pipe(a.text for a in articles) for q in _unless_it_stops(quote_finder, doc)]


def one_round(reader: Reader, articles: list[Article], took: dict[str, list[float]]) -> Found:
    """One run of everything; what each found."""
    import spacy

    nlp = spacy.load(PIPELINE)
    timed(lambda: list(nlp.pipe(a.text for a in articles)), took["spacy alone"])
    found = {"attribution with all it needs": ours(reader, articles, took)}
    for name, work in (("textacy", by_textacy), ("sayswho", by_sayswho)):
        found[name] = timed(lambda w=work: w(nlp, articles), took[name])
    return found


PARTS = ("spacy alone", "parse", "tagger", "entities", "times", "statements", "textacy", "sayswho")
JOINED = {
    "attribution layer": ("tagger", "statements"),
    "attribution with all it needs": ("parse", "tagger", "entities", "times", "statements"),
}


def rows(took: dict[str, list[float]], words: int) -> dict[str, dict[str, float]]:
    """Words a second and multiples of spaCy's time, by median of the rounds."""
    whole = took | {name: [sum(each) for each in zip(*map(took.get, parts), strict=True)]
                    for name, parts in JOINED.items()}  # fmt: skip
    base = median(whole["spacy alone"])
    return {
        name: {"words_a_second": round(words / median(t)), "times_spacy": round(median(t) / base, 3)}
        for name, t in whole.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--peers", type=Path, required=True, help="folder that textacy and sayswho are installed in")
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    sys.path.append(str(args.peers))
    reader, articles = Reader(), [r.article for r in load(args.texts, args.reports)]
    words = sum(len(a.text.split()) for a in articles)
    one_round(reader, articles[:5], {name: [] for name in PARTS})
    took: dict[str, list[float]] = {name: [] for name in PARTS}
    for _ in range(args.rounds):
        found = one_round(reader, articles, took)
    made = rows(took, words)
    for name, row in made.items():
        print(f"{name:32}{row['words_a_second']:>10,} words/s{row['times_spacy']:>9.3f} x spaCy")
    counts = {name: len(items) for name, items in found.items()}
    print("found: " + ", ".join(f"{name} {n}" for name, n in counts.items()))
    if args.out:
        options = f"--peers PEERS --reports {args.reports} --rounds {args.rounds}"
        command = f"python benchmarks/speed_attribution.py --texts {args.texts.name} {options} --out {args.out}"
        told = {"command": command, "reports": len(articles), "words": words, "cores": 1, "found": counts, "rows": made}
        args.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
