"""The API: every operation, as its description says; paging, forms, what is refused."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pyarrow.parquet as pq
import pytest
import uvicorn
from starlette.routing import Route
from starlette.testclient import TestClient

from archiving import NOON, add_all, report, reports
from onrecord.archive import ArchiveBusy, ArchiveError
from onrecord.archive.questions import Question
from onrecord.linking import link
from onrecord.record import OnrecordError, RecordError
from onrecord.web import create_app
from onrecord.web.asked import Asked, endpoint
from onrecord.web.errors import BAD_VALUE, OURS

ROOT = "/api/v1"
HOSTILE = (
    "'; DROP TABLE report; --", "\" OR 1=1 --", "') UNION SELECT * FROM duckdb_settings() --", "$1", "${jndi:ldap://x}",
    "../../../../etc/passwd", "<script>alert(1)</script>", "%00", "\ud7ff\U0010ffff", "a" * 5000, "{{7*7}}", "*", "\\", "(",
    "(?i)((((a+)+)+)+)$", "👩‍👩‍👧 Ō ı İ ß", "-1", "1e309", "nan", "NULL", "[]", "9" * 30, "2024-13-45", "0001-01-01",
    "9999-12-31T23:59:59.999999-14:00", "\x1f\x7f", "\u202e", "read_csv('/etc/passwd')",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("api") / "a.archive"
    add_all(file, reports(60))
    link(file)
    return file


@pytest.fixture(scope="module")
def client(file: Path) -> Iterator[TestClient]:
    with TestClient(create_app(file)) as client:
        yield client


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    return dict(client.get(f"{ROOT}/openapi.json").json())


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(f"{ROOT}{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def conforms(value: Any, schema: Any, described: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(value)


def test_every_operation_answers_as_described(client: TestClient, described: dict[str, Any]) -> None:
    lists = ("reports", "stories", "statements", "events", "figures", "times", "plans", "entities", "quotations",
             "happenings", "series", "divergences", "coverage", "failures", "changes", "search")  # fmt: skip
    assert {f"/{name}" for name in lists} <= set(described["paths"])
    asked = 0
    for path, operations in described["paths"].items():
        if "get" not in operations:
            continue
        address = path
        if "{key}" in path:
            first = get(client, path.replace("/{key}", ""))["items"][0]
            is_item = "Its key" in operations["get"]["parameters"][0]["description"]
            address = path.replace("{key}", f"{first['report']}/{first['id']}" if is_item else first["id"])
        made = get(client, address, **({"q": "mayor"} if path == "/search" else {}))
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        conforms(made, schema, described)
        asked += 1
        for clock in ({"as_of": "2026-06-01"}, {"published_by": "2024-03-12"}):
            conforms(get(client, address, **{"q": "mayor"} if path == "/search" else {}, **clock)
                     if "{key}" not in path or "as_of" in clock else made, schema, described)  # fmt: skip
    assert asked > 50


def test_a_clock_shows_what_was_published_by_then(client: TestClient) -> None:
    early = get(client, "/reports", published_by="2024-03-12", limit=1000)["items"]
    every = get(client, "/reports", limit=1000)["items"]
    assert {r["id"] for r in early} == {r["id"] for r in every if r["published"] <= "2024-03-12"}
    assert get(client, "/reports", as_of="2025-01-01")["items"] == []


def all_pages(client: TestClient, path: str, limit: int, between: Any = None, **query: Any) -> list[Any]:
    rows, after = [], None
    while True:
        made = get(client, path, limit=limit, **query, **({"after": after} if after else {}))
        rows += made["items"]
        after = made["next"]
        if after is None:
            return rows
        if between:
            between()


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_hold_every_row_once(client: TestClient, order: str) -> None:
    for path in ("/reports", "/statements", "/events", "/figures", "/entities", "/happenings", "/coverage", "/changes"):
        rows = all_pages(client, path, 3, order=order)
        assert rows == get(client, path, limit=1000, order=order)["items"]
        assert len(rows) > 3
    found = all_pages(client, "/search", 3, q="mayor OR council")
    assert found == get(client, "/search", q="mayor OR council", limit=200)["items"]


@pytest.mark.parametrize(("path", "query"), [("/statements", {}), ("/events", {}), ("/search", {"q": "hurt"})])
def test_pages_stay_those_of_the_first_while_the_archive_grows(
    tmp_path: Path, path: str, query: dict[str, str]
) -> None:
    file = tmp_path / "a.archive"
    add_all(file, [report(n, published="2024-03-10") for n in range(12)])
    app = create_app(file)
    with TestClient(app) as client:
        whole = get(client, path, limit=200, **query)["items"]
        times = iter(range(1, 100))

        def grow() -> None:
            turn = next(times)
            new = [report(100 * turn + n, published=f"2024-03-{5 + 10 * (n % 2):02}") for n in range(3)]
            again = report(turn, text="Mayor Ida Brandt said that 7 people were hurt in Cork on Monday.",
                           published="2024-03-10", url=None, id=f"r{turn}-again")  # fmt: skip
            add_all(file, [*new, again], clock=lambda: NOON + timedelta(minutes=turn))
            app.state.room.archive.renew()

        assert all_pages(client, path, (len(whole) + 2) // 3, grow, **query) == whole
        assert next(times) > 2
        assert len(get(client, path, limit=200, **query)["items"]) > len(whole)


def test_the_forms_hold_the_same_rows(client: TestClient) -> None:
    query = {"type": "ASSAULT", "limit": "9"}
    rows = get(client, "/events", **query)["items"]
    as_csv = client.get(f"{ROOT}/events", params={**query, "format": "csv"})
    lines = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert [(r["report"], r["id"], r["actors"]) for r in lines] == [
        (r["report"], r["id"], json.dumps(r["actors"])) for r in rows
    ]
    assert as_csv.headers["content-disposition"] == 'attachment; filename="events.csv"'
    parquet = client.get(f"{ROOT}/events", params={**query, "format": "parquet"})
    assert pq.read_table(io.BytesIO(parquet.content)).to_pylist() == rows
    empty = client.get(f"{ROOT}/events", params={"format": "parquet", "place": "zzz"})
    assert pq.read_table(io.BytesIO(empty.content)).num_rows == 0


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, [report(1, title="=HYPERLINK(1)", outlet="@SUM(A1)")])
    with TestClient(create_app(file)) as client:
        (row,) = csv.DictReader(io.StringIO(client.get(f"{ROOT}/reports", params={"format": "csv"}).text))
    assert (row["title"], row["outlet"]) == ("'=HYPERLINK(1)", "'@SUM(A1)")


def test_filters_narrow(client: TestClient) -> None:
    rows = get(client, "/events", limit=1000)["items"]
    for query, wanted in (
        ({"type": ["ASSAULT"]}, lambda r: r["type"] == "ASSAULT"),
        ({"type": ["ASSAULT", "CONSULT"], "status": "denied"}, lambda r: r["status"] == "denied"),
        ({"actor": "SWE"}, lambda r: any(code.startswith("SWE") for code in r["actors"])),
        ({"place": "OSTR"}, lambda r: r["place"] == "Ostrava"),
        ({"since": "2024-03-10", "until": "2024-03-12"}, lambda r: "2024-03-10" <= r["published"] <= "2024-03-12"),
        ({"from": "2024-03-25", "to": "2024-03-25"}, lambda r: r["when_start"] == "2024-03-25"),
        ({"from": "2024-03-26"}, lambda r: False),
        ({"voice": "reporter"}, lambda r: r["voice"] == "reporter"),
        ({"outlet": "Outlet 1", "country": ""}, lambda r: r["outlet"] == "Outlet 1"),
    ):  # fmt: skip
        assert get(client, "/events", limit=1000, **query)["items"] == [r for r in rows if wanted(r)], query
    said = get(client, "/statements", speaker="simek", limit=1000)["items"]
    assert {r["source"] for r in said} == {"Oto Šimek"}
    assert {r["content"] for r in get(client, "/statements", about="markets", limit=1000)["items"]} == {
        "that police attacked the market"
    }


def test_a_happening_counts_once(client: TestClient) -> None:
    raw, once = get(client, "/facets/events", once="false"), get(client, "/facets/events")
    assert raw["n"] == len(get(client, "/events", limit=1000)["items"])
    assert once["n"] == len({r["happening"] for r in get(client, "/events", limit=1000)["items"]})
    assert sum(r["n"] for r in get(client, "/counts/events", unit="month")["items"]) == once["n"]
    assert sum(r["n"] for r in get(client, "/counts/events", unit="month", once="false")["items"]) == raw["n"]
    assert sum(r["n"] for r in get(client, "/countries", once="false")["items"]) == sum(
        1 for r in get(client, "/events", limit=1000)["items"] if r["country"]
    )


@pytest.mark.parametrize(
    ("query", "test"),
    [
        ("mayor AND stadium", lambda t: "mayor" in t and "stadium" in t),
        ("market OR harbour", lambda t: "market" in t or "harbour" in t),
        ("mayor NOT lund", lambda t: "mayor" in t and "lund" not in t),
        ("mayor -lund", lambda t: "mayor" in t and "lund" not in t),
        ('"people were hurt in cork"', lambda t: "people were hurt in cork" in t),
        ("(market OR harbour) guests", lambda t: ("market" in t or "harbour" in t) and "guests" in t),
        ("laurent meetings", lambda t: "laurent" in t and "meeting" in t),
        ('"zoe laurent"', lambda t: "zoë laurent" in t),
    ],
)
def test_search_finds_what_is_asked(client: TestClient, query: str, test: Any) -> None:
    ids = {r["id"] for r in get(client, "/reports", limit=1000)["items"]}
    texts = {id_: get(client, f"/reports/{id_}")["article"]["text"].lower() for id_ in ids}
    found = get(client, "/search", q=query, limit=200)["items"]
    assert {row["id"] for row in found} == {id_ for id_, text in texts.items() if test(text)}
    assert found
    for row in found:
        text = get(client, f"/reports/{row['id']}")["article"]["text"]
        assert row["hits"]
        for hit in row["hits"]:
            assert text[hit["start"] : hit["end"]] == hit["words"]


def test_search_takes_a_list_of_names(client: TestClient) -> None:
    both = get(client, "/search", names="Ida Brandt\n\nAbdi Noor\n", limit=200)["items"]
    each = [get(client, "/search", q=f'"{name}"', limit=200)["items"] for name in ("Ida Brandt", "Abdi Noor")]
    assert {r["id"] for r in both} == {r["id"] for rows in each for r in rows}
    said = get(client, "/search", q="police market", within="statements", limit=200)["items"]
    assert {r["content"] for r in said} == {"that police attacked the market"}


def test_what_is_wrong_is_said(client: TestClient) -> None:
    for path, status in (
        ("/events?nope=1", 400), ("/events?type=WAR", 400), ("/events?since=monday", 400), ("/events?limit=0", 400),
        ("/events?limit=1001", 400), ("/events?after=x", 400), ("/events?order=best", 400), ("/events?voice=reporter&voice=source", 400),
        ("/events?as_of=now", 400), ("/statements?about=%20!", 400), ("/stories?least=-1", 400), ("/search", 400),
        ("/search?q=(a", 400), ("/search?q=a)", 400), ("/search?q=NOT%20a", 400), ("/search?q=a%20OR", 400),
        ("/events/r1/e99", 404), ("/reports/none", 404), ("/stories/none", 404), ("/none", 404),
    ):  # fmt: skip
        answer = client.get(ROOT + path)
        assert (path, answer.status_code) == (path, status)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["detail"]
    assert client.delete(f"{ROOT}/events").status_code == 405


def test_a_place_in_one_list_is_none_in_another(client: TestClient) -> None:
    after = get(client, "/events", limit=2)["next"]
    assert client.get(f"{ROOT}/coverage", params={"after": after}).status_code == 400
    assert client.get(f"{ROOT}/search", params={"q": "mayor", "after": after}).status_code == 400


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_values_do_nothing(client: TestClient, described: dict[str, Any], attack: str) -> None:
    for path, operations in described["paths"].items():
        if "get" not in operations:
            continue
        for parameter in operations["get"]["parameters"]:
            if parameter["in"] == "path":
                answer = client.get(ROOT + path.replace("{key}", quote(attack, safe="/")))
            else:
                answer = client.get(ROOT + path, params={"q": "mayor", parameter["name"]: attack} if path == "/search"
                                    else {parameter["name"]: attack})  # fmt: skip
            assert answer.status_code < 500, (path, parameter["name"], answer.text)
            if answer.status_code != 200:
                assert "Binder" not in answer.text
                assert "Parser Error" not in answer.text
    assert len(get(client, "/reports", limit=1000)["items"]) > 40


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{ROOT}/events")
    again = client.get(f"{ROOT}/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"]
    assert client.get(f"{ROOT}/events", headers={"if-none-match": '"other"'}).content == first.content


def slow(asked: Asked) -> Any:
    asked.table("SELECT count(*) FROM range(20_000_000_000) t(n) WHERE n % 7 = 3")
    raise AssertionError("never comes so far")


def test_a_question_that_takes_too_long_is_stopped(file: Path) -> None:
    app = create_app(file, seconds=0.3)
    app.router.routes.append(Route(f"{ROOT}/slow", endpoint(slow)))
    begun = time.monotonic()
    answer = TestClient(app).get(f"{ROOT}/slow")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"]
    assert time.monotonic() - begun < 10


def test_a_question_is_stopped_when_who_asked_has_gone(file: Path) -> None:
    ended = threading.Event()

    def watched(asked: Asked) -> Any:
        try:
            return slow(asked)
        finally:
            ended.set()

    app = create_app(file, seconds=120)
    app.router.routes.append(Route("/slow", endpoint(watched)))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with socket.create_connection(listening.getsockname(), timeout=10) as client:
            client.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert not ended.wait(1.5)
        assert ended.wait(20)
    finally:
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize(
    ("sql", "given", "status", "detail"),
    [
        ("SELECT x FROM base.event", {}, 500, OURS),
        ("SELECT CAST(title AS INTEGER) FROM report", {}, 500, OURS),
        ("SELECT CAST(title AS INTEGER) FROM report WHERE $name <> ''", {"name": "x"}, 500, OURS),
        ("SELECT $name, $since", {"name": "x"}, 500, OURS),
        ("SELECT CAST($since AS DATE)", {"since": "monday"}, 400, BAD_VALUE),
        (
            "SELECT CAST($n AS INTEGER)",
            {"n": "Values were not provided when casting from source column x"},
            400,
            BAD_VALUE,
        ),
        ("SELECT $name", {"name": "\ud800"}, 400, BAD_VALUE),
    ],
)
def test_what_the_engine_says_of_its_sql_is_no_answer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, sql: str, given: dict[str, str], status: int, detail: str
) -> None:
    ask = Asked.ask
    monkeypatch.setattr(Asked, "ask", lambda asked, *_question: ask(asked, Question(sql, given)))
    answer = client.get("/api/v1/dyads?type=ASSAULT")
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ArchiveError("/home/ed/a.archive: no such archive"), 500),
        (ArchiveBusy("/home/ed/a.archive: held"), 503),
        (RecordError("not a record: /home/ed"), 500),
    ],
)
def test_an_archive_that_fails_is_no_fault_of_who_asks(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: OnrecordError, status: int
) -> None:
    def fail(*_given: object, **_asked: object) -> None:
        raise error

    monkeypatch.setattr(Asked, "ask", fail)
    for address in ("/api/v1/dyads?type=ASSAULT", "/explore/events"):
        answer = client.get(address)
        assert answer.status_code == status
        assert "/home/ed" not in answer.text
