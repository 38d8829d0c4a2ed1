"""Security group rules: moto keeps the description of a rule for an address range only.

aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule with another group or a
prefix list as their source then get their `description` anew in every plan.

And a rule asked for by an id that is gone is no InvalidPermission: the SDK repeats a request whose
answer was lost, and the provider forgives the second one InvalidSecurityGroupRuleId.NotFound only.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature

from moto.ec2.exceptions import (
    InvalidPermissionNotFoundError,
    InvalidSecurityGroupRuleIdNotFoundError,
)
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

from planner.sandbox.patching import wrap


def install() -> None:
    wrap(SecurityGroupRule, "__init__", _init)
    wrap(SecurityGroupBackend, "revoke_security_group_ingress", _revoke)
    wrap(SecurityGroupBackend, "revoke_security_group_egress", _revoke)
    setattr(SecurityGroupRule, "description", property(_description))  # noqa: B010 - typed as read-only


def _init(
    original: Callable[..., None], self: SecurityGroupRule, *args: object, **kwargs: object
) -> None:
    original(self, *args, **kwargs)
    given = signature(original).bind(self, *args, **kwargs).arguments
    vars(self)["prefix_list"] = given.get("prefix_list_id") or {}


def _description(self: SecurityGroupRule) -> str | None:
    sources = (self.ip_range, self.source_group, vars(self)["prefix_list"])
    descriptions = (source.get("Description") for source in sources)
    return next(filter(None, descriptions), None)


def _revoke(
    original: Callable[..., None], self: SecurityGroupBackend, *args: object, **kwargs: object
) -> None:
    try:
        original(self, *args, **kwargs)
    except InvalidPermissionNotFoundError:
        if not (ids := kwargs.get("security_rule_ids")):
            raise
        raise InvalidSecurityGroupRuleIdNotFoundError(ids) from None
