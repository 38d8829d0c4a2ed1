"""Draws docs/bill.png: the head of the page that `topoplan cost --format html` writes.

`make picture` pipes the hybrid example's page through this; nothing in it is drawn by hand.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).with_name("bill.png")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_WIDTH, _HEIGHT = 1040, 700


def main() -> None:
    page = sys.stdin.read()
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        sys.exit("there is no Chromium and no Chrome on PATH: run `make browser`")
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        shown = running.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        shown.set_content(page)
        shown.screenshot(path=PICTURE)
        running.close()


if __name__ == "__main__":
    main()
