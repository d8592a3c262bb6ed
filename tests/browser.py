"""A real browser without a window, and a server of our own for it."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--hide-scrollbars", "--disable-dev-shm-usage",
)  # fmt: skip
MISSING = "no Chromium with its driver here: `make browser` installs them from the distribution"
WIDE, PHONE = (1280, 900), (390, 844)


def found() -> tuple[str, str] | None:
    """Chromium and its driver, or None where one is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    return (chromium, driver) if chromium and driver else None


@contextmanager
def browser() -> Iterator[Any]:
    """A driver of a fresh Chromium; skips the test where there is none."""
    both = found()
    if both is None:
        pytest.skip(MISSING)
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    profile = tempfile.mkdtemp(prefix="onrecord-browser-")
    options = ChromeOptions()
    options.binary_location = both[0]
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    driver = Chrome(options=options, service=Service(both[1]))
    try:
        size(driver, *WIDE)
        media(driver)
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


def size(driver: Any, width: int, height: int, zoom: float = 1.0) -> None:
    """Give the page so many CSS pixels; `zoom` 2 is a window of half as many at twice the size."""
    metrics = {"width": round(width / zoom), "height": round(height / zoom), "deviceScaleFactor": zoom}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**metrics, "mobile": width < 600})


def media(driver: Any, *, dark: bool = False, kind: str = "") -> None:
    """Ask for dark or light, without movement; `kind` "print" shows a page as it prints."""
    features = [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})


def script(driver: Any, is_on: bool) -> None:
    """Switch the page's scripts on or off, for the pages loaded from now on."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not is_on})


@contextmanager
def served(archive: Path | None, reader: Any = None) -> Iterator[str]:
    """The address of a server over `archive`, or of one without an archive that reads with `reader`."""
    import uvicorn

    from onrecord.web import create_app

    config = uvicorn.Config(create_app(archive, reader=reader, seconds=60), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < until
            time.sleep(0.05)
        (socket,) = server.servers[0].sockets
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
