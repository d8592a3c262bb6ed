"""Across reports: copies, stories, quotations, happenings, entities, plans and figure series."""
