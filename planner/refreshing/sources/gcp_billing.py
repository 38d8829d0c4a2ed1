"""The Cloud Billing Catalog: Google lists vCPUs, memory, GPUs, disks; and sells machines.

A machine-hour is vcpus x core + GiB x memory + GPUs x GPU + GB of local SSD x disk / 730 hours,
each of the SKU for the family of the machine, the region and the way of buying. A price is whole
`units` and `nanos`, billionths of the currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.catalog import Catalog, Machine
from planner.errors import CloudError
from planner.refreshing.answers import understood
from planner.refreshing.asking import Asker
from planner.refreshing.observing import Cover, Observation, Observed, Refusal, Step, plain
from planner.refreshing.sources import mapping

Sku = Mapping[str, Any]

_ADDRESS = "https://cloudbilling.googleapis.com/v1"
_KEYS = ("TOPOPLAN_GOOGLE_API_KEY", "GOOGLE_API_KEY")
_PRICES = "clouds/gcp/prices.csv"
_SERVICES = "clouds/gcp/services.csv"
_MACHINES = "machines"
_HOURS_PER_MONTH = Decimal(730)
_NANO = Decimal("0.000000001")
_PAGE_SIZE = "5000"
_PAGES = 1000
"""More pages than any service has: an answer that goes on in a circle ends here."""


def make(catalog: Catalog, environ: Mapping[str, str]) -> GcpBilling:
    key = next((environ[name] for name in _KEYS if environ.get(name)), "")
    return GcpBilling(catalog, environ.get("TOPOPLAN_GCP_BILLING_URL") or _ADDRESS, key)


class GcpBilling:
    """One step for each of Google's services: a list of SKUs can't be asked for by region."""

    def __init__(self, catalog: Catalog, address: str, key: str) -> None:
        self._regions = tuple(catalog.regions["gcp"])
        self._machines = catalog.machines("gcp")
        self._address = address
        self._key = key
        self._mapping = mapping("gcp")
        self._asker = Asker(address)

    def steps(self) -> tuple[Step, ...]:
        every = tuple(f"gcp:{region}" for region in self._regions)
        names = (_MACHINES, *self._mapping["service"])
        return tuple(Step("gcp-billing", name, self._address, every) for name in names)

    def observe(self, step: Step) -> Observed:
        if not self._key:
            raise CloudError(
                "the Cloud Billing Catalog wants an API key, and the environment has none",
                mend="set GOOGLE_API_KEY to a key for the Cloud Billing API, or name the sources "
                "to ask with --source",
            )
        with understood(f"Google's list of SKUs for {step.scope}"):
            return self._hours() if step.scope == _MACHINES else self._services(step.scope)

    def close(self) -> None:
        self._asker.close()

    # machines

    def _hours(self) -> Observed:
        parts = self._parts()
        rows = tuple(
            one
            for machine in self._machines
            for purchase in self._mapping["usage_types"]
            for region in self._regions
            for one in self._hour(machine, purchase, region, parts)
        )
        purchases = tuple(self._mapping["usage_types"])
        return Observed(rows, (Cover(_PRICES, {"purchase": purchases}),))

    def _parts(self) -> dict[tuple[str, str, str], list[tuple[str, Decimal]]]:
        """Currency and amount of what machines are made of, by part, purchase and region.

        All SKUs that fit are kept: where two disagree, so do the machines made of them, and then
        they are refused.
        """
        patterns = {name: re.compile(text) for name, text in self._mapping["part"].items()}
        purchases = {usage: name for name, usage in self._mapping["usage_types"].items()}
        parts: dict[tuple[str, str, str], list[tuple[str, Decimal]]] = {}
        for sku in self._skus(self._mapping["compute"]):
            purchase = purchases.get(sku["category"]["usageType"])
            if purchase is None:
                continue
            for name, pattern in patterns.items():
                if pattern.fullmatch(sku["description"]):
                    price = _rate(sku, self._mapping["part_units"][_kind(name)], Decimal(0))
                    for region in sku["serviceRegions"]:
                        known = parts.setdefault((name, purchase, region), [])
                        known += [price] if price else []
        return parts

    def _hour(
        self,
        machine: Machine,
        purchase: str,
        region: str,
        parts: Mapping[tuple[str, str, str], list[tuple[str, Decimal]]],
    ) -> Iterator[Observation]:
        """The price of a machine-hour, if every part of the machine has one there."""
        needs = self._needs(machine)
        listed = [(parts.get((name, purchase, region), []), amount) for name, amount in needs]
        if not needs or not all(prices for prices, _ in listed):
            return
        combined = [("", Decimal(0))]
        for prices, amount in listed:
            combined = [
                (currency, total + amount * price)
                for _, total in combined
                for currency, price in sorted(set(prices))
            ]
        for currency, total in combined:
            cells = {"currency": currency, "per_hour": plain(total)}
            yield Observation(_PRICES, (region, machine.name, purchase), cells, "gcp-billing-api")

    def _needs(self, machine: Machine) -> list[tuple[str, Decimal]]:
        """How much of which part a machine is made of; nothing where the family isn't mapped."""
        family = next(
            (one for one in self._mapping["family"] if re.match(one["machines"], machine.name)),
            None,
        )
        if family is None or machine.vcpus is None or machine.memory_gib is None:
            return []
        needs = [
            (f"{family['parts']}_core", Decimal(machine.vcpus)),
            (f"{family['parts']}_ram", machine.memory_gib),
        ]
        if machine.gpus:
            fraction = machine.gpu_fraction or Decimal(1)
            needs.append((f"{family['gpu']}_gpu", machine.gpus * fraction))
        if machine.nvme_gb:
            needs.append(("local_ssd", Decimal(machine.nvme_gb) / _HOURS_PER_MONTH))
        return needs

    # services

    def _services(self, service: str) -> Observed:
        wanted = self._mapping["service"][service]
        found: list[Observation | Refusal] = []
        for sku in self._skus(wanted["id"]):
            for item in wanted["items"]:
                if (
                    sku["category"]["usageType"] == "OnDemand"
                    and sku["category"]["resourceGroup"]
                    == item.get("group", sku["category"]["resourceGroup"])
                    and re.fullmatch(item["description"], sku["description"])
                ):
                    found += self._rows(item, sku)
        names = tuple(item["item"] for item in wanted["items"])
        return Observed(
            tuple(one for one in found if isinstance(one, Observation)),
            (Cover(_SERVICES, {"item": names}),),
            tuple(one for one in found if isinstance(one, Refusal)),
        )

    def _rows(self, item: Mapping[str, Any], sku: Sku) -> Iterator[Observation | Refusal]:
        price = _rate(sku, item["vendor_unit"], Decimal(item.get("from", "0")))
        regions = sku["serviceRegions"]
        if price is None:
            what = f"{_SERVICES}: {item['item']} {' '.join(regions)} {sku['skuId']}"
            yield Refusal("unknown_unit", what)
            return
        currency, amount = price
        total = amount * Decimal(item.get("times", "1"))
        for region in self._regions if "global" in regions else regions:
            cells = {
                "unit": item["unit"],
                "currency": currency,
                "amount": plain(total),
                "confidence": "A",
            }
            yield Observation(_SERVICES, (item["item"], region), cells, "gcp-billing-api")

    def _skus(self, service: str) -> Iterator[Sku]:
        parameters = {"key": self._key, "currencyCode": "USD", "pageSize": _PAGE_SIZE}
        for _ in range(_PAGES):
            answer = self._asker.json(f"{self._address}/services/{service}/skus", parameters)
            yield from answer.get("skus", ())
            token = answer.get("nextPageToken")
            if not token:
                return
            parameters = {**parameters, "pageToken": token}
        raise CloudError(
            f"{self._address} has no last page", mend="see what is behind that address"
        )


def _kind(part: str) -> str:
    return part.rpartition("_")[2]


def _rate(sku: Sku, unit: str, start: Decimal) -> tuple[str, Decimal] | None:
    """Currency and amount of the tier that begins at `start`; None in another unit or tier."""
    newest = max(sku["pricingInfo"], key=lambda info: str(info.get("effectiveTime", "")))
    expression = newest["pricingExpression"]
    if expression["usageUnit"] != unit:
        return None
    for tier in expression["tieredRates"]:
        if Decimal(tier["startUsageAmount"]) == start:
            price = tier["unitPrice"]
            whole, nanos = Decimal(price.get("units", "0")), Decimal(price.get("nanos", 0))
            return price["currencyCode"], whole + nanos * _NANO
    return None
