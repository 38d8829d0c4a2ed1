"""Provisioned throughput: units that are paid by the hour and pay for all tokens of a model."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Price
from planner.cost.bill import Line, Use
from planner.cost.pricing import priced, unpriced
from planner.topology import Provider, ServedModel
from planner.units import MONTH_HOURS, Range

_PTU_HOURS = {
    "ProvisionedManaged": "azure_openai_ptu_hour_regional",
    "DataZoneProvisionedManaged": "azure_openai_ptu_hour_datazone",
    "GlobalProvisionedManaged": "azure_openai_ptu_hour_global",
}
"""Item of Azure's `services.csv` by deployment type."""


def provisioned_lines(provider: Provider, catalog: Catalog) -> Iterator[Line]:
    """Units of each model of a provider that is bought in them, in all hours of a month."""
    if provider.is_provisioned:
        for model in provider.models.values():
            yield _units(provider, model, catalog)


def _units(provider: Provider, model: ServedModel, catalog: Catalog) -> Line:
    quantity = None if model.ptus is None else Range.exactly(model.ptus * MONTH_HOURS)
    formula = "" if model.ptus is None else f"{model.ptus} PTUs x {MONTH_HOURS} hours, all tokens"
    item = f"ptu/{model.key}"
    use = Use(provider.id, item, provider.kind, quantity, "PTU-hour", "fixed", formula)
    if model.ptus is None:
        return unpriced(use, f"the spec doesn't say how many `ptus` {model.key} has")
    price = model.agreed_hourly or _listed(provider, catalog)
    if price is None:
        return unpriced(use, f"no price of a {provider.mode} PTU-hour in {provider.location}")
    return priced(use, price)


def _listed(provider: Provider, catalog: Catalog) -> Price | None:
    """The price of a PTU-hour in the provider's own region, before any reservation."""
    if provider.region is None or provider.mode is None:
        return None
    return catalog.service(provider.region.cloud, provider.region.name, _PTU_HOURS[provider.mode])
