"""The workbench in a real browser: what moves, what is read out, what is downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_fixtures import objections
from tests.views.reports import hostile_plan
from tests.workbench.asking import Client, asked

PATIENCE_MS = 60_000


@pytest.fixture
def page(browser: Browser, client: Client) -> Iterator[Page]:
    """The page of the hybrid example; fails on whatever the console is told, or another host is."""
    held = browser.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    page, said, asked = held.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(client.address)
    yield page
    held.close()
    assert said == []
    assert {url for url in asked if not url.startswith(client.address)} == set()


def _weighed(page: Page) -> None:
    expect(page.locator("#advised")).to_have_attribute("aria-busy", "false", timeout=PATIENCE_MS)


def test_keys_move_a_slider_and_the_figures_follow(page: Page) -> None:
    slider = page.locator("input[type=range][data-of]").first
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")

    expect(page.locator("#moved")).to_contain_text("more than as read")
    expect(page.locator("h1")).not_to_contain_text("9,497.86")
    assert slider.get_attribute("aria-valuetext") == "63400000"


def test_all_traffic_moves_every_endpoint(page: Page) -> None:
    page.locator("#all").focus()
    page.locator("#all").press("Home")

    expect(page.locator("#moved")).to_contain_text("less than as read")
    expect(page.locator("#all-times")).to_have_text("0.01")


def test_a_policy_moves_the_verdicts_and_can_be_taken_back(page: Page) -> None:
    page.get_by_text("Policy", exact=True).click()
    page.get_by_label("processed in").fill("[DE]")
    page.get_by_label("processed in").press("Tab")
    expect(page.locator("#summary")).to_contain_text("2 violated")

    page.get_by_role("button", name="As it was read").click()
    expect(page.locator("#summary")).to_contain_text("2 proven")


def test_what_no_spec_can_have_is_told_and_the_figures_stay(page: Page) -> None:
    page.get_by_label("last token, p95 ms").first.fill("soon")
    page.get_by_label("last token, p95 ms").first.press("Tab")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("9,497.86")


def test_advice_comes_after_the_plan(page: Page) -> None:
    _weighed(page)

    expect(page.locator("#advice .says")).to_contain_text("change it")
    expect(page.locator("#curves svg.curve").first).to_be_visible()


def test_growth_shows_the_months_and_when_the_budget_is_passed(page: Page) -> None:
    page.get_by_label("grows times").first.fill("100")
    page.get_by_label("grows times").first.press("Tab")
    page.get_by_label("in months").first.fill("12")
    page.get_by_label("in months").first.press("Tab")

    growth = page.locator("#growth")
    expect(growth).to_contain_text("it passes the budget of 15,000.00 USD", timeout=PATIENCE_MS)
    _weighed(page)
    expect(growth.locator("rect.month[x]")).to_have_count(13 + 2)
    expect(growth.locator("svg.curve")).to_have_attribute("role", "img")
    growth.get_by_text("The months as a table").click()
    expect(growth.get_by_role("row", name="4G")).to_contain_text("over")
    assert objections(page) == []


def test_what_was_unfolded_stays_so(page: Page) -> None:
    page.locator(".ways summary").first.click()
    page.locator("input[type=range][data-of]").first.press("ArrowRight")
    expect(page.locator("#moved")).to_contain_text("more than as read")

    assert page.locator(".ways details[open]").count() == 1


def test_the_download_has_the_change_and_the_comments(page: Page) -> None:
    page.get_by_label("requests a month", exact=True).first.fill("80M")
    page.get_by_label("requests a month", exact=True).first.press("Tab")
    expect(page.locator("#moved")).to_contain_text("more than as read")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download the spec").click()
    text = Path(caught.value.path()).read_text(encoding="utf-8")

    assert caught.value.suggested_filename == "topology.yaml"
    assert "requests_per_month: 80M" in text
    assert "# each incoming message: many, short, steady" in text


def test_markup_in_a_spec_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    with asked(hostile_plan(tmp_path)) as client:
        page, said = browser.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.goto(client.address)
        page.locator("input[type=range][data-of]").first.press("ArrowRight")
        expect(page.locator("#moved")).to_contain_text("than as read")
        assert page.title() != "owned"
        assert page.locator("img").count() == 0
        assert said == []
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_against_its_accessibility(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    _weighed(page)

    assert objections(page) == []
