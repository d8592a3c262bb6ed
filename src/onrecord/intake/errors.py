"""What the intake says when there is no article to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import OnrecordError

if TYPE_CHECKING:
    from onrecord.intake.article import Facts


class IntakeError(OnrecordError, ValueError):
    """No article: the message is the reason, in one line, without the name of the file.

    `facts` is what the source says of the report that could not be had, as far as it was understood.
    """

    facts: Facts | None = None

    def about(self, facts: Facts) -> IntakeError:
        """The error with what is known of the report; the first to know it is kept."""
        self.facts = self.facts or facts
        return self
