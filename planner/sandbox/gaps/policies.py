"""Bucket policies: moto applies a `Deny` whose condition it can't evaluate to every request.

`aws:SecureTransport` is among those, so that the usual statement against plain http locks everybody
out of the bucket (aws_s3_object, and the state backend: 403).

Here a request counts as TLS, as it would be, and a `Deny` under any other condition does not apply:
what is not known to be met is not met.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.iam.access_control import IAMPolicyStatement, PermissionResult

from planner.sandbox.patching import wrap

_TLS = {"aws:securetransport": "true"}


def install() -> None:
    wrap(IAMPolicyStatement, "is_action_permitted", _is_action_permitted)


def _is_action_permitted(
    original: Callable[..., PermissionResult],
    self: IAMPolicyStatement,
    *args: object,
    **kwargs: object,
) -> PermissionResult:
    statement = self._statement
    if statement["Effect"] == "Deny" and not _met(statement.get("Condition", {})):
        return PermissionResult.NEUTRAL
    return original(self, *args, **kwargs)


def _met(conditions: dict[str, dict[str, Any]]) -> bool:
    return all(
        operator.startswith("Bool") and _TLS.get(key.lower()) == str(expected).lower()
        for operator, keys in conditions.items()
        for key, expected in keys.items()
    )
