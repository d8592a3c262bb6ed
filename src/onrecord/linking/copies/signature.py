"""MinHash signatures of reports, cut into LSH bands: reports that share a band are compared.

MinHash after Broder (1997), banding after Indyk and Motwani (1998) as in Leskovec, Rajaraman and Ullman,
*Mining of Massive Datasets*, chapter 3; the hashing is rensa's. A report is signed as a whole, which finds
edited copies, and sentence by sentence, which finds what is kept of a report cut short or merged with another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

import numpy as np
import numpy.typing as npt
import rensa

from onrecord.linking.copies.words import sentences

Keys = npt.NDArray[np.uint64]

SHINGLE = 3
ROWS = 3
WHOLE_BANDS = 16
PIECE_BANDS = 3
PIECE_WORDS = 8
"""A sentence with fewer words than this is no witness: too many reports share it."""
SEED = 20240327


def bands(texts: Sequence[str]) -> list[Keys]:
    """For each text the sorted keys of its LSH bands, without repeats; empty where it has no words."""
    wholes, pieces, owners = [], [], []
    for owner, text in enumerate(texts):
        parts = [sentence.words for sentence in sentences(text)]
        wholes.append(_shingles(tuple(word for part in parts for word in part)))
        kept = [part for part in parts if len(part) >= PIECE_WORDS]
        pieces += [_shingles(part) for part in kept]
        owners += [owner] * len(kept)
    of_whole = _keys(wholes, WHOLE_BANDS, 0)
    of_pieces = _keys(pieces, PIECE_BANDS, 1 << 32)
    edges = np.searchsorted(owners, np.arange(len(texts) + 1))
    return [
        np.unique(np.concatenate([of_whole[i] if wholes[i] else of_whole[i, :0], of_pieces[a:b].ravel()]))
        for i, (a, b) in enumerate(pairwise(edges))
    ]


def _shingles(words: tuple[str, ...]) -> list[str]:
    if not words:
        return []
    return [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def _keys(shingles: list[list[str]], count: int, space: int) -> Keys:
    """One key a band: its rows and its number mixed to 64 bits (multiply-xor-shift)."""
    if not shingles:
        return np.zeros((0, count), np.uint64)
    digests = rensa.RMinHash.digests_from_token_sets(shingles, num_perm=count * ROWS, seed=SEED)
    values = np.asarray(digests, np.uint64).reshape(len(shingles), count, ROWS)
    keys = np.broadcast_to(np.arange(count, dtype=np.uint64) + np.uint64(space + 1), values.shape[:2]).copy()
    for row in range(ROWS):
        keys = (keys ^ values[:, :, row]) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    return cast(Keys, keys)
