"""The facts a plan rests on: `planner/data` as typed, dated, sourced values.

Each name is imported when it is first asked for (PEP 562): a command that needs one type doesn't
pay for all of them.
"""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.catalog.accelerators import Accelerator as Accelerator
    from planner.catalog.adequacy import Adequacy as Adequacy
    from planner.catalog.adequacy import LegalEvent as LegalEvent
    from planner.catalog.ages import AgeClass as AgeClass
    from planner.catalog.ages import Stale as Stale
    from planner.catalog.assumed import Assumption as Assumption
    from planner.catalog.assumed import assumptions as assumptions
    from planner.catalog.atlas import Coordinates as Coordinates
    from planner.catalog.atlas import CountryShape as CountryShape
    from planner.catalog.availability import Availability as Availability
    from planner.catalog.batch import BatchShare as BatchShare
    from planner.catalog.bedrock import ProfileReach as ProfileReach
    from planner.catalog.billing import PARTS as PARTS
    from planner.catalog.billing import Billed as Billed
    from planner.catalog.billing import Part as Part
    from planner.catalog.billing import Tier as Tier
    from planner.catalog.building import Building as Building
    from planner.catalog.building import Encrypted as Encrypted
    from planner.catalog.building import LinkKind as LinkKind
    from planner.catalog.building import building as building
    from planner.catalog.calling import Call as Call
    from planner.catalog.calling import calls as calls
    from planner.catalog.capacity import Band as Band
    from planner.catalog.capacity import CapacityConstants as CapacityConstants
    from planner.catalog.capacity import Constant as Constant
    from planner.catalog.capacity import Engine as Engine
    from planner.catalog.capacity import PublishedRun as PublishedRun
    from planner.catalog.capacity import capacity_constants as capacity_constants
    from planner.catalog.capacity import published_runs as published_runs
    from planner.catalog.catalog import Catalog as Catalog
    from planner.catalog.catalog import load as load
    from planner.catalog.clouds import AddressRange as AddressRange
    from planner.catalog.clouds import Machine as Machine
    from planner.catalog.clouds import Offering as Offering
    from planner.catalog.clouds import Region as Region
    from planner.catalog.clouds import Sold as Sold
    from planner.catalog.command_lines import Commands as Commands
    from planner.catalog.command_lines import commands as commands
    from planner.catalog.companions import companions as companions
    from planner.catalog.contents import Holding as Holding
    from planner.catalog.contents import Selection as Selection
    from planner.catalog.contents import find_table as find_table
    from planner.catalog.contents import holdings as holdings
    from planner.catalog.contents import malformed as malformed
    from planner.catalog.contents import select_rows as select_rows
    from planner.catalog.control_planes import ControlPlane as ControlPlane
    from planner.catalog.controls import KnownControl as KnownControl
    from planner.catalog.differences import CellChange as CellChange
    from planner.catalog.differences import Edition as Edition
    from planner.catalog.differences import RowChange as RowChange
    from planner.catalog.differences import SetComparison as SetComparison
    from planner.catalog.differences import TableChange as TableChange
    from planner.catalog.differences import compare_sets as compare_sets
    from planner.catalog.differences import edition as edition
    from planner.catalog.exchange import DOLLAR as DOLLAR
    from planner.catalog.exchange import ExchangeRate as ExchangeRate
    from planner.catalog.gateways import Probes as Probes
    from planner.catalog.gateways import foreign_words as foreign_words
    from planner.catalog.gateways import gateway_image as gateway_image
    from planner.catalog.gateways import gateway_probes as gateway_probes
    from planner.catalog.handling import FeatureCover as FeatureCover
    from planner.catalog.handling import Practice as Practice
    from planner.catalog.handling import Topic as Topic
    from planner.catalog.hop_types import HopPart as HopPart
    from planner.catalog.hop_types import HopTypes as HopTypes
    from planner.catalog.hosted_stores import HostedStore as HostedStore
    from planner.catalog.hosting import Hosting as Hosting
    from planner.catalog.hosting import SupportSites as SupportSites
    from planner.catalog.keys import AMOUNTS as AMOUNTS
    from planner.catalog.latencies import Latency as Latency
    from planner.catalog.models import ApiModel as ApiModel
    from planner.catalog.models import OpenModel as OpenModel
    from planner.catalog.operators import Operator as Operator
    from planner.catalog.operators import Outages as Outages
    from planner.catalog.places import Bounds as Bounds
    from planner.catalog.places import Reach as Reach
    from planner.catalog.prices import Price as Price
    from planner.catalog.processing import Processing as Processing
    from planner.catalog.processing import ProviderKind as ProviderKind
    from planner.catalog.quality import TIERS as TIERS
    from planner.catalog.quality import Quality as Quality
    from planner.catalog.regimes import Regime as Regime
    from planner.catalog.resource_types import BilledPart as BilledPart
    from planner.catalog.resource_types import BilledType as BilledType
    from planner.catalog.resource_types import ResourceTypes as ResourceTypes
    from planner.catalog.round_trips import RoundTrip as RoundTrip
    from planner.catalog.scanners import ScannerConflict as ScannerConflict
    from planner.catalog.seal import Objective as Objective
    from planner.catalog.servers import Server as Server
    from planner.catalog.serving import serving_images as serving_images
    from planner.catalog.sets import CatalogSet as CatalogSet
    from planner.catalog.sets import find_set as find_set
    from planner.catalog.sets import known_sets as known_sets
    from planner.catalog.sets import set_digest as set_digest
    from planner.catalog.sets import set_with_digest as set_with_digest
    from planner.catalog.sets import shipped_set as shipped_set
    from planner.catalog.sources import Source as Source
    from planner.catalog.suppliers import ChangeOfControl as ChangeOfControl
    from planner.catalog.suppliers import Hub as Hub
    from planner.catalog.suppliers import Maker as Maker
    from planner.catalog.suppliers import Subprocessor as Subprocessor
    from planner.catalog.telemetry import TelemetrySink as TelemetrySink
    from planner.catalog.tokens import TokenRates as TokenRates
    from planner.catalog.tokens import Usage as Usage
    from planner.catalog.tokens import UsageClass as UsageClass
    from planner.catalog.tool_parsers import ToolParser as ToolParser

_HOME = {
    "AMOUNTS": "keys",
    "Accelerator": "accelerators",
    "AddressRange": "clouds",
    "Adequacy": "adequacy",
    "AgeClass": "ages",
    "ApiModel": "models",
    "Assumption": "assumed",
    "Availability": "availability",
    "BatchShare": "batch",
    "Latency": "latencies",
    "Quality": "quality",
    "TIERS": "quality",
    "ToolParser": "tool_parsers",
    "Billed": "billing",
    "BilledPart": "resource_types",
    "BilledType": "resource_types",
    "Band": "capacity",
    "Bounds": "places",
    "Building": "building",
    "Encrypted": "building",
    "Engine": "capacity",
    "Commands": "command_lines",
    "Call": "calling",
    "Catalog": "catalog",
    "CapacityConstants": "capacity",
    "CatalogSet": "sets",
    "CellChange": "differences",
    "ChangeOfControl": "suppliers",
    "Constant": "capacity",
    "ControlPlane": "control_planes",
    "Coordinates": "atlas",
    "CountryShape": "atlas",
    "DOLLAR": "exchange",
    "Edition": "differences",
    "ExchangeRate": "exchange",
    "FeatureCover": "handling",
    "Holding": "contents",
    "HopPart": "hop_types",
    "HopTypes": "hop_types",
    "HostedStore": "hosted_stores",
    "LegalEvent": "adequacy",
    "Hub": "suppliers",
    "Hosting": "hosting",
    "LinkKind": "building",
    "KnownControl": "controls",
    "Machine": "clouds",
    "Maker": "suppliers",
    "Objective": "seal",
    "Offering": "clouds",
    "OpenModel": "models",
    "Operator": "operators",
    "Outages": "operators",
    "PARTS": "billing",
    "Part": "billing",
    "Practice": "handling",
    "Price": "prices",
    "PublishedRun": "capacity",
    "Probes": "gateways",
    "Processing": "processing",
    "ProfileReach": "bedrock",
    "ProviderKind": "processing",
    "Reach": "places",
    "Regime": "regimes",
    "Region": "clouds",
    "Server": "servers",
    "Sold": "clouds",
    "ResourceTypes": "resource_types",
    "RoundTrip": "round_trips",
    "RowChange": "differences",
    "ScannerConflict": "scanners",
    "Selection": "contents",
    "SetComparison": "differences",
    "Source": "sources",
    "Stale": "ages",
    "Subprocessor": "suppliers",
    "SupportSites": "hosting",
    "TableChange": "differences",
    "TelemetrySink": "telemetry",
    "Tier": "billing",
    "TokenRates": "tokens",
    "Topic": "handling",
    "Usage": "tokens",
    "UsageClass": "tokens",
    "assumptions": "assumed",
    "building": "building",
    "capacity_constants": "capacity",
    "commands": "command_lines",
    "calls": "calling",
    "companions": "companions",
    "compare_sets": "differences",
    "edition": "differences",
    "find_set": "sets",
    "find_table": "contents",
    "foreign_words": "gateways",
    "gateway_image": "gateways",
    "gateway_probes": "gateways",
    "holdings": "contents",
    "known_sets": "sets",
    "load": "catalog",
    "malformed": "contents",
    "published_runs": "capacity",
    "select_rows": "contents",
    "serving_images": "serving",
    "set_digest": "sets",
    "set_with_digest": "sets",
    "shipped_set": "sets",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
