"""Events in the columns in which ICEWS is published, with CAMEO codes through the published crosswalk.

Columns are those of the ICEWS Coded Event Data (Boschee et al. 2015, doi:10.7910/DVN/28075). A row is a dyad: an event
of two actors and one recipient is two rows; who acts together without a recipient acts on each other, as CAMEO has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

import pycountry

from onrecord.export.coded import Coded, CodedEvent
from onrecord.export.plover import cell
from onrecord.knowledge.plover.tables import cameo_code

ICEWS_COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_NOBODY = Coded("", "", None, None, None, None)


def icews(coded: CodedEvent) -> Iterator[tuple[str, ...]]:
    """The dyads of an event as rows of `ICEWS_COLUMNS`; what is absent is empty."""
    event, article, place = coded.event, coded.record.article, coded.event.place
    code = cameo_code(coded.type, coded.mode, coded.contexts, event.type)
    text = f"{coded.type} {coded.mode}" if coded.mode else coded.type
    city = place.name if place and place.precision in ("city", "point") else None
    for n, (source, target) in enumerate(_dyads(coded), 1):
        row = (
            f"{coded.id}/{n}", coded.day, source.name, source.sector, _country(source.country), text, code,
            f"{coded.weight:.1f}", target.name, target.sector, _country(target.country), coded.record.id,
            coded.paragraph, article.outlet or article.agency, city, None, place and place.admin1,
            _country(place.country if place else None), place and place.lat, place and place.lon,
        )  # fmt: skip
        yield tuple("" if value is None else cell(value) for value in row)


def _dyads(coded: CodedEvent) -> Iterator[tuple[Coded, Coded]]:
    actors = coded.actors or (_NOBODY,)
    if not coded.recipients and len(actors) > 1:
        return permutations(actors, 2)
    return product(actors, coded.recipients or (_NOBODY,))


def _country(code: str | None) -> str | None:
    """The English name of a country; an international code as it is."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    return str(getattr(found, "common_name", found.name)) if found else code
