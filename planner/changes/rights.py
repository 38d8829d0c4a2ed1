"""What resources of a Terraform plan let somebody do, and where secrets are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.changes.snapshot import Right
from planner.planfile import PlannedResource, PlannedTree, When, statements

_ROLES = {
    "azurerm_role_assignment": ("role_definition_name", "role_definition_id"),
    "google_project_iam_member": ("role",),
    "google_project_iam_binding": ("role",),
    "google_secret_manager_secret_iam_member": ("role",),
    "google_storage_bucket_iam_member": ("role",),
    "google_kms_crypto_key_iam_member": ("role",),
    "scaleway_iam_policy": ("rule",),
    "aws_iam_role_policy_attachment": ("policy_arn",),
    "aws_iam_user_policy_attachment": ("policy_arn",),
}
"""Resource types that grant a role to the attributes that name it."""
_POLICIES = ("policy", "inline_policy", "assume_role_policy", "access_policies")


def planned_rights(tree: PlannedTree, when: When) -> frozenset[Right]:
    """Every statement that allows something, and every role that is granted, by resource.

    A policy that is known only after the apply tells nothing.
    """
    return frozenset(right for one in tree.resources for right in _rights(one, when))


def _rights(resource: PlannedResource, when: When) -> Iterator[Right]:
    values = (resource.before if when == "before" else resource.after) or {}
    for name in _POLICIES:
        for text in _texts(values.get(name)):
            for statement in statements(text):
                yield from _allowed(resource.address, statement)
    for name in _ROLES.get(resource.type, ()):
        if isinstance(role := values.get(name), str):
            yield Right(resource.address, f"grant {role}")
    if resource.type == "google_project_iam_custom_role":
        for permission in values.get("permissions") or ():
            yield Right(resource.address, f"{permission}")


def _texts(found: object) -> Iterator[str]:
    match found:
        case str():
            yield found
        case list():
            for inner in found:
                yield from _texts(inner)
        case {"policy": str(text)}:
            yield text


def _allowed(address: str, statement: Mapping[str, Any]) -> Iterator[Right]:
    if statement.get("Effect") != "Allow":
        return
    words = ("Action", "NotAction", "Resource", "NotResource", "Principal")
    said = {word: statement[word] for word in words if word in statement}
    actions = _listed(said.get("Action")) or [f"all but {_joined(said.get('NotAction'))}"]
    on = _joined(said.get("Resource") or said.get("Principal")) or "what it stands on"
    for action in actions:
        yield Right(address, f"{action} on {on}")


def _listed(found: object) -> list[str]:
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]


def _joined(found: object) -> str:
    if isinstance(found, dict):
        return ", ".join(f"{kind} {_joined(inner)}" for kind, inner in sorted(found.items()))
    return ", ".join(_listed(found))
