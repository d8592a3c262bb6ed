"""A record for people: the account in the terminal."""

from onrecord.views.account import account

__all__ = ["account"]
