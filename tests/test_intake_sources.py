"""Paths, streams and bad input: each is read or named in one line, and everything else is still read."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake import Facts, Failure, IntakeError, Limits, Report, from_html, from_text, reports
from onrecord.intake.clean import clean

TEXT = "The minister told reporters on Monday that the talks in the capital would go on for another week."
LINE = json.dumps({"text": TEXT}).encode() + b"\n"
PAGE = b"<html><body><article><h1>Talks go on</h1>" + f"<p>{TEXT}</p>".encode() * 4 + b"</article></body></html>"


def read(path: Path, data: bytes, **options: Limits) -> list[Report | Failure]:
    path.write_bytes(data)
    return list(reports([path], **options))


def told(made: list[Report | Failure], path: Path) -> list[str]:
    return [str(m).replace(str(path), path.name) if isinstance(m, Failure) else m.id for m in made]


BAD = [
    ("empty.txt", b"", ["empty.txt: empty"]),
    ("blank.html", b" \n\t\n", ["blank.html: empty"]),
    ("empty.jsonl", b"", ["empty.jsonl: empty"]),
    ("empty.txt.gz", gzip.compress(b""), ["empty.txt.gz: empty"]),
    ("image.txt", bytes(range(256)) * 40, ["image.txt: binary data, not text"]),
    ("paper.html", b"%PDF-1.7 and so on", ["paper.html: binary data, not text"]),
    ("cut.txt.gz", gzip.compress(TEXT.encode())[:-10], ["cut.txt.gz: gzip data is cut short"]),
    ("cut.jsonl.gz", gzip.compress(LINE * 3, compresslevel=0)[:-20], ["cut-1", "cut-2", "cut.jsonl.gz:3: gzip data is cut short"]),
    ("torn.txt.gz", gzip.compress(TEXT.encode() * 9)[:20] + b"\xff" * 30, ["torn.txt.gz: gzip data is broken"]),
    ("bad.json", b'{"text": ', ["bad.json: no valid JSON: Expecting value (column 9)"]),
    ("folded.json", b'{"text":\n "x" "y"}', ["folded.json: no valid JSON: Expecting ',' delimiter (line 2, column 6)"]),
    ("cut.jsonl", b'{"text": "The lake\n' + LINE, ["cut.jsonl:1: no valid JSON: Unterminated string starting at (column 10)", "cut-2"]),
    ("none.json", b"[]", ["none.json: an array without a report"]),
    ("deep.json", b"[" * 100_000, ["deep.json: no valid JSON: nested too deeply"]),
    ("two.jsonl", b'{"text": \n' + LINE, ["two.jsonl:1: no valid JSON: Expecting value (column 9)", "two-2"]),
    ("gap.jsonl", LINE + b"\n" + LINE, ["gap-1", "gap-3"]),
    ("kinds.jsonl", b'3\n"x"\n' + LINE, ["kinds.jsonl:1: a report is a JSON object", "kinds.jsonl:2: a report is a JSON object", "kinds-3"]),
    ("id.jsonl", b'{"id": [1], "text": "x"}\n', ['id.jsonl:1: "id" is neither a string nor a number']),
    ("list.json", b"[" + LINE + b', {"id": 7}, ' + LINE + b"]", ["list-1", 'list.json: report 2 of the array: neither "text" nor "html"', "list-3"]),
    ("words.txt", b"word " * 100_000, ["words.txt: 100,000 words, over the limit of 50,000 words a report"]),
    ("one-word.txt", b"a" * 2_000_000, ["one-word.txt: 2,000,000 characters, over the limit of 1,000,000 characters a report"]),
    ("long.txt", b"a" * 50_000_000, ["long.txt: over the limit of 16,777,216 bytes a file"]),
    ("long.jsonl", b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + LINE, ["long.jsonl:1: a line of 50,000,013 bytes, over the limit of 16,777,216 bytes a line", "long-2"]),
    ("links.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>", ["links.html: no article on this page"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "lines"), BAD, ids=[row[0] for row in BAD])
def test_bad_input_is_named_and_the_rest_is_read(tmp_path, name, data, lines):
    path = tmp_path / name
    assert told(read(path, data), path) == lines


def test_what_a_torn_archive_still_gives_is_kept(tmp_path):
    whole = b"".join(json.dumps({"text": f"{TEXT} It was day {n * 7919}."}).encode() + b"\n" for n in range(4_000))
    path = tmp_path / "news.jsonl.gz"
    made = read(path, gzip.compress(whole)[:-9_000])
    assert len(made) > 1_000
    assert all(isinstance(m, Report) for m in made[:-1])
    assert str(made[-1]) == f"{path}:{len(made)}: gzip data is cut short"


def test_missing_files_and_empty_folders(tmp_path):
    (tmp_path / "empty").mkdir()
    made = [str(m) for m in reports([tmp_path / "none.txt", tmp_path / "empty"])]
    assert made == [
        f"{tmp_path}/none.txt: no such file or directory",
        f"{tmp_path}/empty: no text, page, JSON, feed or WARC file in this folder "
        "(.txt, .html, .json, .jsonl, .xml, .warc, …)",
    ]


def test_a_folder_is_read_in_order_with_what_lies_in_it(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text(TEXT)
    (tmp_path / "b" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINE + LINE))
    (tmp_path / "z.html").write_bytes(PAGE)
    assert [m.id for m in reports([tmp_path]) if isinstance(m, Report)] == ["a-1", "a-2", "c", "z"]


STDIN = [
    (PAGE, ["stdin"]),
    (LINE + LINE, ["stdin-1", "stdin-2"]),
    (b"\xef\xbb\xbf" + LINE, ["stdin-1"]),
    (b'{\n "id": "x",\n "text": "' + TEXT.encode() + b'"\n}', ["x"]),
    (b"[" + LINE + b"]", ["stdin-1"]),
    (TEXT.encode(), ["stdin"]),
    (b"[Kyiv] " + TEXT.encode(), ["stdin"]),
    (gzip.compress(LINE + LINE), ["stdin-1", "stdin-2"]),
    (TEXT.encode("utf-16"), ["stdin"]),
]


@pytest.mark.parametrize(
    ("data", "ids"), STDIN, ids=["html", "jsonl", "bom", "json", "array", "text", "bracket", "gzip", "utf-16"]
)
def test_standard_input_is_told_by_its_look(data, ids):
    made = list(reports(["-"], stdin=io.BytesIO(data)))
    assert [m.id for m in made if isinstance(m, Report)] == ids
    assert all(TEXT in m.article.text for m in made if isinstance(m, Report))


def test_the_same_report_from_every_form(tmp_path):
    pair = f"{TEXT}\n{TEXT} Then they left."
    (tmp_path / "a.txt").write_text(pair)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(pair.encode()))
    (tmp_path / "c.json").write_text(json.dumps({"text": pair}))
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": pair}) + "\n")
    made = [*reports([tmp_path]), *reports(["-"], stdin=io.BytesIO(pair.encode()))]
    assert len(made) == 5
    assert len({m.article for m in made if isinstance(m, Report)}) == 1


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f"{TEXT}\x00\x01 End.".encode(), f"{TEXT} End."),
        (f"{TEXT}\r\nEnd.\rHere.".encode(), f"{TEXT}\nEnd.\nHere."),
        (f"“Café” – {TEXT}".encode("cp1252"), f"“Café” – {TEXT}"),
        (TEXT.encode("utf-16-le"), TEXT),
        (TEXT.encode("utf-32"), TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode() + b" \xed\xa0\x80 End.", f"{TEXT} \ufffd End."),
        ("Ünü “é” ñandú 日本 ".encode() + b"\xff " + TEXT.encode(), f"Ünü “é” ñandú 日本 � {TEXT}"),
    ],
    ids=["controls", "line ends", "cp1252", "utf-16", "utf-32", "bom", "surrogate", "one bad byte"],
)
def test_bytes_become_clean_text(data, text):
    assert from_text(data, Facts(title="Talks go on", lang="en")).text == text


def test_lone_surrogates_are_replaced():
    (made,) = reports(["-"], stdin=io.BytesIO(b'{"text": "' + TEXT.encode() + b' \\ud800 end."}'))
    assert isinstance(made, Report)
    assert made.article.text == f"{TEXT} � end."


def test_memory_stays_flat_over_a_long_file(tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("wb") as out:
        for number in range(20_000):
            out.write(
                json.dumps({"id": number, "lang": "en", "title": "x", "text": f"{TEXT} {number}"}).encode() + b"\n"
            )
    stream = reports([path])
    for _ in range(1_000):
        next(stream)
    tracemalloc.start()
    count = sum(1 for _ in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 19_000
    assert peak < 2**20


def test_limits_can_be_raised(tmp_path):
    path = tmp_path / "words.txt"
    data = (TEXT + "\n").encode() * 4_000
    assert told(read(path, data), path) == ["words.txt: 72,000 words, over the limit of 50,000 words a report"]
    assert told(read(path, data, limits=Limits(words=80_000)), path) == ["words"]


def test_the_source_is_known_by_its_digest(tmp_path):
    plain, packed = read(tmp_path / "a.txt", TEXT.encode()), read(tmp_path / "b.txt.gz", gzip.compress(TEXT.encode()))
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert [m.sha256 for m in (*plain, *packed) if isinstance(m, Report)] == [digest] * 2


WORDS = st.sampled_from(
    "The minister said “we go” U.S. Kyiv, (AP) — PARIS March 3, 2024 By Jane Doe read more: © Reuters / Photo: \t \n \n\n \r\n"
    " أحمد 日本 😀 \x00 \u2028 & <p> </p> <div> <table><tr><td> REUTERS/Li (Reporting by Ana Ruiz; Editing by Li) 12:30 ___".split(
        " "
    )
)
NEWS = st.lists(WORDS | st.text(max_size=12), max_size=80).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(NEWS)
def test_no_text_raises_anything_but_our_error(text):
    try:
        article = from_text(text, Facts(lang="en"))
    except IntakeError:
        return
    assert article.text == "\n".join(article.text[p.start : p.end] for p in article.paragraphs)
    assert all(f.text.strip() for f in article.furniture)


@settings(max_examples=150, deadline=None)
@given(NEWS)
def test_no_word_of_pasted_text_is_lost(text):
    try:
        article = from_text(text, Facts(title="Talks go on", lang="en"))
    except IntakeError:
        return
    kept = "".join([article.text, *(f.text for f in article.furniture)])
    assert sorted(c for c in kept if not c.isspace()) == sorted(c for c in clean(text) if not c.isspace())


@settings(max_examples=80, deadline=None)
@given(NEWS | st.binary(max_size=300))
def test_no_page_raises_anything_but_our_error(page):
    try:
        article = from_html(page, Facts(lang="en"))
    except IntakeError:
        return
    assert article.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_stream_raises(data):
    for made in reports(["-"], stdin=io.BytesIO(data)):
        assert isinstance(made, Report) or "\n" not in str(made)
