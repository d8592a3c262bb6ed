"""Pairs of reports worth comparing: those that share an LSH band, thinned in crowded bands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]

FAN = 1
"""A report is compared with so many of the earliest reports of a band, and with the one before it."""


def candidate_pairs(keys: npt.NDArray[np.uint64], reports: Indices, new_from: int = 0) -> npt.NDArray[np.int64]:
    """Distinct pairs `(i, j)`, `i < j`, of report numbers that share a key, as an array of shape (n, 2).

    `keys` and `reports` are the columns of a table of bands; reports are numbered in the order in which
    they came. Pairs of two reports below `new_from`, compared before, are left out. A band that k reports
    share gives at most (FAN + 1)·k pairs, so that a story carried by hundreds of outlets stays linear:
    they all meet in the earliest.
    """
    order = np.lexsort((reports, keys))
    keys, reports = keys[order], reports[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, np.int64)
    first = np.repeat(starts, np.diff(np.r_[starts, len(keys)]))
    here = np.arange(len(keys))
    found = [np.zeros((0, 2), np.int64)]
    for partner in (*(first + step for step in range(FAN)), here - 1):
        fits = (partner < here) & (partner >= first)
        found.append(np.column_stack((reports[partner[fits]], reports[fits])))
    pairs = np.concatenate(found)
    return np.unique(pairs[(pairs[:, 0] < pairs[:, 1]) & (pairs[:, 1] >= new_from)], axis=0)
