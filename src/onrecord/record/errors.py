"""The errors of onrecord: one root, few classes."""


class OnrecordError(Exception):
    """Root of all errors that onrecord raises on purpose. The message says what, where, what to do."""


class RecordError(OnrecordError, ValueError):
    """A record that can't be: a span outside its text, a reference to nothing, a label unknown."""


def require(condition: bool, message: str) -> None:
    """Raise `RecordError(message)` unless `condition` holds."""
    if not condition:
        raise RecordError(message)
