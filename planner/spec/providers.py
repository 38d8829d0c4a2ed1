"""Providers: an LLM API in one region and mode; a kind takes just the keys that pin its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from planner.spec.agreements import Agreements
from planner.spec.refusals import Inconsistent
from planner.spec.scalars import Amount, Country, Host, Name, Number, Percent, Place, Tokens
from planner.spec.shape import Shape

AzureDeployment = Literal[
    "Standard",
    "ProvisionedManaged",
    "DataZoneStandard",
    "DataZoneProvisionedManaged",
    "DataZoneBatch",
    "GlobalStandard",
    "GlobalProvisionedManaged",
    "GlobalBatch",
    "DeveloperTier",
]
Provisioned = Literal[
    "ProvisionedManaged", "DataZoneProvisionedManaged", "GlobalProvisionedManaged"
]
"""The deployment types that are bought in provisioned throughput units."""
OnePlaceKind = Literal[
    "scaleway",
    "ovhcloud",
    "ionos",
    "stackit",
    "groq",
    "deepinfra",
    "cohere",
    "deepseek",
    "nscale",
    "inceptron",
    "aleph-alpha",
    "opper",
    "google-gemini-api",
]


class _Models(Shape):
    models: Mapping[Name, str] = Field(min_length=1, examples=[{"sonnet": "claude-sonnet-4-6"}])
    """The spec's own short names, and the vendor's id of each model."""
    agreements: Agreements = Field({}, validate_default=True, examples=[{"dpa": "contract 4711"}])
    """What was agreed with its operator."""
    access: Literal["private", "public"] | None = Field(None, examples=["private"])
    """Whether it is called over private addresses only; without it, nobody says."""
    credential: str | None = Field(None, min_length=1, examples=["openai-eu-project"])
    """The name of the credential that it is called with, where several providers may share one."""
    observed: tuple[Place, ...] = Field((), examples=[["DE", "SE"]])
    """Countries where its own records, such as CloudTrail's `inferenceRegion`, saw calls run."""
    quotas: Mapping[Name, Tokens] = Field(default_factory=dict, examples=[{"sonnet": "400k"}])
    """Tokens a minute that the account may use of a model, by the spec's own short name; of a model
    that is left out, nobody says."""

    @model_validator(mode="after")
    def _quotas_of_models(self) -> Self:
        for name in self.quotas:
            if name not in self.models:
                message = f"no model `{name}` among {', '.join(f'`{m}`' for m in self.models)}"
                raise Inconsistent(message, below=("quotas", name))
        return self


class Bedrock(_Models):
    """Amazon Bedrock, called in a source region."""

    kind: Literal["bedrock"]
    region: str = Field(min_length=1, examples=["eu-central-1"])
    """The source region."""
    mode: Literal["regional", "geo", "global", "provisioned"] = Field(examples=["geo"])
    """Where a call may end: in the region, in a geography, anywhere, or on capacity of your own."""
    profile: str | None = Field(None, pattern=r"^[a-z]{2,10}(-[a-z]+)?$", examples=["eu"])
    """The geography of mode `geo`; may be left out where the source region has only one."""
    retention_mode: Literal["none", "default", "aws_review", "provider_data_share"] | None = Field(
        None, examples=["none"]
    )
    """How the account keeps what some models have kept; without it, nobody says."""

    @model_validator(mode="after")
    def _profile_only_in_geo(self) -> Bedrock:
        if self.profile is not None and self.mode != "geo":
            message = f"`profile` names a geography, which mode `{self.mode}` doesn't have"
            raise Inconsistent(message, below=("profile",))
        return self


class AzureOpenAI(_Models):
    """Azure OpenAI: a deployment of one type in a resource of one region."""

    kind: Literal["azure-openai"]
    region: str = Field(min_length=1, examples=["swedencentral"])
    """The region of the resource."""
    mode: AzureDeployment = Field(examples=["DataZoneStandard"])
    """The deployment type, as Azure spells it."""
    endpoint: Host | None = Field(None, examples=["acme.openai.azure.com"])
    """The resource's host."""
    ptus: Mapping[Name, Annotated[int, Field(ge=1, le=1_000_000)]] = Field(
        default_factory=dict, examples=[{"gpt": 50}]
    )
    """Provisioned throughput units of each model, by the spec's own short name; only of the
    provisioned deployment types, whose tokens they pay for."""

    @model_validator(mode="after")
    def _units_of_provisioned_models(self) -> AzureOpenAI:
        if self.ptus and self.mode not in get_args(Provisioned):
            message = f"mode `{self.mode}` is billed by the token and has no `ptus`"
            raise Inconsistent(message, below=("ptus",))
        for name in self.ptus:
            if name not in self.models:
                message = f"no model `{name}` among {', '.join(f'`{m}`' for m in self.models)}"
                raise Inconsistent(message, below=("ptus", name))
        return self


class Vertex(_Models):
    """Google Vertex AI."""

    kind: Literal["vertex"]
    region: str = Field(min_length=1, examples=["europe-west3"])
    """A location, or `eu`, `us` or `global`."""


class OpenAI(_Models):
    """OpenAI's own API, with a project of one region."""

    kind: Literal["openai"]
    region: Literal["global", "us", "eu", "jp", "in", "au", "ca", "sg", "kr", "gb", "ae"] = Field(
        examples=["eu"]
    )
    """The project's region."""


class Anthropic(_Models):
    """Anthropic's own API."""

    kind: Literal["anthropic"]
    mode: Literal["us", "global"] = Field(examples=["us"])
    """Where inference may run (`inference_geo`)."""


class Mistral(_Models):
    """Mistral's own API."""

    kind: Literal["mistral"]
    host: Host = Field(examples=["api.eu.mistral.ai"])
    """The host, which pins the region."""


class ClaudePlatformOnAws(_Models):
    """Anthropic's platform, called through AWS."""

    kind: Literal["claude-platform-on-aws"]
    region: str = Field(min_length=1, examples=["eu-west-1"])
    """The AWS region that is called."""
    mode: Literal["us", "global"] = Field(examples=["us"])
    """Where inference may run (`inference_geo`)."""


class AzureFoundryClaude(_Models):
    """Claude in Azure AI Foundry."""

    kind: Literal["azure-foundry-claude"]
    region: str = Field(min_length=1, examples=["swedencentral"])
    """The region of the resource."""
    mode: Literal["GlobalStandard", "DataZoneStandard"] = Field(examples=["DataZoneStandard"])
    """The deployment type, as Azure spells it."""
    hosted_on: Literal["azure", "anthropic"] = Field(examples=["azure"])
    """Whose infrastructure runs the model."""


class ServerlessOrDedicated(_Models):
    """A host whose shared API runs anywhere and whose dedicated deployments have a region."""

    kind: Literal["together", "fireworks", "nebius"]
    mode: Literal["serverless", "dedicated"] = Field(examples=["dedicated"])
    """Shared, or a deployment of your own."""
    region: str | None = Field(None, min_length=1, examples=["EU_FRANKFURT_1"])
    """The region of a dedicated deployment, as the vendor spells it."""

    @model_validator(mode="after")
    def _region_of_dedicated(self) -> ServerlessOrDedicated:
        if self.mode == "dedicated" and self.region is None:
            raise Inconsistent("mode `dedicated` needs a `region`", below=("mode",))
        if self.mode == "serverless" and self.region is not None:
            raise Inconsistent("mode `serverless` has no `region`", below=("region",))
        return self


class Alibaba(_Models):
    """Alibaba Cloud Model Studio."""

    kind: Literal["alibaba"]
    mode: Literal["eu", "global", "international"] = Field(examples=["eu"])
    """The scope of deployment."""


class RoutedHost(_Models):
    """A router of other vendors' models whose host pins where it takes requests."""

    kind: Literal["openrouter", "vercel-ai-gateway"]
    host: Host = Field(examples=["eu.openrouter.ai"])
    """The host that is called."""
    region: str | None = Field(None, min_length=1, examples=["eu"])
    """The region that inference is bound to, if it is."""


class HuggingFace(_Models):
    """Hugging Face Inference Endpoints."""

    kind: Literal["huggingface"]
    region: str = Field(min_length=1, examples=["eu-west-1"])
    """The region of the inference endpoint."""


class OnePlace(_Models):
    """An API whose kind alone says where it runs."""

    kind: OnePlaceKind


class Hands(Shape):
    """The people who look after servers on the spot."""

    hours: Number = Field(examples=[6])
    """Hours in a month, for all servers."""
    rate: Amount = Field(examples=["95 USD"])
    """What an hour costs."""


class Hardware(Shape):
    """Servers of your own; what they cost takes the place of a price for tokens."""

    servers: int = Field(ge=1, le=100_000, examples=[2])
    """How many there are."""
    price: Amount = Field(examples=["280000 USD"])
    """What one costs to buy, with its share of racks and switches."""
    amortise_months: int = Field(ge=1, le=120, examples=[36])
    """Months over which the price is spread evenly."""
    power_kw: Number = Field(examples=[10.2])
    """Kilowatts that one draws on average."""
    power_price: Amount = Field(examples=["0.18 USD"])
    """What a kilowatt-hour costs."""
    pue: Number = Field(1, examples=[1.3], validate_default=True)
    """Power usage effectiveness: what the hall draws over what the servers draw. 1 where hosting
    or the price of power include the cooling."""
    hosting: Amount | None = Field(None, examples=["1500 USD"])
    """What a place for one costs in a month."""
    residual: Percent | None = Field(None, examples=["20%"])
    """The share of the price that one is sold for after these months; without it, nothing."""
    upkeep: Percent | None = Field(None, examples=["8%"])
    """Spare parts and support for a year, as a share of the price; without it, nothing."""
    capital: Percent | None = Field(None, examples=["8%"])
    """What a year's capital costs: the interest on what is still to be written off; without it,
    nothing."""
    hands: Hands | None = Field(None, examples=[{"hours": 6, "rate": "95 USD"}])
    """The people who look after them; without it, nobody is paid for it."""

    @model_validator(mode="after")
    def _hall_draws_more(self) -> Hardware:
        if self.pue < 1:
            message = "`pue` is at least 1: a hall never draws less than its servers"
            raise Inconsistent(message, below=("pue",))
        return self


class OpenAICompatible(_Models):
    """Any other host that speaks OpenAI's protocol; where it is rests on your evidence."""

    kind: Literal["openai-compatible"]
    host: Host = Field(examples=["llm.example.eu"])
    """The host that is called."""
    operator: str = Field(min_length=1, examples=["Example GmbH"])
    """Who runs it."""
    country: Country = Field(examples=["DE"])
    """The country where it runs."""
    evidence: str = Field(min_length=1, examples=["https://example.eu/dpa.pdf"])
    """What shows that: a contract or a document."""
    hardware: Hardware | None = Field(
        None,
        examples=[
            {
                "servers": 2,
                "price": "280000 USD",
                "amortise_months": 36,
                "power_kw": 10.2,
                "power_price": "0.18 USD",
            }
        ],
    )
    """The servers that it runs on, where they are your own."""


Provider = Annotated[
    Bedrock
    | AzureOpenAI
    | Vertex
    | OpenAI
    | Anthropic
    | Mistral
    | ClaudePlatformOnAws
    | AzureFoundryClaude
    | ServerlessOrDedicated
    | Alibaba
    | RoutedHost
    | HuggingFace
    | OnePlace
    | OpenAICompatible,
    Field(discriminator="kind"),
]
