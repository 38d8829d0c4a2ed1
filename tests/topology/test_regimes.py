"""Regimes as levels of the policy, and the words for Europe that are refused."""

from __future__ import annotations

from planner.topology import Endpoint
from tests.topology.specs import problem, resolved, spec, underlined


def bound(data: str, policy: str) -> Endpoint:
    """An endpoint with data of a class, below a policy of the topology."""
    chat = f"chat: {{data: [{data}], route: [fra/sonnet]}}"
    [endpoint] = resolved(spec(chat, more=f"policy: {{{policy}}}")).endpoints
    return endpoint


def test_a_regime_is_a_level_at_its_own_name() -> None:
    text = spec(more="policy: {regimes: [GDPR]}")
    regime, own = resolved(text).policies

    assert underlined(regime, text) == "GDPR"
    assert str(regime.processing) == "GDPR (bloc:EEA, bloc:EU_ADEQUACY)"
    assert regime.requires == ("dpa",)
    assert own.regime is None
    assert own.processing is None


def test_a_regime_says_nothing_of_data_that_it_does_not_bind() -> None:
    card, _ = bound("pci", "regimes: [PCI_DSS]").policies
    other, _ = bound("confidential", "regimes: [PCI_DSS]").policies

    assert card.certifications == ("PCI-DSS",)
    assert other.certifications == ()
    assert other.regime is None


def test_a_transfer_opens_a_country_where_the_regime_has_a_ground_for_it() -> None:
    transfers = "transfers: [{to: [IN], mechanism: scc, evidence: clauses}]"
    gdpr, _ = bound("personal", f"regimes: [GDPR], {transfers}").policies
    hds, _ = bound("phi", f"regimes: [HDS_FR], {transfers}").policies

    assert gdpr.processing is not None
    assert "IN" in gdpr.processing.countries
    assert hds.processing is not None
    assert "IN" not in hds.processing.countries


def test_a_transfer_of_an_endpoint_opens_what_the_whole_topology_is_bound_by() -> None:
    chat = """\
chat:
  data: [personal]
  route: [fra/sonnet]
  policy: {transfers: [{to: [IN], mechanism: bcr, evidence: rules}]}"""
    [endpoint] = resolved(spec(chat, more="policy: {regimes: [GDPR]}")).endpoints

    assert endpoint.policies[0].processing is not None
    assert "IN" in endpoint.policies[0].processing.countries


def test_a_transfer_that_has_ended_opens_nothing() -> None:
    transfers = "transfers: [{to: [IN], mechanism: scc, evidence: clauses, expires: 2025-12-31}]"
    gdpr, _ = bound("personal", f"regimes: [GDPR], {transfers}").policies

    assert gdpr.processing is not None
    assert "IN" not in gdpr.processing.countries


def test_a_regime_that_demands_nothing_checkable_says_so() -> None:
    nis2, _ = bound("personal", "regimes: [NIS2]").policies
    dora, _ = bound("personal", "regimes: [DORA]").policies

    assert nis2.unchecked == ("regimes: NIS2",)
    assert dora.unchecked == ()


def test_an_unknown_regime_is_offered_the_nearest() -> None:
    text = spec(more="policy: {regimes: [HIPPA]}")
    found = problem(text)

    assert found.code == "TOP120"
    assert underlined(found, text) == "HIPPA"
    assert found.fixes[0].text == "HIPAA"


def test_eu_alone_is_refused_and_offered_as_a_bloc() -> None:
    found = problem(spec(more="policy: {processing: [EU]}"))

    assert found.code == "SOV008"
    assert found.fixes[0].text == "bloc:EU"


def test_europe_could_mean_seven_things_so_none_is_offered() -> None:
    found = problem(spec(more="policy: {at_rest: [Europe]}"))

    assert found.code == "SOV008"
    assert [fix.text for fix in found.fixes] == [None]
