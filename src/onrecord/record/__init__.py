"""The immutable data types of a record, and their JSON form."""

from onrecord.record.article import Article, Credit, Dateline, Furniture
from onrecord.record.entity import Entity, Mention, Role
from onrecord.record.errors import OnrecordError, RecordError
from onrecord.record.event import REPORTER, Event, Party, Place, When
from onrecord.record.json import json_schema
from onrecord.record.measure import Figure, Number, Time
from onrecord.record.plan import Plan, Step
from onrecord.record.record import SCHEMA, MadeBy, Record
from onrecord.record.span import Range, Span, span_of
from onrecord.record.statement import Statement

__all__ = [
    "REPORTER", "SCHEMA", "Article", "Credit", "Dateline", "Entity", "Event", "Figure", "Furniture", "MadeBy",
    "Mention", "Number", "OnrecordError", "Party", "Place", "Plan", "Range", "Record", "RecordError", "Role", "Span",
    "Statement", "Step", "Time", "When", "json_schema", "span_of",
]  # fmt: skip
