"""What has to be built for a topology."""

from planner.layout.laying_out import (
    FIRST_NODE_PORT,
    api_key_variable,
    is_bucket,
    lay_out,
    pool_url_variable,
)
from planner.layout.layout import (
    GatewayWork,
    Grant,
    Layout,
    Network,
    PoolWork,
    Secret,
    identifier,
)
from planner.layout.serving import WEIGHTS_SHARE, Serving, serving, weights_gb

__all__ = [
    "FIRST_NODE_PORT",
    "WEIGHTS_SHARE",
    "GatewayWork",
    "Grant",
    "Layout",
    "Network",
    "PoolWork",
    "Secret",
    "Serving",
    "api_key_variable",
    "identifier",
    "is_bucket",
    "lay_out",
    "pool_url_variable",
    "serving",
    "weights_gb",
]
