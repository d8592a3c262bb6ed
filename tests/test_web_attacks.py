"""A report is hostile input: whatever stands in any of its fields comes out of every page as text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from starlette.testclient import TestClient

from archiving import add_all
from factory import article
from onrecord.archive import ask
from onrecord.intake import Report
from onrecord.linking import link as link_archive
from onrecord.record import (
    Article,
    Credit,
    Dateline,
    Entity,
    Event,
    Figure,
    Furniture,
    MadeBy,
    Mention,
    Party,
    Place,
    Plan,
    Record,
    Role,
    Statement,
    Step,
    Time,
    When,
    span_of,
)  # fmt: skip
from onrecord.record.json import encode
from onrecord.web import create_app
from onrecord.web.links import link

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script src=//evil.example/x.js></script>",
    "</textarea><iframe srcdoc=x>",
    "javascript:alert(1)",
    "data:text/html,<b>x",
    "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}#{7*7}",
    "' OR 1=1; DROP TABLE report; --",
    "$$; COPY (SELECT 1) TO '/tmp/x'",
    "../../../../etc/passwd",
    "a/../b/./c//",
    "%00%0d%0aSet-Cookie: x=1",
    "\u202egnp.exe \u2066\u200b\ufeff",
    "]]><!--<b>--!><x",
    "&lt;b&gt;&#60;script&#62;",
    'x" autofocus onfocus="alert(1)',
    "?#&=+ ;",
    "💥𝔘𝔫𝔦 é",
)
ALLOWED = frozenset(
    "a article aside b blockquote body br button dd del details div dl dt fieldset figcaption figure footer form h1 h2 h3 head header html "
    "i input ins label legend li link main meta nav ol option p q script section select small span strong summary table tbody "
    "td textarea th thead time title tr ul svg g path line rect text circle defs clippath".split()
)
MADE = MadeBy(onrecord="<b>1", codebook="<i>", models={"<u>": "<u>"}, knowledge={}, settings="<s>")


def hostile(number: int, attack: str) -> Record:
    """A record with an attack in every field that can carry one."""
    words = [attack] * 8
    text = " ".join(words) + " 12 people."
    at = [k * (len(attack) + 1) for k in range(8)]
    spans = [span_of(text, start, start + len(attack)) for start in at]
    who = {"start": at[4], "end": at[4] + len(attack), "text": attack}
    start = text.index(" 12 people") + 1
    made = article(
        text, title=attack, outlet=attack, agency=attack, authors=(attack, attack), published="2024-05-06T10:00:00Z",
        updated="2024-05-07", url=attack, credits=(Credit(role=attack, names=(attack,)),),
        dateline=Dateline(places=(attack,), agency=attack, text=attack),
        furniture=(Furniture(text=attack, reason="correction"), Furniture(text=attack, reason="caption")),
    )  # fmt: skip
    return Record(
        id=f"{number}{attack}", article=made, made_by=MADE,
        entities=(
            Entity(id="n1", name=attack, kind="person", country="<b>", sector='"x', code='<b>"x',
                   roles=(Role(title=attack, organization=attack, country=attack),),
                   mentions=(Mention(**{**who, "start": at[0], "end": at[0] + len(attack)}, form="name"),)),
            Entity(id="n2", name=attack, kind="group", mentions=(Mention(**who, form="nominal"),)),
        ),
        times=(Time(id="t1", span=spans[6], type="DATE", value=attack, mod=attack),),
        statements=(
            Statement(id="s1", source=spans[0], source_entity="n1", cue=spans[1], content=(spans[2], spans[3]),
                      manner="direct", act="say", source_kind="person", named=True, anonymity=spans[5], time="t1",
                      confidence=0.5),
            Statement(id="s2", source=spans[4], source_entity=None, cue=None, content=(spans[5],), manner="indirect",
                      act="deny", source_kind="group", named=False, anonymity=spans[6], parent="s1", confidence=0.5),
        ),
        events=(
            Event(id="e1", trigger=spans[3], type="ASSAULT", mode=attack, status="denied", recency="news", voice="s1",
                  actors=(Party(**who, entity="n1", code=attack),), recipients=(Party(**who, entity="n2", code=attack),),
                  when=When(start=attack, end=attack, precision="day"), time="t1", context=(attack,), confidence=0.5,
                  place=Place(span=spans[7], name=attack, country=attack, admin1=attack)),
        ),
        figures=(Figure(id="f1", number=span_of(text, start, start + 2), value=12, unit=attack, of=spans[7],
                        kind="killed", voice="s1"),),
        plans=(Plan(id="p1", what=spans[7], parties=("n1", "n2"), place=attack,
                    steps=(Step(state="proposed", when=attack, voice="s1"), Step(state="scheduled"))),),
    )  # fmt: skip


def _found(number: int, made: Article, id_: str) -> Report:
    digest = hashlib.sha256(f"{number}".encode()).hexdigest()
    return Report(id=id_, path=f"{number}.json", line=None, sha256=digest, article=made)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [hostile(n, attack) for n, attack in enumerate(ATTACKS)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> Path:
    made = {record.id: record for record in records}

    def read(chunk: Sequence[Any]) -> list[Any]:
        return [(made[found.id].to_json(), encode(MADE)) for found in chunk]

    file = tmp_path_factory.mktemp("attacks") / "a.archive"
    add_all(file, [_found(n, r.article, r.id) for n, r in enumerate(records)], lambda: read)
    link_archive(file)
    return file


@pytest.fixture(scope="module")
def client(file: Path) -> Iterator[TestClient]:
    with TestClient(create_app(file, seconds=60)) as client:
        yield client


def pages(records: list[Record], file: Path) -> list[str]:
    """Every page that shows a field of these reports, by its address."""
    made = ["/", "/?order=large"]
    for record in records:
        made += [link("report", record.id), link("report", record.id, version=1)]
    actors = [id_ for (id_,) in ask(file, "SELECT DISTINCT id FROM entity").rows]
    stories = [id_ for (id_,) in ask(file, "SELECT DISTINCT story FROM report").rows]
    made += [link("actor", id_) for id_ in actors] + [link("story", id_) for id_ in stories]
    shows = ("happenings", "said", "unnamed", "plans", "figures", "reports")
    made += [link("story", id_, show=shows[n % len(shows)]) for n, id_ in enumerate(stories)]
    return made + [link("actor", id_, show="said") for id_ in actors[:4]]


def check(html: str) -> lxml.html.HtmlElement:
    """Parse a page and see that it has only elements and attributes that a template of ours makes."""
    tree = lxml.html.document_fromstring(html)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment or instruction: {element}")
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in ("style", "srcdoc", "autofocus", "formaction"), name
            if name in ("href", "src", "action"):
                assert value.startswith(("/", "#", "?", "http://", "https://")), value
                assert not value.startswith("//"), value
    for script in tree.iter("script"):
        assert script.attrib["src"].startswith("/static/")
        assert not (script.text or "").strip()
    return tree


def test_every_page_shows_attacks_as_text(client: TestClient, records: list[Record], file: Path) -> None:
    for address in pages(records, file):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].startswith("text/html")
        check(answer.text)


@pytest.mark.parametrize("number", range(len(ATTACKS)))
def test_the_words_themselves_are_there(client: TestClient, records: list[Record], number: int) -> None:
    record = records[number]
    answer = client.get(link("report", record.id))
    tree = check(answer.text)
    said = tree.text_content()
    shown = " ".join(ATTACKS[number].split())
    assert shown in " ".join(said.split())
    for item in ("s1", "s2", "e1", "f1", "t1", "p1"):
        assert len(tree.xpath(f"//*[@id='{item}']")) == 1


def test_the_record_comes_back_as_it_was(client: TestClient, records: list[Record]) -> None:
    for record in records:
        answer = client.get(link("record", record.id))
        assert answer.headers["content-type"] == "application/json"
        assert Record.from_json(answer.content) == record


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_id_is_never_more_than_an_id(client: TestClient, attack: str) -> None:
    given = quote(attack, safe="")
    for address in (
        f"/report/{given}",
        f"/story?id={given}",
        f"/actor/{given}",
        f"/record?id={given}",
        f"/country/{given}",
    ):
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code in (404, 307), address
        if answer.status_code == 404:
            check(answer.text)


PARAMETERS = (
    "page", "part", "version", "published_by", "as_of", "show", "item", "story", "order", "background", "query",
)  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_is_never_more_than_its_value(client: TestClient, records: list[Record], name: str) -> None:
    places = (link("report", records[0].id), link("story", "no"), "/", link("actor", f"{records[0].id}/n1"))
    for n, attack in enumerate(ATTACKS):
        address = places[n % len(places)]
        answer = client.get(address, params={name: attack}, follow_redirects=False)
        assert answer.status_code in (200, 303, 400, 404), address
        check(answer.text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_form_shows_what_was_sent_as_text(file: Path, attack: str) -> None:
    client = TestClient(create_app())
    answer = client.post("/read", data={"text": "", "title": attack, "outlet": attack, "published": attack})
    assert answer.status_code == 422
    check(answer.text)
    assert client.post("/read/record.json", data={"record": attack}).status_code == 400
