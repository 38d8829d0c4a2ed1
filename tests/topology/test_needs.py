"""What an endpoint asks of its targets, how it grows, and what was measured of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from planner.catalog import load
from planner.diagnostics import STATED
from planner.spec import read
from planner.topology import Endpoint, Growth, Needs, resolve
from tests.topology.specs import resolved, spec

MEASURED = """\
{"schema": "topoplan/measurement/v1", "measured_on": "2026-11-20", "measured_from": "Lisbon",
 "targets": {
   "fra/sonnet": {"requests": 200, "ttft_p95_ms": 640}}}
"""


def chat(words: str) -> Endpoint:
    (endpoint,) = resolved(spec(f"chat: {{{words}, route: [fra/sonnet]}}")).endpoints
    return endpoint


def test_what_is_asked_of_a_target_is_a_value() -> None:
    asked = "{quality: mid, context: 16k, tools: true, ttft_p95_ms: 800, p95_ms: 2500}"
    assert chat(f"needs: {asked}").needs == Needs(
        quality="mid", context=16_000, tools=True, ttft_p95_ms=800, p95_ms=2500
    )


def test_a_share_of_requests_is_a_fraction() -> None:
    assert chat("needs: {availability: 99.9%}").needs.availability == Decimal("0.999")


def test_who_asks_for_nothing_needs_nothing() -> None:
    assert chat("kind: chat").needs == Needs()


def test_growth_is_a_factor_over_months() -> None:
    assert chat("growth: {factor: 10, months: 6}").growth == Growth(Decimal(10), 6)


def test_nobody_says_that_an_endpoint_grows() -> None:
    assert chat("kind: chat").growth is None


def test_a_measurement_is_found_by_its_target(tmp_path: Path) -> None:
    (tmp_path / "chat.json").write_text(MEASURED)
    text = spec("chat: {measured: chat.json, route: [fra/sonnet]}")
    (tmp_path / "topology.yaml").write_text(text)
    read_spec = read(tmp_path / "topology.yaml").value
    assert read_spec is not None
    topology = resolve(read_spec, load()).value
    assert topology is not None
    (endpoint,) = topology.endpoints
    assert endpoint.measurement is not None
    seen = endpoint.measurement.of(endpoint.targets[0])
    assert seen is not None
    assert (seen.ttft_p95_ms, seen.p95_ms) == (Decimal(640), None)
    assert (seen.row.file, seen.row.line, seen.row.source) == ("chat.json", 3, STATED)
