"""A real browser, headless and without a network, for the tests that look at a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome of this machine; `make browser` installs one where it may."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        _unavailable("there is no Chromium and no Chrome on PATH")
    # a sandbox needs rights that root in a container lacks; the pages are ours
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


def _unavailable(reason: str) -> None:
    """A green CI must not mean that nothing ran."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
