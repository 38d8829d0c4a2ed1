"""The EC2 API: which zones of a region offer a machine, and what it costs there as spot today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property

from planner.aws_sessions import Client, address
from planner.catalog import Catalog, Region
from planner.refreshing.observing import (
    Cover,
    Observation,
    Observed,
    Refusal,
    Step,
    decimal,
    plain,
)
from planner.refreshing.sources import mapping
from planner.refreshing.sources.asking_aws import asked_of_aws, patient_client

_OFFERINGS = "clouds/aws/offerings.csv"
_PRICES = "clouds/aws/prices.csv"
_HOME = "us-east-1"
_RIGHTS = (
    "it needs ec2:DescribeRegions, ec2:DescribeInstanceTypeOfferings and "
    "ec2:DescribeSpotPriceHistory"
)


def make(catalog: Catalog, environ: Mapping[str, str]) -> AwsOfferings:
    return AwsOfferings(catalog, environ)


class AwsOfferings:
    """One step for each region that an ordinary account reaches."""

    def __init__(self, catalog: Catalog, environ: Mapping[str, str]) -> None:
        self._regions = catalog.regions["aws"]
        self._machines = [machine.name for machine in catalog.machines("aws")]
        self._environ = environ
        self._partitions = mapping("aws")["offered_partitions"]

    def steps(self) -> tuple[Step, ...]:
        asked = address("ec2", self._environ)
        return tuple(
            Step("aws-offerings", region.name, asked, (f"aws:{region.name}",))
            for region in self._regions.values()
            if region.partition in self._partitions
        )

    def observe(self, step: Step) -> Observed:
        region = self._regions[step.scope]
        with asked_of_aws("the EC2 API", refused=_RIGHTS):
            not_enabled = self._not_enabled
        if region.name in not_enabled:
            return Observed(
                refusals=(Refusal("region_not_enabled", f"{_OFFERINGS}: {region.name}"),)
            )
        here = f"the EC2 API of {region.name}"
        # another region has an address of its own, and may answer
        with asked_of_aws(here, refused=_RIGHTS, others_answer=True):
            return self._observed(region)

    @cached_property
    def _not_enabled(self) -> frozenset[str]:
        """Regions that the account has to opt in to, and hasn't: they answer nobody else."""
        with closing(patient_client("ec2", self._environ, _HOME)) as ec2:
            regions = ec2.describe_regions(AllRegions=True)["Regions"]
        return frozenset(
            region["RegionName"] for region in regions if region["OptInStatus"] == "not-opted-in"
        )

    def _observed(self, region: Region) -> Observed:
        with closing(patient_client("ec2", self._environ, region.name)) as ec2:
            offered = tuple(self._offered(ec2, region))
            spot = tuple(self._spot(ec2, region))
        return Observed(
            (*offered, *spot),
            (
                Cover(_OFFERINGS, {"region": (region.name,)}),
                Cover(_PRICES, {"region": (region.name,), "purchase": ("spot",)}),
            ),
        )

    def close(self) -> None:
        """Each region's client is closed after its step."""

    def _offered(self, ec2: Client, region: Region) -> Iterator[Observation]:
        zones = self._places(ec2, "availability-zone", rf"{region.name}[a-z]")
        # a local zone has an id of its own form: `usw2-lax1-az1`
        ids = self._places(ec2, "availability-zone-id", r"[a-z0-9]+-az\d+")
        for machine in sorted(zones):
            cells = {
                "zones": "|".join(sorted(zones[machine])),
                "zone_ids": "|".join(sorted(ids.get(machine, ()))),
                "availability": "offered",
            }
            yield Observation(_OFFERINGS, (region.name, machine), cells, "aws-ec2-api")

    def _places(self, ec2: Client, kind: str, form: str) -> dict[str, set[str]]:
        """The places of a kind that offer each of our machines; local zones are left out."""
        pages = ec2.get_paginator("describe_instance_type_offerings").paginate(
            LocationType=kind, Filters=[{"Name": "instance-type", "Values": self._machines}]
        )
        found: dict[str, set[str]] = {}
        for page in pages:
            for offering in page["InstanceTypeOfferings"]:
                if re.fullmatch(form, offering["Location"]):
                    found.setdefault(offering["InstanceType"], set()).add(offering["Location"])
        return {machine: places for machine, places in found.items() if machine in self._machines}

    def _spot(self, ec2: Client, region: Region) -> Iterator[Observation]:
        """The cheapest zone of a region counts: a pool may start in any of them."""
        now = datetime.now(UTC)
        pages = ec2.get_paginator("describe_spot_price_history").paginate(
            InstanceTypes=self._machines,
            ProductDescriptions=["Linux/UNIX"],
            StartTime=now,
            EndTime=now,
        )
        cheapest: dict[str, str] = {}
        for page in pages:
            for record in page["SpotPriceHistory"]:
                machine, text = record["InstanceType"], record["SpotPrice"]
                in_region = re.fullmatch(rf"{region.name}[a-z]", record["AvailabilityZone"])
                if machine in self._machines and in_region:
                    cheapest[machine] = _cheaper(cheapest.get(machine), text)
        for machine, text in sorted(cheapest.items()):
            cells = {"currency": "USD", "per_hour": text}
            yield Observation(_PRICES, (region.name, machine, "spot"), cells, "aws-ec2-api")


def _cheaper(known: str | None, text: str) -> str:
    """The smaller price; one that can't be read stands, and is refused by its name later."""
    amount = decimal(text)
    if amount is None:
        return text
    other = decimal(known) if known is not None else None
    if known is not None and other is None:
        return known
    return plain(amount) if other is None or amount < other else plain(other)
