"""A saved page."""
from __future__ import annotations
import trafilatura
from onrecord.intake.article import Facts, assemble
from onrecord.intake.errors import IntakeError
from onrecord.intake.limits import Limits
from onrecord.record import Article

def read_page(page: str, facts: Facts, limits: Limits) -> Article:
    text = trafilatura.extract(page, include_comments=False)
    if not text:
        raise IntakeError("no article on this page")
    return assemble(text.split("\n"), facts, limits)
