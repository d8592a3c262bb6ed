"""The times of a report (TIMEX3): found by a grammar, dated by their anchors and by direction."""

from onrecord.reading.times.attach import time_of
from onrecord.reading.times.resolve import calendar, times

__all__ = ["calendar", "time_of", "times"]
