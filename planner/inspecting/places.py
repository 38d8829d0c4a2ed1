"""Words of a plan to stops: where a region, a location, a model, an SKU or a host name is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from planner.catalog import Catalog, Operator, Processing, Reach, Region
from planner.diagnostics import Span
from planner.topology import Edge, Role, Stop
from planner.values import value

_ACCOUNTS = (".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com")
"""Host names that Azure gives an account, which say nothing of its region."""

KEPT = frozenset(
    {Edge.LOG, Edge.TRACE, Edge.REPLICATE, Edge.BACKUP, Edge.STATE, Edge.CACHE, Edge.INDEX}
)
"""Edges at whose end data rests; at the end of all others it is worked on."""


@value
class Use:
    """What happens to data at a stop."""

    processed: bool
    kept: bool

    @classmethod
    def over(cls, edge: Edge) -> Use:
        return cls(processed=edge not in KEPT, kept=edge in KEPT)


@value
class Places:
    """The catalogue's answers to the words of a plan; `at` is whatever demands the answer."""

    catalog: Catalog
    at: Span

    def region(self, cloud: str, name: str) -> Region | None:
        return self.catalog.regions.get(cloud, {}).get(name)

    def of_place(self, cloud: str, name: str, use: Use) -> Stop | None:
        """A stop in a region, or in a place that is several; None where nobody knows it."""
        region = self.region(cloud, name)
        if region is not None:
            return self.in_region(region, use)
        reach = self.catalog.location(cloud, name) if cloud else None
        return None if reach is None else self._stop(name, use, reach, operator=cloud)

    def in_region(self, region: Region, use: Use) -> Stop:
        here = frozenset({region.country})
        reach = Reach(here, here, region.row)
        return self._stop(region.name, use, reach, region=region, operator=region.operator)

    def of_pair(self, region: Region) -> Stop | None:
        """Where the cloud keeps what it copies to the pair of a region."""
        reach = self.catalog.pair_reach(region)
        use = Use(processed=False, kept=True)
        name = f"pair of {region.name}"
        return None if reach is None else self._stop(name, use, reach, operator=region.operator)

    def of_profile(self, profile: str, region: Region) -> Stop | None:
        """Where an inference profile of Bedrock may run a call from a region."""
        found = self.catalog.bedrock_profile(profile, region.name)
        geography = profile.partition(".")[0]
        if found is None and geography != "global":
            return None
        mode = "global" if geography == "global" else "geo"
        model = found.model if found else None
        facts = self.catalog.processing("bedrock", mode=mode, region=region.name, model=model)
        if facts is None:
            return None
        reach = self.catalog.processing_reach(facts, region=region, profile=found)
        rest = self.catalog.rest_reach(facts, region=region, profile=found)
        return self._api(profile, reach, rest, facts.operator, region, profile=geography)

    def of_guardrail(self, profile: str, region: Region) -> Stop | None:
        """Where a guardrail of Bedrock may be evaluated."""
        geography = profile.rpartition("/")[2].partition(".")[0]
        found = self.catalog.bedrock_profiles(geography, "guardrail", region.name)
        facts = self.catalog.processing("bedrock-guardrail")
        if found is None or facts is None:
            return None
        reach = self.catalog.processing_reach(facts, region=region, profile=found)
        rest = self.catalog.rest_reach(facts, region=region, profile=found)
        return self._api(profile, reach, rest, facts.operator, region)

    def of_deployment(self, sku: str, model: str, maker: str, region: Region) -> Stop | None:
        """Where a deployment of Azure may run a call, by its SKU and its account's region."""
        kind = "azure-foundry-claude" if maker == "Anthropic" else "azure-openai"
        facts = self.catalog.processing(kind, mode=sku, region=region.name, model=model)
        if facts is None:
            return None
        reach = self.catalog.processing_reach(facts, region=region)
        rest = self.catalog.rest_reach(facts, region=region)
        return self._api(f"{sku} in {region.name}", reach, rest, facts.operator, region)

    def of_host(self, host: str) -> Stop | None:
        """Who answers at a host name, and where; None where no source says."""
        apis = self.catalog.api_at(host)
        if apis:
            return self._of_apis(host, apis)
        store = self.catalog.hosted_store(host)
        if store is None:
            return None
        use = Use(processed=False, kept=True)
        return self._stop(host, use, self.catalog.hosted_reach(store), operator=store.operator)

    def region_of_host(self, host: str) -> Region | None:
        """The cloud region whose name a host name carries; None where it carries none."""
        for cloud in self.catalog.regions:
            regions = self.catalog.regions[cloud]
            name = self.catalog.hop_types(cloud).region_of(host, regions)
            if name is not None:
                return regions[name]
        return None

    def is_inside(self, host: str) -> bool:
        return self.catalog.hop_types("").is_inside(host)

    def is_account(self, host: str) -> bool:
        """Whether a host name is that of an Azure account, which a plan may declare itself."""
        return host.endswith(_ACCOUNTS)

    def _of_apis(self, host: str, apis: tuple[tuple[Processing, Region | None], ...]) -> Stop:
        processing = [self.catalog.processing_reach(facts, region=where) for facts, where in apis]
        rest = [self.catalog.rest_reach(facts, region=where) for facts, where in apis]
        facts, region = apis[0]
        return self._api(host, _any_of(processing), _any_of(rest), facts.operator, region)

    def _api(
        self,
        title: str,
        processing: Reach,
        rest: Reach,
        operator: str,
        region: Region | None,
        profile: str | None = None,
    ) -> Stop:
        return Stop(
            id=title,
            role=Role.PROVIDER,
            title=title,
            at=self.at,
            processing=processing,
            at_rest=rest,
            region=region,
            operator=self._operator(operator),
            profile=profile,
        )

    def _stop(
        self, title: str, use: Use, reach: Reach, *, operator: str, region: Region | None = None
    ) -> Stop:
        return Stop(
            id=title,
            role=Role.STORE if use.kept else Role.NETWORK,
            title=title,
            at=self.at,
            processing=reach if use.processed else None,
            at_rest=reach if use.kept else None,
            region=region,
            operator=self._operator(operator),
        )

    def _operator(self, name: str) -> Operator | None:
        return self.catalog.operator(name) if name else None


def _any_of(reaches: Iterable[Reach]) -> Reach:
    """Where a call may end that is one of several, nobody knows which."""
    return reduce(
        lambda a, b: Reach(a.certain & b.certain, a.possible | b.possible, a.row, a.note), reaches
    )


def names_in(regions: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """The words that are names of regions, each once, in their order."""
    known = set(regions)
    yield from dict.fromkeys(word for word in words if word in known)
