"""From files, pages and streams to articles: the way in."""

from onrecord.intake.article import Facts
from onrecord.intake.errors import IntakeError
from onrecord.intake.forms import from_html, from_json, from_text
from onrecord.intake.limits import Limits
from onrecord.intake.reports import Failure, Report, reports

__all__ = ["Facts", "Failure", "IntakeError", "Limits", "Report", "from_html", "from_json", "from_text", "reports"]
