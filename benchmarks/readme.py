"""Write measured figures and real output into README.md, or check that they stand there.

python benchmarks/readme.py           check; exit status 1 where README.md is out of date
python benchmarks/readme.py --write
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
DEMO_LINES = 33
"""Lines of the demo's account that are shown."""
SHOWN = {
    "statement found": "statements, found", "statement with source": "statements, with their source",
    "statement manner": "– manner", "statement act": "– act", "statement who": "– who the source is, by full name",
    "event trigger": "events, found", "event type": "events, with their type", "event status": "– status",
    "event voice": "– on whose word", "event actors": "– actors", "event recipients": "– recipients",
    "figure found": "figures, found", "figure value": "figures, with their value", "figure kind": "– kind",
    "time found": "times, found", "time value": "times, with their value",
}  # fmt: skip


def scores() -> str:
    layers = json.loads((RESULTS / "layers.json").read_text("utf-8"))
    rows = [f"| {layers['reports']} Wikinews reports | F1 or share right | of |", "| --- | --- | --- |"]
    for name, label in SHOWN.items():
        v = layers["scores"][name]
        rows.append(f"| {label} | {v.get('f1', v.get('accuracy')):.2f} | {v.get('gold', v.get('n'))} |")
    speed = json.loads((RESULTS / "speed.json").read_text("utf-8"))["rows"]
    whole, alone = speed["whole reader"], speed["spacy alone"]
    line = (
        f"{whole['words_a_second']:,} words a second, every layer on, where spaCy's small pipeline alone does "
        f"{alone['words_a_second']:,}: {whole['times_spacy']:.1f} times its time."
    )
    return "\n".join(rows) + f"\n\n{line}\n"


def demo() -> str:
    from onrecord.api import read
    from onrecord.views import account

    shown = io.StringIO()
    account(read(ROOT / "demo" / "rivermouth.html"), Console(file=shown, width=80))
    lines = [line.rstrip() for line in shown.getvalue().splitlines()]
    return "```\n$ onrecord read demo/rivermouth.html\n" + "\n".join(lines[:DEMO_LINES]) + "\n…\n```\n"


def filled(text: str) -> str:
    """README's text with its generated parts made anew."""
    for name, made in (("demo", demo()), ("scores", scores())):
        pattern = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
        text = pattern.sub(lambda match, made=made: match[1] + made + match[2], text)
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    path = ROOT / "README.md"
    text = path.read_text("utf-8")
    fresh = filled(text)
    if args.write:
        path.write_text(fresh, "utf-8")
    elif fresh != text:
        print("README.md is out of date: python benchmarks/readme.py --write", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
