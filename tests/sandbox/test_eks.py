"""EKS after its creation: what an upgrade, a new tag and a new size do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from planner.sandbox import Emulator
from tests.sandbox.clients import client

_ROLE = "arn:aws:iam::123456789012:role/eks"
_CLUSTER = "changing"
_POOL = {"clusterName": _CLUSTER, "nodegroupName": "pool"}


@pytest.fixture(scope="module")
def eks(emulator: Emulator) -> Any:
    return client(emulator, "eks")


@pytest.fixture(scope="module")
def ec2(emulator: Emulator) -> Any:
    return client(emulator, "ec2")


@pytest.fixture(scope="module")
def autoscaling(emulator: Emulator) -> Any:
    return client(emulator, "autoscaling")


@pytest.fixture(scope="module")
def cluster(eks: Any, ec2: Any) -> Iterator[dict[str, Any]]:
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    created: dict[str, Any] = eks.create_cluster(
        name=_CLUSTER, roleArn=_ROLE, version="1.32", resourcesVpcConfig={"subnetIds": [subnet]}
    )["cluster"]
    eks.create_nodegroup(
        **_POOL,
        nodeRole=_ROLE,
        subnets=[subnet],
        instanceTypes=["g6.2xlarge"],
        scalingConfig={"minSize": 0, "maxSize": 3, "desiredSize": 1},
    )
    yield created
    eks.delete_nodegroup(**_POOL)
    eks.delete_cluster(name=_CLUSTER)


def _group(eks: Any) -> Any:
    return eks.describe_nodegroup(**_POOL)["nodegroup"]


def _auto_scaling_group(eks: Any, autoscaling: Any) -> Any:
    name = _group(eks)["resources"]["autoScalingGroups"][0]["name"]
    return autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])[
        "AutoScalingGroups"
    ][0]


def test_the_cluster_security_group_is_a_real_one(ec2: Any, cluster: dict[str, Any]) -> None:
    group = cluster["resourcesVpcConfig"]["clusterSecurityGroupId"]

    assert ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]


@pytest.mark.usefixtures("cluster")
def test_a_cluster_and_its_nodes_are_upgraded(eks: Any) -> None:
    update = eks.update_cluster_version(name=_CLUSTER, version="1.33")["update"]
    nodes = eks.update_nodegroup_version(**_POOL)["update"]

    assert update["status"] == nodes["status"] == "Successful"
    assert eks.describe_update(name=_CLUSTER, updateId=update["id"])["update"]["id"] == update["id"]
    assert eks.describe_cluster(name=_CLUSTER)["cluster"]["version"] == "1.33"
    assert _group(eks)["version"] == "1.33"


@pytest.mark.usefixtures("cluster")
def test_a_changed_endpoint_keeps_the_rest_of_the_network(eks: Any) -> None:
    before = eks.describe_cluster(name=_CLUSTER)["cluster"]["resourcesVpcConfig"]

    eks.update_cluster_config(
        name=_CLUSTER, resourcesVpcConfig={"publicAccessCidrs": ["192.0.2.0/24"]}
    )

    after = eks.describe_cluster(name=_CLUSTER)["cluster"]["resourcesVpcConfig"]
    assert after == {**before, "publicAccessCidrs": ["192.0.2.0/24"]}


@pytest.mark.usefixtures("cluster")
def test_a_new_size_of_a_node_group_is_that_of_its_auto_scaling_group(
    eks: Any, autoscaling: Any
) -> None:
    size = {"minSize": 2, "maxSize": 4, "desiredSize": 2}

    eks.update_nodegroup_config(**_POOL, scalingConfig=size)

    group = _auto_scaling_group(eks, autoscaling)
    assert (group["MinSize"], group["MaxSize"], len(group["Instances"])) == (2, 4, 2)


def test_a_deleted_node_group_leaves_no_auto_scaling_group(
    eks: Any, autoscaling: Any, cluster: dict[str, Any]
) -> None:
    other = {"clusterName": _CLUSTER, "nodegroupName": "short-lived"}
    subnets = cluster["resourcesVpcConfig"]["subnetIds"]
    created = eks.create_nodegroup(**other, nodeRole=_ROLE, subnets=subnets)["nodegroup"]
    name = created["resources"]["autoScalingGroups"][0]["name"]

    eks.delete_nodegroup(**other)

    found = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])
    assert found["AutoScalingGroups"] == []


@pytest.mark.usefixtures("cluster")
def test_tags_of_a_node_group_and_an_add_on_change(eks: Any) -> None:
    addon = eks.create_addon(clusterName=_CLUSTER, addonName="coredns", tags={"old": "1"})["addon"]

    for arn in (_group(eks)["nodegroupArn"], addon["addonArn"]):
        eks.tag_resource(resourceArn=arn, tags={"new": "2"})
        eks.untag_resource(resourceArn=arn, tagKeys=["old"])
        assert eks.list_tags_for_resource(resourceArn=arn)["tags"] == {"new": "2"}


@pytest.mark.usefixtures("cluster")
def test_an_add_on_is_changed_listed_and_deleted(eks: Any) -> None:
    named = {"clusterName": _CLUSTER, "addonName": "vpc-cni"}
    eks.create_addon(**named)

    eks.update_addon(**named, addonVersion="v1.20.0-eksbuild.1")

    assert eks.describe_addon(**named)["addon"]["addonVersion"] == "v1.20.0-eksbuild.1"
    assert "vpc-cni" in eks.list_addons(clusterName=_CLUSTER)["addons"]
    eks.delete_addon(**named)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        eks.describe_addon(**named)


@pytest.mark.usefixtures("cluster")
def test_an_access_entry_is_unique_and_changed(eks: Any) -> None:
    entry = {"clusterName": _CLUSTER, "principalArn": "arn:aws:iam::123456789012:role/path/admin"}
    eks.create_access_entry(**entry)

    with pytest.raises(ClientError, match="ResourceInUseException"):
        eks.create_access_entry(**entry)
    eks.update_access_entry(**entry, kubernetesGroups=["viewers"])

    found = eks.describe_access_entry(**entry)["accessEntry"]
    assert found["kubernetesGroups"] == ["viewers"]
    assert eks.list_access_entries(clusterName=_CLUSTER)["accessEntries"] == [entry["principalArn"]]


@pytest.mark.usefixtures("cluster")
def test_a_pod_identity_gets_another_role(eks: Any) -> None:
    created = eks.create_pod_identity_association(
        clusterName=_CLUSTER, namespace="serving", serviceAccount="engine", roleArn=_ROLE
    )["association"]
    named = {"clusterName": _CLUSTER, "associationId": created["associationId"]}

    eks.update_pod_identity_association(**named, roleArn=f"{_ROLE}-2")

    assert eks.describe_pod_identity_association(**named)["association"]["roleArn"] == f"{_ROLE}-2"
    assert len(eks.list_pod_identity_associations(clusterName=_CLUSTER)["associations"]) == 1
    eks.delete_pod_identity_association(**named)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        eks.describe_pod_identity_association(**named)


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("describe_access_entry", {"clusterName": _CLUSTER, "principalArn": _ROLE}),
        ("list_tags_for_resource", {"resourceArn": "arn:aws:eks:eu-central-1:1:cluster/none"}),
        ("describe_update", {"name": "none", "updateId": "none"}),
    ],
)
def test_what_does_not_exist_is_not_found(eks: Any, call: str, arguments: dict[str, str]) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        getattr(eks, call)(**arguments)
