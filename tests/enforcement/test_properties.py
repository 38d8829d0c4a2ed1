"""For every topology: its guardrails fit its proof, and one region more or less does not."""

from __future__ import annotations

import csv
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner import resources
from planner.catalog import load
from planner.enforcement import Document
from planner.enforcement.self_test import organization_faults
from planner.layout import grants_of
from tests.enforcement.specs import AZURE, BOUND, OPENAI, STATE, TITAN, VERTEX, Kept, kept_of
from tests.topology.specs import spec

REGIONS = tuple(r.name for r in load().regions["aws"].values() if r.partition == "aws")


def _profiles() -> list[str]:
    """Every inference profile of the commercial partition, as a provider that calls it."""
    with (resources.data() / "bedrock_profiles.csv").open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["source_region"] in REGIONS]
    return [
        f"{{kind: bedrock, region: {row['source_region']}, models: {{m: {row['model']}}}, "
        + ("mode: global}" if row["geography"] == "global" else _geo(row["geography"]))
        for row in rows
    ]


def _geo(geography: str) -> str:
    return f"mode: geo, profile: {geography}}}"


PROVIDERS = st.sampled_from([*_profiles(), TITAN, OPENAI, AZURE, VERTEX])
GATEWAYS = st.sampled_from(
    [
        "",
        *(
            f"gateways: {{main: {{region: {region}, egress: {egress}}}}}"
            for region in ("eu-central-1", "us-east-1")
            for egress in ("https", "listed")
        ),
    ]
)


@st.composite
def topologies(draw: st.DrawFn) -> Kept:
    """A few endpoints, bound or not, that share a few providers."""
    providers = draw(st.lists(PROVIDERS, min_size=1, max_size=4))
    names = [f"p{place}" for place in range(len(providers))]
    routes = draw(
        st.lists(st.lists(st.sampled_from(names), min_size=1, unique=True), min_size=1, max_size=3)
    )
    data = draw(st.lists(st.sampled_from(["personal", "public"]), min_size=3, max_size=3))
    endpoints = "\n".join(
        f"e{place}: {{data: [{data[place]}], route: [{', '.join(f'{n}/m' for n in route)}]}}"
        for place, route in enumerate(routes)
    )
    words = "\n".join(f"{name}: {each}" for name, each in zip(names, providers, strict=True))
    return kept_of(spec(endpoints, words, "\n".join((BOUND, STATE, draw(GATEWAYS)))))


@settings(max_examples=30)
@given(topologies())
def test_guardrails_are_neither_tighter_nor_looser_than_the_proof(found: Kept) -> None:
    assert found.faults == ()


@settings(max_examples=30)
@given(topologies(), st.data())
def test_one_region_more_or_less_is_seen(found: Kept, data: st.DataObject) -> None:
    document = found.guardrails.organization
    assume(document is not None)
    assert document is not None
    allowed = found.of("AWS01").allows
    other = data.draw(st.sampled_from([r for r in REGIONS if r not in allowed]))
    fewer = data.draw(st.sampled_from(allowed))

    assert _with_regions((*allowed, other), document, found)
    assert _with_regions(tuple(r for r in allowed if r != fewer), document, found)


def _with_regions(regions: tuple[str, ...], document: Document, found: Kept) -> list[str]:
    first, *others = document.statements
    elsewhere = {"StringNotEquals": {"aws:RequestedRegion": regions}}
    edited = Document((replace(first, conditions=elsewhere), *others))
    return list(organization_faults(edited, found.topology, found.layout, REGIONS))


@settings(max_examples=30)
@given(topologies())
def test_every_arn_that_is_let_through_is_of_a_call_of_the_topology(found: Kept) -> None:
    own = {
        arn for g in grants_of(found.topology.endpoints) for arn in g.arns("aws", "123456789012")
    }
    controls = [c for c in found.guardrails.controls if c.about.id in ("AWS03", "AWS07")]

    assert {arn for control in controls for arn in control.allows} <= own
