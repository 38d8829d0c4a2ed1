"""A real browser, headless and without a network, for the tests that look at a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # has no types
    Axe,
)
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

DESK, PHONE = {"width": 1100, "height": 900}, {"width": 390, "height": 800}

Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Open:
    """`with opened(html, …) as page`: fails on whatever the console or the network is told."""

    @contextmanager
    def open_(html: str, **context: Any) -> Iterator[Page]:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        held = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **context})
        page, said, asked = held.new_page(), [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        yield page
        held.close()
        assert said == []
        assert asked == [file.as_uri()]

    return open_


def objections(page: Page) -> list[tuple[str, str]]:
    """What axe-core has against a page with all of it unfolded: WCAG 2.2 AA, and good practice."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome of this machine; `make browser` installs one where it may."""
    found = found_browser()
    if found is None:
        _unavailable("there is no Chromium and no Chrome on PATH")
    # a sandbox needs rights that root in a container lacks; the pages are ours
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


def found_browser() -> str | None:
    """Chromium or Chrome on PATH; None where there is neither."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def _unavailable(reason: str) -> None:
    """A green CI must not mean that nothing ran."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
