"""What the intake says when there is no article to be had."""

from __future__ import annotations

from onrecord.record import OnrecordError


class IntakeError(OnrecordError, ValueError):
    """No article: the message is the reason, in one line, without the name of the file."""
