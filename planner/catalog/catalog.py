"""The catalogue: every fact a plan rests on, as of one day. Unknown is None, never zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planner import resources
from planner.catalog import digests
from planner.catalog.accelerators import Accelerator, Accelerators
from planner.catalog.azure import Deployed, Deployments
from planner.catalog.batch import BatchShare, BatchShares
from planner.catalog.bedrock import ProfileReach, Profiles
from planner.catalog.billing import Billed, Part
from planner.catalog.clouds import AddressRange, Clouds, Machine, Offering, Region, Regions, Sold
from planner.catalog.control_planes import ControlPlane, ControlPlanes
from planner.catalog.exchange import ExchangeRate, ExchangeRates
from planner.catalog.handling import FeatureCover, Practice, Practices, Topic
from planner.catalog.hop_types import HopTypes
from planner.catalog.hosted_stores import HostedStore, HostedStores
from planner.catalog.hosting import Hosting, Hostings, SupportSites
from planner.catalog.manifest import Manifest, manifest
from planner.catalog.models import ApiModel, ApiModels, Equivalents, OpenModel, OpenModels
from planner.catalog.operators import Operator, Operators, Outages
from planner.catalog.places import Bounds, Places, Reach
from planner.catalog.prices import Price
from planner.catalog.processing import Processing, ProcessingFacts, ProviderKind
from planner.catalog.resource_types import ResourceTypes
from planner.catalog.round_trips import RoundTrip
from planner.catalog.scanners import ScannerConflict, scanner_conflicts
from planner.catalog.seal import Objective, objectives
from planner.catalog.sources import Source, Sources
from planner.catalog.suppliers import ChangeOfControl, Hub, Maker, Subprocessor, Suppliers
from planner.catalog.telemetry import TelemetrySink, telemetry_sinks
from planner.catalog.tokens import TokenPrices, TokenRates, UsageClass
from planner.diagnostics import Row
from planner.errors import CatalogError

if TYPE_CHECKING:
    from planner.catalog.adequacy import Adequacies, Adequacy
    from planner.catalog.ages import AgeClass, Ages, Stale
    from planner.catalog.atlas import Atlas, Coordinates, CountryShape
    from planner.catalog.availability import Availabilities, Availability
    from planner.catalog.controls import KnownControl
    from planner.catalog.latencies import Latencies, Latency
    from planner.catalog.quality import Qualities, Quality
    from planner.catalog.regimes import Regime, Regimes
    from planner.catalog.servers import Server, Servers
    from planner.catalog.tool_parsers import ToolParser, ToolParsers


@cache
def load() -> Catalog:
    """The catalogue that is shipped with the package; files are read when first asked for."""
    return Catalog(resources.data())


class Catalog:
    """The one door to the facts; each question is answered by the file of its subject."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clouds = Clouds(folder)
        self._places = Places(folder)
        self._processing = ProcessingFacts(folder)
        self._practices = Practices(folder)
        self._suppliers = Suppliers(folder)
        self._tokens = TokenPrices(folder)
        self._batches = BatchShares(folder)
        self._exchange = ExchangeRates(folder)
        self._accelerators = Accelerators(folder)
        self._open_models = OpenModels(folder)
        self._equivalents = Equivalents(folder)
        self._operators = Operators(folder)
        self._hosted_stores = HostedStores(folder)
        self._hostings = Hostings(folder)
        self._control_planes = ControlPlanes(folder)
        self._api_models: dict[str, ApiModels] = {}
        self._adequate: dict[str, Mapping[str, Adequacy]] = {}
        self._hop_types: dict[str, HopTypes] = {}

    # identity

    @property
    def folder(self) -> Path:
        """Where the set lies."""
        return self._folder

    @cached_property
    def _manifest(self) -> Manifest:
        return manifest(self._folder)

    @property
    def id(self) -> str:
        return self._manifest.id

    @property
    def evaluated_at(self) -> datetime:
        """The instant at which token prices that depend on the clock are read."""
        return self._manifest.evaluated_at

    @property
    def genai_prices(self) -> str:
        """The release of genai-prices that token prices were drawn from."""
        return self._manifest.genai_prices

    @cached_property
    def sha256(self) -> str:
        """Digest of the list of digests, which every file is held to when it is read."""
        return digests.of_list(self._folder)

    @property
    def token_prices_sha256(self) -> str:
        """Digest of the list's lines about token prices."""
        return digests.of_part(self._folder, "tokens")

    # places

    @property
    def countries(self) -> Mapping[str, str]:
        """English names by ISO 3166 alpha-2 code: the world."""
        return self._places.countries

    @property
    def blocs(self) -> tuple[str, ...]:
        return self._places.blocs

    def bloc(self, name: str, as_of: date) -> frozenset[str] | None:
        """The countries of a bloc on a day; None where there is no such bloc."""
        return self._places.bloc(name, as_of)

    def countries_of(self, place: str) -> frozenset[str] | None:
        """A country, or the members of a `bloc:NAME` on the day of the set; None for neither."""
        if place.startswith("bloc:"):
            return self.bloc(place.removeprefix("bloc:"), self.evaluated_at.date())
        return frozenset({place}) if place in self.countries else None

    def bloc_row(self, name: str) -> Row | None:
        """The first row of a bloc on the day of the set; None where it has none."""
        members = self._places.members(name, self.evaluated_at.date())
        return members[0].row if members else None

    def blocs_of(self, type: str) -> tuple[str, ...]:  # noqa: A002 - the column's name
        """Names of the blocs of a type, such as `vendor-bloc`."""
        return self._places.blocs_of(type)

    # laws and contracts

    @cached_property
    def _regimes(self) -> Regimes:
        from planner.catalog.regimes import Regimes  # noqa: PLC0415 - few specs name one

        return Regimes(self._folder)

    @cached_property
    def _adequacies(self) -> Adequacies:
        from planner.catalog.adequacy import Adequacies  # noqa: PLC0415 - nor this

        return Adequacies(self._folder)

    def regime(self, name: str) -> Regime | None:
        """What a law or a kind of contract demands; None where nobody wrote it down."""
        return self._regimes.find(name)

    @property
    def regimes(self) -> tuple[str, ...]:
        return self._regimes.names

    def adequacy(self, bloc: str) -> Mapping[str, Adequacy]:
        """The countries of a bloc of adequacy, on the day of the set."""
        if bloc not in self._adequate:
            members = self._places.members(bloc, self.evaluated_at.date())
            self._adequate[bloc] = self._adequacies.of(bloc, members)
        return self._adequate[bloc]

    # clouds

    @cached_property
    def regions(self) -> Mapping[str, Mapping[str, Region]]:
        """Regions by cloud and name."""
        return Regions(self._clouds)

    def machine(self, cloud: str, name: str) -> Machine | None:
        return self._clouds[cloud].machine(name)

    def machines(self, cloud: str) -> tuple[Machine, ...]:
        """All machine types of a cloud, by name."""
        return self._clouds[cloud].machines

    def machines_with(self, cloud: str, accelerator: str) -> tuple[Machine, ...]:
        """The machine types of a cloud that carry an accelerator, by name."""
        return tuple(one for one in self.machines(cloud) if one.accelerator == accelerator)

    def accelerators(self) -> tuple[str, ...]:
        """Names of all accelerators."""
        return self._accelerators.names

    def accelerator(self, name: str) -> Accelerator | None:
        """What a type of GPU can do; None where the catalogue has none of that name."""
        return self._accelerators.find(name)

    @cached_property
    def _servers(self) -> Servers:
        from planner.catalog.servers import Servers  # noqa: PLC0415 - only who buys asks

        return Servers(self._folder)

    def server(self, name: str) -> Server | None:
        """A server that can be bought; None where nobody wrote it down."""
        return self._servers.find(name)

    @property
    def servers(self) -> tuple[str, ...]:
        """Names of the servers that can be bought."""
        return self._servers.names

    def offering(self, cloud: str, region: str, machine: str) -> Offering | None:
        """That a region sells a machine; None where no source says so."""
        return self._clouds[cloud].offering(region, machine)

    def address_ranges(self, cloud: str) -> tuple[AddressRange, ...]:
        """Addresses that networks of a cloud may have and may not."""
        return self._clouds[cloud].address_ranges

    def zones(self, region: Region) -> tuple[str, ...]:
        """The zones of a region: by name as far as any list has them, else by number."""
        return self._clouds[region.cloud].zones(region.name)

    def sold(self, cloud: str, machine: str) -> Sold | None:
        """How a machine is sold; None where it is sold in every way that the cloud knows."""
        return self._clouds[cloud].sold(machine)

    def regions_offering(self, cloud: str, what: str) -> tuple[str, ...]:
        """Regions that sell a machine, or any machine with an accelerator, of that name."""
        return self._clouds[cloud].regions_offering(what)

    def hourly(self, cloud: str, region: str, machine: str, purchase: str) -> Price | None:
        """A machine-hour: `on_demand`, `spot`, `reserved_1y`, `savings_plan_1y`, …"""
        return self._clouds[cloud].hourly(region, machine, purchase)

    def hourly_elsewhere(self, cloud: str, machine: str, purchase: str) -> tuple[Price, ...]:
        """The same machine-hour in the regions where it is known, for a price that is assumed."""
        return self._clouds[cloud].hourly_elsewhere(machine, purchase)

    def committed(self, cloud: str, region: str, machine: str, term: str) -> Price | None:
        """A machine-hour under the commitment that the cloud sells for a term, `1y` or `3y`."""
        return self._clouds[cloud].committed(region, machine, term)

    def commitment(self, cloud: str, term: str) -> str | None:
        """The cloud's own word for a commitment of `1y` or `3y`; None where it sells none."""
        return self._clouds[cloud].commitments.get(term)

    def service(self, cloud: str, region: str, item: str) -> Price | None:
        """A service item in this very region; None where no row says it for that region."""
        return self._clouds[cloud].service(region, item)

    def service_elsewhere(self, cloud: str, item: str) -> tuple[Price, ...]:
        """The same item in the regions where it is known, for a price that is then assumed."""
        return self._clouds[cloud].service_elsewhere(item)

    def round_trip(self, cloud: str, a: str, b: str) -> RoundTrip | None:
        """How long a packet takes between two regions and back; None where nobody measured it."""
        return self._clouds[cloud].round_trip(a, b)

    def billed(self, cloud: str, part: Part) -> Billed:
        """What a cloud bills a part of a node as.

        Raises:
            CatalogError: the cloud's `billing.toml` says nothing of it.
        """
        return self._clouds[cloud].billing[part]

    # Terraform resource types

    def hop_types(self, cloud: str) -> HopTypes:
        """What types of a cloud's Terraform provider do with data; of no cloud's: empty `cloud`."""
        if cloud not in self._hop_types:
            file = f"clouds/{cloud}/hops.toml" if cloud else "hops.toml"
            self._hop_types[cloud] = HopTypes(self._folder, file)
        return self._hop_types[cloud]

    def location(self, cloud: str, name: str) -> Reach | None:
        """Countries of a place that is several regions, such as `eu`; None where none is known."""
        record = self._clouds[cloud].location(name.lower())
        if record is None:
            return None
        today = self.evaluated_at.date()
        bounds = self._places.bounds(record.required("countries"), {}, as_of=today)
        if bounds is None:
            raise record.malformed("`countries` is no set of countries")
        return Reach(bounds.certain, bounds.possible, record.row)

    def pair_reach(self, region: Region) -> Reach | None:
        """Where Azure may keep what it copies to a region's pair: in the same geography.

        None where no source says what that is.
        """
        if not region.geography:
            return None
        countries = self._geography(region)
        certain = countries if len(countries) == 1 else frozenset[str]()
        return Reach(certain, countries, region.row)

    # ages

    @cached_property
    def _ages(self) -> Ages:
        from planner.catalog.ages import Ages  # noqa: PLC0415 - a check asks for no age

        return Ages(self._folder)

    def age_class(self, row: Row) -> AgeClass | None:
        """What a row is, as far as growing old goes; None for a fact that doesn't."""
        return self._ages.of(row)

    def age(self, row: Row, today: date) -> int | None:
        """Days since the earliest day that a row can speak of; None where it names none."""
        from planner.catalog.ages import age  # noqa: PLC0415 - a check asks for no age

        return age(row, today)

    def stale(
        self, rows: Iterable[Row], today: date, *, cap: int | None = None
    ) -> tuple[Stale, ...]:
        """Rows that are older than their class admits, or than `cap` days where that is less."""
        return self._ages.stale(rows, today, cap=cap)

    # currencies

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that a price can be converted to or from."""
        return self._exchange.currencies

    def exchange(self, currency: str) -> ExchangeRate | None:
        """Units of a currency for a US dollar; None where no row says it, and for the dollar."""
        return self._exchange.rate(currency)

    # provider APIs

    @property
    def provider_kinds(self) -> Mapping[str, ProviderKind]:
        return self._processing.kinds

    def words(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        """The words that `mode`, `region` and `host` may take beside the regions of its cloud."""
        kinds = self.provider_kinds
        own = self.regions[kinds[kind].cloud] if kind in kinds and kinds[kind].cloud else {}
        words = {
            selector: tuple(one for one in known if one not in own)
            for selector, known in self._processing.words(kind).items()
        }
        return {selector: known for selector, known in words.items() if known}

    def processing(
        self,
        kind: str,
        *,
        mode: str | None = None,
        region: str | None = None,
        host: str | None = None,
        model: str | None = None,
    ) -> Processing | None:
        """What sources say of calling a provider in this way; None where none covers it."""
        said = {"mode": mode, "region": region, "host": host, "model": model}
        return self._processing.find(kind, said)

    def selections(self, kind: str) -> Iterator[tuple[str | None, str | None, str | None]]:
        """Mode, region and host of each way to call a kind that a source covers."""
        return self._processing.selections(kind)

    def refused_mode(self, kind: str, mode: str, model: str) -> Row | None:
        """The row that says that a kind refuses a model in a mode; None where none says so."""
        return self._processing.refused(kind, mode, model)

    def open_zone(
        self,
        kind: str,
        *,
        mode: str | None = None,
        region: str | None = None,
        host: str | None = None,
    ) -> Row | None:
        """The row that says that a vendor may add places to this way to call it, unannounced."""
        said = {"mode": mode, "region": region, "host": host}
        return self._processing.open_zone(kind, said)

    def processing_reach(
        self, facts: Processing, *, region: Region | None, profile: ProfileReach | None = None
    ) -> Reach:
        """Countries where inference may run, called in a region and through a profile."""
        return self._reach(facts, facts.certain, facts.possible, region, profile)

    def rest_reach(
        self, facts: Processing, *, region: Region | None, profile: ProfileReach | None = None
    ) -> Reach:
        """Countries where the provider may keep prompts and completions."""
        return self._reach(facts, facts.at_rest_certain, facts.at_rest_possible, region, profile)

    def practice(
        self,
        kind: str,
        topic: Topic,
        *,
        mode: str | None = None,
        region: str | None = None,
        host: str | None = None,
        model: str | None = None,
    ) -> Practice | None:
        """What a provider does with prompts when it is called in this way; None: nobody says."""
        said = {"mode": mode, "region": region, "host": host, "model": model}
        return self._practices.find(kind, topic, said)

    def feature_cover(self, kind: str, feature: str) -> FeatureCover | None:
        """Which agreements with a vendor cover a feature; None where no source lists it."""
        return self._practices.feature(kind, feature)

    def api_at(self, host: str) -> tuple[tuple[Processing, Region | None], ...]:
        """What sources say of calling an LLM API by its host name, and the region in that name."""
        return tuple(self._apis_at(host))

    def _apis_at(self, host: str) -> Iterator[tuple[Processing, Region | None]]:
        for kind, name in self._processing.at_host(host):
            if name is None:
                yield from ((facts, None) for facts in self._processing.called_at(host))
                return
            regions = self.regions.get(self.provider_kinds[kind].cloud, {})
            facts = self.processing(kind, region=name) if name in regions else None
            if facts is not None:
                yield facts, regions[name]

    def hosted_store(self, host: str) -> HostedStore | None:
        """What sources say of a hosted trace or log sink; None where none lists the host."""
        return self._hosted_stores.find(host)

    def hosts_of(self, kind: str) -> tuple[str, ...]:
        """Hosts of a kind of hosted sink that some source lists."""
        return self._hosted_stores.of_kind(kind)

    def hosted_reach(self, facts: HostedStore) -> Reach:
        """Countries where a hosted sink keeps what it receives."""
        return self._reach(facts, facts.certain, facts.possible, None, None)

    def control_plane(self, kind: str) -> ControlPlane | None:
        """What of a provider kind stays outside the region that is called; None: not known to."""
        return self._control_planes.of(kind)

    def control_plane_reach(self, facts: ControlPlane) -> Reach:
        """Countries where a control plane keeps what tells of calls."""
        return self._reach(facts, facts.certain, facts.possible, None, None)

    def _reach(
        self,
        facts: Processing | HostedStore | SupportSites | ControlPlane | TelemetrySink,
        certain: str,
        possible: str,
        region: Region | None,
        profile: ProfileReach | None,
    ) -> Reach:
        anchors = self._anchors(region, profile)
        today = self.evaluated_at.date()
        lower = self._places.bounds(certain, anchors, as_of=today)
        upper = self._places.bounds(possible, anchors, as_of=today)
        if lower is None or upper is None:
            raise CatalogError(f"{self._folder}/{facts.row}: a token of a set means nothing")
        return Reach(lower.certain, upper.possible, facts.row, facts.note)

    def _anchors(self, region: Region | None, profile: ProfileReach | None) -> Mapping[str, Bounds]:
        anchors: dict[str, Bounds] = {}
        if region is not None:
            here = Bounds.exactly(frozenset({region.country}))
            anchors |= {"@region": here, "@source-region": here}
            anchors["@geography"] = Bounds.exactly(self._geography(region))
        if profile is not None:
            anchors |= {"@profile": profile.bounds, "@destination-region": profile.bounds}
        return anchors

    def _geography(self, region: Region) -> frozenset[str]:
        if not region.geography:
            return frozenset({region.country})
        neighbours = self.regions[region.cloud].values()
        return frozenset(one.country for one in neighbours if one.geography == region.geography)

    # models

    def api_model(self, kind: str, name: str) -> ApiModel | None:
        """A model by the vendor's id without prefix, or by the provider's own id."""
        return self._models_of(kind).find(name)

    def api_models(self, kind: str) -> tuple[str, ...]:
        """Names of the models a provider kind serves, as far as recorded."""
        return self._models_of(kind).names

    def _models_of(self, kind: str) -> ApiModels:
        if kind not in self._api_models:
            self._api_models[kind] = ApiModels(self._folder, kind)
        return self._api_models[kind]

    def open_model(self, name: str) -> OpenModel | None:
        """An open-weight model by our name or its Hugging Face id."""
        return self._open_models.find(name)

    def open_models(self) -> tuple[str, ...]:
        return self._open_models.names

    def maker(self, model: str, *, vendor: str = "", hf_id: str = "") -> Maker | None:
        """Who made a model, by any of its names; None where that is not recorded."""
        return self._suppliers.maker(model, vendor=vendor, hf_id=hf_id)

    def equivalents(self, model: str) -> tuple[str, ...]:
        """Other models that can stand in for one, by our own judgement."""
        return self._equivalents.of(model)

    @cached_property
    def _qualities(self) -> Qualities:
        from planner.catalog.quality import Qualities  # noqa: PLC0415 - only a need of it asks

        return Qualities(self._folder)

    def quality(self, model: str) -> Quality | None:
        """The class of a model, by default; None where nobody ranks it."""
        return self._qualities.of(model)

    def models_at_least(self, tier: str) -> tuple[str, ...]:
        """Names of the models of a class or of a higher one."""
        return self._qualities.at_least(tier)

    @cached_property
    def _tool_parsers(self) -> ToolParsers:
        from planner.catalog.tool_parsers import ToolParsers  # noqa: PLC0415 - few pools need it

        return ToolParsers(self._folder)

    def tool_parser(self, model: str) -> ToolParser | None:
        """How vLLM reads the tool calls of an open-weight model; None where nobody says."""
        return self._tool_parsers.of(model)

    @cached_property
    def _atlas(self) -> Atlas:
        from planner.catalog.atlas import Atlas  # noqa: PLC0415 - only a map asks

        return Atlas(self._folder)

    def coordinates(self, cloud: str, region: str) -> Coordinates | None:
        """Where on a map a region lies; None where no source gives its coordinates."""
        return self._atlas.of_region(cloud, region)

    def country_shape(self, country: str) -> CountryShape | None:
        """A country's outline and middle; None where no source draws it."""
        return self._atlas.shape(country)

    @cached_property
    def _latencies(self) -> Latencies:
        from planner.catalog.latencies import Latencies  # noqa: PLC0415 - only a need of it asks

        return Latencies(self._folder)

    def latency(self, kind: str, model: str, region: str = "") -> Latency | None:
        """How long a model took to answer, as somebody reports; None where nobody does."""
        return self._latencies.of(kind, model, region)

    @cached_property
    def _availabilities(self) -> Availabilities:
        from planner.catalog.availability import (  # noqa: PLC0415 - only a need of it asks
            Availabilities,
        )

        return Availabilities(self._folder)

    def availabilities(self, service: str, vendor: str = "") -> tuple[Availability, ...]:
        """What is said of the share of time that a service answers; empty: nobody says."""
        return self._availabilities.of(service, vendor)

    def token_rates(
        self,
        kind: str,
        model: str,
        *,
        mode: str | None = None,
        region: str | None = None,
        host: str | None = None,
        prompt_tokens: int = 0,
        at: datetime | None = None,
    ) -> TokenRates | None:
        """Prices of a million tokens by class; None where nothing prices them by the token."""
        said = {"mode": mode, "region": region, "host": host}
        at = at or self.evaluated_at
        return self._tokens.rates(kind, model, said, prompt_tokens=prompt_tokens, at=at)

    def token_price(
        self,
        kind: str,
        model: str,
        usage_class: UsageClass,
        *,
        mode: str | None = None,
        region: str | None = None,
        host: str | None = None,
        prompt_tokens: int = 0,
        at: datetime | None = None,
    ) -> Price | None:
        """One class of `token_rates`."""
        rates = self.token_rates(
            kind, model, mode=mode, region=region, host=host, prompt_tokens=prompt_tokens, at=at
        )
        return rates.of(usage_class) if rates else None

    def batch_share(self, kind: str, model: str, usage_class: UsageClass) -> BatchShare | None:
        """What a token of a batch job costs of its list price; None where none is known to sell."""
        return self._batches.share(kind, model, usage_class)

    # Amazon Bedrock

    @cached_property
    def _profiles(self) -> Profiles:
        return Profiles(self._folder, self._places, self.regions["aws"])

    def bedrock_profiles(
        self, geography: str, model: str, source_region: str
    ) -> ProfileReach | None:
        """Where an inference profile may send a call from a region; None where there is none."""
        today = self.evaluated_at.date()
        return self._profiles.reach(geography, model, source_region, as_of=today)

    def bedrock_profile(self, profile_id: str, source_region: str) -> ProfileReach | None:
        """The same, by the id that goes over the wire."""
        today = self.evaluated_at.date()
        return self._profiles.by_id(profile_id, source_region, as_of=today)

    def is_bedrock_geography(self, name: str) -> bool:
        """Whether some inference profile has that prefix, `global` among them."""
        return name in self._profiles.names

    def bedrock_geographies(self, model: str, source_region: str) -> tuple[str, ...]:
        """Geographic profiles (not `global`) of a model in a source region."""
        return self._profiles.geographies(model, source_region)

    def bedrock_calls(self, model: str) -> Iterator[ProfileReach]:
        """Where each profile of a model but `global` may send a call, from each region."""
        return self._profiles.calls(model, as_of=self.evaluated_at.date())

    def bedrock_in_region(self, model: str, region: str) -> bool | None:
        """Whether the bare model id runs in a region; None where no source lists the model."""
        return self._profiles.in_region(model, region)

    def azure_openai_regions(self, mode: str, model: str) -> Deployed | None:
        """Regions where Azure deploys a model in a mode; None where no source lists it."""
        return self._azure_openai.find(mode, model)

    def azure_openai_modes(self, model: str, region: str) -> tuple[str, ...]:
        """The types of deployment of a model that a source lists in a region of Azure."""
        return self._azure_openai.modes(model, region)

    def azure_openai_offers(self, mode: str, model: str, region: str) -> bool | None:
        """Whether Azure deploys a model in a mode and region; None where no source covers it."""
        deployed = self._azure_openai.find(mode, model)
        if deployed is None or not self._azure_openai.covers(mode, region):
            return None
        return region in deployed.regions

    @cached_property
    def _azure_openai(self) -> Deployments:
        return Deployments(self._folder)

    # operators

    def operator(self, name: str) -> Operator | None:
        """Who runs something and who owns them; None where that is not recorded."""
        return self._operators.find(name)

    def operators(self) -> tuple[str, ...]:
        return self._operators.names

    def subprocessors(self, operator: str) -> tuple[Subprocessor, ...]:
        """Whom an operator declares as sub-processors, as far as recorded."""
        return self._suppliers.subprocessors(operator)

    def change_of_control(self, operator: str) -> ChangeOfControl | None:
        """Whether an operator has a new or a coming owner; None where none is recorded."""
        return self._suppliers.change_of_control(operator)

    def hub(self, host: str) -> Hub | None:
        """Who runs a host that weights or images are pulled from; None where nobody says."""
        return self._suppliers.hub(host)

    def hosting(self, operator: str) -> tuple[Hosting, ...]:
        """Whose machines an operator's service runs on; empty where nobody says."""
        return self._hostings.of(operator)

    def support_reach(self, operator: str) -> Reach | None:
        """Countries from which an operator's people work; None where nobody says."""
        facts = self._hostings.support(operator)
        return self._reach(facts, facts.certain, facts.possible, None, None) if facts else None

    def outage_share(self) -> Outages:
        """The fraction of time that an LLM API is out."""
        return self._operators.outages

    @cached_property
    def seal_objectives(self) -> Mapping[str, Objective]:
        """Objectives of the EU Cloud Sovereignty Framework by id, such as `SOV-2`."""
        return objectives(self._folder)

    @cached_property
    def controls(self) -> Mapping[str, KnownControl]:
        """Controls that clouds offer, by id such as `AWS01`."""
        from planner.catalog.controls import known_controls  # noqa: PLC0415 - only a tree asks

        return known_controls(self._folder)

    def global_actions(self, cloud: str) -> tuple[str, ...]:
        """Actions that a cloud answers from one region for the whole world, sorted."""
        from planner.catalog.controls import global_actions  # noqa: PLC0415 - only a tree asks

        return global_actions(self._folder, cloud)

    def telemetry_sinks(self) -> tuple[TelemetrySink, ...]:
        return telemetry_sinks(self._folder)

    def telemetry_reach(self, sink: TelemetrySink) -> Reach:
        """Countries to which a component phones home."""
        return self._reach(sink, sink.certain, sink.possible, None, None)

    def scanner_conflicts(self) -> tuple[ScannerConflict, ...]:
        """Rules of other scanners that demand what a residency proof forbids."""
        return scanner_conflicts(self._folder)

    # what facts rest on

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self._folder)

    def source(self, name: str) -> Source | None:
        """Who says a fact, by the id that its row bears; None where nobody is recorded."""
        return self._sources.find(name)

    def cells(self, row: Row) -> Mapping[str, str]:
        """Column to cell of the row that a price rests on; empty where it is no file's."""
        return self._sources.cells(row)

    def place(self, row: Row) -> str:
        """Where people find a row: below `planner/data`, or below the set that is not shipped."""
        if row.is_stated:
            return f"{row.file}:{row.line}"
        folder = "planner/data" if self._folder == resources.data() else self.id
        return f"{folder}/{row.file}:{row.line}"

    def vendor(self, word: str) -> str:
        """A cloud's or a provider kind's title for people; the word itself where none is known."""
        if word in self._clouds:
            return self._clouds[word].title
        kind = self.provider_kinds.get(word)
        return kind.title if kind else word

    # Terraform

    def resource_types(self, cloud: str = "") -> ResourceTypes:
        """How a cloud's resource types are billed; without one, those of other providers."""
        file = f"clouds/{cloud}/resources.toml" if cloud else "resources.toml"
        return ResourceTypes(self._folder, file)
