"""Why data of an endpoint is processed or kept outside of what its policy allows.

Of a path that leaves the allowed countries one rule speaks, the one that knows best why.
"""

from __future__ import annotations

from enum import Enum, auto

from planner.catalog import Processing, Reach
from planner.diagnostics import Verdict
from planner.topology import Edge, Endpoint, Path, Role, Stop

WORLDWIDE = 100
"""A reach of more countries than this is the world: no bloc has as many members."""


class Cause(Enum):
    """What brought the data where it must not be; each residency rule speaks of one."""

    FALLBACK = auto()
    FAILOVER = auto()
    SPILLOVER = auto()
    SIDE_CALL = auto()
    EMBEDDING = auto()
    BATCH = auto()
    INGRESS = auto()
    ANYCAST = auto()
    TRANSIT = auto()
    UNPINNED_INGRESS = auto()
    RESOLD = auto()
    GLOBAL_PROFILE = auto()
    GEO_PROFILE = auto()
    SOURCE_REGION = auto()
    GLOBAL_DEPLOYMENT = auto()
    DATA_ZONE = auto()
    UNPINNED = auto()
    REGIONAL = auto()
    UNKNOWN = auto()
    CONFLICT = auto()
    PROCESSING = auto()
    RETAINED = auto()
    SINK = auto()
    STATE = auto()
    BACKUP = auto()
    REPLICA = auto()
    STORAGE = auto()


_GLOBAL_DEPLOYMENTS = frozenset(
    {"GlobalStandard", "GlobalProvisionedManaged", "GlobalBatch", "DeveloperTier"}
)
"""Azure's deployment types that run anywhere, whatever the region of their resource."""

_ANYWHERE = "*"
"""How a fact says that something is documented to run anywhere; `?` says that nobody says."""


CALLED_BESIDE = {
    **dict.fromkeys(
        (
            Edge.GUARDRAIL,
            Edge.MODERATION,
            Edge.ROUTER,
            Edge.RERANK,
            Edge.JUDGE,
            Edge.EVAL,
            Edge.TRANSLATE,
            Edge.OCR,
            Edge.TOOL,
            Edge.WEB_SEARCH,
            Edge.GROUNDING,
        ),
        Cause.SIDE_CALL,
    ),
    Edge.BATCH: Cause.BATCH,
    Edge.EMBED: Cause.EMBEDDING,
    Edge.SPILLOVER: Cause.SPILLOVER,
}
"""Edges that say by themselves why data is processed where it is."""

_KEPT_AS = {
    Edge.BACKUP: Cause.BACKUP,
    Edge.BATCH: Cause.BATCH,
    Edge.EMBED: Cause.EMBEDDING,
    Edge.INDEX: Cause.EMBEDDING,
    Edge.REPLICATE: Cause.REPLICA,
}
"""Edges that say by themselves why data is kept where it is."""

_BY_ROLE = {
    Role.LOG: Cause.SINK,
    Role.STATE: Cause.STATE,
    Role.TRACE: Cause.SINK,
}

_NEAR_THE_CALLER = frozenset({"accelerator", "geo_dns"})
"""Kinds of ingress whose nature it is to answer where the caller is."""

_ROUTERS = frozenset({"openrouter", "vercel-ai-gateway"})
"""Kinds that bind inference by a region, and what reads the request by their host."""

_RESOLD = frozenset({"azure-foundry-claude", "claude-platform-on-aws"})
"""Kinds that are called in a region of one company and run by another."""


def processing_cause(path: Path, verdict: Verdict, outside: frozenset[str]) -> Cause:
    """Why a path processes data `outside`."""
    edge, stop = path.edge, path.stop
    if edge in CALLED_BESIDE:
        return CALLED_BESIDE[edge]
    if stop.role in (Role.INGRESS, Role.NETWORK):
        return _on_the_way(stop)
    if path.over_fallback:
        return Cause.FAILOVER if stop.role is Role.POOL else Cause.FALLBACK
    return _cause_of_kind(stop) or _cause_of_place(stop, verdict, outside)


def _on_the_way(stop: Stop) -> Cause:
    if stop.role is Role.NETWORK:
        return Cause.TRANSIT
    return Cause.ANYCAST if stop.kind in _NEAR_THE_CALLER else Cause.INGRESS


def _cause_of_kind(stop: Stop) -> Cause | None:
    """Why a router, or what one company sells and another runs, processes data elsewhere."""
    kind = stop.about.kind if stop.about else ""
    if kind in _ROUTERS and stop.location:
        return Cause.UNPINNED_INGRESS
    return Cause.RESOLD if kind in _RESOLD else None


def _cause_of_place(stop: Stop, verdict: Verdict, outside: frozenset[str]) -> Cause:
    if stop.profile == "global":
        return Cause.GLOBAL_PROFILE
    if stop.profile:
        return Cause.SOURCE_REGION if _by_its_source(stop, outside) else Cause.GEO_PROFILE
    if stop.processing and stop.about:
        return _cause_of_call(stop, stop.processing, stop.about, verdict)
    return Cause.UNKNOWN if _nobody_says(stop.processing, "") else Cause.PROCESSING


def _by_its_source(stop: Stop, outside: frozenset[str]) -> bool:
    """Whether a profile leaves only because of where it is called from."""
    if stop.region is None or stop.processing is None or outside != {stop.region.country}:
        return False
    return stop.processing.possible != outside


def _cause_of_call(stop: Stop, reach: Reach, about: Processing, verdict: Verdict) -> Cause:
    """Why a provider that is called without a profile processes data where it does."""
    anywhere = _ANYWHERE in about.possible.split("|")
    if about.kind.startswith("azure-") and stop.mode in _GLOBAL_DEPLOYMENTS:
        return Cause.GLOBAL_DEPLOYMENT
    if (stop.mode or "").startswith("DataZone") and len(reach.possible) > 1:
        return Cause.DATA_ZONE
    if anywhere and stop.location in (None, "global"):
        return Cause.UNPINNED
    if _nobody_says(reach, about.possible):
        return Cause.UNKNOWN
    if stop.location and (anywhere or verdict is Verdict.UNPROVEN):
        return Cause.REGIONAL
    disputed = verdict is Verdict.UNPROVEN and reach.certain
    return Cause.CONFLICT if disputed else Cause.PROCESSING


def _nobody_says(reach: Reach | None, expression: str) -> bool:
    """Whether a reach is the world for want of a source, not because a source says so."""
    if reach is None or reach.certain == reach.possible:
        return False
    return len(reach.possible) > WORLDWIDE and _ANYWHERE not in expression.split("|")


def storage_cause(path: Path, endpoint: Endpoint, verdict: Verdict) -> Cause:
    """Why a path keeps data where it does; a bucket is of a batch only where one is run."""
    stop, reach = path.stop, path.stop.at_rest
    expression = stop.about.at_rest_possible if stop.about else ""
    if verdict is Verdict.UNPROVEN and _nobody_says(reach, expression):
        return Cause.UNKNOWN
    if path.edge is Edge.BATCH and not _runs_batches(endpoint):
        return Cause.STORAGE
    if path.edge in _KEPT_AS:
        return _KEPT_AS[path.edge]
    if stop.role in _BY_ROLE:
        return _BY_ROLE[stop.role]
    if _keeps_where_it_ran(stop):
        return Cause.RETAINED
    disputed = verdict is Verdict.UNPROVEN and reach and reach.certain
    return Cause.CONFLICT if disputed else Cause.STORAGE


def _runs_batches(endpoint: Endpoint) -> bool:
    return endpoint.kind == "batch" or any(side.call == "batch" for side in endpoint.sides)


def _keeps_where_it_ran(stop: Stop) -> bool:
    """Whether a model that is called through a profile keeps copies beyond the calling region."""
    if not (stop.profile and stop.region and stop.at_rest):
        return False
    return bool(stop.at_rest.possible - {stop.region.country})
