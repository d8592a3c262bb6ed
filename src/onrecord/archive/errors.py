"""What the archive says when it can't do what is asked."""

from __future__ import annotations

from onrecord.record import OnrecordError


class ArchiveError(OnrecordError):
    """An archive that can't be opened, written or asked; the message names the file and what to do."""


class ArchiveBusy(ArchiveError):
    """Someone else holds the archive: a second writer, or a reader that does not let go in time."""


class Stopped(ArchiveError):
    """A question that took longer than it may."""


class NotThere(ArchiveError):
    """What is asked for is not in the archive."""


class Unanswerable(ArchiveError):
    """A question that the engine can't answer; the message is the engine's."""


class BadValue(Unanswerable):
    """A question with a value given beside it that can't be what it is asked as."""
