"""Tags in EKS: moto finds those of clusters only.

Changing the tags of aws_eks_node_group, aws_eks_addon, aws_eks_access_entry or
aws_eks_pod_identity_association then fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moto.eks.exceptions import ResourceNotFoundException
from moto.eks.models import EKSBackend

from planner.sandbox.gaps.eks_access import access_entries, pod_identities
from planner.sandbox.gaps.eks_addons import addons
from planner.sandbox.patching import wrap


def install() -> None:
    wrap(EKSBackend, "list_tags_for_resource", _list_tags_for_resource)
    wrap(EKSBackend, "tag_resource", _tag_resource)
    wrap(EKSBackend, "untag_resource", _untag_resource)


def _tagged(backend: EKSBackend) -> Iterator[tuple[str, dict[str, str]]]:
    """ARN and tags of all that EKS has."""
    for cluster in backend.clusters.values():
        yield cluster.arn, cluster.tags
        for group in cluster.nodegroups.values():
            yield group.arn, group.tags
        for profile in cluster.fargate_profiles.values():
            yield profile.fargate_profile_arn, profile.tags
        for addon in addons(cluster).values():
            yield addon["addonArn"], addon["tags"]
        for entry in access_entries(cluster).values():
            yield entry["accessEntryArn"], entry["tags"]
        for association in pod_identities(cluster).values():
            yield association["associationArn"], association["tags"]


def _tags(backend: EKSBackend, arn: str) -> dict[str, str]:
    for known, tags in _tagged(backend):
        if known == arn:
            return tags
    raise ResourceNotFoundException(message=f"Resource was not found: {arn}")


def _list_tags_for_resource(_: Callable[..., Any], self: EKSBackend, arn: str) -> dict[str, str]:
    return _tags(self, arn)


def _tag_resource(_: Callable[..., Any], self: EKSBackend, arn: str, tags: dict[str, str]) -> None:
    _tags(self, arn).update(tags)


def _untag_resource(
    _: Callable[..., Any], self: EKSBackend, arn: str, keys: str | list[str]
) -> None:
    for key in [keys] if isinstance(keys, str) else keys:
        _tags(self, arn).pop(key, None)
