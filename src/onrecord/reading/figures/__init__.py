"""The figures of a report: how many of what, on whose word."""

from onrecord.reading.figures.stage import figures

__all__ = ["figures"]
