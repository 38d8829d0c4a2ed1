from __future__ import annotations

from decimal import Decimal

from planner.catalog import OpenModel, load
from planner.diagnostics import STATED
from planner.topology import PooledModel
from tests.topology.specs import resolved, spec

QWEN = "params_b: 14.77, layers: 40, hidden: 5120, heads: 40, kv_heads: 8, head_dim: 128"


def pooled(model: str, shape: str) -> PooledModel:
    served = f"{{model: {model}, precision: fp8, shape: {{{shape}}}}}"
    words = f"{{region: eu-central-1, accelerator: L4, serves: {{mine: {served}}}}}"
    (found,) = resolved(spec(more=f"gpu_pools:\n  hot: {words}")).gpu_pools
    return found.serves["mine"]


def facts(model: str, shape: str) -> OpenModel:
    found = pooled(model, shape).facts
    assert found is not None
    return found


def test_a_model_of_which_only_the_spec_speaks_is_known_by_its_shape() -> None:
    found = facts("acme/mine", QWEN)

    assert (found.hf_id, found.type, found.active_params_b) == (
        "acme/mine",
        "dense",
        Decimal("14.77"),
    )
    assert found.row.source == STATED


def test_a_shape_says_what_the_catalogue_says_of_the_same_model() -> None:
    listed, found = load().open_model("qwen3-14b"), facts("acme/mine", QWEN)

    assert listed is not None
    assert found.kv_elements_per_token == listed.kv_elements_per_token
    assert found.weights_gb["fp8"] == listed.weights_gb["fp8"]


def test_a_shape_counts_before_the_catalogue() -> None:
    assert facts("qwen3-14b", QWEN.replace("14.77", "9")).params_b == Decimal(9)


def test_heads_without_a_dimension_share_the_hidden_size() -> None:
    found = facts("acme/mine", "params_b: 7, layers: 32, hidden: 4096, heads: 32")

    assert (found.head_dim, found.kv_heads) == (128, 32)


def test_a_mixture_of_experts_tells_what_a_token_passes() -> None:
    shape = f"{QWEN}, active_params_b: 3, experts: 64, experts_per_token: 4"

    found = facts("acme/mine", shape)

    assert (found.type, found.experts, found.experts_per_token) == ("moe", 64, 4)
