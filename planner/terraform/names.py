"""Names of cloud resources, within what the cloud allows."""

from __future__ import annotations

from planner.catalog import Region
from planner.layout import Network, identifier
from planner.topology import Gateway, GpuPool, Topology, fitted

_TOPOLOGY_NAME = 40
"""Characters of a topology's name: a role takes 64, and modules/aws/network adds region and use."""
_GATEWAY_NAME = 28
"""Characters of a gateway's name: its load balancer takes 32, and the module adds to it."""
_POOL_NAME = 26
"""Characters of a pool's name: its target group takes 32 and ends in the node port."""
_CLUSTER_NAME = 40
_LINK_NAME = 49


def topology_name(topology: Topology) -> str:
    """Name of what belongs to no single node."""
    return fitted(topology.slug, _TOPOLOGY_NAME)


def regional_name(topology: Topology, region: Region) -> str:
    """The same where a cloud's names have to differ between regions."""
    return fitted(f"{topology.slug}-{region.name}", _TOPOLOGY_NAME)


def gateway_name(topology: Topology, gateway: Gateway) -> str:
    """Name of a gateway's ECS cluster, service and load balancer."""
    return _balanced(f"{topology.slug}-{gateway.name}", _GATEWAY_NAME)


def pool_name(topology: Topology, pool: GpuPool) -> str:
    """Name of a pool's node group and load balancer."""
    return _balanced(f"{topology.slug}-{pool.name}", _POOL_NAME)


def _balanced(name: str, limit: int) -> str:
    """A name that a load balancer takes: AWS keeps those that begin with `internal-` for itself."""
    return fitted(f"llm-{name}" if name.startswith("internal-") else name, limit)


def cluster_name(topology: Topology, network: Network) -> str:
    """Name of the EKS cluster in a network."""
    return fitted(f"{topology.slug}-{network.region.name}", _CLUSTER_NAME)


def link_name(topology: Topology, here: Network, there: Network) -> str:
    """Name of one end of a link: it says where it leads."""
    return fitted(f"{topology.slug}-{here.region.name}-to-{there.region.name}", _LINK_NAME)


def access_of_gateway(name: str) -> str:
    """Module that grants a gateway its Bedrock models."""
    return f"bedrock_access_{identifier(name)}"


def access_of_endpoint(name: str) -> str:
    """Module that grants them to an endpoint without a gateway, which may be named as one is."""
    return f"bedrock_access_of_{identifier(name)}"


def policy_output(endpoint: str) -> str:
    """Output that holds the policy of an endpoint which calls Bedrock itself."""
    return f"bedrock_policy_{identifier(endpoint)}"


def batch_role_output(store: str) -> str:
    """Output that holds the role of the batch jobs on a bucket."""
    return f"batch_role_{identifier(store)}"


def budget_name(topology: Topology, home: Region) -> str:
    """Module of a cloud's budget; that of the topology's own home is `budget`."""
    return "budget" if home == topology.home else f"budget_{home.cloud}"
