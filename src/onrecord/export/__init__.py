"""Records in forms that other tools read."""

from onrecord.export.arrow import table

__all__ = ["table"]
