"""Feeds and WARC files as sources, and the bytes of every report: kept, or found again where they were."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiving import add_all
from onrecord.archive import ask, export_parquet, import_parquet, reading
from onrecord.archive.evidence import Checked, check
from onrecord.cli import main
from onrecord.intake import Failure, Report, reports
from onrecord.intake.evidence import digests

WORDS = (
    "The council of Rivermouth voted on Tuesday to close the old harbour bridge for two months.",
    "Mayor Ida Brandt said that the repair would begin before the winter and cost four million.",
    "The ferry will run every half hour until the bridge is open again, the council said.",
)
GERMAN = (
    "Der Rat der Stadt hat am Dienstag beschlossen, die alte Hafenbrücke für zwei Monate zu schließen.",
    "Die Arbeiten sollen vor dem Winter beginnen und vier Millionen kosten, sagte die Bürgermeisterin.",
)
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Rivermouth Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>Bridge &amp;amp; ferry</title><link>https://post.example/1</link><guid>post-1</guid>
<pubDate>Wed, 27 Mar 2024 10:00:00 +0200</pubDate><dc:creator>Oto Šimek</dc:creator>
<description>The council voted.</description>
<content:encoded><![CDATA[<p>{}</p><script>no()</script><p>{}</p><p>{}</p>]]></content:encoded></item>
<item><title>Pas de pont</title><link>https://post.example/2</link><pubDate>Thu, 28 Mar 2024 09:00:00 GMT</pubDate>
<description>Le conseil municipal a fermé le vieux pont du port pour deux mois, a dit la maire mardi soir.</description></item>
<item><description></description></item></channel></rss>""".format(*WORDS)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Kessan Wire</title><id>k</id>
<entry><id>tag:kessan.example,2024:1</id><title>Bridge</title><link href="https://kessan.example/1"/>
<published>2024-03-27T10:00:00+01:00</published><updated>2024-03-28T10:00:00Z</updated>
<author><name>Ren Ota</name></author><content type="html">&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;</content></entry>
</feed>""".format(*WORDS[:2])  # fmt: skip


def page(words: str, body: tuple[str, ...] = WORDS) -> bytes:
    meta = '<meta property="og:site_name" content="Harbour Daily"><meta name="date" content="2024-03-27">'
    paragraphs = "".join(f"<p>{line}</p>" for line in (words, *body))
    return f"<html><head><title>Bridge closed</title>{meta}</head><body><article>{paragraphs}</article></body></html>".encode()


def warc(file: Path, records: list[tuple[str, str, bytes, dict[str, str]]], packed: bool = True) -> Path:
    """A WARC file of responses: address, status line, body, HTTP headers."""
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(file.name, {"software": "test"}))
        for url, status, body, headers in records:
            told = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=told)
            writer.write_request_response_pair(writer.create_warc_record(url, "request"), record)
    return file


HTML = {"Content-Type": "text/html; charset=utf-8"}
CRAWL = [
    ("https://daily.example/1", "200 OK", page("First of all."), HTML),
    ("https://daily.example/logo.png", "200 OK", b"\x89PNG", {"Content-Type": "image/png"}),
    ("https://daily.example/2", "200 OK", gzip.compress(page("Second."), mtime=0), {**HTML, "Content-Encoding": "gzip"}),
    ("https://daily.example/old", "301 Moved", b"moved", HTML),
    ("https://daily.example/robots.txt", "200 OK", b"User-agent: *", {"Content-Type": "text/plain"}),
    ("https://daily.example/3", "404 Not Found", page("Nothing here."), HTML),
    ("https://daily.example/4", "200 OK", page("Die alte Brücke.", GERMAN), {"Content-Type": "text/html"}),
]  # fmt: skip


@pytest.mark.parametrize("name", ["post.rss", "post.xml", "post", "post.rss.gz"])
def test_a_feed_gives_its_entries(tmp_path: Path, name: str) -> None:
    data = FEED.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    report, french, empty = reports([tmp_path / name], keep=True)
    assert isinstance(report, Report)
    assert (report.id, report.item, report.line) == ("post-1", 1, None)
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    made = report.article
    assert made.text.split("\n") == list(WORDS)
    assert (made.title, made.outlet, made.authors) == ("Bridge & ferry", "Rivermouth Post", ("Oto Šimek",))
    assert (made.published, made.url) == ("2024-03-27T10:00:00+02:00", "https://post.example/1")
    assert isinstance(french, Failure)
    assert isinstance(empty, Failure)
    assert "entry 2 of the feed" in french.reason
    assert (french.outlet, french.published) == ("Rivermouth Post", "2024-03-28T09:00:00+00:00")


def test_atom_has_two_dates(tmp_path: Path) -> None:
    (tmp_path / "wire.atom").write_text(ATOM, "utf-8")
    (report,) = reports([tmp_path])
    assert isinstance(report, Report)
    assert report.id == "tag:kessan.example,2024:1"
    assert (report.article.published, report.article.updated) == (
        "2024-03-27T10:00:00+01:00",
        "2024-03-28T10:00:00+00:00",
    )
    assert report.article.text.split("\n") == list(WORDS[:2])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<?xml version='1.0'?><note>no feed</note>", "no feed"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "without entries"),
        ('<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item><title>&e;</title>'
         "</item></channel></rss>", "entry 1 of the feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_says_so(tmp_path: Path, data: str, said: str) -> None:
    (tmp_path / "x.xml").write_text(data, "utf-8")
    (failure,) = reports([tmp_path / "x.xml"])
    assert isinstance(failure, Failure)
    assert said in failure.reason


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_gives_its_pages_with_their_places(tmp_path: Path, packed: bool) -> None:
    file = warc(tmp_path / "crawl.warc", CRAWL, packed)
    made = list(reports([file], keep=True))
    first, second, gone, german = made
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    for report, url, data in ((first, CRAWL[0][0], CRAWL[0][2]), (second, CRAWL[2][0], page("Second."))):
        assert (report.article.url, report.article.outlet) == (url, "Harbour Daily")
        assert report.article.published == "2024-03-27"
        assert report.sha256 == hashlib.sha256(data).hexdigest()
        assert report.source is None
        raw = file.read_bytes()[report.offset :]
        head = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(200) if packed else raw[:200]
        assert head.startswith(b"WARC/1.0")
    assert first.id != second.id
    assert isinstance(gone, Failure)
    assert isinstance(german, Failure)
    assert gone.reason == "https://daily.example/3: HTTP status 404"
    assert german.outlet == "Harbour Daily"


def test_a_warc_that_is_cut_or_changed_says_so(tmp_path: Path) -> None:
    file = warc(tmp_path / "crawl.warc", CRAWL[:3], packed=False)
    data = file.read_bytes()
    file.write_bytes(data[: data.rindex(b"HTTP/1.1") + 300])
    assert "cut short" in str(list(reports([file]))[-1])
    file.write_bytes(data.replace(b"First of all", b"First of ill"))
    assert "not those of its digest" in str(next(reports([file])))
    file.write_bytes(b"WARC/1.0\r\nnothing")
    assert all(isinstance(made, Failure) for made in reports([file]))
    file.write_bytes(b"")
    assert "no page" in str(next(reports([file])))


def test_a_page_over_the_limit_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    from onrecord.intake import Limits

    bomb = gzip.compress(b"<p>x</p>" * 2**20)
    file = warc(
        tmp_path / "bomb.warc.gz", [("https://a.example/", "200 OK", bomb, {**HTML, "Content-Encoding": "gzip"})]
    )
    (failure,) = reports([file], limits=Limits(file_bytes=2**20))
    assert "over the limit of 1,048,576 bytes a page" in str(failure)


def test_without_fastwarc_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (failure,) = reports([warc(tmp_path / "a.warc.gz", CRAWL)])
    assert "pip install onrecord[warc]" in str(failure)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Reports of every kind of source."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(page("On a page."))
    (folder / "b.txt").write_text("\n".join(WORDS), "utf-8")
    lines = [json.dumps({"id": f"l{n}", "text": " ".join((f"Number {n}.", *WORDS))}) for n in range(3)]
    (folder / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (folder / "d.json").write_text(json.dumps([{"text": f"Item {n}. {WORDS[0]}"} for n in range(2)]), "utf-8")
    (folder / "e.rss").write_text(FEED, "utf-8")
    warc(folder / "f.warc.gz", CRAWL)
    return folder


def states(file: Path, report: str | None = None) -> dict[str, str]:
    with reading(file) as connection:
        found: list[Checked] = list(check(connection, digests, report))
    return {f"{checked.report}/{checked.version}": checked.state for checked in found}


@pytest.mark.parametrize("keep", [True, False])
def test_the_bytes_of_every_report_are_kept_or_found(tmp_path: Path, sources: Path, keep: bool) -> None:
    file = tmp_path / "a.archive"
    counts = add_all(file, reports([sources], keep=keep))
    assert counts.added == 10
    found = states(file)
    assert len(found) == 10
    in_warc = ask(file, 'SELECT count(*) FROM report_version WHERE "offset" IS NOT NULL').rows[0][0]
    assert list(found.values()).count("kept") == (10 - in_warc if keep else 0)
    assert set(found.values()) <= {"kept", "found"}
    assert ask(file, "SELECT count(*) FROM base.source").rows == ((7 if keep else 0,),)


def test_what_is_gone_or_changed_is_named(tmp_path: Path, sources: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, reports([sources], keep=False))
    (sources / "a.html").write_bytes(page("On another page."))
    (sources / "b.txt").unlink()
    data = gzip.decompress((sources / "c.jsonl.gz").read_bytes()).replace(b"Number 1.", b"Number 9.")
    (sources / "c.jsonl.gz").write_bytes(gzip.compress(data))
    amiss = {key: state for key, state in states(file).items() if state != "found"}
    assert amiss == {"a/1": "changed", "b/1": "missing", "l1/1": "changed"}
    ran = CliRunner().invoke(main, ["evidence", "check", "--archive", str(file)])
    assert ran.exit_code == 3
    assert "7 found" in ran.stderr
    assert "1 missing" in ran.stderr
    assert "b.txt" in ran.stdout
    assert "e.rss" not in ran.stdout


def test_the_bytes_of_a_report_come_back(tmp_path: Path, sources: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, reports([sources], keep=True))
    warc_id = ask(file, "SELECT id FROM report WHERE url = 'https://daily.example/2'").rows[0][0]
    for id_, data in (("a", page("On a page.")), (warc_id, page("Second."))):
        ran = CliRunner().invoke(main, ["evidence", "get", id_, "--archive", str(file)])
        assert (ran.exit_code, ran.stdout_bytes) == (0, data)
    (sources / "f.warc.gz").unlink()
    for id_, said in ((warc_id, "no such file"), ("nobody", "no report")):
        ran = CliRunner().invoke(main, ["evidence", "get", id_, "--archive", str(file)])
        assert ran.exit_code == 1
        assert said in ran.stderr


def test_failures_count_under_their_outlet_and_day(tmp_path: Path, sources: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, reports([sources]))
    assert ask(file, "SELECT outlet, day::VARCHAR, failed FROM coverage WHERE failed > 0 ORDER BY ALL").rows == (
        ("Harbour Daily", "2024-03-27", 1), ("Rivermouth Post", "2024-03-28", 1), ("Rivermouth Post", None, 1),
        (None, None, 1))  # fmt: skip


def test_the_same_source_is_kept_once(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.archive", tmp_path / "in"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.json").write_text(json.dumps([{"text": f"Item {n}. {WORDS[0]}"} for n in range(3)]), "utf-8")
    add_all(file, reports([folder], keep=True))
    assert ask(file, "SELECT count(*) FROM base.source").rows == ((1,),)


def test_kept_bytes_go_through_parquet(tmp_path: Path, sources: Path) -> None:
    file, back = tmp_path / "a.archive", tmp_path / "b.archive"
    add_all(file, reports([sources / "a.html", sources / "c.jsonl.gz"], keep=True))
    export_parquet(file, tmp_path / "tables")
    import_parquet(tmp_path / "tables", back)
    for path in sources.iterdir():
        path.unlink()
    assert list(states(back).values()) == ["kept"] * 4
