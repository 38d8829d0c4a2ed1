"""Draws the head of a page that topoplan writes: `… | python docs/page_picture.py bill.png 700`.

`make picture` pipes the hybrid example's pages through this; nothing in them is drawn by hand.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_WIDTH = 1040


def main(name: str, height: str) -> None:
    page = sys.stdin.read()
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        shown = running.new_page(viewport={"width": _WIDTH, "height": int(height)})
        shown.set_content(page)
        draw(shown, name)
        running.close()


def browser() -> str:
    """Chromium or Chrome of this machine."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        sys.exit("there is no Chromium and no Chrome on PATH: run `make browser`")
    return found


def draw(page: Page, name: str) -> None:
    """What is seen of a page, as a file beside this one."""
    page.screenshot(path=Path(__file__).with_name(name))


if __name__ == "__main__":
    main(*sys.argv[1:])
