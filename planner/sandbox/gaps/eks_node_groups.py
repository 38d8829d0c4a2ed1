"""EKS managed node groups: moto invents an SSH key, an old version, a disk and instance types, and
names an Auto Scaling group that doesn't exist.

aws_eks_node_group is then replaced in every plan, and aws_autoscaling_attachment fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.autoscaling.models import AutoScalingBackend, autoscaling_backends
from moto.core.responses import ActionResult
from moto.ec2.models import EC2Backend, ec2_backends
from moto.eks import urls
from moto.eks.models import EKSBackend, Nodegroup
from moto.eks.responses import EKSResponse

from planner.sandbox.gaps.eks_clusters import finished_update
from planner.sandbox.patching import add, wrap

_NODE_GROUP = "{0}/clusters/(?P<name>[^/]+)/node-groups/(?P<nodegroupName>[^/]+)"


def install() -> None:
    wrap(EKSResponse, "create_nodegroup", _create_nodegroup)
    wrap(EKSBackend, "update_nodegroup_config", _update_nodegroup_config)
    wrap(EKSBackend, "delete_nodegroup", _delete_nodegroup)
    add(EKSResponse, update_nodegroup_version)
    urls.url_paths[_NODE_GROUP + "/update-version$"] = EKSResponse.dispatch


def _create_nodegroup(original: Callable[..., ActionResult], self: EKSResponse) -> ActionResult:
    result = original(self)
    cluster = self.eks_backend.clusters[self._get_param("name")]
    group = cluster.nodegroups[self._get_param("nodegroupName")]
    _forget_inventions(self, group)
    _set_version(self, group, cluster.version)
    group.update_config = self._get_param("updateConfig") or {"maxUnavailable": 1}
    group.node_repair_config = self._get_param("nodeRepairConfig") or {"enabled": False}
    _start_auto_scaling_group(self.eks_backend, group)
    return result


def _forget_inventions(self: EKSResponse, group: Nodegroup) -> None:
    if not self._get_param("remoteAccess"):
        vars(group)["remote_access"] = None
        del group.resources["remoteAccessSecurityGroup"]
    if self._get_param("launchTemplate"):
        vars(group)["disk_size"] = None
        vars(group)["instance_types"] = self._get_param("instanceTypes")


def _set_version(self: EKSResponse, group: Nodegroup, cluster_version: str) -> None:
    group.version = self._get_param("version") or cluster_version
    release = self._get_param("releaseVersion")
    group.release_version = release or f"{group.version}.0-20250801"


def update_nodegroup_version(self: EKSResponse) -> ActionResult:
    backend, name = self.eks_backend, self._get_param("name")
    group = backend.describe_nodegroup(name, self._get_param("nodegroupName"))
    _set_version(self, group, backend.describe_cluster(name).version)
    if self._get_param("launchTemplate"):
        group.launch_template = {
            **(group.launch_template or {}),
            **self._get_param("launchTemplate"),
        }
    return finished_update("VersionUpdate")


def _ec2(backend: EKSBackend) -> EC2Backend:
    return ec2_backends[backend.account_id][backend.region_name]


def _auto_scaling(backend: EKSBackend) -> AutoScalingBackend:
    return autoscaling_backends[backend.account_id][backend.region_name]


def _auto_scaling_group_name(group: Nodegroup) -> str:
    name: str = group.resources["autoScalingGroups"][0]["name"]  # type: ignore[index]  # a union in moto
    return name


def _start_auto_scaling_group(backend: EKSBackend, group: Nodegroup) -> None:
    """Like EKS, from a launch template of its own that is drawn from the user's."""
    name = _auto_scaling_group_name(group)
    template = _ec2(backend).create_launch_template(
        name, "", {"InstanceType": _instance_type(backend, group)}, {}
    )
    _auto_scaling(backend).create_auto_scaling_group(
        name=name,
        availability_zones=[],
        desired_capacity=group.scaling_config["desiredSize"],
        max_size=group.scaling_config["maxSize"],
        min_size=group.scaling_config["minSize"],
        launch_config_name="",
        launch_template={"LaunchTemplateId": template.id},
        vpc_zone_identifier=",".join(group.subnets),
        default_cooldown=None,
        health_check_period=None,
        health_check_type=None,
        load_balancers=[],
        target_group_arns=[],
        placement_group=None,
        termination_policies=[],
        tags=_auto_scaling_tags(group),
    )


def _instance_type(backend: EKSBackend, group: Nodegroup) -> str:
    if group.instance_types:
        return group.instance_types[0]
    template = group.launch_template or {}
    version = (
        _ec2(backend)
        .get_launch_template(template["id"])
        .get_version(template.get("version", "$Default"))
    )
    return version.instance_type


def _auto_scaling_tags(group: Nodegroup) -> list[dict[str, Any]]:
    tags = {
        "eks:cluster-name": group.cluster_name,
        "eks:nodegroup-name": group.nodegroup_name,
        f"kubernetes.io/cluster/{group.cluster_name}": "owned",
    }
    return [{"Key": k, "Value": v, "PropagateAtLaunch": True} for k, v in tags.items()]


def _update_nodegroup_config(
    original: Callable[..., dict[str, Any]],
    self: EKSBackend,
    cluster_name: str,
    nodegroup_name: str,
    **changes: object,
) -> dict[str, Any]:
    update = original(self, cluster_name, nodegroup_name, **changes)
    group = self.describe_nodegroup(cluster_name, nodegroup_name)
    scaling = _auto_scaling(self).autoscaling_groups[_auto_scaling_group_name(group)]
    scaling.min_size = group.scaling_config["minSize"]
    scaling.max_size = group.scaling_config["maxSize"]
    scaling.set_desired_capacity(group.scaling_config["desiredSize"])
    return update


def _delete_nodegroup(
    original: Callable[..., Nodegroup], self: EKSBackend, *args: object, **kwargs: object
) -> Nodegroup:
    group = original(self, *args, **kwargs)
    name = _auto_scaling_group_name(group)
    _auto_scaling(self).delete_auto_scaling_group(name)
    _ec2(self).delete_launch_template(name, None)
    return group
