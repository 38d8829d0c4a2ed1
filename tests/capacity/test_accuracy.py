"""How far the model is from what was published, and from what another model says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from planner.capacity import Point, Unjudged, point
from planner.catalog import load, published_runs
from tests.bench.capacity import Verdict, report, verdict

Golden = Callable[[Path, str], None]

HERE = Path(__file__).parent


def judged(text: str | None = None) -> list[Verdict]:
    points = (point(run, load()) for run in published_runs(text))
    return [verdict(one) for one in points if isinstance(one, Point)]


@pytest.fixture(scope="module")
def held() -> list[Verdict]:
    return [one for one in judged() if one.use == "held out"]


def test_the_error_table_is_what_a_person_has_read(golden: Golden) -> None:
    golden(HERE / "expected" / "accuracy.md", report())


def test_nine_of_ten_runs_that_no_constant_was_fitted_to_lie_in_their_range(
    held: list[Verdict],
) -> None:
    assert len(held) >= 70
    assert sum(one.is_inside for one in held) >= 0.9 * len(held)


def test_steady_runs_of_dense_models_are_met_within_a_tenth_or_so(held: list[Verdict]) -> None:
    steady = [one.off for one in held if one.regime in {"dense", "dense, many"}]

    assert len(steady) >= 20
    assert median(steady) <= 0.12


def test_no_group_of_runs_is_on_both_sides_of_the_split() -> None:
    sides: dict[tuple[str, ...], set[str]] = {}
    for one in judged():
        sides.setdefault(one.group[:3], set()).add(one.point.run["use"])

    assert [group for group, uses in sides.items() if len(uses) > 1] == []


def test_the_model_and_aiconfigurator_do_not_differ_by_more_than_a_factor_of_three() -> None:
    """Dense models alone: constants of mixtures were fitted to some of its estimates."""
    text = (HERE / "aiconfigurator.csv").read_text(encoding="utf-8")

    found = [one for one in judged(text) if one.point.model.type == "dense"]

    assert len(found) > 70
    assert max(one.off for one in found) <= 2
    assert median(one.off for one in found) <= 0.3


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"scenario": "open-loop, 8 req/s"}, "an open loop says what was asked for"),
        ({"notes": "speculative decoding"}, "speculative decoding is not modelled"),
        ({"parallelism": "PP2"}, "parallelism `PP2` is not modelled"),
        ({"isl": "dataset"}, "it does not tell isl"),
        ({"hf_id": "acme/none", "model": "none"}, "the catalogue has no none"),
        ({"gpu": "RTX A6000-48GB"}, "the catalogue has no RTX A6000-48GB"),
        ({"engine": "llama.cpp"}, "the catalogue has no llama.cpp"),
        ({"precision": "bf16", "gpus": "1"}, "its weights don't fit the GPUs"),
    ],
)
def test_a_run_that_can_not_be_judged_says_why(cells: dict[str, str], why: str) -> None:
    row = {
        "model": "Llama 3.3 70B",
        "hf_id": "nvidia/Llama-3.3-70B-Instruct-FP8",
        "gpu": "H100-SXM-80GB",
        "gpus": "2",
        "precision": "fp8",
        "engine": "vLLM 0.11.0",
        "parallelism": "",
        "scenario": "closed-loop",
        "isl": "1000",
        "osl": "500",
        "concurrency": "8",
        "output_tok_s": "300",
        "notes": "",
    } | cells
    quoted = ",".join(f'"{cell}"' for cell in row.values())
    text = f"{','.join(row)}\n{quoted}\n"

    (run,) = published_runs(text)
    found = point(run, load())

    assert isinstance(found, Unjudged)
    assert why in found.why
