"""The test that guardrails go through before they are written: it sees every way to be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from planner.catalog import load
from planner.enforcement import Document, Statement, identity_document, require_sound
from planner.enforcement.documents import endpoint_document
from planner.enforcement.self_test import (
    endpoint_faults,
    names_faults,
    organization_faults,
    rights_faults,
)
from planner.layout import grants_of
from tests.enforcement.specs import (
    AZURE,
    LISTED,
    SONNET,
    TITAN,
    VERTEX,
    WORLD,
    Kept,
    kept,
)

REGIONS = tuple(r.name for r in load().regions["aws"].values() if r.partition == "aws")
Edit = Callable[[Document], Document]


def edited(document: Document, change: Callable[[Statement], Statement | None]) -> Document:
    """A document with statements changed, or dropped."""
    changed = (change(statement) for statement in document.statements)
    return Document(tuple(statement for statement in changed if statement is not None))


def with_condition(
    operator: str, key: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> Edit:
    """Other values for a condition, wherever it stands."""

    def of(statement: Statement) -> Statement:
        conditions = {
            each: {k: change(v) if (each, k) == (operator, key) else v for k, v in keys.items()}
            for each, keys in statement.conditions.items()
        }
        return replace(statement, conditions=conditions)

    return lambda document: edited(document, of)


def without(sid: str) -> Edit:
    """The document without the statements whose ids begin so."""
    return lambda document: edited(document, lambda s: None if s.sid.startswith(sid) else s)


def without_condition(operator: str) -> Edit:
    def of(statement: Statement) -> Statement:
        kept_ = {name: keys for name, keys in statement.conditions.items() if name != operator}
        return replace(statement, conditions=kept_)

    return lambda document: edited(document, of)


def with_resources(change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Edit:
    return lambda document: edited(
        document, lambda s: s if s.effect == "Deny" else replace(s, resources=change(s.resources))
    )


# --- the policy of the organisation ---------------------------------------------------------------


def organization_of(found: Kept, edit: Edit) -> list[str]:
    document = found.guardrails.organization
    assert document is not None
    return list(organization_faults(edit(document), found.topology, found.layout, REGIONS))


REQUESTED = "aws:RequestedRegion"
TIGHTER: Mapping[str, Edit] = {
    "a destination dropped": with_condition(
        "StringNotEquals", REQUESTED, lambda v: tuple(r for r in v if r != "eu-south-2")
    ),
    "a global service forgotten": lambda d: edited(
        d, lambda s: replace(s, not_actions=tuple(a for a in s.not_actions if a != "iam:*"))
    ),
    "every profile denied": lambda d: Document(
        (
            *d.statements,
            Statement(
                "AWS04",
                "Deny",
                ("bedrock:InvokeModel*",),
                conditions={"Null": {"bedrock:InferenceProfileArn": ("false",)}},
            ),
        )
    ),
    "a retention mode denied that is proven": with_condition(
        "StringNotEquals", "bedrock:DataRetentionMode", lambda _: ("default",)
    ),
}
LOOSER: Mapping[str, Edit] = {
    "a region too many": with_condition("StringNotEquals", REQUESTED, lambda v: (*v, "us-east-1")),
    "a wildcard for regions": lambda d: with_condition(
        "StringNotLike", REQUESTED, lambda _: ("eu-*",)
    )(
        edited(
            d,
            lambda s: replace(
                s,
                conditions={
                    ("StringNotLike" if o == "StringNotEquals" else o): keys
                    for o, keys in s.conditions.items()
                },
            ),
        )
    ),
    "the whole of Bedrock exempt": lambda d: edited(
        d,
        lambda s: replace(s, not_actions=(*s.not_actions, "bedrock:*")) if s.not_actions else s,
    ),
    "no list of regions": without("AWS01"),
    "no lock of the retention mode": without("AWS05"),
    "the lock of projects forgotten": without("AWS05Projects"),
}


@pytest.mark.parametrize("edit", TIGHTER.values(), ids=TIGHTER)
def test_a_policy_that_would_be_an_outage_is_seen(edit: Edit) -> None:
    found = kept(a=SONNET.replace("{kind", "{retention_mode: none, kind"))

    assert "is proven, and denied" in "".join(organization_of(found, edit))


@pytest.mark.parametrize("edit", LOOSER.values(), ids=LOOSER)
def test_a_policy_with_a_hole_is_seen(edit: Edit) -> None:
    found = kept(a=SONNET.replace("{kind", "{retention_mode: none, kind"))

    assert "is let through, and no proof covers it" in "".join(organization_of(found, edit))


def _names_a_region(document: Document) -> Document:
    """A list of denied regions in the place of `unspecified`: what most people write first."""
    change = with_condition("StringEquals", REQUESTED, lambda _: ("us-east-1", "us-west-2"))
    opened = with_condition("StringNotEquals", REQUESTED, lambda v: (*v, "unspecified"))
    return opened(change(document))


def test_global_profiles_slip_past_a_policy_that_forgets_their_region() -> None:
    assert "/global." in "".join(organization_of(kept(a=SONNET), _names_a_region))


def test_a_global_profile_that_is_called_opens_no_other() -> None:
    found = kept(a=WORLD)

    assert organization_of(found, lambda d: d) == []
    assert "global.unproven" in "".join(organization_of(found, without("AWS02")))


def test_unspecified_left_out_is_an_outage_of_a_global_profile_that_is_called() -> None:
    forget = with_condition(
        "StringNotEquals", REQUESTED, lambda v: tuple(r for r in v if r != "unspecified")
    )

    assert "in unspecified" in "".join(organization_of(kept(a=WORLD), forget))


def test_profiles_that_nobody_calls_are_denied() -> None:
    assert "inference-profile/eu." in "".join(organization_of(kept(a=TITAN), without("AWS04")))


def test_a_policy_that_aws_would_not_take_is_seen() -> None:
    longer = with_condition(
        "StringNotEquals", REQUESTED, lambda v: (*v, *(f"nowhere-{n}" for n in range(500)))
    )

    assert "and AWS takes 5120" in "".join(organization_of(kept(a=SONNET), longer))


# --- rights and private endpoints -----------------------------------------------------------------

WIDER: Mapping[str, Edit] = {
    "any model of the vendor": with_resources(
        lambda arns: tuple(a.replace("claude-sonnet-4-6", "*") for a in arns)
    ),
    "later versions of the model": with_resources(lambda arns: tuple(f"{a}*" for a in arns)),
    "any region": with_resources(
        lambda arns: tuple(a.replace(":eu-central-1::", ":*::") for a in arns)
    ),
    "everything": with_resources(lambda _: ("*",)),
    "any profile": without_condition("StringEquals"),
    "only global profiles denied": lambda d: edited(
        without("DenyGlobal")(d), lambda s: replace(s, resources=("*",), conditions={})
    ),
}
NARROWER: Mapping[str, Edit] = {
    "a destination dropped": with_resources(
        lambda arns: tuple(a for a in arns if ":eu-south-2::" not in a) or arns
    ),
    "the profile forgotten": without("Profile"),
    "the models forgotten": without("Models"),
    "one of the two actions": lambda d: edited(
        d, lambda s: replace(s, actions=s.actions[:1]) if s.effect == "Allow" else s
    ),
    "profiles denied": lambda d: edited(
        d,
        lambda s: (
            replace(s, conditions={"Null": {"bedrock:InferenceProfileArn": ("true",)}})
            if s.sid == "Models"
            else s
        ),
    ),
}


def rights_of(found: Kept, edit: Edit) -> list[str]:
    grants = grants_of(found.topology.endpoints)
    document = edit(identity_document(grants, "aws"))
    return list(rights_faults("gateways.main", (document,), grants, "aws", REGIONS))


@pytest.mark.parametrize("edit", WIDER.values(), ids=WIDER)
def test_rights_that_are_too_wide_are_seen(edit: Edit) -> None:
    assert "no proof covers it" in "".join(rights_of(kept(a=SONNET), edit))


@pytest.mark.parametrize("edit", NARROWER.values(), ids=NARROWER)
def test_rights_that_are_too_narrow_are_seen(edit: Edit) -> None:
    assert "is proven, and" in "".join(rights_of(kept(a=SONNET), edit))


def test_a_model_of_one_region_must_not_run_through_a_profile() -> None:
    assert rights_of(kept(a=TITAN), lambda d: d) == []
    assert "through arn:" in "".join(rights_of(kept(a=TITAN), without_condition("Null")))


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (WIDER["any model of the vendor"], "no proof covers it"),
        (WIDER["everything"], "no proof covers it"),
        (without_condition("StringEquals"), "no proof covers it"),
        (NARROWER["a destination dropped"], "is proven, and allowed by no statement"),
    ],
)
def test_an_endpoint_that_lets_through_more_or_less_is_seen(edit: Edit, fault: str) -> None:
    (network,) = kept(LISTED, a=SONNET).layout.networks
    document = endpoint_document(network.grants, "aws")

    assert list(endpoint_faults(network, document, "aws", REGIONS)) == []
    assert fault in "".join(endpoint_faults(network, edit(document), "aws", REGIONS))


# --- names ----------------------------------------------------------------------------------------

HOSTS = ("eu.api.openai.com", "ghcr.io")


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (HOSTS, ""),
        (("ghcr.io",), "eu.api.openai.com is called and does not resolve"),
        (("*.openai.com", "*.api.openai.com", "ghcr.io"), "resolves, and nothing calls it"),
        (("*",), "resolves, and nothing calls it"),
        (("*.com", "ghcr.io"), "resolves, and nothing calls it"),
        ((*HOSTS, "*.eu.api.openai.com"), "elsewhere.eu.api.openai.com resolves"),
        ((*HOSTS, "*.langfuse.com"), "us.cloud.langfuse.com resolves"),
    ],
)
def test_a_list_of_names_is_exact(names: tuple[str, ...], fault: str) -> None:
    found = "\n".join(names_faults("network", names, HOSTS, load()))

    assert fault in found
    assert bool(found) is bool(fault)


# --- other clouds ---------------------------------------------------------------------------------


def test_documents_of_other_clouds_are_tried_too() -> None:
    found = kept(a=TITAN, b=AZURE, c=VERTEX)
    path = "guardrails/azure/AZ02-deployment-types.json"
    documents = {**found.guardrails.documents, path: _wider(found.guardrails.documents[path])}

    wrong = replace(found, guardrails=replace(found.guardrails, documents=documents))

    assert found.faults == ()
    assert wrong.faults == (
        "Azure: a deployment of type GlobalStandard is let through, and nothing calls it",
    )


def _wider(document: Mapping[str, object]) -> Mapping[str, object]:
    text = json.dumps(document)
    made: Mapping[str, object] = json.loads(
        text.replace('"DataZoneS', '"GlobalStandard", "DataZoneS')
    )
    return made


# --- on every plan --------------------------------------------------------------------------------


def test_guardrails_without_a_policy_of_the_organisation_are_no_guardrails() -> None:
    found = kept(a=SONNET)
    bare = replace(found, guardrails=replace(found.guardrails, organization=None))

    assert "no service control policy keeps it" in "".join(bare.faults)


def test_sound_guardrails_pass() -> None:
    found = kept(a=SONNET)

    require_sound(found.guardrails, found.topology, found.layout, load())
