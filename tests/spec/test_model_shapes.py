"""What is said of a model's shape that can't be: where, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.diagnostics import Diagnostic, Outcome
from planner.spec import Spec

Finds = Callable[[str], Diagnostic]
Reads = Callable[[str], Outcome[Spec]]

DENSE = "params_b: 14.77, layers: 40, hidden: 5120, heads: 40"

REFUSED = {
    "experts without what a token passes of them": (
        f"{DENSE}, experts: 128",
        "a mixture of experts needs `experts_per_token` and `active_params_b` as well",
    ),
    "active parameters without experts": (
        f"{DENSE}, active_params_b: 3",
        "a mixture of experts needs `experts` and `experts_per_token` as well",
    ),
    "more active parameters than there are": (
        f"{DENSE}, active_params_b: 15",
        "a token passes some of 14.77 billion parameters, at most all",
    ),
    "more experts for a token than a layer has": (
        f"{DENSE}, active_params_b: 3, experts: 8, experts_per_token: 9",
        "a token passes 9 of 8 experts",
    ),
    "heads that leave a rest": (
        "params_b: 14.77, layers: 40, hidden: 5120, heads: 48",
        "48 heads don't divide 5120: say `head_dim`",
    ),
    "no parameters": ("params_b: 0, layers: 40, hidden: 5120, heads: 40", "a model has parameters"),
}


def pool(shape: str) -> str:
    return f"""\
gpu_pools:
  hot:
    region: eu-central-1
    accelerator: L4
    serves: {{mine: {{model: acme/mine, shape: {{{shape}}}}}}}
"""


@pytest.mark.parametrize(("shape", "message"), REFUSED.values(), ids=REFUSED)
def test_a_shape_that_can_not_be_is_refused_with_the_reason(
    complaint_of_more: Finds, shape: str, message: str
) -> None:
    assert complaint_of_more(pool(shape)).message == message


@pytest.mark.parametrize("key", ["params_b", "layers", "hidden", "heads"])
def test_a_shape_without_what_nothing_can_stand_in_for_names_it(
    complaint_of_more: Finds, key: str
) -> None:
    kept = ", ".join(part for part in DENSE.split(", ") if not part.startswith(key))

    assert key in complaint_of_more(pool(kept)).message


def test_a_dense_shape_is_read_without_experts(reading: Reads, smallest: str) -> None:
    assert reading(smallest + pool(DENSE)).value is not None
