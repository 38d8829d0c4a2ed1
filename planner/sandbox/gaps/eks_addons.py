"""EKS add-ons: moto has none.

aws_eks_addon and data aws_eks_addon_version then fail. Any name is an add-on here, and its one
version is v1.0.0-eksbuild.1 where none is asked for.
"""

from __future__ import annotations

import uuid
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.eks import urls
from moto.eks.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.eks.models import Cluster
from moto.eks.responses import EKSResponse

from planner.sandbox.gaps.eks_clusters import finished_update
from planner.sandbox.patching import add

_ADDONS = "{0}/clusters/(?P<name>[^/]+)/addons"
_ADDON = _ADDONS + "/(?P<addonName>[^/]+)"
_VERSION = "v1.0.0-eksbuild.1"
_CHANGEABLE = ("addonVersion", "configurationValues", "serviceAccountRoleArn")


def install() -> None:
    add(EKSResponse, create_addon, describe_addon, list_addons, update_addon, delete_addon)
    add(EKSResponse, describe_addon_versions)
    for path in (_ADDONS, _ADDON, _ADDON + "/update", "{0}/addons/supported-versions"):
        urls.url_paths[path + "$"] = EKSResponse.dispatch


def addons(cluster: Cluster) -> dict[str, dict[str, Any]]:
    """The add-ons of a cluster by name; they live and go with it."""
    found: dict[str, dict[str, Any]] = vars(cluster).setdefault("addons", {})
    return found


def _addons(self: EKSResponse) -> dict[str, dict[str, Any]]:
    return addons(self.eks_backend.describe_cluster(self._get_param("name")))


def _addon(self: EKSResponse) -> dict[str, Any]:
    name = self._get_param("addonName")
    try:
        return _addons(self)[name]
    except KeyError:
        raise ResourceNotFoundException(message=f"No addon: {name} found in cluster") from None


def create_addon(self: EKSResponse) -> ActionResult:
    cluster, name = self._get_param("name"), self._get_param("addonName")
    if name in _addons(self):
        raise ResourceInUseException(message="Addon already exists.")
    arn = f"arn:{self.partition}:eks:{self.region}:{self.current_account}"
    _addons(self)[name] = {
        "addonName": name,
        "clusterName": cluster,
        "status": "ACTIVE",
        "addonVersion": self._get_param("addonVersion") or _VERSION,
        "health": {"issues": []},
        "addonArn": f"{arn}:addon/{cluster}/{name}/{uuid.uuid4()}",
        "createdAt": utcnow(),
        "modifiedAt": utcnow(),
        "tags": self._get_param("tags") or {},
        "podIdentityAssociations": [],
    }
    _change(self, _addons(self)[name])
    return describe_addon(self)


def _change(self: EKSResponse, addon: dict[str, Any]) -> None:
    asked = {name: self._get_param(name) for name in _CHANGEABLE}
    addon.update({name: value for name, value in asked.items() if value is not None})


def describe_addon(self: EKSResponse) -> ActionResult:
    return ActionResult({"addon": _addon(self)})


def list_addons(self: EKSResponse) -> ActionResult:
    return ActionResult({"addons": sorted(_addons(self))})


def update_addon(self: EKSResponse) -> ActionResult:
    _change(self, _addon(self))
    return finished_update("AddonUpdate")


def delete_addon(self: EKSResponse) -> ActionResult:
    return ActionResult({"addon": _addons(self).pop(_addon(self)["addonName"])})


def describe_addon_versions(self: EKSResponse) -> ActionResult:
    """For any name, one version that fits the cluster version asked about."""
    name = self._get_param("addonName")
    compatibility = {
        "clusterVersion": self._get_param("kubernetesVersion"),
        "platformVersions": ["*"],
        "defaultVersion": True,
    }
    version = {
        "addonVersion": _VERSION,
        "architecture": ["amd64", "arm64"],
        "compatibilities": [compatibility],
    }
    named = [{"addonName": name, "addonVersions": [version]}] if name else []
    return ActionResult({"addons": named})
