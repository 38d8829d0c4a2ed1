"""What the user wrote: YAML text to `Spec`, keeping where every word stood."""

from planner.spec.complaints import EXPLANATIONS
from planner.spec.document import Route
from planner.spec.endpoints import DataClass, Endpoint, EndpointKind, Growth, Needs, Traffic
from planner.spec.gateways import Cloud, Gateway, Replicas, Size, Timeouts
from planner.spec.people import People
from planner.spec.policy import Budget, Operators, Policy, Regions, Waiver
from planner.spec.pools import Commitment, GpuPool, Nodes, Precision, Purchase, ServedModel
from planner.spec.prices import Contract, Discount, Prices, Rate
from planner.spec.providers import (
    Alibaba,
    Anthropic,
    AzureFoundryClaude,
    AzureOpenAI,
    Bedrock,
    ClaudePlatformOnAws,
    Hands,
    Hardware,
    HuggingFace,
    Mistral,
    OnePlace,
    OpenAI,
    OpenAICompatible,
    Provider,
    Provisioned,
    RoutedHost,
    ServerlessOrDedicated,
    Vertex,
)
from planner.spec.quantities import increase, money
from planner.spec.reading import read, read_text, sources_of
from planner.spec.refusals import Unreadable
from planner.spec.scalars import TargetName
from planner.spec.schedules import DAY_MINUTES, WEEK, Schedule
from planner.spec.schema import json_schema
from planner.spec.spec import Network, Spec
from planner.spec.stores import (
    AwsStore,
    AzureStore,
    GcpStore,
    HostedStore,
    ScalewayStore,
    State,
    Store,
)

__all__ = [
    "DAY_MINUTES",
    "EXPLANATIONS",
    "WEEK",
    "Alibaba",
    "Anthropic",
    "AwsStore",
    "AzureFoundryClaude",
    "AzureOpenAI",
    "AzureStore",
    "Bedrock",
    "Budget",
    "ClaudePlatformOnAws",
    "Cloud",
    "Commitment",
    "Contract",
    "DataClass",
    "Discount",
    "Endpoint",
    "EndpointKind",
    "Gateway",
    "GcpStore",
    "GpuPool",
    "Growth",
    "Hands",
    "Hardware",
    "HostedStore",
    "HuggingFace",
    "Mistral",
    "Needs",
    "Network",
    "Nodes",
    "OnePlace",
    "OpenAI",
    "OpenAICompatible",
    "Operators",
    "People",
    "Policy",
    "Precision",
    "Prices",
    "Provider",
    "Provisioned",
    "Purchase",
    "Rate",
    "Regions",
    "Replicas",
    "Route",
    "RoutedHost",
    "ScalewayStore",
    "Schedule",
    "ServedModel",
    "ServerlessOrDedicated",
    "Size",
    "Spec",
    "State",
    "Store",
    "TargetName",
    "Timeouts",
    "Traffic",
    "Unreadable",
    "Vertex",
    "Waiver",
    "increase",
    "json_schema",
    "money",
    "read",
    "read_text",
    "sources_of",
]
