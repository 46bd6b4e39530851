"""Finds a browser of Chromium's kind on this machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MAC: Final = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS: Final = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_ROOTS: Final = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

NEEDED: Final = "these tests need a browser: install Chromium, Chrome or Edge, or put it on PATH"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """There is no browser where one is usually installed; the text says what to do."""


def find_chromium() -> str:
    """Return the path of a browser. Raises `NoBrowser`."""
    for found in _candidates():
        if os.access(found, os.X_OK):
            return found
    raise NoBrowser(NEEDED)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    for applications in (Path("/Applications"), Path.home() / "Applications"):
        yield from (str(applications / each) for each in MAC)
    for root in filter(None, map(os.environ.get, WINDOWS_ROOTS)):
        yield from (str(Path(root, each)) for each in WINDOWS)
