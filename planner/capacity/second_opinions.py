"""What another model says of the same replica, where it is installed."""

from __future__ import annotations

import importlib
from decimal import Decimal
from importlib.util import find_spec

from planner.capacity.capacity import Estimate, Load

_SYSTEMS = {
    "A100-80GB": "a100_sxm",
    "B200": "b200_sxm",
    "B300": "b300_sxm",
    "GB200": "gb200",
    "H100": "h100_sxm",
    "H200": "h200_sxm",
    "L4": "l4",
    "L40S": "l40s",
    "RTX-PRO-6000": "rtx_pro_6000_server",
}
"""Our accelerators by AIConfigurator's names."""

_ARITHMETIC = {"fp8": "fp8"}
"""Precisions that it has to be told of; it takes any other from the checkpoint."""


def second_opinion(estimate: Estimate, load: Load) -> Decimal | None:
    """Requests in a second by AIConfigurator (PyPI `aiconfigurator`), at an estimate's concurrency.

    It looks up measured kernels, and takes seconds to load them. None: it is not installed, or
    has no figures of the model, the GPU or the precision.
    """
    system = _SYSTEMS.get(estimate.replica.accelerator)
    if system is None or find_spec("aiconfigurator") is None:
        return None
    asked = importlib.import_module("aiconfigurator.cli.api").cli_estimate
    try:
        found = asked(**_question(estimate, load, system))
    except Exception:  # noqa: BLE001 - its exceptions have no base of their own
        return None
    return Decimal(repr(float(found.raw["request_rate"])))


def _question(estimate: Estimate, load: Load, system: str) -> dict[str, object]:
    replica = estimate.replica
    is_moe = replica.model.type == "moe"
    return {
        "model_path": replica.model.hf_id,
        "system_name": system,
        "backend_name": "vllm",
        "isl": max(1, int(load.input_tokens)),
        "osl": max(1, int(load.output_tokens)),
        "prefix": int(load.input_tokens * load.cached_input),
        "batch_size": estimate.concurrency,
        "tp_size": replica.gpus,
        "moe_tp_size": replica.gpus if is_moe else None,
        "gemm_quant_mode": _ARITHMETIC.get(replica.precision),
    }
