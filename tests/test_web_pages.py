"""What the pages say: a report, a story, an actor, a report that is not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from archiving import Patterns, add_all, report, text_of
from onrecord.archive import Writer, ask, reading, record_of
from onrecord.record import Record
from onrecord.web import create_app
from onrecord.web.links import link

Tree = lxml.html.HtmlElement


@pytest.fixture(scope="module")
def client(news: Path) -> Iterator[TestClient]:
    with TestClient(create_app(news, seconds=60)) as client:
        yield client


def page(client: TestClient, address: str) -> Tree:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:2000]
    return lxml.html.document_fromstring(answer.text)


def words(element: Tree) -> str:
    return " ".join(element.text_content().split())


def has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


@pytest.fixture(scope="module")
def kept(news: Path) -> Record:
    with reading(news) as connection:
        return record_of(connection, "rivermouth")


def test_the_start_lists_stories(client: TestClient) -> None:
    tree = page(client, "/?order=large")
    first = tree.xpath(f"//ul[{has('tiles')}]/li")[0]
    assert "Ferry sinks in Orla river" in words(first)
    assert "without copies" in words(first)
    assert page(client, first.xpath(".//a/@href")[0]).xpath("//h1")


def test_the_text_is_whole(client: TestClient, kept: Record) -> None:
    """What the marks cut in pieces is, put together, what the record has."""
    tree = page(client, "/report/rivermouth")
    for letter in tree.xpath(f"//*[{has('body')}]//a[{has('letter')}]"):
        letter.text = ""
    shown = [p.text_content() for p in tree.xpath("//*[@data-paragraph]")]
    assert shown == [kept.article.text[p.start : p.end] for p in kept.article.paragraphs]


def test_every_item_has_its_link_at_its_words_and_its_card(client: TestClient, kept: Record) -> None:
    tree = page(client, "/report/rivermouth")
    items = [i for layer in (kept.statements, kept.events, kept.figures, kept.times, kept.plans) for i in layer]
    for item in items:
        (anchor,) = tree.xpath(f"//*[@id='{item.id}']")
        assert anchor.xpath("ancestor::*[@data-paragraph]"), item.id
        (card,) = tree.xpath(f"//aside//*[@data-of='{item.id}' and {has('item')}]")
        assert card.xpath(f".//a[@href='#{item.id}']")
    for event in kept.events:
        marks = tree.xpath(f"//*[{has('body')}]//a[@data-of='{event.id}' and {has('event')}]")
        assert "".join(mark.text_content() for mark in marks) == event.trigger.text
        assert event.status in marks[0].get("class").split()


def test_a_piece_knows_the_parts_it_plays(client: TestClient, kept: Record) -> None:
    tree = page(client, "/report/rivermouth")
    pieces = tree.xpath("//*[@data-in]")
    for s in kept.statements:
        for part, spans in (("s", [s.source]), ("q", [s.cue]), ("c", s.content), ("a", [s.anonymity])):
            said = "".join(p.text_content() for p in pieces if f"{s.id}.{part}" in p.get("data-in").split())
            assert said == "".join(span.text for span in spans if span)


def test_furniture_and_corrections_are_shown(client: TestClient, kept: Record) -> None:
    tree = page(client, "/report/rivermouth")
    (below,) = tree.xpath(f"//details[{has('furniture')}]")
    assert below.get("open") is None
    for furniture in kept.article.furniture:
        assert " ".join(furniture.text.split()) in words(below)
    assert "May 6, not May 7" in words(tree.xpath(f"//p[{has('notice')}]")[0])


def test_the_record_is_one_click_away(client: TestClient, kept: Record) -> None:
    tree = page(client, "/report/rivermouth")
    (address,) = tree.xpath("//a[text()='Record as JSON']/@href")
    assert Record.from_json(client.get(address).content) == kept


def test_a_copy_says_what_it_cut_and_added(client: TestClient) -> None:
    tree = page(client, "/report/herald-0506")
    (copies,) = tree.xpath("//section[@id='copies']")
    assert "Northern News Agency had first" in words(copies)
    cut = " ".join(map(words, copies.xpath(f".//blockquote[{has('cut')}]")))
    added = " ".join(map(words, copies.xpath(f".//blockquote[{has('added')}]")))
    assert "nowhere near 130 people" in cut
    assert "opened a line for families" in added
    own = tree.xpath(f"//*[{has('body')}]//*[{has('own')}]")
    assert "opened a line for families" in "".join(p.text_content() for p in own)
    assert "had it first" in words(page(client, "/report/nna-0506").xpath("//section[@id='copies']")[0])


def test_versions_say_what_changed(client: TestClient) -> None:
    tree = page(client, "/report/herald-0507")
    assert "Version 2" in words(tree.xpath("//section[@id='versions']")[0])
    assert tree.xpath(f"//section[@id='versions']//ul[{has('changes')}]/li")
    old = page(client, "/report/herald-0507?version=1")
    assert "version 1" in words(old.xpath(f"//p[{has('notice')}]")[0])
    assert "Seventeen people have died" in words(old)
    assert "Seventeen people have died" not in words(tree.xpath(f"//*[{has('body')}]")[0])
    assert client.get("/report/herald-0507?version=7").status_code == 404


def test_a_story_has_all_its_parts(client: TestClient, news: Path) -> None:
    tree = page(client, "/story/nna-0506")
    for section in ("happenings", "said", "unnamed", "plans", "figures", "reports"):
        (found,) = tree.xpath(f"//section[@id='{section}']")
        assert found.xpath(".//a[starts-with(@href, '/report/')]"), section
    dates = [words(w) for w in tree.xpath(f"//section[@id='happenings']//*[{has('when')}]")]
    assert dates
    folded = tree.xpath("//section[@id='reports']//details")
    assert folded
    assert all(d.get("open") is None for d in folded)
    unnamed = words(tree.xpath("//section[@id='unnamed']")[0])
    assert "Condition:" in unnamed
    named = {words(h) for h in tree.xpath("//section[@id='said']//h3/a")}
    assert "Sigrid Aune" in named
    assert not any(name in unnamed for name in named if name == "Sigrid Aune")


def test_a_chart_of_figures_has_a_line_a_voice_bounds_and_divergences(client: TestClient) -> None:
    pictures = page(client, "/story/nna-0506").xpath("//section[@id='figures']//img")
    assert pictures
    assert all(p.get("alt") and p.get("width") and p.get("height") for p in pictures)
    drawn = [client.get(p.get("src")) for p in pictures]
    assert {d.headers["content-type"] for d in drawn} == {"image/svg+xml"}
    assert all("style-src 'sha256-" in d.headers["content-security-policy"] for d in drawn)
    assert "Osvald Brekke" in drawn[0].text
    assert "Halden police" in drawn[0].text
    assert any("≠" in d.text for d in drawn)
    assert any("↑" in d.text for d in drawn)
    assert client.get("/series/chart.svg?id=none").status_code == 404
    assert client.get("/series/chart.svg").status_code == 404


def test_the_chart_of_an_actor_is_that_of_their_statements(client: TestClient, news: Path) -> None:
    (id_,), *_ = ask(news, "SELECT id FROM entity WHERE name LIKE '%Aune%' ORDER BY reports DESC LIMIT 1").rows
    (picture,) = page(client, f"/actor/{id_}").xpath("//section[@id='said']//img/@src")
    assert client.get(picture).headers["content-type"] == "image/svg+xml"


def test_links_lead_to_the_words(client: TestClient) -> None:
    tree = page(client, "/story/nna-0506")
    for address in dict.fromkeys(tree.xpath("//a[starts-with(@href, '/report/') and contains(@href, '#')]/@href")):
        path, _, item = address.partition("#")
        assert page(client, path).xpath(f"//*[@id='{item}']"), address


def test_a_story_as_known_on_a_day(client: TestClient) -> None:
    now, then = page(client, "/story/nna-0506"), page(client, "/story/nna-0506?published_by=2024-05-06")
    told_now, told_then = (words(t.xpath("//section[@id='happenings']")[0]) for t in (now, then))
    assert "13 May 2024" in told_now
    assert told_then
    assert "13 May 2024" not in told_then
    assert "4 reports" in words(then.xpath(f"//p[{has('facts')}]")[0])
    for address in then.xpath("//main//a[starts-with(@href, '/report') or starts-with(@href, '/actor')]/@href"):
        assert "published_by=2024-05-06" in address
    days = then.xpath(f"//ol[{has('strip')}]//a")
    assert len(days) == len(now.xpath(f"//ol[{has('strip')}]//a")) > 3
    before = page(client, "/story/nna-0506?published_by=2024-05-01")
    assert "Nothing was published by then" in words(before)
    assert client.get("/story/none?published_by=2024-05-01").status_code == 404


@pytest.mark.parametrize("show", ["happenings", "said", "unnamed", "plans", "figures", "reports"])
def test_a_section_alone_pages_without_repeating(client: TestClient, show: str) -> None:
    tree = page(client, f"/story/nna-0506?show={show}")
    assert [s.get("id") for s in tree.xpath("//section")] == [show]


def test_an_id_that_was_merged_leads_on(news: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    file.write_bytes(news.read_bytes())
    with Writer(file) as writer, writer.transaction() as connection:
        connection.execute(
            "INSERT INTO linked.forward (layer, old, new, how) VALUES ('story', 'once/a story', 'nna-0506', 'merge')"
        )
    with TestClient(create_app(file)) as client:
        answer = client.get("/story/once/a story?published_by=2024-05-07", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/story/nna-0506?published_by=2024-05-07")


def test_an_actor_said_did_and_was(client: TestClient, news: Path) -> None:
    (id_,), *_ = ask(news, "SELECT id FROM entity WHERE name LIKE '%Tumasyan%' ORDER BY reports DESC LIMIT 1").rows
    tree = page(client, f"/actor/{id_}")
    said = words(tree.xpath("//section[@id='said']")[0])
    assert "certainly be on the plane" in said
    assert "in 2 reports" in said
    assert "water minister" in words(tree.xpath("//section[@id='roles']")[0])
    assert "Ferry sinks" in words(tree.xpath("//section[@id='stories']")[0])
    in_story = page(client, f"/actor/{id_}?show=said&story=nna-0506")
    assert in_story.xpath("//blockquote")
    assert not page(client, f"/actor/{id_}?show=said&story=none").xpath("//blockquote")


def test_a_country_is_all_its_actors(client: TestClient, news: Path) -> None:
    rows = ask(news, "SELECT country, count(*) FROM entity WHERE country IS NOT NULL GROUP BY 1 ORDER BY 2 DESC").rows
    tree = page(client, f"/country/{rows[0][0]}")
    assert tree.xpath("//section[@id='actors']//tbody/tr")
    assert client.get("/country/ZZZ").status_code == 404


def test_no_page_asks_elsewhere(client: TestClient) -> None:
    for address in ("/", "/report/rivermouth", "/story/nna-0506", "/read"):
        tree = page(client, address)
        loaded = tree.xpath("//script/@src | //link/@href | //img/@src | //form/@action")
        assert all(re.match(r"/(?!/)", a) for a in loaded), loaded


@pytest.fixture
def unkept() -> TestClient:
    return TestClient(create_app(reader=Patterns, seconds=60))  # type: ignore[arg-type]


def test_a_pasted_report_is_shown_and_forgotten(unkept: TestClient) -> None:
    assert "Nothing of it is kept" in words(page(unkept, "/"))
    answer = unkept.post("/read", data={"text": text_of(3), "title": "Pasted", "published": "2024-03-27"})
    tree = lxml.html.document_fromstring(answer.text)
    assert words(tree.xpath("//h1")[0]) == "Pasted"
    assert tree.xpath("//*[@id='s1']")
    assert not tree.xpath("//a[starts-with(@href, '/actor') or starts-with(@href, '/story')]")
    (hidden,) = tree.xpath("//input[@name='record']/@value")
    again = unkept.post("/read/record.json", data={"record": hidden})
    assert "attachment" in again.headers["content-disposition"]
    assert Record.from_json(again.content).article.title == "Pasted"
    assert unkept.get("/report/pasted").status_code == 404


def test_a_dropped_file_is_read(unkept: TestClient) -> None:
    html = f"<html><head><title>A page</title></head><body><article><p>{text_of(1) * 6}</p></article></body></html>"
    answer = unkept.post("/read", files={"file": ("../../x.html", html.encode(), "text/html")})
    assert answer.status_code == 200
    assert "Mayor" in answer.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "be read"),
        ({"text": "Bonjour, le ministre a dit que la réunion est annulée. " * 20}, "be read"),
        ({"text": "x", "published": "soon"}, "no date"),
        ({"text": "word " * 25_000}, "limit"),
    ],
)
def test_what_cannot_be_read_says_why(unkept: TestClient, given: dict[str, str], said: str) -> None:
    answer = unkept.post("/read", data=given)
    assert answer.status_code == 422
    assert said in words(lxml.html.document_fromstring(answer.text).xpath("//*[@role='alert']")[0])


def test_what_is_too_long_is_refused(unkept: TestClient) -> None:
    assert unkept.post("/read", data={"text": "x" * 5_000_000}).status_code == 413


def test_a_very_long_report_comes_in_parts(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    text = "\n".join(text_of(n % 50) for n in range(4500))
    add_all(file, [report(1, text, id="long")])
    assert len(text.split()) > 90_000
    with TestClient(create_app(file, seconds=60)) as client:
        _check_parts(client, text)


def _check_parts(client: TestClient, text: str) -> None:
    first = client.get("/report/long")
    assert len(first.content) < 4_000_000
    tree = lxml.html.document_fromstring(first.text)
    (parts,) = {words(n) for n in tree.xpath("//nav[@aria-label='Parts of the report']/span")}
    last = int(parts.rsplit(" ", 1)[1])
    assert last > 15
    assert not tree.xpath("//*[@id='s900']")
    assert page(client, link("report", "long", "s900")).xpath("//*[@id='s900']")
    assert page(client, f"/report/long?part={last + 9}").xpath("//*[@data-paragraph]")
    one, two, end = (
        [int(n) for n in page(client, f"/report/long?part={k}").xpath("//@data-paragraph")] for k in (1, 2, last)
    )
    assert one + two == list(range(1, len(one) + len(two) + 1))
    assert end[-1] == len(text.split("\n"))


def test_a_story_of_two_thousand_reports_stays_small(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, [report(n) for n in range(2000)])
    with Writer(file) as writer, writer.transaction() as connection:
        connection.execute(
            "INSERT INTO linked.story_member (story, reading, report, score, published, recorded_at) "
            "SELECT 'r0', reading, report, 1, published, recorded_at FROM base.reading"
        )
    with TestClient(create_app(file, seconds=60)) as client:
        _check_large(client)


def _check_large(client: TestClient) -> None:
    answer = client.get("/story/r0")
    assert answer.status_code == 200
    assert "2,000 reports" in words(lxml.html.document_fromstring(answer.text))
    assert len(answer.content) < 400_000
    seen = []
    for number in range(1, 41):
        seen += page(client, f"/story/r0?show=reports&page={number}").xpath(
            "//ul[@class='plain-list reports']/li/a/@href"
        )
    assert len(seen) == len(set(seen)) == 2000
