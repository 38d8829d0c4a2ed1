"""`python -m tests.bench.pages`: what pages weigh, and how quick they and their server are."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from threading import Thread
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

import planner
from planner.advising import advise, thresholds
from planner.pipeline import Plan
from planner.views import show_report
from planner.workbench import Workbench, listening
from tests.bench.generated import spec
from tests.browser_fixtures import found_browser
from tests.workbench.asking import Client

_EXAMPLES = Path(__file__).parents[2] / "examples"
_NAMES = ("single-api", "hybrid-hot-path", "mixed-three-clouds")
_MANY = 200
_MOVES = 40
_PAINT = """
() => performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0]
"""


def main() -> None:
    print("| report | KB | first paint, ms |")
    print("|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        many = Path(folder) / "topology.yaml"
        many.write_text(spec(_MANY), encoding="utf-8")
        plans = {name: planner.plan(_EXAMPLES / name / "topology.yaml") for name in _NAMES}
        running = started.chromium.launch(executable_path=found_browser(), args=["--no-sandbox"])
        for name, plan in {**plans, f"{_MANY} endpoints": planner.plan(many)}.items():
            file = Path(folder) / "report.html"
            file.write_text(show_report(advise(plan, thresholds()), plan), encoding="utf-8")
            print(f"| {name} | {file.stat().st_size / 1000:.0f} | {_paint(running, file):.0f} |")
        running.close()
    print("\n| a slider of `serve` moves | median ms | 95 % within ms |")
    print("|---|---:|---:|")
    for name, plan in plans.items():
        taken = _moves(plan)
        print(f"| {name} | {quantiles(taken, n=2)[0]:.0f} | {quantiles(taken, n=20)[-1]:.0f} |")


def _paint(browser: Browser, file: Path) -> float:
    """The least of five first paints with content, in milliseconds."""

    def once() -> float:
        page = browser.new_page()
        page.goto(file.as_uri(), wait_until="networkidle")
        taken = float(page.evaluate(_PAINT))
        page.close()
        return taken

    return min(once() for _ in range(5))


def _moves(plan: Plan) -> list[float]:
    """Milliseconds of answers over HTTP, none of which was given before, while nobody weighs."""
    endpoint = next(one.name for one in plan.topology.endpoints if one.traffic)
    path = f"endpoints.{endpoint}.traffic.requests_per_month"
    with listening(Workbench(plan, thresholds()), "127.0.0.1", 0, sys.exit) as server:
        Thread(target=server.answer, daemon=True).start()
        client = Client(server.address, [])
        client.get()
        return [_answered(client, f"{path}={1_000_000 + move}") for move in range(_MOVES)]


def _answered(client: Client, setting: str) -> float:
    started = perf_counter()
    assert "parts" in client.post("plan", [setting]).document
    return 1000 * (perf_counter() - started)


if __name__ == "__main__":
    main()
