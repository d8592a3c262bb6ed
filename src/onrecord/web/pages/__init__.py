"""The pages that people read: the start, a report, a story, an actor."""

from starlette.routing import BaseRoute, Route

from onrecord.web.asked import endpoint
from onrecord.web.pages.actor import actor, country
from onrecord.web.pages.reading import download, paste, read
from onrecord.web.pages.report import record_json, report
from onrecord.web.pages.series import chart
from onrecord.web.pages.start import start
from onrecord.web.pages.story import story

ALWAYS: tuple[BaseRoute, ...] = (
    Route("/", endpoint(start)),
    Route("/read", endpoint(paste), methods=["GET"]),
    Route("/read", endpoint(read, has_form=True), methods=["POST"]),
    Route("/read/record.json", endpoint(download, has_form=True), methods=["POST"]),
)
ROUTES: tuple[BaseRoute, ...] = (
    Route("/report", endpoint(report)),
    Route("/report/{id:path}", endpoint(report)),
    Route("/story", endpoint(story)),
    Route("/story/{id:path}", endpoint(story)),
    Route("/series/chart.svg", endpoint(chart)),
    Route("/actor", endpoint(actor)),
    Route("/actor/{id:path}", endpoint(actor)),
    Route("/country/{code}", endpoint(country)),
    Route("/record", endpoint(record_json)),
    Route("/record/{id:path}", endpoint(record_json)),
)
