"""Draws docs/serve.png: the workbench of the hybrid example, after its slider was moved.

`make picture` runs this; nothing in it is drawn by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread

from page_picture import browser, draw
from playwright.sync_api import Page, expect, sync_playwright

import planner
from planner.advising import thresholds
from planner.workbench import Workbench, listening

_SPEC = Path(__file__).parents[1] / "examples" / "hybrid-hot-path" / "topology.yaml"
_SIZE = {"width": 1280, "height": 860}
_STEPS, _PATIENCE_MS = 25, 60_000


def main() -> None:
    desk = Workbench(planner.plan(_SPEC), thresholds())
    with listening(desk, "127.0.0.1", 0, sys.exit) as server, sync_playwright() as started:
        Thread(target=server.answer, daemon=True).start()
        running = started.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        page = running.new_page(viewport=_SIZE)
        page.goto(server.address)
        _move(page)
        draw(page, "serve.png")
        running.close()


def _move(page: Page) -> None:
    slider = page.locator("input[type=range][data-of]").first
    for _ in range(_STEPS):
        slider.press("ArrowRight")
    expect(page.locator("#moved")).to_contain_text("more than as read")
    expect(page.locator("#advised")).to_have_attribute("aria-busy", "false", timeout=_PATIENCE_MS)


if __name__ == "__main__":
    main()
