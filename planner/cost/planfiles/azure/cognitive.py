"""Azure OpenAI: a deployment's SKU says whether capacity is rented or tokens are paid."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import TokenRates, UsageClass
from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item

_PTU = {
    "DataZoneProvisionedManaged": "azure_openai_ptu_hour_datazone",
    "GlobalProvisionedManaged": "azure_openai_ptu_hour_global",
    "ProvisionedManaged": "azure_openai_ptu_hour_regional",
}
"""SKU that rents throughput to the service that prices a unit of it by the hour."""


def deployment(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_cognitive_deployment`: provisioned units by the hour, or tokens by use."""
    sku = item.text("sku.name", "") or item.text("scale.type")
    service = _PTU.get(sku)
    if service is not None:
        units = item.number("sku.capacity")
        known = meter.expected.rented(item, sku, item.text("model.name", ""), units)
        if known:
            yield from known
            return
        formula = f"{units.normalize():f} units x 730 h"
        yield meter.hourly("provisioned-units", service, units, "PTU-hour", formula=formula)
        return
    model = item.text("model.name")
    rates = meter.catalog.token_rates("azure-openai", model, mode=sku, region=item.region)
    yield ByUse(f"tokens of {model} on {sku}{_stated(rates)}")


def _stated(rates: TokenRates | None) -> str:
    if rates is None:
        return ", whose price is not in the catalogue"
    classes: tuple[UsageClass, ...] = ("input", "cached_input", "output")
    known = ((name.replace("_", " "), rates.of(name)) for name in classes)
    prices = ", ".join(f"{name} {price.amount.normalize():f}" for name, price in known if price)
    return f" (USD a million: {prices})" if prices else ", whose price is not in the catalogue"


COMPOSED = {"azurerm_cognitive_deployment": deployment}
