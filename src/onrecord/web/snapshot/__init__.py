"""A server's own copy of an archive, with what it shows laid out ready; made by a process of its own.

The copy's schema `main` is the archive's: all views, with their clocks. Its schema `now` has every view as a table, as
it stands without a clock, so that a connection whose search path begins with `now` reads tables by the same names. Its
schema `held` has the layers of the readings that hold, for whole records.
"""
