"""The labels of the event heads, in the order of their outputs."""

from __future__ import annotations

TYPES = tuple(
    "- AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
MODES = tuple(
    "- CONSULT/visit CONSULT/third-party CONSULT/multilateral CONSULT/phone RETREAT/withdraw RETREAT/release "
    "RETREAT/disarm RETREAT/ceasefire RETREAT/access RETREAT/resign REQUEST/assist REQUEST/change REQUEST/yield "
    "REQUEST/meet ACCUSE/disapprove ACCUSE/investigate ACCUSE/allege REJECT/assist REJECT/change REJECT/yield "
    "REJECT/meet THREATEN/restrict THREATEN/arrest THREATEN/relations THREATEN/expel THREATEN/territory "
    "THREATEN/violence PROTEST/demo PROTEST/riot PROTEST/strike PROTEST/hunger PROTEST/boycott PROTEST/obstruct "
    "PROTEST/vandalize SANCTION/convict SANCTION/expel SANCTION/withdraw SANCTION/discontinue MOBILIZE/troops "
    "MOBILIZE/weapons MOBILIZE/police MOBILIZE/militia COERCE/seize COERCE/restrict COERCE/censor COERCE/curfew "
    "COERCE/martial-law COERCE/arrest COERCE/deport COERCE/withhold COERCE/misinformation COERCE/cyber "
    "ASSAULT/abduct ASSAULT/beat ASSAULT/torture ASSAULT/sexual ASSAULT/targeted ASSAULT/destroy "
    "ASSAULT/primitive ASSAULT/firearms ASSAULT/explosives ASSAULT/suicide-attack ASSAULT/aerial ASSAULT/drone "
    "ASSAULT/heavy-weapons ASSAULT/crowd-control ASSAULT/unconventional".split()
)
STATUSES = ("happened", "planned", "called_off", "denied", "possible")
RECENCIES = ("news", "background")
ROLES = ("-", "actor", "recipient", "time", "place")
