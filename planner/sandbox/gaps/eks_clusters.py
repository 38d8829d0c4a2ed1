"""EKS clusters: moto drops access, compute, storage and upgrade settings, makes no cluster security
group, and answers an update with something that isn't one.

aws_eks_cluster then shows a change in every plan, or is replaced; a launch template can't name
`vpc_config[0].cluster_security_group_id`; changing the version or an endpoint fails.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, utcnow
from moto.ec2.models import EC2Backend, ec2_backends
from moto.eks import urls
from moto.eks.models import Cluster, EKSBackend
from moto.eks.responses import EKSResponse

from planner.sandbox.patching import add, wrap

_SETTINGS = ("computeConfig", "storageConfig", "zonalShiftConfig", "upgradePolicy")
_DEFAULT_ACCESS = {
    "authenticationMode": "CONFIG_MAP",
    "bootstrapClusterCreatorAdminPermissions": True,
}
_CLUSTER = "{0}/clusters/(?P<name>[^/]+)"


def install() -> None:
    wrap(EKSResponse, "create_cluster", _create_cluster)
    wrap(EKSResponse, "update_cluster_config", _update_cluster_config)
    wrap(EKSBackend, "delete_cluster", _delete_cluster)
    add(EKSResponse, update_cluster_version, describe_update)
    urls.url_paths[_CLUSTER + "/updates$"] = EKSResponse.dispatch
    urls.url_paths[_CLUSTER + "/updates/(?P<updateId>[^/]+)$"] = EKSResponse.dispatch


def finished_update(kind: str) -> ActionResult:
    """An update that is over as soon as it is asked for."""
    return ActionResult({"update": _update(str(uuid.uuid4()), kind)})


def _update(identifier: str, kind: str) -> dict[str, Any]:
    return {
        "id": identifier,
        "status": "Successful",
        "type": kind,
        "params": [],
        "errors": [],
        "createdAt": utcnow(),
    }


def describe_update(self: EKSResponse) -> ActionResult:
    self.eks_backend.describe_cluster(self._get_param("name"))
    return ActionResult({"update": _update(self._get_param("updateId"), "ConfigUpdate")})


def _create_cluster(original: Callable[..., ActionResult], self: EKSResponse) -> ActionResult:
    result = original(self)
    cluster = self.eks_backend.clusters[self._get_param("name")]
    asked = self._get_param("accessConfig") or {}
    vars(cluster)["access_config"] = {**_DEFAULT_ACCESS, **asked}
    vars(cluster)["upgrade_policy"] = {"supportType": "EXTENDED"}
    _keep_settings(self, cluster)
    cluster.resources_vpc_config = {"publicAccessCidrs": ["0.0.0.0/0"], **_vpc_config(self)}
    cluster.resources_vpc_config.update(_security_group(self, cluster))
    return result


def _keep_settings(self: EKSResponse, cluster: Cluster) -> None:
    for name in _SETTINGS:
        if self._get_param(name):
            vars(cluster)[camelcase_to_underscores(name)] = self._get_param(name)


def _vpc_config(self: EKSResponse) -> dict[str, Any]:
    return self._get_param("resourcesVpcConfig") or {}


def _security_group(self: EKSResponse, cluster: Cluster) -> dict[str, str]:
    """The cluster's own security group, which AWS makes and keeps beside those it is given."""
    subnets = _vpc_config(self).get("subnetIds")
    if not subnets:
        return {}
    ec2: EC2Backend = ec2_backends[self.current_account][self.region]
    vpc = ec2.get_subnet(subnets[0]).vpc_id
    group = ec2.create_security_group(
        f"eks-cluster-sg-{cluster.name}", "EKS created security group", vpc_id=vpc
    )
    return {"vpcId": vpc, "clusterSecurityGroupId": group.id}


def _delete_cluster(original: Callable[..., Cluster], self: EKSBackend, name: str) -> Cluster:
    cluster = original(self, name)
    group = cluster.resources_vpc_config.get("clusterSecurityGroupId")
    if group:
        ec2_backends[self.account_id][self.region_name].delete_security_group(group_id=group)
    return cluster


def _update_cluster_config(_: Callable[..., ActionResult], self: EKSResponse) -> ActionResult:
    cluster = self.eks_backend.describe_cluster(self._get_param("name"))
    cluster.resources_vpc_config.update(_vpc_config(self))
    vars(cluster)["access_config"].update(self._get_param("accessConfig") or {})
    _keep_settings(self, cluster)
    if self._get_param("logging"):
        cluster.logging = self._get_param("logging")
    return finished_update("ConfigUpdate")


def update_cluster_version(self: EKSResponse) -> ActionResult:
    cluster = self.eks_backend.describe_cluster(self._get_param("name"))
    cluster.version = self._get_param("version")
    return finished_update("VersionUpdate")
