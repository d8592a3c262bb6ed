"""The kinds of things that are listed, by the name under which the pages and the API have them."""

from onrecord.web.explore.fields import Kind
from onrecord.web.explore.kinds.groups import GROUPS
from onrecord.web.explore.kinds.items import ITEMS
from onrecord.web.explore.kinds.rest import REST

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*GROUPS, *ITEMS, *REST)}
