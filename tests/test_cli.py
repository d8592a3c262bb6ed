"""The contract of the command line: outputs, exit statuses, and the one line of error."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.cli.output import records_to
from onrecord.record import Record
from test_record import full_record

TEXT = "Mayor Ida Brandt said on Monday that 12 people were hurt when the dam burst. “We will rebuild,” she told reporters.\n"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "dam.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_account_is_readable_at_eighty_columns_and_plain(report: Path) -> None:
    made = run("read", str(report), "--published", "2024-03-27")
    assert made.exit_code == 0
    assert "Ida Brandt" in made.stdout
    assert "\x1b" not in made.stdout
    assert max(map(len, made.stdout.splitlines())) <= 80


def in_a_terminal(record: Record, monkeypatch: pytest.MonkeyPatch) -> str:
    """The account as a terminal of 80 columns gets it."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    leader, follower = os.openpty()
    with ThreadPoolExecutor() as pool, os.fdopen(follower, "w", encoding="utf-8") as stream:
        screen = pool.submit(until_end, leader)
        monkeypatch.setattr(sys, "stdout", stream)
        with records_to("account", None) as sink:
            sink(record)
        stream.write("\x04")
        stream.flush()
        return screen.result(timeout=30)


def until_end(descriptor: int) -> str:
    read = b""
    while not read.endswith(b"\x04"):
        read += os.read(descriptor, 4096)
    os.close(descriptor)
    return read.decode().removesuffix("\x04").replace("\r\n", "\n")


def test_colours_come_in_a_terminal_and_only_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    record, plain = full_record(), tmp_path / "account.txt"
    with records_to("account", plain) as sink:
        sink(record)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    coloured = in_a_terminal(record, monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    uncoloured = in_a_terminal(record, monkeypatch)
    assert re.search(r"\x1b\[[\d;]*3\d[;m]", coloured)
    assert not re.search(r"\x1b\[[\d;]*3\d[;m]", uncoloured)
    assert "\x1b" not in plain.read_text("utf-8")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain.read_text("utf-8")


def test_json_of_one_report_is_an_object(report: Path) -> None:
    record = Record.from_json(run("read", str(report), "--json").stdout)
    assert record.id == "dam"
    assert record.article.text.startswith("Mayor")


def test_json_of_several_is_an_array(report: Path) -> None:
    made = json.loads(run("read", str(report), str(report), "--json").stdout)
    assert [r["id"] for r in made] == ["dam", "dam"]


def test_jsonl_keeps_input_order_and_numbers_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": TEXT} if n else {"id": "own", "text": TEXT}) for n in range(3)), "utf-8"
    )
    lines = run("read", str(path), "--jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["own", "many-2", "many-3"]


def test_html_is_one_page(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert run("read", str(report), "--html", "-o", str(out)).exit_code == 0
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_html_of_several_goes_to_a_folder(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    assert run("read", str(report), "--html", "-o", str(out)).exit_code == 0
    assert [path.name for path in out.iterdir()] == ["dam.html"]


def test_the_same_record_from_file_gzip_and_standard_input(report: Path, tmp_path: Path) -> None:
    packed = tmp_path / "dam.txt.gz"
    packed.write_bytes(gzip.compress(TEXT.encode()))
    first = json.loads(run("read", str(report), "--json").stdout)
    for other in (run("read", str(packed), "--json"), run("read", "-", "--json", stdin=TEXT)):
        made = json.loads(other.stdout)
        assert {k: v for k, v in made.items() if k != "id"} == {k: v for k, v in first.items() if k != "id"}


def test_some_failed_is_three_and_names_them(report: Path, tmp_path: Path) -> None:
    empty, errors = tmp_path / "empty.txt", tmp_path / "errors.jsonl"
    empty.write_text("")
    made = run("read", str(empty), str(report), "--jsonl", "--errors", str(errors))
    assert made.exit_code == 3
    assert len(made.stdout.splitlines()) == 1
    (row,) = map(json.loads, errors.read_text("utf-8").splitlines())
    assert row["path"] == str(empty)
    assert made.stderr.count("\n") == 1
    assert str(empty) in made.stderr


def test_limits_are_raised_and_lowered_by_flags(report: Path) -> None:
    refused = run("read", str(report), "--max-words", "5")
    assert refused.exit_code == 1
    assert "words" in refused.stderr
    assert (
        run("read", str(report), "--max-words", "60000", "--max-html-depth", "9", "--max-characters", "500").exit_code
        == 0
    )


@pytest.mark.parametrize("option", ["-o", "--errors"])
def test_a_file_that_cannot_be_written_is_one_line(report: Path, tmp_path: Path, option: str) -> None:
    made = run("read", str(report), option, str(tmp_path / "absent" / "x.jsonl"))
    assert made.exit_code == 1
    assert made.stderr.count("\n") == 1
    assert "no such file or directory" in made.stderr


def test_nothing_read_is_one(tmp_path: Path) -> None:
    assert run("read", str(tmp_path / "absent.txt")).exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x.txt", "--published", "soon"],
        ["read", "x.txt", "--json", "--html"],
        ["read", "x.txt", "--jsonl", "--json"],
        ["sql", "SELECT 1", "--csv", "--json"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_other_languages_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "de.txt"
    path.write_text(
        "Die Regierung hat am Montag angekündigt, dass die Brücke über den Fluss im Herbst gesperrt wird. " * 3
    )
    made = run("read", str(path))
    assert made.exit_code == 1
    assert "German" in made.stderr


def test_reports_are_added_linked_and_asked_about(report: Path, tmp_path: Path) -> None:
    archive = str(tmp_path / "news.archive")
    assert run("add", str(report), "--archive", archive, "--published", "2024-03-27", "--workers", "1").exit_code == 0
    linked = run("link", "--archive", archive)
    assert linked.exit_code == 0
    assert "copies: 1 readings" in linked.stdout
    rows = json.loads(run("sql", "--archive", archive, "--json", "SELECT id, story, copy_group FROM report").stdout)
    assert rows == [{"id": "dam", "story": "dam", "copy_group": "dam"}]


def test_linking_no_archive_is_wrong_usage(tmp_path: Path) -> None:
    assert run("link", "--archive", str(tmp_path / "absent.archive")).exit_code == 2


def test_schema_is_the_published_one() -> None:
    published = Path(__file__).parent.parent / "docs" / "record.schema.json"
    assert run("schema").stdout == published.read_text("utf-8"), "onrecord schema > docs/record.schema.json"


def test_codebook_prints_every_type_and_one_label() -> None:
    whole = run("codebook").stdout
    assert all(label in whole for label in ("CONSULT", "called_off", "decline", "under_way"))
    one = run("codebook", "CONSULT").stdout
    assert "CONSULT" in one
    assert "SANCTION" not in one.splitlines()[0]
    assert run("codebook", "NOSUCH").exit_code == 2


def test_module_runs() -> None:
    made = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert made.stdout.startswith("onrecord, version ")


def test_asking_loads_nothing_that_reads() -> None:
    script = (
        "import sys; from onrecord.cli import main; main(['who', '--help'], standalone_mode=False); "
        "print([m for m in ('spacy', 'onnxruntime', 'numpy', 'trafilatura', 'yaml') if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert made.stdout.splitlines()[-1] == "[]"


def test_import_loads_no_models() -> None:
    heavy = "import sys, onrecord; print([m for m in ('spacy', 'onnxruntime', 'duckdb', 'trafilatura') if m in sys.modules])"
    made = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["read", "add"])
def test_tables_of_the_users_own_name_actors(command: str, tmp_path: Path) -> None:
    report, table, archive = tmp_path / "r.txt", tmp_path / "own.yaml", tmp_path / "a.archive"
    report.write_text("Gunmen of the Quux Front attacked a police post on Monday. The Quux Front said so.", "utf-8")
    table.write_text("- {name: Quux Front, kind: group, country: KEN, sector: REB}\n", "utf-8")
    where = ["--jsonl"] if command == "read" else ["--archive", str(archive), "--workers", "1"]
    result = CliRunner().invoke(main, [command, str(report), "--knowledge", str(table), *where])
    assert result.exit_code == 0, result.output
    if command == "add":
        result = CliRunner().invoke(main, ["export", "records", "--archive", str(archive)])
    record = Record.from_json(result.stdout.splitlines()[0])
    assert {"KENREB"} == {e.code for e in record.entities if e.name.endswith("Quux Front")}


def test_a_broken_table_is_told_before_anything_is_read(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("who\nme\n", "utf-8")
    result = CliRunner().invoke(
        main, ["add", str(tmp_path), "--archive", str(tmp_path / "a"), "--knowledge", str(table)]
    )
    assert result.exit_code == 1
    assert "own.csv: needs columns" in result.output
