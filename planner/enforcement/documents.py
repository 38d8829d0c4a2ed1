"""The documents that keep a proof on AWS, statement by statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.enforcement.policies import Conditions, Document, Statement
from planner.enforcement.requests import ACCOUNT, INVOKING, UNSPECIFIED, global_profiles
from planner.layout import Grant

_INVOKING_AT_ALL = ("bedrock:InvokeModel*", "bedrock:CreateModelInvocationJob")
_SETTING_RETENTION = "PutAccountDataRetention"

MOST_CHARACTERS = 5120
"""Of a service control policy.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
"""

EVERYTHING = Document((Statement("FullAWSAccess", "Allow", actions=("*",)),))
"""What AWS attaches everywhere in an organisation, and service control policies take away from."""


def identity_document(grants: tuple[Grant, ...], partition: str) -> Document:
    """What `modules/aws/bedrock_access` writes for its bearer, in the account of the examples."""
    denied = () if _global(grants) else _no_global_profile(partition, "DenyGlobal")
    return Document((*_allowed(grants, partition), *denied))


def _allowed(grants: tuple[Grant, ...], partition: str) -> Iterator[Statement]:
    key = "bedrock:InferenceProfileArn"
    for grant in grants:
        models = grant.foundation_model_arns(partition)
        profile = grant.profile_arn(partition, ACCOUNT)
        if profile is None:
            alone: Conditions = {"Null": {key: ("true",)}}
            yield Statement("InRegion", "Allow", INVOKING, resources=models, conditions=alone)
            continue
        yield Statement("Profile", "Allow", INVOKING, resources=(profile,))
        through: Conditions = {"StringEquals": {key: (profile,)}}
        yield Statement("Models", "Allow", INVOKING, resources=models, conditions=through)


def endpoint_document(grants: tuple[Grant, ...], partition: str) -> Document:
    """What `modules/aws/network` writes for the private endpoint of Bedrock."""
    arns = {arn: None for grant in grants for arn in grant.arns(partition, ACCOUNT)}
    account: Conditions = {"StringEquals": {"aws:PrincipalAccount": (ACCOUNT,)}}
    allowed = Statement(
        "WhatIsInvoked",
        "Allow",
        INVOKING,
        resources=tuple(arns),
        conditions=account,
        of_anyone=True,
    )
    return Document((allowed,))


def outside_regions(regions: Iterable[str], exempt: tuple[str, ...]) -> tuple[Statement, ...]:
    """AWS01: denies every request to another region, but for actions that know none."""
    elsewhere: Conditions = {"StringNotEquals": {"aws:RequestedRegion": tuple(regions)}}
    return (Statement("AWS01Regions", "Deny", not_actions=exempt, conditions=elsewhere),)


def global_routing(grants: tuple[Grant, ...], partition: str) -> tuple[Statement, ...]:
    """AWS02: denies global profiles, but for those that are granted."""
    granted = _global(grants)
    if not granted:
        return _no_global_profile(partition, "AWS02Global")
    arns = tuple(
        dict.fromkeys(f"arn:{partition}:bedrock:*:*:inference-profile/{p}" for p in granted)
    )
    key = "bedrock:InferenceProfileArn"
    others: Conditions = {
        "ArnLike": {key: (global_profiles(partition),)},
        "ArnNotLike": {key: arns},
    }
    return (
        Statement("AWS02GlobalProfiles", "Deny", _INVOKING_AT_ALL, conditions=others),
        Statement(
            "AWS02GlobalRouting",
            "Deny",
            _INVOKING_AT_ALL,
            conditions={
                "StringEquals": {"aws:RequestedRegion": (UNSPECIFIED,)},
                "ArnNotLike": {key: arns},
            },
        ),
    )


def _no_global_profile(partition: str, sid: str) -> tuple[Statement, ...]:
    """No request enters a global profile, and none is served by one, where no region is settled."""
    pattern = global_profiles(partition)
    routed: Conditions = {
        "StringEquals": {"aws:RequestedRegion": (UNSPECIFIED,)},
        "ArnLike": {"bedrock:InferenceProfileArn": (pattern,)},
    }
    return (
        Statement(f"{sid}Profiles", "Deny", _INVOKING_AT_ALL, resources=(pattern,)),
        Statement(f"{sid}Routing", "Deny", _INVOKING_AT_ALL, conditions=routed),
    )


def in_region_only() -> tuple[Statement, ...]:
    """AWS04: denies every call through a profile."""
    through: Conditions = {"Null": {"bedrock:InferenceProfileArn": ("false",)}}
    return (Statement("AWS04InRegion", "Deny", ("bedrock:InvokeModel*",), conditions=through),)


def retention_locked(modes: tuple[str, ...]) -> tuple[Statement, ...]:
    """AWS05: denies every change of the account's retention mode, but to those of the proof.

    A project may inherit the account's mode, and one that names no mode does.
    """
    mantle = "bedrock-mantle:DataRetentionMode"
    projects: Conditions = {
        "StringNotEquals": {mantle: (*modes, "inherit")},
        "Null": {mantle: ("false",)},
    }
    return (
        *(_account_mode(service, modes) for service in ("bedrock", "bedrock-mantle")),
        Statement(
            "AWS05Projects",
            "Deny",
            ("bedrock-mantle:CreateProject", "bedrock-mantle:UpdateProject"),
            conditions=projects,
        ),
    )


def _account_mode(service: str, modes: tuple[str, ...]) -> Statement:
    return Statement(
        f"AWS05{service.title().replace('-', '')}",
        "Deny",
        (f"{service}:{_SETTING_RETENTION}",),
        conditions={"StringNotEquals": {f"{service}:DataRetentionMode": modes}},
    )


def _global(grants: tuple[Grant, ...]) -> tuple[str, ...]:
    return tuple(g.profile for g in grants if g.profile and g.provider.profile == "global")
