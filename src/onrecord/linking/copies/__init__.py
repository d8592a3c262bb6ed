"""Copies: reports that carry one text, found by MinHash and told from updates by what was changed."""

from onrecord.linking.copies.candidates import candidate_pairs
from onrecord.linking.copies.compare import Block, Comparison
from onrecord.linking.copies.find import Compared, compare_texts, copy_links, find_copies
from onrecord.linking.copies.groups import Link, copy_groups
from onrecord.linking.copies.judge import Verdict
from onrecord.linking.copies.signature import bands

__all__ = [
    "Block", "Compared", "Comparison", "Link", "Verdict", "bands", "candidate_pairs", "compare_texts", "copy_groups",
    "copy_links", "find_copies",
]  # fmt: skip
