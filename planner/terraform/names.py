"""Names of cloud resources, within what the cloud allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from planner.catalog import Region
from planner.layout import Network, Secret, identifier
from planner.terraform.clouds import cloud
from planner.topology import Gateway, GpuPool, Store, Topology, fitted

_AMONG_MANY = 12
"""Characters of a digest that stands for a name alone."""
_LINK_NAME = 49


def topology_name(topology: Topology, clouds: Iterable[str]) -> str:
    """Name of what belongs to no single node, the same on each of some clouds."""
    return named(topology.slug, "topology", clouds)


def regional_name(topology: Topology, region: Region) -> str:
    """The same where a cloud's names have to differ between regions."""
    return named(f"{topology.slug}-{region.name}", "topology", (region.cloud,))


def gateway_name(topology: Topology, gateway: Gateway) -> str:
    """Name of a gateway's service and load balancer."""
    return named(
        f"{topology.slug}-{topology.built_as(gateway.id)}", "gateway", (gateway.region.cloud,)
    )


def pool_name(topology: Topology, pool: GpuPool) -> str:
    """Name of a pool's node group and load balancer."""
    return named(f"{topology.slug}-{topology.built_as(pool.id)}", "pool", (pool.region.cloud,))


def cluster_name(topology: Topology, network: Network) -> str:
    """Name of the Kubernetes cluster in a network."""
    region = network.region
    return named(f"{topology.slug}-{region.name}", "cluster", (region.cloud,))


def bucket_name(topology: Topology, store: Store, region: Region) -> str:
    """Name of a bucket, before what makes it the only one in the world."""
    return named(f"{topology.slug}-{topology.built_as(store.id)}", "bucket", (region.cloud,))


def secret_name(secret: Secret) -> str:
    """Name of a secret, in folders where the cloud has those."""
    on = secret.region.cloud
    return named(cloud(on).naming["secret"].joined(secret.name), "secret", (on,))


def named(name: str, kind: str, clouds: Iterable[str]) -> str:
    """The name, or the nearest to it that some clouds take for a kind of thing.

    What isn't taken as it is ends in a digest of the whole, so that two names never meet; but for
    `internal-`, before which AWS has always had `llm-`.
    """
    namings = [cloud(one).naming[kind] for one in clouds]
    most = min((naming.most for naming in namings), default=len(name))
    return next(
        one
        for one in _nearest(name, most)
        if all(re.fullmatch(naming.pattern, one) for naming in namings)
    )


def _nearest(name: str, most: int) -> Iterator[str]:
    """Names of at most so many characters, from the nearest one to one that every cloud takes."""
    yield fitted(name, most)
    if name.startswith("internal-"):
        yield fitted(f"llm-{name}", most)
    digest = sha256(name.encode()).hexdigest()
    end = digest[:4]
    plain = re.sub(r"-+", "-", name)[: most - len(end) - 1].rstrip("-")
    yield f"{plain}-{end}"
    yield f"llm-{digest[:_AMONG_MANY]}"


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
