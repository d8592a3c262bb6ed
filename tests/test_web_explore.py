"""The explorers and search as pages: what is listed, counted, drawn; hostile words stay words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pytest
from starlette.testclient import TestClient

from archiving import add_all, report, reports
from onrecord.linking import link
from onrecord.web import create_app
from onrecord.web.explore.images import on_the_map, step, world
from onrecord.web.explore.kinds import KINDS
from onrecord.web.explore.query import AnyOf, Not, Some, parse, phrases
from onrecord.web.explore.terms import pattern, terms

ATTACK = "<script>alert('x')</script>\"'>&{{7*7}}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("explore") / "a.archive"
    text = "Mayor Ida Brandt said that 7 people were hurt in Cork on Monday.\nA meeting in Lund was planned."
    hostile = report(500, text, title=ATTACK, outlet=ATTACK, agency=ATTACK, id=f"a/{ATTACK}", published="2024-03-30")
    add_all(file, [*reports(40), hostile])
    link(file)
    with TestClient(create_app(file)) as client:
        yield client


def page(client: TestClient, path: str) -> lxml.html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_list_has_a_page_with_its_rows(client: TestClient, kind: str) -> None:
    made = page(client, f"/explore/{kind}")
    items = client.get(f"/api/v1/{kind}").json()["items"]
    assert len(made.cssselect("main table tbody tr")) >= len(items)
    assert not made.cssselect("script:not([src])")
    assert not made.xpath("//*[@style or @onclick or @onload]")
    labelled = [
        field
        for field in made.cssselect("main form input, main form select, main form textarea")
        if field.get("type") != "hidden"
    ]
    assert all(field.getparent().tag == "label" for field in labelled)
    for row in made.cssselect("a[download]"):
        assert client.get(row.get("href")).status_code == 200


def test_filters_stand_in_the_address_and_in_the_form(client: TestClient) -> None:
    made = page(client, "/explore/events?type=ASSAULT&type=CONSULT&since=2024-03-02&outlet=Outlet+1&once=false")
    checked = {field.get("value") for field in made.cssselect("input[type=checkbox][checked]")}
    assert checked == {"ASSAULT", "CONSULT"}
    assert made.cssselect("input[name=since]")[0].get("value") == "2024-03-02"
    wanted = client.get("/api/v1/events?type=ASSAULT&type=CONSULT&since=2024-03-02&outlet=Outlet+1").json()["items"]
    assert len(made.cssselect("main .wide[role=region] tbody tr")) == len(wanted) > 0
    links = [a.get("href") for a in made.cssselect("a[download]")]
    assert all("type=ASSAULT&type=CONSULT" in href for href in links)
    assert client.get(links[1]).json()["items"] == wanted


def test_a_facet_leads_to_fewer(client: TestClient) -> None:
    made = page(client, "/explore/events")
    (status,) = [s for s in made.cssselect(".facets section") if s.get("aria-label") == "Status"]
    for entry in status.cssselect("li"):
        target = page(client, "/explore/events" + entry.cssselect("a")[0].get("href"))
        assert target.cssselect("main p strong")[0].text == entry.cssselect("span")[0].text
        assert target.cssselect(".facets a[aria-current]")


def test_pages_follow_each_other(client: TestClient) -> None:
    path, seen = "/explore/statements?limit=10", []
    while path:
        made = page(client, path)
        seen += [a.get("href") for a in made.cssselect("td.when a")]
        following = made.cssselect("a[rel=next]")
        path = "/explore/statements" + following[0].get("href") if following else ""
    assert len(seen) == len(set(seen)) == len(client.get("/api/v1/statements?limit=1000").json()["items"])


def test_a_chart_is_a_picture_with_words_and_a_table(client: TestClient) -> None:
    made = page(client, "/explore/events")
    (image,) = made.cssselect("img.chart")
    picture = client.get(image.get("src"))
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "unsafe" not in picture.headers["content-security-policy"]
    ElementTree.fromstring(picture.text)
    assert re.search(r"\d+ by day, 2024-", image.get("alt"))
    rows = made.cssselect("figcaption tbody tr")
    total = int(made.cssselect("main p strong")[0].text)
    assert sum(int(row.cssselect("td.number")[0].text) for row in rows) == total


def test_the_map_colours_where_things_happened(client: TestClient) -> None:
    made = page(client, "/map")
    assert "Sweden" in made.cssselect("img.chart")[0].get("alt")
    picture = client.get("/map/world.svg").text
    assert ".c-SWE{" in picture
    assert ".c-FRA{" not in picture
    shapes = ElementTree.fromstring(picture)
    classes = {code for e in shapes.iter() for code in (e.get("class") or "").split() if code.startswith("c-")}
    assert {"c-SWE", "c-FRA", "c-USA", "c-BRA", "c-HUN", "c-SGP"} <= classes
    assert len(classes) > 230


def test_steps_go_from_few_to_most() -> None:
    steps = [step(n, 1000) for n in range(1, 1001)]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 4)
    assert step(1, 1) == 4


def test_a_hit_opens_where_it_stands(client: TestClient) -> None:
    made = page(client, "/search?q=%22guests+were+invited%22")
    hits = made.cssselect("a.hit")
    assert hits
    for hit in hits:
        assert hit.cssselect("mark")[0].text_content().lower() == "guests were invited"
        path, _, place = hit.get("href").partition("#")
        there = page(client, path).cssselect(f"#{place}")[0]
        assert "guests were invited" in there.text_content().lower()


def test_a_wrong_question_is_answered_beside_it(client: TestClient) -> None:
    answer = client.get("/search?q=%28market")
    assert answer.status_code == 400
    made = lxml.html.fromstring(answer.text)
    assert "bracket" in made.cssselect("[role=alert]")[0].text
    assert made.cssselect("input[name=q]")[0].get("value") == "(market"


def test_hostile_words_stay_words(client: TestClient) -> None:
    paths = ["/explore/reports", "/explore/events", "/explore/stories", "/explore/coverage", "/search?q=hurt&order=newest",
             "/map", "/dyads", f"/search?q={ATTACK}", f"/explore/events?place={ATTACK}", f"/explore/statements?about={ATTACK}"]  # fmt: skip
    for path in paths:
        text = client.get(path).text
        assert "<script>alert" not in text, path
        assert "49" not in re.findall(r"\{\{|7\*7|>49<", text)
    assert (
        html.escape(ATTACK, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        in client.get(paths[0]).text
    )


def test_questions_are_read() -> None:
    assert parse("a OR b c") == Some((AnyOf((("a",),)), parse("b c")))
    assert parse("-prices x").parts[0] == Not(AnyOf((("price",),)))  # type: ignore[union-attr]
    assert list(phrases(parse('"interest rates" NOT gold'))) == [("interest", "rate")]
    assert parse("", "Ida Brandt\nOto Šimek\n") == AnyOf((("ida", "brandt"), ("oto", "simek")))


def test_terms_are_those_of_the_index(client: TestClient) -> None:
    words = "Zoë Laurent's parties buses gases Ōta naïve skies movies lens boss ΣΊΣΥΦΟΣ a_b c-d 3½ 🎈 x2 'S s"
    archive = client.app.state.room.archive  # type: ignore[attr-defined]
    with archive.asking() as connection:
        assert connection.execute("SELECT base.terms($1)", [words]).fetchall()[0][0] == terms(words)
        for word in ("party", "bus", "lens", "price", "s", "gas"):
            for form in (word, word + "s", word[:-1] + "ies", word + "es", "x" + word):
                found = connection.execute("SELECT regexp_matches($1, $2)", [f"a {form}, b", pattern(terms(word))])
                assert found.fetchall()[0][0] == (terms(form) == terms(word)), (word, form)


def test_only_what_is_there_is_answered(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/explore/nothing").status_code == 404
    assert client.get("/explore/failures/chart.svg").status_code == 404
    assert client.get("/explore/events?type=WAR").status_code == 400
    assert TestClient(create_app(None)).get("/explore/events").status_code == 404


def test_every_country_is_on_the_map() -> None:
    """All members of the United Nations are; what is not is said under the map."""
    import pycountry

    codes = {country.alpha_3 for country in pycountry.countries}
    assert codes - on_the_map() == {"ATA", "BES", "CUW", "SXM"}


def test_no_country_of_the_map_is_inside_out() -> None:
    """An outline that turns inside out covers the world: only what lies on both sides of the date line is wide."""
    drawn = world({"HUN": 3, "SRB": 2, "MMR": 1}).body.decode()
    wide, paths = set(), re.findall(r"<path [^>]*>", drawn)
    found = [(re.search(r"country c-([A-Z]{3})", path), re.search(r' d="([^"]*)"', path)) for path in paths]
    outlines = [(code[1], path[1]) for code, path in found if code and path]
    assert len(outlines) > 240
    for code, path in outlines:
        across = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", path)]
        if across and max(across) - min(across) > 200:
            wide.add(code)
    assert wide <= {"FJI", "KIR", "NZL", "RUS", "USA"}
    assert all(f".c-{code}{{" in drawn for code in ("HUN", "SRB", "MMR"))
