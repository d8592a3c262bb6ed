"""What can go wrong with language models."""

from onrecord.record import OnrecordError


class LanguageError(OnrecordError):
    """A language pipeline that is not installed or can't do what the reader needs."""
