"""EKS access entries, their policies, and pod identity: moto has none.

aws_eks_access_entry, aws_eks_access_policy_association and aws_eks_pod_identity_association then
fail to apply.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.eks import urls
from moto.eks.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.eks.models import Cluster
from moto.eks.responses import EKSResponse

from planner.sandbox.patching import add

_CLUSTER = "{0}/clusters/(?P<name>[^/]+)"
# The principal is an ARN, whose slash moto's router sees decoded: one pattern takes the rest.
_ACCESS_ENTRIES = _CLUSTER + "/access-entries"
_ACCESS_ENTRY = _ACCESS_ENTRIES + "/(?P<principalArn>.+)"
_POD_IDENTITIES = _CLUSTER + "/pod-identity-associations"
_POD_IDENTITY = _POD_IDENTITIES + "/(?P<associationId>[^/]+)"


def install() -> None:
    add(
        EKSResponse,
        create_access_entry,
        describe_access_entry,
        list_access_entries,
        update_access_entry,
        delete_access_entry,
    )
    add(
        EKSResponse,
        associate_access_policy,
        list_associated_access_policies,
        disassociate_access_policy,
    )
    add(
        EKSResponse,
        create_pod_identity_association,
        describe_pod_identity_association,
        list_pod_identity_associations,
        update_pod_identity_association,
        delete_pod_identity_association,
    )
    for path in (_ACCESS_ENTRIES, _ACCESS_ENTRY, _POD_IDENTITIES, _POD_IDENTITY):
        urls.url_paths[path + "$"] = EKSResponse.dispatch


def access_entries(cluster: Cluster) -> dict[str, dict[str, Any]]:
    """The access entries of a cluster by principal; they live and go with it."""
    found: dict[str, dict[str, Any]] = vars(cluster).setdefault("access_entries", {})
    return found


def pod_identities(cluster: Cluster) -> dict[str, dict[str, Any]]:
    """The pod identity associations of a cluster by id; they live and go with it."""
    found: dict[str, dict[str, Any]] = vars(cluster).setdefault("pod_identities", {})
    return found


def _cluster(self: EKSResponse) -> Cluster:
    return self.eks_backend.describe_cluster(self._get_param("name"))


def _arn(self: EKSResponse, *path: str) -> str:
    account = f"arn:{self.partition}:eks:{self.region}:{self.current_account}"
    return f"{account}:{'/'.join((path[0], self._get_param('name'), *path[1:]))}"


def _access_entry(self: EKSResponse) -> dict[str, Any]:
    principal = self._get_param("principalArn")
    try:
        return access_entries(_cluster(self))[principal]
    except KeyError:
        raise ResourceNotFoundException(
            message=f"The specified principalArn could not be found: {principal}."
        ) from None


def create_access_entry(self: EKSResponse) -> ActionResult:
    principal = self._get_param("principalArn")
    entries = access_entries(_cluster(self))
    if principal in entries:
        raise ResourceInUseException(
            message="The specified access entry resource is already in use on this cluster."
        )
    entries[principal] = {
        "clusterName": self._get_param("name"),
        "principalArn": principal,
        "kubernetesGroups": self._get_param("kubernetesGroups") or [],
        "accessEntryArn": _arn(self, "access-entry", str(uuid.uuid4())),
        "createdAt": utcnow(),
        "modifiedAt": utcnow(),
        "tags": self._get_param("tags") or {},
        "username": self._get_param("username") or principal,
        "type": self._get_param("type") or "STANDARD",
        "policies": {},
    }
    return describe_access_entry(self)


def describe_access_entry(self: EKSResponse) -> ActionResult:
    return ActionResult({"accessEntry": _access_entry(self)})


def list_access_entries(self: EKSResponse) -> ActionResult:
    return ActionResult({"accessEntries": sorted(access_entries(_cluster(self)))})


def update_access_entry(self: EKSResponse) -> ActionResult:
    for name in ("kubernetesGroups", "username"):
        if self._get_param(name) is not None:
            _access_entry(self)[name] = self._get_param(name)
    return describe_access_entry(self)


def delete_access_entry(self: EKSResponse) -> ActionResult:
    access_entries(_cluster(self)).pop(_access_entry(self)["principalArn"])
    return EmptyResult()


def associate_access_policy(self: EKSResponse) -> ActionResult:
    policy = {
        "policyArn": self._get_param("policyArn"),
        "accessScope": {"namespaces": [], **self._get_param("accessScope")},
        "associatedAt": utcnow(),
        "modifiedAt": utcnow(),
    }
    _access_entry(self)["policies"][policy["policyArn"]] = policy
    return ActionResult({**_named(self), "associatedAccessPolicy": policy})


def list_associated_access_policies(self: EKSResponse) -> ActionResult:
    policies = list(_access_entry(self)["policies"].values())
    return ActionResult({**_named(self), "associatedAccessPolicies": policies})


def _named(self: EKSResponse) -> dict[str, str]:
    entry = _access_entry(self)
    return {"clusterName": entry["clusterName"], "principalArn": entry["principalArn"]}


def disassociate_access_policy(self: EKSResponse) -> ActionResult:
    policy = self._get_param("policyArn")
    if _access_entry(self)["policies"].pop(policy, None) is None:
        raise ResourceNotFoundException(message=f"No policy {policy} is associated.")
    return EmptyResult()


def _pod_identity(self: EKSResponse) -> dict[str, Any]:
    identifier = self._get_param("associationId")
    try:
        return pod_identities(_cluster(self))[identifier]
    except KeyError:
        raise ResourceNotFoundException(message=f"No association {identifier} found.") from None


def create_pod_identity_association(self: EKSResponse) -> ActionResult:
    identifier = f"a-{secrets.token_hex(9)[:17]}"
    association = {
        "clusterName": self._get_param("name"),
        "namespace": self._get_param("namespace"),
        "serviceAccount": self._get_param("serviceAccount"),
        "roleArn": self._get_param("roleArn"),
        "associationArn": _arn(self, "podidentityassociation", identifier),
        "associationId": identifier,
        "tags": self._get_param("tags") or {},
        "createdAt": utcnow(),
        "modifiedAt": utcnow(),
    }
    pod_identities(_cluster(self))[identifier] = association
    return ActionResult({"association": association})


def describe_pod_identity_association(self: EKSResponse) -> ActionResult:
    return ActionResult({"association": _pod_identity(self)})


def list_pod_identity_associations(self: EKSResponse) -> ActionResult:
    return ActionResult({"associations": list(pod_identities(_cluster(self)).values())})


def update_pod_identity_association(self: EKSResponse) -> ActionResult:
    if self._get_param("roleArn"):
        _pod_identity(self)["roleArn"] = self._get_param("roleArn")
    return describe_pod_identity_association(self)


def delete_pod_identity_association(self: EKSResponse) -> ActionResult:
    association = pod_identities(_cluster(self)).pop(_pod_identity(self)["associationId"])
    return ActionResult({"association": association})
