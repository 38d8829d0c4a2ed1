"""Contracts and rates that can't hold: each is found where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.catalog import load
from planner.spec import read
from planner.topology import resolve
from tests.topology.specs import POOL, SONNET, problem, resolved, spec, underlined

OPENAI = "oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}"
DATED = "as_of: 2026-11-01, reason: deal"


def contracts(*lines: str) -> str:
    listed = "\n".join(f"    - {{{line}, {DATED}}}" for line in lines)
    more = f"gpu_pools:\n  hot: {POOL}\nprices:\n  contracts:\n{listed}"
    return spec(providers=f"fra: {SONNET}\n{OPENAI}", more=more)


@pytest.mark.parametrize(
    ("line", "wrong", "offered"),
    [
        ("on: providers.oai/gtp, input: 1 USD", "providers.oai/gtp", "providers.oai/gpt"),
        ("on: gpu_pools.hut, hourly: 1 USD", "gpu_pools.hut", "gpu_pools.hot"),
        ("on: 'openai:gpt-5.l', input: 1 USD", "'openai:gpt-5.l'", "openai:gpt-5.1"),
        ("on: 'aws:g6.12xlrge', hourly: 1 USD", "'aws:g6.12xlrge'", "aws:g6.12xlarge"),
    ],
)
def test_a_contract_on_nothing_offers_the_nearest(line: str, wrong: str, offered: str) -> None:
    text = contracts(line)
    found = problem(text)

    assert found.code == "TOP116"
    assert underlined(found, text) == wrong
    assert found.fixes[0].text == offered


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("on: providers.oai/gpt, hourly: 1 USD", "hourly"),
        ("on: gpu_pools.hot, input: 1 USD", "input"),
        ("on: gpu_pools.hot, committed_hourly: 1 USD", "committed_hourly"),
    ],
)
def test_a_contract_with_a_price_that_is_never_billed_is_a_problem(line: str, price: str) -> None:
    text = contracts(line)
    found = problem(text)

    assert found.code == "TOP116"
    assert found.message.endswith(f"takes no price `{price}`")
    assert underlined(found, text) == "1 USD"


def test_two_contracts_on_one_model_are_a_problem_that_shows_both() -> None:
    line = "on: providers.oai/gpt, input: 1 USD"
    found = problem(contracts(line, line))

    assert (found.code, found.message) == ("TOP117", "two contracts on `providers.oai/gpt`")
    assert (found.at.line, found.also[0].span.line) == (13, 12)


def test_a_price_of_nothing_is_a_problem() -> None:
    text = contracts("on: gpu_pools.hot, hourly: 0 USD")
    found = problem(text)

    assert (found.code, found.message) == ("TOP118", "a price is above 0")
    assert underlined(found, text) == "0 USD"


def test_two_rates_for_one_currency_are_a_problem() -> None:
    rate = "{currency: EUR, per_usd: 0.9, as_of: 2026-11-20, source: s}"
    found = problem(spec(more=f"prices:\n  rates:\n    - {rate}\n    - {rate}"))

    assert (found.code, found.message) == ("TOP117", "two rates of exchange for EUR")


def test_a_rate_of_nothing_is_a_problem() -> None:
    rate = "{currency: EUR, per_usd: 0, as_of: 2026-11-20, source: s}"
    found = problem(spec(more=f"prices: {{rates: [{rate}]}}"))

    assert (found.code, found.message) == ("TOP118", "a rate of exchange is above 0")


def test_a_currency_that_nobody_has_a_rate_for_is_a_problem() -> None:
    found = problem(spec(more="prices: {currency: EUX}"))

    assert found.code == "TOP119"
    assert "did you mean `EUR`?" in found.message


def test_a_rate_of_ones_own_makes_a_currency_known() -> None:
    rate = "{currency: XAF, per_usd: 600, as_of: 2026-11-20, source: treasury}"
    terms = resolved(spec(more=f"prices: {{currency: XAF, rates: [{rate}]}}")).terms

    assert terms.currency == "XAF"
    assert terms.rates["XAF"].per_usd == 600


def test_a_platforms_contracts_may_be_on_models_that_a_team_does_not_use(tmp_path: Path) -> None:
    """Its terms grow by the team's own, and a kind and model that is absent prices nothing."""
    (tmp_path / "platform.yaml").write_text(
        "prices:\n"
        "  currency: EUR\n"
        "  discounts: [{on: 'azure:*', percent: 5%, reason: MACC}]\n"
        f"  contracts: [{{on: 'anthropic:claude-sonnet-4-6', input: 2 USD, {DATED}}}]\n"
    )
    own = (
        "extends: [platform.yaml]\n"
        "prices:\n"
        "  discounts: [{on: 'aws:*', percent: 12%, reason: EDP}]\n"
        f"  contracts: [{{on: providers.oai/gpt, input: 1 USD, {DATED}}}]"
    )
    path = tmp_path / "topology.yaml"
    path.write_text(spec(providers=f"fra: {SONNET}\n{OPENAI}", more=own))
    words = read(path).value
    assert words is not None
    topology = resolve(words, load()).value
    assert topology is not None

    assert topology.terms.currency == "EUR"
    assert [one.on for one in topology.terms.discounts] == ["azure:*", "aws:*"]
    assert [one.is_own for one in topology.terms.discounts] == [False, True]
    agreed = {p.name: p.models for p in topology.providers}["oai"]["gpt"].agreed
    assert agreed["input"].amount == 1
