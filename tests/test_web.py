"""The server as a whole: what it answers, to whom, and what it does beside a writer."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from archiving import add_all, reports
from onrecord.archive import ArchiveError
from onrecord.web import create_app
from onrecord.web.opened import OpenArchive


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("web") / "a.archive"
    add_all(file, reports(30))
    return file


@pytest.fixture(scope="module")
def client(file: Path) -> TestClient:
    return TestClient(create_app(file))


def test_every_answer_tells_the_browser_what_it_may(client: TestClient) -> None:
    for path in ("/", "/static/onrecord.css", "/nothing-here"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_another_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "evil.example:8080"}).status_code == 421
    assert client.get("/", headers={"host": "10.0.0.1"}).status_code == 421
    assert client.get("/", headers={"host": "[::1]:8080"}).status_code == 200
    assert client.get("/", headers={"host": "LOCALHOST:1"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://testserver"}, 405),
        ({}, 405),
    ],
)
def test_another_site_cannot_send(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/", headers=headers).status_code == status


def test_a_server_for_others_asks_for_its_token(file: Path) -> None:
    client = TestClient(create_app(file, hosts=["news.example"], token="s3cret"), base_url="http://news.example")
    assert client.get("/").status_code == 401
    assert client.get("/", params={"token": "wrong"}).status_code == 401
    assert client.get("/", headers={"authorization": "Bearer s3cret"}).status_code == 200
    first = client.get("/", params={"token": "s3cret", "a": "b"}, follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/?a=b")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert client.get("/").status_code == 200
    assert client.get("//evil.example/?token=s3cret", follow_redirects=False).headers.get("location", "/")[:2] != "//"


def test_no_archive_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such archive"):
        create_app(tmp_path / "none.archive")


def test_a_wrong_day_is_said(client: TestClient) -> None:
    answer = client.get("/", params={"published_by": "yesterday"})
    assert answer.status_code == 400
    assert "no date" in answer.text


def test_a_writer_gets_the_archive_while_it_is_asked_all_the_time(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, reports(5))
    opened = OpenArchive(file)
    stop, counts = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            with opened.asking() as connection:
                counts.append(connection.execute("SELECT count(*) FROM report").fetchall()[0][0])

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    try:
        time.sleep(0.2)
        begun = time.monotonic()
        add_in_another_process(file)
        assert time.monotonic() - begun < 200
        while counts[-1] == counts[0] and time.monotonic() - begun < 400:
            time.sleep(0.1)
    finally:
        stop.set()
        for asker in askers:
            asker.join()
        opened.close()
    assert counts[0] < counts[-1]
    assert sorted(counts) == counts or counts[-1] == max(counts)


def add_in_another_process(file: Path) -> None:

    program = Path(__file__).parent / "archiving.py"
    subprocess.run([sys.executable, str(program), str(file), "20", "1"], check=True, timeout=300)
