"""A report, opened in a real browser that has no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser_fixtures import DESK, PHONE, Open, objections
from tests.views.reports import HYBRID, broken_plan, hostile_plan, report_of, report_of_example


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_against_its_accessibility(opened: Open, scheme: str) -> None:
    with opened(report_of_example(HYBRID), color_scheme=scheme) as page:
        assert objections(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nor_where_hops_break_the_policy(opened: Open, scheme: str, tmp_path: Path) -> None:
    with opened(report_of(broken_plan(tmp_path)), color_scheme=scheme) as page:
        assert objections(page) == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_sticks_out_of_the_window(opened: Open, viewport: dict[str, int]) -> None:
    with opened(report_of_example(HYBRID), viewport=viewport) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wide = page.evaluate("document.documentElement.scrollWidth")

    assert wide <= viewport["width"]


def test_keys_lead_from_a_mark_to_its_proof(opened: Open) -> None:
    with opened(report_of_example(HYBRID)) as page:
        page.locator("svg.schematic a.mark").first.focus()
        page.keyboard.press("Enter")
        unfolded = page.locator(".ways details[open]")
        unfolded.wait_for()
        assert unfolded.count() == 1
        assert "allowed: bloc:EU" in unfolded.inner_text()


def test_a_click_on_the_map_leads_to_the_proof_as_well(opened: Open) -> None:
    with opened(report_of_example(HYBRID)) as page:
        page.locator("svg.map a.mark").first.click()
        unfolded = page.locator(".ways details[open]")
        unfolded.wait_for()
        assert unfolded.count() == 1


def test_verdicts_differ_without_colours(opened: Open, tmp_path: Path) -> None:
    with opened(report_of(broken_plan(tmp_path))) as page:
        strokes = page.locator("svg.schematic path.hop").evaluate_all(
            "all => Object.fromEntries(all.map(one => [one.classList[1],"
            " getComputedStyle(one).strokeDasharray + getComputedStyle(one).strokeWidth]))"
        )
        marks = page.locator("svg.schematic a.mark text").all_text_contents()

    assert len(set(strokes.values())) == len(strokes) >= 3
    assert {"✓", "✕"} <= set(marks)


def test_without_scripts_all_is_there_and_proofs_unfold(opened: Open) -> None:
    with opened(report_of_example(HYBRID), java_script_enabled=False) as page:
        hop = page.locator(".ways details").first
        hop.locator("summary").click()
        assert hop.get_by_text("allowed: bloc:EU").first.is_visible()


def test_on_paper_every_picture_of_the_bill_is_seen_and_no_menu(opened: Open) -> None:
    with opened(report_of_example(HYBRID)) as page:
        page.emulate_media(media="print")
        seen = page.locator(".view").evaluate_all(
            "all => all.filter(one => one.offsetParent).length"
        )
        assert seen == 3
        assert not page.locator("nav").is_visible()
        assert page.pdf().startswith(b"%PDF")


def test_markup_in_a_spec_runs_nothing(opened: Open, tmp_path: Path) -> None:
    with opened(report_of(hostile_plan(tmp_path))) as page:
        assert page.title() != "owned"
        assert page.locator("img").count() == 0


def test_a_script_that_is_not_ours_is_refused(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    own = "<script>document.title='owned'</script><p onclick='x' id=p></p></main>"
    file.write_text(report_of_example(HYBRID).replace("</main>", own), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())

    assert page.title() != "owned"
    page.close()
