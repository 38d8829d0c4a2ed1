"""What the user wrote: YAML text to `Spec`, keeping where every word stood."""

from planner.spec.addresses import is_remote
from planner.spec.agreements import (
    EVIDENCE_KEYS,
    Agreements,
    Custody,
    DataClass,
    Redaction,
    Support,
)
from planner.spec.calling import PLACING, is_callable_as, listed_kinds, placing_words
from planner.spec.complaints import EXPLANATIONS
from planner.spec.document import (
    Listing,
    Route,
    Scalar,
    Table,
    Tree,
    below,
    key_span_of,
    plain,
    span_of,
)
from planner.spec.editing import cut, edit, edited, words
from planner.spec.endpoints import (
    AUTO,
    Endpoint,
    EndpointKind,
    Feature,
    Growth,
    Needs,
    SideCall,
    Tier,
    Traffic,
)
from planner.spec.evaluations import Bars, Evaluation, Evaluations, Grade
from planner.spec.files import source_of
from planner.spec.folders import Folder, folder
from planner.spec.gateways import Cloud, Gateway, Ingress, Replicas, Size, Timeouts
from planner.spec.measurements import MeasuredTarget, Measurement
from planner.spec.merging import Hunk, Merge, merge
from planner.spec.model_shapes import ModelShape
from planner.spec.people import People
from planner.spec.policy import (
    Budget,
    Objective,
    Operators,
    Policy,
    Regions,
    Requirement,
    Transfer,
    Waiver,
)
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
from planner.spec.quantities import increase, money, percent, quantity
from planner.spec.reading import read, read_text, sources_of
from planner.spec.refusals import Unreadable
from planner.spec.revisions import Revision, revision_of
from planner.spec.scalars import EUROPES, TargetName
from planner.spec.schedules import DAY_MINUTES, WEEK, Schedule
from planner.spec.schema import json_schema
from planner.spec.secrets import masked
from planner.spec.settings import setting, value_of
from planner.spec.spec import Delivery, Hub, Network, PolicyFile, Spec
from planner.spec.splicing import spliced
from planner.spec.stores import (
    AwsStore,
    AzureStore,
    GcpStore,
    HostedStore,
    ScalewayStore,
    State,
    StateBackend,
    Store,
    StoreRole,
)
from planner.spec.templates import Template, Templates
from planner.spec.terraform import Terraform, TerraformProviders
from planner.spec.writing import yaml_of
from planner.spec.writing import flow_of, yaml_of
from planner.spec.yaml12 import parse

__all__ = [
    "AUTO",
    "DAY_MINUTES",
    "EUROPES",
    "EVIDENCE_KEYS",
    "EXPLANATIONS",
    "PLACING",
    "WEEK",
    "Agreements",
    "Alibaba",
    "Anthropic",
    "AwsStore",
    "AzureFoundryClaude",
    "AzureOpenAI",
    "AzureStore",
    "Bars",
    "Bedrock",
    "Budget",
    "ClaudePlatformOnAws",
    "Cloud",
    "Commitment",
    "Contract",
    "Custody",
    "DataClass",
    "Delivery",
    "Discount",
    "Endpoint",
    "EndpointKind",
    "Evaluation",
    "Evaluations",
    "Feature",
    "Folder",
    "Gateway",
    "GcpStore",
    "GpuPool",
    "Grade",
    "Growth",
    "Hands",
    "Hardware",
    "HostedStore",
    "Hub",
    "HuggingFace",
    "Hunk",
    "Ingress",
    "Listing",
    "MeasuredTarget",
    "Measurement",
    "Merge",
    "Mistral",
    "ModelShape",
    "Needs",
    "Network",
    "Nodes",
    "Objective",
    "OnePlace",
    "OpenAI",
    "OpenAICompatible",
    "Operators",
    "People",
    "Policy",
    "PolicyFile",
    "Precision",
    "Prices",
    "Provider",
    "Provisioned",
    "Purchase",
    "Rate",
    "Redaction",
    "Regions",
    "Replicas",
    "Requirement",
    "Revision",
    "Route",
    "RoutedHost",
    "Scalar",
    "ScalewayStore",
    "Schedule",
    "ServedModel",
    "ServerlessOrDedicated",
    "SideCall",
    "Size",
    "Spec",
    "State",
    "StateBackend",
    "Store",
    "StoreRole",
    "Support",
    "Table",
    "TargetName",
    "Template",
    "Templates",
    "Terraform",
    "TerraformProviders",
    "Tier",
    "Timeouts",
    "Traffic",
    "Transfer",
    "Tree",
    "Unreadable",
    "Vertex",
    "Waiver",
    "below",
    "cut",
    "edit",
    "edited",
    "folder",
    "flow_of",
    "increase",
    "is_callable_as",
    "is_remote",
    "json_schema",
    "key_span_of",
    "listed_kinds",
    "masked",
    "merge",
    "money",
    "parse",
    "percent",
    "placing_words",
    "plain",
    "quantity",
    "read",
    "read_text",
    "revision_of",
    "setting",
    "source_of",
    "sources_of",
    "span_of",
    "spliced",
    "value_of",
    "words",
    "yaml_of",
]
