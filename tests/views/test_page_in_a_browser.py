"""The page of a bill, opened in a real browser that has no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_fixtures import DESK, PHONE, Open, objections
from tests.documents.plans import plan_of_example
from tests.views.pages import MARKUP, page_of, page_of_example, plan_with_markup

HYBRID, SELF_HOST = "hybrid-hot-path/topology", "h100-self-host/topology"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("example", [HYBRID, SELF_HOST])
def test_nothing_stands_against_its_accessibility(opened: Open, example: str, scheme: str) -> None:
    # contrast among it
    with opened(page_of_example(example), color_scheme=scheme) as page:
        assert objections(page) == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_sticks_out_of_the_window(opened: Open, viewport: dict[str, int]) -> None:
    with opened(page_of_example(HYBRID), viewport=viewport) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wide = page.evaluate("document.documentElement.scrollWidth")

    assert wide <= viewport["width"]


def test_one_picture_is_seen_at_a_time_and_keys_switch_it(opened: Open) -> None:
    with opened(page_of_example(HYBRID)) as page:
        seen = [_visible_views(page)]
        for key in ("ArrowRight", "ArrowRight"):
            page.locator("input[name=view]:checked").press(key)
            seen.append(_visible_views(page))

    assert seen == [["view-endpoint"], ["view-node"], ["view-vendor"]]


def test_the_tab_key_goes_from_top_to_bottom(opened: Open) -> None:
    with opened(page_of_example(SELF_HOST)) as page:
        stops = []
        for _ in range(9):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 30)"))
        tops = page.evaluate(
            "[...document.querySelectorAll('main a, main input, main button, main summary')]"
            ".filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().top)"
        )

    assert stops[:2] == ["To the content", "gpu_pools.standby/nodes"]
    assert stops[3:8] == ["line", "quantity", "unit price", "USD a month", "price of"]
    assert stops[8].startswith("gpu_pools.standby/")
    assert tops == sorted(tops)


def test_a_heading_sorts_the_lines_and_says_so(opened: Open) -> None:
    with opened(page_of_example(SELF_HOST)) as page:
        names, months = _column(page, 0), _column(page, 3)
        page.get_by_role("button", name="USD a month").click()
        turned = _column(page, 3)
        page.get_by_role("button", name="line", exact=True).click()
        page.get_by_role("button", name="line", exact=True).click()
        by_name = _column(page, 0)
        said = page.locator("th[aria-sort]").evaluate_all(
            "all => all.map(one => [one.textContent, one.ariaSort])"
        )

    # what has no price may be the dearest of all
    assert months[0] == turned[-1] == ""
    amounts = [float(month) for month in months[1:]]
    assert amounts == sorted(amounts, reverse=True)
    assert [float(month) for month in turned[:-1]] == sorted(amounts)
    assert sorted(by_name) == sorted(names)
    assert by_name != names
    assert said == [["line", "ascending"]]


def test_without_scripts_all_is_there_and_lines_unfold(opened: Open) -> None:
    with opened(page_of_example(HYBRID), java_script_enabled=False) as page:
        line = page.locator("details").first
        line.locator("summary").click()
        assert line.get_by_text("973.33 x 5.75429 = 5,600.84 USD").is_visible()
        page.get_by_text("by vendor", exact=True).first.click()
        assert page.get_by_text("Amazon Bedrock").first.is_visible()


def test_a_link_to_a_line_unfolds_it(opened: Open) -> None:
    with opened(page_of_example(SELF_HOST)) as page:
        page.get_by_role("link", name="gpu_pools.standby/nodes").click()
        unfolded = page.locator("details[open]")
        assert unfolded.count() == 1
        assert "gpu_pools.standby/nodes" in unfolded.inner_text()


def test_print_shows_every_picture(opened: Open) -> None:
    with opened(page_of_example(HYBRID)) as page:
        page.emulate_media(media="print")
        seen = _visible_views(page)

    assert seen == ["view-endpoint", "view-node", "view-vendor"]


def test_markup_in_a_spec_runs_nothing(opened: Open, tmp_path: Path) -> None:
    with opened(page_of(plan_with_markup(tmp_path))) as page:
        assert page.title() != "owned"
        assert page.locator("img").count() == 0
        assert MARKUP in page.locator("main").inner_text()


def test_a_script_that_is_not_ours_is_refused(browser: Browser, tmp_path: Path) -> None:
    html = page_of(plan_of_example(HYBRID))
    file = tmp_path / "bill.html"
    file.write_text(html.replace("</main>", "<script>document.title='owned'</script></main>"))
    page = browser.new_page()
    page.goto(file.as_uri())

    assert page.title() != "owned"
    page.close()


def _visible_views(page: Page) -> list[str]:
    found: list[str] = page.locator(".view").evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => one.id)"
    )
    return found


def _column(page: Page, place: int) -> list[str]:
    cells: list[str] = page.locator("#every-line > tbody > tr").evaluate_all(
        f"all => all.map(row => row.cells[{place}].dataset.sort)"
    )
    return cells
