"""What the proof rests on, as a plan has to say it: how large things are, cloud by cloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from planner.layout import Layout, module_name
from planner.terraform.sizes import azure
from planner.terraform.sizes.proven import Sizes


def proven_sizes(layout: Layout) -> Sizes:
    """Every attribute that the bill or the proof rests on.

    Each cloud's own are found by its place: `sizes/<cloud>.py`.
    """
    sizes: dict[str, Mapping[str, object]] = {}
    for work in layout.gateways:
        own = import_module(f"{__name__}.{work.gateway.region.cloud}")
        sizes |= own.of_gateway(f"module.gateway_{work.key}", work.gateway)
    for network in layout.clusters:
        own = import_module(f"{__name__}.{network.region.cloud}")
        sizes |= own.of_cluster(f"module.gpu_cluster_{network.key}", network)
    for pool_work in layout.pools:
        own = import_module(f"{__name__}.{pool_work.pool.region.cloud}")
        sizes |= own.of_pool(f"module.gpu_pool_{pool_work.key}", pool_work.pool)
    for account in layout.accounts:
        sizes |= azure.of_account(
            f"module.{module_name('openai_account', account.provider.name)}", account
        )
    return sizes


def differing(sizes: Mapping[str, object], values: Mapping[str, object]) -> Iterator[str]:
    """Each attribute of a planned resource that is not what it has to be, in words."""
    for name, wanted in sizes.items():
        planned = _attribute(values, name)
        if planned != wanted:
            yield f"its {name} is {_shown(planned)}, and {_shown(wanted)} in the proof"


def _attribute(values: Mapping[str, object], name: str) -> object:
    """The value at a dotted name; a nested block of one is a list of one."""
    found: object = values
    for part in name.split("."):
        if isinstance(found, list):
            found = found[0] if len(found) == 1 else None
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _shown(value: object) -> str:
    return "not known" if value is None else str(value).lower()
