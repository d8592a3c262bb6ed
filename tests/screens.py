"""Pictures of the pages for the docs, at two widths, light and dark: `python tests/screens.py FOLDER [ARCHIVE]`."""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from browser import PHONE, WIDE, browser, media, served, size
from news import make

PAGES = {
    "start": "/?order=large",
    "report": "/report/rivermouth#s4",
    "copy": "/report/herald-0506#copies",
    "story": "/story/nna-0506",
    "figures": "/story/nna-0506#figures",
    "actor": "/actor/standard-0506/n2",
    "events": "/explore/events",
    "map": "/map",
    "search": "/search?q=ferry+AND+river",
}
QUALITY = 70
LOADED = """
const seen = i => { const r = i.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; };
return new Promise(done => setTimeout(() => Promise.all([...document.images].filter(seen).map(i => i.decode()))
  .then(() => setTimeout(done, 300)), 700));
"""
"""Waits for the pictures in view."""


def picture(driver: Any, address: str, file: Path) -> None:
    """What a window shows of an address, as WebP."""
    driver.get("about:blank")
    driver.get(address)
    driver.set_script_timeout(120)
    driver.execute_script(LOADED)
    made = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    file.write_bytes(base64.b64decode(made["data"]))


def pictures(archive: Path, folder: Path) -> None:
    """Every page, twice as wide as a phone and as wide as one, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as driver, served(archive) as site:
        for dark in (False, True):
            for name, window in (("wide", WIDE), ("phone", PHONE)):
                size(driver, *window)
                media(driver, dark=dark)
                for page, path in PAGES.items():
                    picture(driver, site + path, folder / f"{page}-{name}-{'dark' if dark else 'light'}.webp")


if __name__ == "__main__":
    target, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(rest[0]) if rest else Path(scratch) / "news.archive"
        if not rest:
            make(file)
        pictures(file, Path(target))
