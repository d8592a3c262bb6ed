"""The closed sets of labels of a record, as RECORD.md and PLOVER define them."""

from typing import Literal, get_args

EntityKind = Literal["person", "organization", "group", "place", "document", "other"]
Form = Literal["name", "nominal", "pronoun"]
Manner = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "say", "ask", "answer", "confirm", "deny", "promise", "warn", "threaten", "accuse", "praise", "decline",
    "think", "intend", "feel", "perceive",
]  # fmt: skip
SourceKind = Literal["person", "group", "organization", "document", "media", "unknown"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["happened", "planned", "called_off", "denied", "possible"]
Recency = Literal["news", "background"]
DatePrecision = Literal["day", "week", "month", "year", "decade"]
PlacePrecision = Literal["point", "city", "admin1", "country"]
FigureKind = Literal[
    "killed", "injured", "missing", "detained", "displaced", "held", "present", "money", "percent", "votes",
    "distance", "age", "count",
]  # fmt: skip
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PlanState = Literal[
    "proposed", "requested", "agreed", "scheduled", "postponed", "called_off", "rescheduled", "under_way", "held",
    "failed",
]  # fmt: skip
FurnitureReason = Literal[
    "byline", "dateline", "credits", "caption", "player", "read_more", "newsletter", "share", "related",
    "advertisement", "correction", "copyright", "navigation", "headline",
]  # fmt: skip

SPEECH: frozenset[Act] = frozenset(get_args(Act)[:11])
"""Acts of speech; the other acts are reports of mind."""
MIND: frozenset[Act] = frozenset(get_args(Act)[11:])
LAYERS = ("entities", "times", "statements", "events", "figures", "plans")
"""The layers of a record in the order they are read: each points only to itself and to earlier ones."""
