"""What a release says of itself: readme, citation file, codebook page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.export.release import Release

_README = """# {title}

Sourced records of {reports:,} news reports{span}: who said what, who did what to whom, how many, when, on whose word.
Read by onrecord {onrecord}; `settings.json` has all versions and settings, `codebook.md` every table, column and label.

| table | rows | holds |
| --- | ---: | --- |
{tables}

Rows point into the text of their report: `start` and `end` are code points, half-open. {texts}

Counts of events depend on what was read. `coverage` has how many reports of each outlet and day were seen, read, copied
and failed: give counts per 1,000 reports read, and take a day without a row for a gap, not for a quiet day. Take
`happening`, not `event`, where a thing should count once however many reports tell it; `independent` says how many
sources stand behind it. All of it was read by a program, and is wrong at times: check what matters against the reports
(`report.url`).

```
sha256sum --check {checksums}
```
```python
import pandas; pandas.read_parquet("data/happening.parquet")
```
```r
arrow::read_parquet("data/happening.parquet")
```

Cite it as `CITATION.cff` says.{licence}
"""
_WITHOUT = (
    "The running words of reports (`text`, `content`, …) are left out, for they are their publishers'; who has a "
    "report's text finds the words by the offsets. `report.text_sha256` tells whether it is the same text."
)
_WITH = "Texts are included: they are their publishers', and may not be passed on without leave."


def readme(release: Release, settings: dict[str, Any], checksums: str) -> str:
    """README.md."""
    from onrecord.export.tables import about

    rows = [f"| `{name}` | {count:,} | {about(name)} |" for name, count in settings["tables"].items()]
    first, last = settings["first_day"], settings["last_day"]
    return _README.format(
        title=release.title, reports=settings["tables"]["report"], onrecord=settings["onrecord"],
        span=f" published from {first} to {last}" if first else "", tables="\n".join(rows),
        texts=_WITH if release.texts else _WITHOUT, checksums=checksums,
        licence=f" Licence of the records: {release.licence}." if release.licence else "",
    )  # fmt: skip


def citation(release: Release, settings: dict[str, Any]) -> str:
    """CITATION.cff (Citation File Format 1.2.0); strings are quoted as JSON, which YAML takes."""
    day = release.day.isoformat() if release.day else (settings["recorded"] or "")[:10]
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them as below.",
        "type: dataset",
        f"title: {_quoted(release.title)}",
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in release.authors),
        f"version: {_quoted(release.version or day)}",
        *([f"date-released: {day}"] if day else []),
        *(f"{key}: {_quoted(value)}" for key, value in (
            ("license", release.licence), ("doi", release.doi), ("url", release.url)) if value),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def codebook_page(book: dict[str, Any]) -> str:
    """codebook.md: tables with their columns, then labels by group."""
    parts = [f"# Codebook {book['version']}\n", "## Tables\n"]
    for table in book["tables"]:
        rows = [f"| `{c['column']}` | {c['type']} | {c['about']} |" for c in table["columns"]]
        parts.append(f"### {table['table']}\n\n{table['about']}\n\n| column | type | holds |\n| --- | --- | --- |\n"
                     + "\n".join(rows) + "\n")  # fmt: skip
    parts.append("## Labels\n")
    shown = None
    for label in book["labels"]:
        group = label["group"] + (f" of {label['of']}" if label["of"] else "")
        if group != shown:
            parts.append(f"### {group}\n")
            shown = group
        parts.append(f"- **{label['label']}**: {label['definition']}")
    return "\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
