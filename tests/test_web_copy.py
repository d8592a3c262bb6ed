"""The copy that a server asks: as the archive is, also when that has changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archiving import NOON, add_all, report, reports
from onrecord.archive import ArchiveError, reading
from onrecord.archive.correct import drop, join
from onrecord.web.explore.kinds import KINDS
from onrecord.web.opened import OpenArchive
from onrecord.web.snapshot.build import build, listed


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("copy") / "a.archive"
    add_all(file, reports(40))
    return file


def test_every_view_is_a_table_with_the_same_rows(file: Path) -> None:
    opened = OpenArchive(file)
    with opened.asking() as now, opened.asking(as_of=NOON + timedelta(days=1)) as then, reading(file) as archive:
        views = [name for (name,) in archive.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal "
                                                     "AND schema_name = 'main'").fetchall()]  # fmt: skip
        assert {"report", "event", "entity", "coverage"} <= set(views)
        for view in views:
            sql = f'SELECT * FROM "{view}" ORDER BY ALL'
            rows = archive.execute(sql).fetchall()
            assert now.execute(sql).fetchall() == rows
            assert then.execute(sql).fetchall() == rows
        for view in listed():
            laid_out = now.execute(f"SELECT * EXCLUDE (seq) FROM {view.name} ORDER BY ALL").fetchall()
            assert laid_out == then.execute(f"FROM {view.name} ORDER BY ALL").fetchall()
    opened.close()


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports that linking does not join, as users joined them; and what a user says is nothing."""
    file = tmp_path_factory.mktemp("corrected") / "a.archive"
    text = "Mayor Ida Brandt said that {} people were hurt in Lund on Monday.\nOto Šimek denied that police attacked the {}."
    told = [
        report(n, text.format(n, where), published=f"2024-0{n}-01")
        for n, where in enumerate(("port", "tower", "mill"), 1)
    ]
    add_all(file, told)
    said: dict[str, Any] = {"who": "ed", "why": "known to the desk", "clock": lambda: NOON}
    join(file, "r2", "r1", group="copy_group", **said)
    join(file, "r2", "r1", group="story", **said)
    for item in ("s2", "e1", "f1"):
        join(file, f"r2/{item}", f"r1/{item}", **said)
    for item in ("s1", "e1"):
        join(file, f"r3/{item}", f"r1/{item}", **said)
    drop(file, "r3/s1", **said)
    return file


def test_both_sides_of_a_correction_are_told_and_nothing_that_was_dropped(corrected: Path) -> None:
    opened = OpenArchive(corrected)
    with opened.asking() as now, opened.asking(as_of=NOON + timedelta(days=1)) as then:
        for told in (now, then):
            copies = told.execute("SELECT copy_group, id, origin FROM told_copy ORDER BY ALL").fetchall()
            assert copies == [("r1", "r1", "r1"), ("r1", "r2", "r1")]
            elsewhere = "SELECT reading, item, reports, earliest FROM told_elsewhere ORDER BY ALL"
            assert told.execute(elsewhere).fetchall() == [
                (1, "e1", 3, "r1"), (1, "s2", 2, "r1"), (2, "e1", 3, "r1"), (2, "s2", 2, "r1"), (3, "e1", 3, "r1")]  # fmt: skip
            series = "SELECT story, id, figures, reports FROM told_series ORDER BY ALL"
            assert told.execute(series).fetchall() == [("r1", "r1/f1", 2, 2)]
    opened.close()


def test_the_order_of_a_list_is_that_of_its_keys(file: Path) -> None:
    opened = OpenArchive(file)
    with opened.asking() as now:
        for kind in KINDS.values():
            keys = ", ".join(f'"{key.name}"' for key in kind.keys)
            rows = now.execute(f"SELECT {keys} FROM {kind.source} ORDER BY seq").fetchall()
            assert rows == sorted(rows, reverse=True)
            assert len(rows) == len(set(rows))
    opened.close()


def test_what_is_added_is_shown_and_old_copies_go(tmp_path: Path) -> None:
    file = tmp_path / "a.archive"
    add_all(file, [report(1)])
    opened = OpenArchive(file)
    with opened.asking() as before:
        state, moment = opened.state, opened.moment
        add_all(file, [report(1), report(2)], clock=lambda: NOON + timedelta(hours=1))
        opened.renew()
        with opened.asking() as after:
            assert after.execute("SELECT count(*) FROM report").fetchall() == [(2,)]
            assert before.execute("SELECT count(*) FROM report").fetchall() == [(1,)]
        with opened.asking(as_of=moment) as then:
            assert then.execute("SELECT count(*) FROM report").fetchall() == [(1,)]
        assert opened.state != state
        assert moment == NOON
        assert opened.moment == NOON + timedelta(hours=1)
        assert len(list(opened._folder.iterdir())) == 2
    assert len(list(opened._folder.iterdir())) == 1
    opened.close()
    assert not opened._folder.exists()


def test_a_copy_cannot_be_written(file: Path) -> None:
    opened = OpenArchive(file)
    with opened.asking() as connection, pytest.raises(Exception, match="read-only"):
        connection.execute("CREATE TABLE t AS SELECT 1")
    opened.close()


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.archive").write_text("no archive")
    with pytest.raises(ArchiveError, match=r"text\.archive"):
        OpenArchive(tmp_path / "text.archive")
    with pytest.raises(ArchiveError, match="no such archive"):
        build(tmp_path / "none.archive", tmp_path / "copy")
