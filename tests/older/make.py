"""Archives as older versions of onrecord really made them: `python tests/older/make.py` writes them anew.

For each version of the schema that a program has written, the last commit that wrote it is checked out beside this
tree, and its own code adds, adds again and links a few reports of `tests/archiving.py`, which has a reader without
models. (Versions 1 and 2 were never written alone: the first program that wrote archives wrote version 3.)
"""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LAST = {3: "62fd16c", 4: "085e863", 5: "598651f", 6: "6be3aab", 7: "01e0c83"}
"""The last commit that wrote each version."""
DRIVER = """
import sys
from datetime import datetime
from pathlib import Path
from archiving import NOON, add_all, correction, record, report
from onrecord.intake import Failure

URL = "https://example.org/{}"
FIRE = ("A fire broke out in the old customs house of Lund and the market hall burned down to its walls on Monday.\\n"
        "Mayor Ida Brandt said that {} people were hurt in Lund on Monday.\\n"
        "“We met Oto Šimek’s council and every guest of the harbour,” Ida Brandt said.\\n"
        "Oto Šimek denied that police attacked the harbour.\\n"
        "A meeting in Lund was planned; 12 guests were invited 🎈.")
first = [
    report(1, FIRE.format(9), url=URL.format(1), title="Fire in Lund", agency="NNA", published="2024-03-04"),
    report(2, FIRE.format(9), url=URL.format(2), title="Fire in Lund", published="2024-03-05"),
    report(3, "Rain fell.\\n" + FIRE.format(14), url=URL.format(3), title="Lund after the fire", published="2024-03-05"),
    report(4), report(5), report(6),
    Failure(path="in.jsonl", line=7, reason="no article text"),
]
later = datetime(2026, 1, 2, 12)
file = Path(sys.argv[1])
add_all(file, first)
try:
    from onrecord.linking import link
except ImportError:
    link = lambda *_, **__: None
link(file, clock=lambda: NOON)
again = [
    report(3, FIRE.format(17), url=URL.format(3), title="Lund after the fire", published="2024-03-06",
           furniture=(correction("An earlier version gave another number."),)),
    report(8, FIRE.format(9)[:-60] + " It is over.", url=URL.format(8), title="Fire", published="2024-03-05"),
]
add_all(file, again, clock=lambda: later)
link(file, clock=lambda: later)
try:
    from onrecord.linking.entities import correct_entity
    correct_entity(file, "r5/n1", "r5/n1", who="ed", why="another of the name", clock=lambda: later)
except ImportError:
    pass
"""


def make(version: int, commit: str) -> None:
    """Have the code of `commit` make an archive, and keep it compressed."""
    with tempfile.TemporaryDirectory() as folder:
        tree, made = Path(folder) / "tree", Path(folder) / "made.archive"
        subprocess.run(["git", "worktree", "add", "--detach", str(tree), commit], cwd=HERE, check=True)
        try:
            paths = {**os.environ, "PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree / 'tests'}"}
            subprocess.run([sys.executable, "-c", DRIVER, str(made)], env=paths, cwd=folder, check=True)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=HERE, check=True)
        (HERE / f"schema-{version}.archive.xz").write_bytes(lzma.compress(made.read_bytes(), preset=9))


if __name__ == "__main__":
    for version, commit in LAST.items():
        make(version, commit)
