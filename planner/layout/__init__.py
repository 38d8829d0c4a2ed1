"""What has to be built for a topology."""

from planner.layout.hosts import image_of
from planner.layout.laying_out import (
    FIRST_NODE_PORT,
    api_key_variable,
    blocks_of,
    busiest_minute,
    grants_of,
    lay_out,
    pool_url_variable,
)
from planner.layout.layout import (
    LOG_RETENTION_DAYS,
    Account,
    Deployment,
    GatewayWork,
    Grant,
    Layout,
    Link,
    Network,
    PoolWork,
    Secret,
    Tunnel,
    VpnEnd,
    identifier,
    probed,
)
from planner.layout.links import link_kind, why_apart
from planner.layout.modules import Built, ModuleKind, built_by, end_of_link, module_name
from planner.layout.serving import WEIGHTS_SHARE, Serving, fetched_gb, serving, weights_gb
from planner.layout.ways import Way, is_own, way

__all__ = [
    "FIRST_NODE_PORT",
    "LOG_RETENTION_DAYS",
    "WEIGHTS_SHARE",
    "Account",
    "Built",
    "Deployment",
    "GatewayWork",
    "Grant",
    "Layout",
    "Link",
    "ModuleKind",
    "Network",
    "PoolWork",
    "Secret",
    "Serving",
    "Tunnel",
    "VpnEnd",
    "Way",
    "api_key_variable",
    "blocks_of",
    "built_by",
    "busiest_minute",
    "end_of_link",
    "fetched_gb",
    "grants_of",
    "identifier",
    "image_of",
    "is_own",
    "lay_out",
    "link_kind",
    "module_name",
    "pool_url_variable",
    "probed",
    "serving",
    "way",
    "weights_gb",
    "why_apart",
]
