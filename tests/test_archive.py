"""The archive: what goes in comes out, once, in the same order whatever the number of processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import duckdb
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiving import MADE_BY, NOON, add_all, correction, reader, record, report, reports, tables, text_of
from onrecord.archive import ArchiveBusy, ArchiveError, Writer, ask, reading, record_of, records_of
from onrecord.archive.adding import WINDOW
from onrecord.archive.store import LAYERS
from onrecord.intake import Failure
from onrecord.record import Article, Record
from onrecord.record.json import encode

TESTS = Path(__file__).parent


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.archive"


def count(file: Path, view: str) -> int:
    return int(ask(file, f'SELECT count(*) FROM "{view}"').rows[0][0])


def test_a_record_comes_out_as_it_went_in(file: Path) -> None:
    found = [report(n) for n in range(20)]
    assert add_all(file, found).added == 20
    with reading(file) as connection:
        for f in found:
            assert record_of(connection, f.id) == record(f.id, f.article)
        assert list(records_of(connection)) == [record(f.id, f.article) for f in found]


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.floats(0, 1), st.integers(1, 2**53))
def test_any_words_and_numbers_come_out(tmp_path_factory: pytest.TempPathFactory, words: str, c: float, n: int) -> None:
    file = tmp_path_factory.mktemp("a") / "a.archive"
    found = report(1, f"Mayor Ida Brandt said that {n} people {words.strip() or 'x'} left.", title=words, url=words)
    add_all(file, [found])
    with reading(file) as connection:
        made = record_of(connection, "r1")
    assert made == record("r1", found.article)
    assert ask(file, "SELECT title, text FROM report").rows == ((words, found.article.text),)


def test_every_field_of_a_record_has_its_column(file: Path) -> None:
    add_all(file, [])
    fields = {info.name: info.type for info in msgspec.structs.fields(Record)}
    with reading(file) as connection:
        for table, layer in [("article", "article"), *LAYERS.items()]:
            kind = Article if layer == "article" else fields[layer].__args__[0]
            columns = {row[0] for row in connection.execute(f'DESCRIBE base."{table}"').fetchall()}
            assert columns - {"reading", "n"} == {f.encode_name for f in msgspec.structs.fields(kind)}, table


def test_a_field_that_has_no_column_is_refused(file: Path) -> None:
    def later() -> object:
        return lambda chunk: [
            (record(f.id, f.article).to_json().replace('"lang":', '"mood":"grim","lang":'), "{}") for f in chunk
        ]

    with pytest.raises(ArchiveError, match="mood"):
        add_all(file, [report(1)], later)
    assert count(file, "report") == 0


def test_adding_again_adds_nothing(file: Path) -> None:
    first = add_all(file, reports(300))
    with reading(file) as connection:
        before = tables(connection)
    again = add_all(file, reports(300), clock=lambda: NOON + timedelta(days=1))
    assert (again.added, again.versions, again.reread, again.failed) == (0, 0, 0, first.failed)
    assert again.seen == first.seen + first.added > first.added
    with reading(file) as connection:
        assert tables(connection) == before


def test_the_number_of_processes_and_of_reports_at_once_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumps = []
    for workers, window in ((1, WINDOW), (2, WINDOW), (3, 40)):
        monkeypatch.setattr("onrecord.archive.adding.WINDOW", window)
        file = tmp_path / f"{workers}.archive"
        add_all(file, reports(150), workers=workers)
        with reading(file) as connection:
            dumps.append(tables(connection))
    assert dumps[0] == dumps[1] == dumps[2]


def test_one_article_under_two_ids_is_one_report_and_in_two_outlets_two(file: Path) -> None:
    same = report(2, text_of(1), id="again", title="Report 1", outlet="Outlet 1", published="2024-03-02")
    other = report(3, text_of(1), id="other", title="Report 1", outlet="Elsewhere", published="2024-03-02")
    counts = add_all(file, [report(1), same, other])
    assert (counts.added, counts.seen) == (2, 1)
    assert ask(file, "SELECT id FROM report ORDER BY id").rows == (("other",), ("r1",))


def test_an_id_that_is_taken_is_a_failure_with_its_reason(file: Path) -> None:
    counts = add_all(file, [report(1), report(2, id="r1", path="other.jsonl")])
    assert (counts.added, counts.failed) == (1, 1)
    ((path, line, reason, _),) = ask(file, "FROM failure").rows
    assert (path, line) == ("other.jsonl", 2)
    assert "'r1'" in reason


def test_failures_are_kept_once_and_end_when_the_file_is_read(file: Path) -> None:
    broken = Failure(path="in.jsonl", line=3, reason="broken")
    add_all(file, [report(1), broken])
    add_all(file, [report(1), broken], clock=lambda: NOON + timedelta(days=1))
    assert ask(file, "FROM failure").rows == (("in.jsonl", 3, "broken", NOON),)
    add_all(file, [report(1), report(3)], clock=lambda: NOON + timedelta(days=2))
    assert count(file, "failure") == 0
    assert ask(file, "SELECT withdrawn_at FROM base.failure").rows == ((NOON + timedelta(days=2),),)


def test_a_report_that_kills_its_process_costs_only_itself(file: Path) -> None:
    found = [report(n, "kill me" if n == 21 else "fail me" if n == 22 else None) for n in range(60)]
    counts = add_all(file, found, workers=2)
    assert (counts.added, counts.failed) == (58, 2)
    reasons = ask(file, "SELECT line, reason FROM failure ORDER BY line").rows
    assert [line for line, _ in reasons] == [21, 22]
    assert "died" in reasons[0][1]


def test_other_words_under_one_address_are_a_version(file: Path) -> None:
    first = report(1, "Mayor Ida Brandt said that 12 people were hurt.", url="https://example.org/a")
    second = report(2, "Mayor Ida Brandt said that 14 people were hurt.\nPolice attacked the market.",
                    url="https://example.org/a", published="2024-03-09")  # fmt: skip
    add_all(file, [first])
    later = NOON + timedelta(days=1)
    assert add_all(file, [second, first], clock=lambda: later).versions == 1
    assert ask(file, "SELECT id, text FROM report").rows == (("r1", second.article.text),)
    assert ask(file, "SELECT value FROM figure").rows == ((14.0,),)
    assert ask(file, "SELECT version, why, source_id FROM report_version ORDER BY version").rows == (
        (1, "added", "r1"), (2, "version", "r2"))  # fmt: skip
    with reading(file) as connection:
        assert record_of(connection, "r1", 1) == record("r1", first.article)
        assert record_of(connection, "r1").article == second.article


def test_a_correction_makes_a_version_and_is_kept(file: Path) -> None:
    first = report(1, url="https://example.org/a")
    noted = msgspec.structs.replace(first.article, furniture=(correction("An earlier version misnamed the mayor."),))
    add_all(file, [first, replace(first, article=noted, sha256="other")])
    assert ask(file, "SELECT reason, text FROM furniture").rows == (
        ("correction", "An earlier version misnamed the mayor."),
    )
    assert count(file, "report_version") == 2


def test_rereading_replaces_what_another_version_made(file: Path) -> None:
    add_all(file, [report(n) for n in range(5)])
    newer = msgspec.structs.replace(MADE_BY, onrecord="2")
    reread = {"reread": encode(newer), "clock": lambda: NOON + timedelta(days=1)}
    counts = add_all(file, [report(n) for n in range(6)], partial(reader, 0.0, newer), **reread)
    assert (counts.reread, counts.added) == (5, 1)
    assert add_all(file, [report(n) for n in range(6)], partial(reader, 0.0, newer), **reread).seen == 6
    assert count(file, "report") == 6
    made = ask(file, "SELECT made_by->>'onrecord', why, version FROM report_version WHERE withdrawn_at IS NULL").rows
    assert sorted(set(made)) == [("2", "added", 1), ("2", "reread", 1)]


def test_where_the_bytes_are_is_kept(file: Path) -> None:
    add_all(file, [report(4, path="folder/b.jsonl", line=17, sha256="ab" * 32)])
    assert ask(file, "SELECT path, line, source_sha256 FROM report_version").rows == (
        ("folder/b.jsonl", 17, "ab" * 32),
    )


def test_a_second_writer_is_told_who_writes(file: Path) -> None:
    with Writer(file), pytest.raises(ArchiveBusy, match=rf"process {os.getpid()}\) is writing"):
        add_all(file, [])


def test_reading_what_is_no_archive(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such archive"):
        ask(file, "SELECT 1")
    file.write_bytes(b"not a database at all, but long enough to look at" * 100)
    with pytest.raises(ArchiveError, match="no archive, but another file"):
        ask(file, "SELECT 1")
    with pytest.raises(ArchiveError):
        add_all(file, [])
    lines = tmp_path / "reports.jsonl"
    lines.write_text('{"id": "r1"}\n' * 9, "utf-8")
    with pytest.raises(ArchiveError, match="no archive, but another file"):
        ask(lines, "SELECT 1")
    foreign = tmp_path / "other.db"
    with duckdb.connect(foreign) as connection:
        connection.execute("CREATE TABLE t(i INTEGER)")
    with pytest.raises(ArchiveError, match="did not make"):
        add_all(foreign, [])
    with pytest.raises(ArchiveError, match="no such folder"):
        add_all(tmp_path / "nowhere" / "a.archive", [])


@pytest.mark.parametrize("name", ["base.archive", "linked.duckdb", "main", "Temp.db"])
def test_a_name_that_the_engine_needs_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="another name"):
        add_all(tmp_path / name, [report(1)])


@pytest.mark.parametrize("name", ["report.archive", "statement", "von Tür zu Tür.v2.archive", "it's.db"])
def test_any_other_name_will_do(tmp_path: Path, name: str) -> None:
    add_all(tmp_path / name, [report(1)])
    assert count(tmp_path / name, "report") == count(tmp_path / name, "report_version") == 1


def adding(file: Path, count: int, pause: float = 0.0, workers: int = 1) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(TESTS / "archiving.py"), str(file), str(count), str(workers), str(pause)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_readers_get_in_while_it_writes(file: Path) -> None:
    running = adding(file, 3000)
    seen = set()
    try:
        while running.poll() is None:
            if file.exists():
                seen.add(count(file, "report"))
    finally:
        running.wait()
    assert running.returncode == 0
    assert len(seen) >= 4


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_and_begun_again_it_is_as_if_never_killed(tmp_path: Path, workers: int) -> None:
    whole, killed = tmp_path / "whole.archive", tmp_path / "killed.archive"
    add_all(whole, reports(1200))
    kills = 0
    for wait in (0.25, 0.1, 0.3):
        running = adding(killed, 1200, workers=workers)
        until = time.monotonic() + 20
        while not killed.exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(wait)
        kills += running.poll() is None
        running.kill()
        running.wait()
        if killed.exists():
            assert count(killed, "report") == count(killed, "report_version")
    assert kills >= 1
    assert adding(killed, 1200, workers=workers).wait() == 0
    with reading(whole) as a, reading(killed) as b:
        assert tables(a) == tables(b)


def test_a_full_disk_loses_nothing_that_was_stored(file: Path) -> None:
    program = (
        "import resource, signal, sys\n"
        "from archiving import add_all, reports\n"
        "from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (6 * 2**20, 6 * 2**20))\n"
        "add_all(Path(sys.argv[1]), reports(3000))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", program, str(file)], env=environment, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "ArchiveError" in ran.stderr
    kept = count(file, "report")
    whole = file.with_name("whole.archive")
    add_all(whole, reports(3000))
    assert 0 < kept < count(whole, "report")
    add_all(file, reports(3000))
    with reading(whole) as a, reading(file) as b:
        assert tables(a) == tables(b)


def test_workers_do_not_outlive_a_killed_parent(file: Path) -> None:
    running = adding(file, 5000, pause=0.05, workers=2)
    until, children = time.monotonic() + 90, list[str]()
    while time.monotonic() < until and len(children) < 2:
        time.sleep(0.1)
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
    running.kill()
    running.wait()
    until = time.monotonic() + 10
    while time.monotonic() < until and any(_runs(child) for child in children):
        time.sleep(0.1)
    assert len(children) >= 2
    assert not any(_runs(child) for child in children)


def _runs(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_json_of_the_record_is_one_line(file: Path) -> None:
    add_all(file, [report(1)])
    with reading(file) as connection:
        assert json.loads(record_of(connection, "r1").to_json())["id"] == "r1"
