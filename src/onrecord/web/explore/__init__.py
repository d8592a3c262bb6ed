"""The explorers: lists with filters over all reports, their charts and downloads; search."""

from starlette.routing import BaseRoute, Route

from onrecord.web.asked import endpoint
from onrecord.web.explore import lists, searched
from onrecord.web.rendering import NAVIGATION

NAVIGATION += [
    ("Search", "/search"), ("Events", "/explore/events"), ("Statements", "/explore/statements"),
    ("Figures", "/explore/figures"), ("Plans", "/explore/plans"), ("Differences", "/explore/divergences"),
    ("Map", "/map"), ("Dyads", "/dyads"), ("All lists", "/explore"),
]  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    Route("/search", endpoint(searched.search)),
    Route("/search/chart.svg", endpoint(searched.chart)),
    Route("/explore", endpoint(lists.index)),
    Route("/map", endpoint(lists.places)),
    Route("/map/world.svg", endpoint(lists.world)),
    Route("/dyads", endpoint(lists.pairs)),
    Route("/explore/{kind}", endpoint(lists.page)),
    Route("/explore/{kind}/chart.svg", endpoint(lists.chart)),
)
