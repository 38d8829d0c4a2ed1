"""What the catalogue says of quality, latency, availability and tool calls."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from planner.catalog import Catalog, load
from planner.errors import CatalogError
from tests.catalog.made import copied, replaced


def test_a_model_is_of_a_class_by_default() -> None:
    quality = load().quality("claude-opus-4-6")
    assert quality is not None
    assert (quality.tier, quality.row.source) == ("frontier", "design")


def test_a_class_that_nobody_looked_up_says_so() -> None:
    quality = load().quality("qwen3-32b")
    assert quality is not None
    assert quality.row.is_hearsay


def test_a_model_that_nobody_ranks_has_no_class() -> None:
    assert load().quality("titan-embed-text-v2") is None


def test_a_higher_class_is_good_enough_for_a_lower_one() -> None:
    mid, frontier = set(load().models_at_least("mid")), set(load().models_at_least("frontier"))
    assert frontier < mid
    assert "claude-haiku-4-5" not in mid


def test_a_latency_of_the_very_region_comes_first() -> None:
    known = load().latency("bedrock", "claude-haiku-4-5", "eu-central-1")
    assert known is not None
    assert (known.ttft_p50_ms, known.ttft_p95_ms) == (Decimal(565), None)


def test_a_latency_of_no_region_stands_for_all() -> None:
    known = load().latency("openai", "gpt-5.4", "eu")
    assert known is not None
    assert known.ttft_p95_ms == Decimal(1200)


def test_nobody_says_how_long_another_region_takes() -> None:
    assert load().latency("bedrock", "claude-haiku-4-5", "us-east-1") is None


def test_what_is_promised_stands_beside_what_was_observed() -> None:
    said = {one.basis: one.share for one in load().availabilities("openai")}
    assert said == {
        "promised": None,
        "contract": Decimal("0.999"),
        "observed": Decimal("0.9993"),
    }


def test_a_promise_on_a_vendor_s_own_models_covers_no_others() -> None:
    assert load().availabilities("vertex", "google")
    assert not load().availabilities("vertex", "anthropic")


def test_of_a_service_that_nobody_speaks_of_nothing_is_said() -> None:
    assert load().availabilities("stackit") == ()


def test_tool_calls_of_a_model_are_read_by_a_parser() -> None:
    parser = load().tool_parser("llama-3.1-8b-instruct")
    assert parser is not None
    assert parser.parser == "llama3_json"
    assert load().tool_parser("phi-4") is None


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("quality.csv", "claude-opus-4-6,frontier", "claude-opus-4-6,best", "`tier` is none of"),
        (
            "availability.csv",
            "bedrock,,promised,0.999",
            "bedrock,,promised,99.9",
            "`share` must be above 0 and at most 1",
        ),
        ("availability.csv", "bedrock,,promised", "bedrock,,hoped", "`basis` is none of"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    replaced(copied(tmp_path / "set"), file, old, new)
    catalog = Catalog(tmp_path / "set")
    with pytest.raises(CatalogError, match=message):
        _ = catalog.quality("claude-opus-4-6"), catalog.availabilities("bedrock")
