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

__all__ = [
    "FIRST_NODE_PORT",
    "GatewayWork",
    "Grant",
    "Layout",
    "Network",
    "PoolWork",
    "Secret",
    "api_key_variable",
    "identifier",
    "is_bucket",
    "lay_out",
    "pool_url_variable",
]
