"""Across reports: copies, stories, quotations, happenings, entities, plans and figure series."""

from onrecord.linking.link import link

__all__ = ["link"]
