"""Controlled edits of a report: the ways in which outlets carry a wire story, and versions of a running one.

Each edit takes a report (title, paragraphs) and a seeded random generator, and is plain: what it does to
the words is what its name says.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

FURNITURE = (
    "Sign up for our morning newsletter to get the stories that matter in your inbox.",
    "Advertisement",
    "Read more: our live page has all developments as they happen.",
    "Follow us on social media for the latest updates.",
    "Subscribe now for full access to our reporting.",
    "This site uses cookies to improve your experience.",
    "Click here to share this article with your friends.",
    "Photo gallery: the week in pictures.",
)
SWAPS = {
    "said": "stated", "told": "informed", "mln": "million", "dlrs": "dollars", "pct": "percent", "also": "likewise",
    "because": "since", "but": "however", "may": "might", "large": "big", "began": "started", "show": "indicate",
    "about": "roughly", "buy": "purchase", "help": "assist", "end": "finish", "spokesman": "spokesperson",
    "against": "versus", "before": "ahead of", "while": "as", "announced": "made public", "expected": "due",
}  # fmt: skip
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Story:
    """A headline and the paragraphs under it."""

    title: str
    paragraphs: tuple[str, ...]


def cut_end(story: Story, rng: random.Random) -> Story:
    """Keep the first 35 to 85 % of the paragraphs."""
    keep = max(1, round(len(story.paragraphs) * rng.uniform(0.35, 0.85)))
    return replace(story, paragraphs=story.paragraphs[:keep])


def new_headline(story: Story, rng: random.Random) -> Story:
    """Another headline over the same words."""
    words = re.findall(r"[A-Z][a-z]+", " ".join(story.paragraphs)) or ["News"]
    return replace(story, title=" ".join(rng.sample(words, min(4, len(words)))))


def furniture(story: Story, rng: random.Random) -> Story:
    """One to three lines of the outlet's own between the paragraphs."""
    paragraphs = list(story.paragraphs)
    for line in rng.sample(FURNITURE, rng.randint(1, 3)):
        paragraphs.insert(rng.randint(0, len(paragraphs)), line)
    return replace(story, paragraphs=tuple(paragraphs))


def shuffle(story: Story, rng: random.Random) -> Story:
    """The paragraphs in another order."""
    return replace(story, paragraphs=tuple(rng.sample(story.paragraphs, len(story.paragraphs))))


def light(story: Story, rng: random.Random) -> Story:
    """Words swapped for others of one meaning, and one word in forty left out."""
    return replace(story, paragraphs=tuple(_light(p, rng) for p in story.paragraphs))


def _light(paragraph: str, rng: random.Random) -> str:
    words = []
    for word in paragraph.split():
        if rng.random() < 0.025 and not FIGURE.search(word):
            continue
        words.append(SWAPS.get(word, word) if rng.random() < 0.8 else word)
    return " ".join(words) or paragraph


def merge(story: Story, other: Story, rng: random.Random) -> Story:
    """The report with all or the beginning of another wire story under it."""
    keep = max(1, round(len(other.paragraphs) * rng.uniform(0.4, 1.0)))
    return replace(story, paragraphs=story.paragraphs + other.paragraphs[:keep])


def new_figures(story: Story, rng: random.Random) -> Story:
    """An update: about half of the figures have moved."""
    text = "\n\n".join(story.paragraphs)
    found = list(FIGURE.finditer(text))
    chosen = set(rng.sample(range(len(found)), max(1, len(found) // 2))) if found else set()
    pieces, at = [], 0
    for k, match in enumerate(found):
        pieces += [text[at : match.start()], _moved(match.group(), rng) if k in chosen else match.group()]
        at = match.end()
    return replace(story, paragraphs=tuple(("".join(pieces) + text[at:]).split("\n\n")))


def _moved(figure: str, rng: random.Random) -> str:
    """The figure with one of its digits another."""
    at = rng.choice([i for i, c in enumerate(figure) if c.isdigit()])
    return figure[:at] + rng.choice([d for d in "123456789" if d != figure[at]]) + figure[at + 1 :]


def versions(story: Story, rng: random.Random) -> tuple[Story, Story, Story]:
    """Three versions of one running story: news goes on top and in between, figures move or stay.

    The words are all of the one real report: the first version lacks the paragraphs that come later.
    """
    size = len(story.paragraphs)
    late = sorted(rng.sample(range(size - 1), max(2, round(size * rng.uniform(0.3, 0.5)))))
    lead = late[: len(late) // 2]
    first = [p for k, p in enumerate(story.paragraphs) if k not in late]
    second = [p for k, p in enumerate(story.paragraphs) if k not in lead]
    one, two = replace(story, paragraphs=tuple(first)), replace(story, paragraphs=tuple(second))
    if rng.random() < 0.5:
        one, two = new_figures(one, rng), new_figures(two, rng)
    return one, two, story
