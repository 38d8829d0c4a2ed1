"""Stores: anything that keeps prompts, completions or what derives from them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.spec.agreements import Agreements
from planner.spec.refusals import Inconsistent
from planner.spec.scalars import Country, Endpoints, Host
from planner.spec.shape import Shape

HostedKind = Literal[
    "langfuse",
    "langsmith",
    "datadog",
    "otel",
    "posthog",
    "arize",
    "braintrust",
    "opik",
    "weave",
    "agentops",
    "deepeval",
    "galileo",
    "athina",
    "promptlayer",
    "humanloop",
    "langtrace",
    "honeycomb",
    "pinecone",
    "qdrant",
    "weaviate",
    "redis",
]
StoreRole = Literal["trace", "log", "feedback", "eval", "index", "cache", "batch", "backup"]


class CloudStore(Shape):
    """A store in your own cloud account; its kind says which cloud that is."""

    region: str = Field(min_length=1, examples=["eu-central-1"])
    """The region that it is in."""
    retention_days: int | None = Field(None, ge=1, le=36500, examples=[30])
    """How long it keeps what it receives; a bucket has to say."""
    receives: Endpoints = Field("all", examples=["all", ["chat"]])
    """The endpoints whose data it receives."""
    role: StoreRole | None = Field(None, examples=["trace"])
    """What it keeps; without it, what its kind usually keeps."""
    payload: Literal["full", "redacted", "metadata"] = Field("full", examples=["metadata"])
    """Whether prompts are in it, prompts without what `redaction` takes out, or none."""
    agreements: Agreements = Field({}, validate_default=True, examples=[{"dpa": "contract 4711"}])
    """What was agreed with its operator."""
    replicates_to: tuple[str, ...] = Field((), examples=[["eu-west-1"]])
    """Regions of the same cloud that it is copied to."""


class AwsStore(CloudStore):
    """A bucket of S3, or a log group of CloudWatch."""

    kind: Literal["s3", "cloudwatch"]
    cloud: Literal["aws"] = Field("aws", examples=["aws"])
    """The cloud that it is in."""


class GcpStore(CloudStore):
    """A bucket of Cloud Storage, or one of Cloud Logging."""

    kind: Literal["gcs", "cloud_logging"]
    cloud: Literal["gcp"] = Field("gcp", examples=["gcp"])
    """The cloud that it is in."""


class AzureStore(CloudStore):
    """A container of Blob Storage, or a workspace of Log Analytics."""

    kind: Literal["blob", "log_analytics"]
    cloud: Literal["azure"] = Field("azure", examples=["azure"])
    """The cloud that it is in."""


class ScalewayStore(CloudStore):
    """A bucket of Object Storage."""

    kind: Literal["object_storage"]
    cloud: Literal["scaleway"] = Field("scaleway", examples=["scaleway"])
    """The cloud that it is in."""


class HostedStore(Shape):
    """A store behind a host, a vendor's or your own."""

    kind: HostedKind
    host: Host = Field(examples=["https://cloud.langfuse.com"])
    """The host that is written to."""
    country: Country | None = Field(None, examples=["DE"])
    """Where it keeps data, if you know better than the catalogue."""
    operator: str | None = Field(None, min_length=1, examples=["Example GmbH"])
    """Who runs it, if that is not the vendor."""
    retention_days: int | None = Field(None, ge=1, le=36500, examples=[30])
    """How long it keeps what it receives; without it, nobody says."""
    receives: Endpoints = Field("all", examples=["all", ["chat"]])
    """The endpoints whose data it receives."""
    role: StoreRole | None = Field(None, examples=["trace"])
    """What it keeps; without it, what its kind usually keeps."""
    payload: Literal["full", "redacted", "metadata"] = Field("full", examples=["metadata"])
    """Whether prompts are in it, prompts without what `redaction` takes out, or none."""
    agreements: Agreements = Field({}, validate_default=True, examples=[{"dpa": "contract 4711"}])
    """What was agreed with its operator."""
    replicates_to: tuple[Country, ...] = Field((), examples=[["US"]])
    """Countries that its operator copies it to."""


Store = Annotated[
    AwsStore | GcpStore | AzureStore | ScalewayStore | HostedStore, Field(discriminator="kind")
]


StateBackend = Literal["s3", "gcs", "azurerm", "object_storage"]
_STORAGE_ACCOUNT = r"^[a-z0-9]{3,24}$"


class State(Shape):
    """Where Terraform keeps its state, which names everything that was built."""

    backend: StateBackend = Field("s3", examples=["s3"])
    """The kind of store: of AWS, Google Cloud, Azure, or Scaleway's Object Storage."""
    region: str = Field(min_length=1, examples=["eu-central-1"])
    """The region that it is in."""
    bucket: str | None = Field(
        None, pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", examples=["acme-terraform-state"]
    )
    """The bucket; without it, on AWS one that is named after the topology and the account."""
    storage_account: str | None = Field(
        None, pattern=_STORAGE_ACCOUNT, examples=["acmeterraformstate"]
    )
    """The storage account; only on Azure, which has no buckets."""
    resource_group: str | None = Field(None, min_length=1, examples=["platform-state"])
    """The storage account's resource group; only on Azure."""
    container: str | None = Field(None, min_length=3, examples=["tfstate"])
    """The container in the storage account; only on Azure, and `tfstate` without it."""
    key: str | None = Field(None, min_length=1, examples=["support-assistant/terraform.tfstate"])
    """The object in the bucket; without it, one that is named after the topology."""

    @model_validator(mode="after")
    def _says_where(self) -> State:
        """Only on AWS does topoplan make a place for the state: elsewhere it has to be named."""
        azure = ("storage_account", "resource_group")
        needed = {"s3": (), "azurerm": azure}.get(self.backend, ("bucket",))
        foreign = ("bucket",) if self.backend == "azurerm" else (*azure, "container")
        for name in needed:
            if getattr(self, name) is None:
                message = f"backend `{self.backend}` needs the name of a `{name}`"
                raise Inconsistent(message, below=("backend",))
        for name in foreign:
            if getattr(self, name) is not None:
                message = f"backend `{self.backend}` takes no `{name}`"
                raise Inconsistent(message, below=(name,))
        return self
