from __future__ import annotations

from decimal import Decimal

import pytest

from planner.catalog import Catalog, capacity_constants, load, published_runs


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def test_an_accelerator_is_what_its_data_sheet_says_without_sparsity(catalog: Catalog) -> None:
    found = catalog.accelerator("L4")

    assert found is not None
    assert (found.bandwidth_gb_s, found.bf16_tflops, found.fp8_tflops) == (
        Decimal(300),
        Decimal(121),
        Decimal(242),
    )


def test_arithmetic_that_a_gpu_lacks_is_none_and_not_zero(catalog: Catalog) -> None:
    found = catalog.accelerator("A100-80GB")

    assert found is not None
    assert found.fp8_tflops is None


def test_an_accelerator_that_nobody_listed_is_none(catalog: Catalog) -> None:
    assert catalog.accelerator("L5") is None


def test_a_model_tells_which_part_of_its_cache_grows(catalog: Catalog) -> None:
    """Half of gpt-oss's layers keep 128 tokens, whatever the context."""
    found = catalog.open_model("gpt-oss-20b")

    assert found is not None
    assert found.kv_elements_per_token == 2 * (found.kv_growing_per_token or 0)
    assert (found.attention, found.kv_window_tokens) == ("sliding", 128)


def test_every_accelerator_and_model_of_a_published_run_is_in_the_catalogue(
    catalog: Catalog,
) -> None:
    runs = published_runs()

    assert {run["gpu"] for run in runs} <= set(catalog.accelerators())
    assert {run["model"] for run in runs} <= set(catalog.open_models())
    assert {run["use"] for run in runs} == {"fit", "held"}


def test_every_constant_is_above_zero_and_every_band_holds_the_estimate() -> None:
    found = capacity_constants()

    assert all(one.value > 0 for one in found.constants.values())
    assert all(band.low < 1 < band.high for band in found.bands.values())
    assert all(0 < one.value <= 1 for one in found.utilisation.values())
