"""What is said of a way to buy that can't be: where, and why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from planner.diagnostics import Diagnostic, Outcome
from planner.spec import Spec
from planner.units import Money

Finds = Callable[[str], Diagnostic]
Reads = Callable[[str], Outcome[Spec]]

POOL = """\
gpu_pools:
  hot:
    region: eu-central-1
    accelerator: L4
    serves: {llama: {model: llama-3.1-8b-instruct}}
"""
BERLIN = "hours: 07:00-20:00, timezone: Europe/Berlin"
RESERVED = "    purchase: capacity_reservation\n    reservation: cr-1\n"
CONTRACT = "as_of: 2026-11-01, reason: deal"

REFUSED = {
    "spot is never committed to": (
        "    purchase: spot\n    commitment: {term: 1y}\n",
        "no cloud sells a `commitment` for purchase `spot`",
    ),
    "nor is a block": (
        "    purchase: capacity_block\n    reservation: cr-1\n    commitment: {term: 1y}\n",
        "no cloud sells a `commitment` for purchase `capacity_block`",
    ),
    "nor are nodes that start when there are some": (
        "    purchase: flex_start\n    nodes: {min: 0}\n    commitment: {term: 1y, nodes: 1}\n",
        "no cloud sells a `commitment` for purchase `flex_start`",
    ),
    "nor those of a queue": (
        "    purchase: queued\n    nodes: {min: 0}\n    commitment: {term: 1y, nodes: 1}\n",
        "no cloud sells a `commitment` for purchase `queued`",
    ),
    "a queue takes no reservation": (
        "    purchase: queued\n    nodes: {min: 0}\n    reservation: cr-1\n",
        "purchase `queued` takes no `reservation`",
    ),
    "nodes of a queue come when a pod asks": (
        "    purchase: queued\n",
        "purchase `queued` starts nodes when a pod asks for them: `min` is 0, not 1",
    ),
    "nodes that start when there are some don't always run": (
        "    purchase: flex_start\n    nodes: {min: 2, max: 4}\n",
        "purchase `flex_start` starts nodes when a pod asks for them: `min` is 0, not 2",
    ),
    "more nodes than run are committed to": (
        "    nodes: {min: 1, max: 4}\n    commitment: {term: 1y, nodes: 5}\n",
        "5 committed nodes are above `max` 4",
    ),
    "no node always runs": (
        "    nodes: {min: 0, max: 4}\n    commitment: {term: 1y}\n",
        "no node always runs: say how many `nodes` are committed to",
    ),
    "a reservation has no schedule": (
        f"{RESERVED}    schedule: {{days: mon-fri, {BERLIN}}}\n",
        "purchase `capacity_reservation` is paid for whether used or not: no `schedule`",
    ),
    "more nodes run outside of the hours": (
        f"    nodes: {{min: 1, max: 4}}\n    schedule: {{days: mon-fri, {BERLIN}, outside: 2}}\n",
        "`outside` 2 is above `min` 1",
    ),
    "all hours are no schedule": (
        "    schedule: {days: mon-sun, hours: 00:00-24:00, timezone: Europe/Berlin}\n",
        "the schedule leaves no hour of the week out",
    ),
    "hours end after they start": (
        "    schedule: {days: mon-fri, hours: 20:00-07:00, timezone: Europe/Berlin}\n",
        "20:00-07:00 doesn't end after it starts, on the same day",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_pool_that_can_not_be_bought_like_that_is_refused(
    complaint_of_more: Finds, name: str
) -> None:
    words, message = REFUSED[name]

    found = complaint_of_more(POOL + words)

    assert (found.code, found.message) == ("TOP015", message)
    assert found.at.line >= 13


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat,sun", (5, 6)),
        ("fri-mon", (0, 4, 5, 6)),
        ("mon-tue,thu", (0, 1, 3)),
    ],
)
def test_days_are_ranges_and_lists(
    reading: Reads, smallest: str, days: str, expected: object
) -> None:
    spec = reading(f"{smallest}{POOL}    schedule: {{days: '{days}', {BERLIN}}}\n").value

    assert spec is not None
    assert spec.gpu_pools["hot"].schedule is not None
    assert spec.gpu_pools["hot"].schedule.days == expected


def test_days_in_capitals_are_offered_as_they_are_written(complaint_of_more: Finds) -> None:
    found = complaint_of_more(f"{POOL}    schedule: {{days: Mon-Fri, {BERLIN}}}\n")

    assert found.fixes[0].text == "mon-fri"


def test_a_misspelt_time_zone_offers_the_nearest(complaint_of_more: Finds) -> None:
    found = complaint_of_more(
        POOL + "    schedule: {days: mon-fri, hours: 07:00-20:00, timezone: Europe/Berlim}\n"
    )

    assert found.fixes[0].text == "Europe/Berlin"


def test_more_than_all_of_the_input_is_not_cached(complaint: Finds, smallest: str) -> None:
    traffic = (
        "    traffic: {requests_per_month: 1, input_tokens: 1, output_tokens: 1, "
        "cached_input: 60%, cache_written: 50%}\n    route"
    )

    found = complaint(smallest.replace("    route", traffic))

    assert found.message == "`cached_input` and `cache_written` are more than all of the input"


AZURE = "  az: {kind: azure-openai, region: swedencentral, models: {gpt: gpt-5.1}"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "mode: Standard, ptus: {gpt: 50}",
            "mode `Standard` is billed by the token and has no `ptus`",
        ),
        ("mode: ProvisionedManaged, ptus: {gtp: 50}", "no model `gtp` among `gpt`"),
    ],
)
def test_units_are_those_of_a_provisioned_model(
    complaint_of_more: Finds, words: str, message: str
) -> None:
    assert complaint_of_more(f"{AZURE}, {words}}}\n").message == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("discounts: [{on: 'aws:*', percent: 0%, reason: r}]", "above 0% and below 100%"),
        ("discounts: [{on: 'aws:*', percent: 100%, reason: r}]", "above 0% and below 100%"),
        ("discounts: [{on: 'AWS *', percent: 10%, reason: r}]", "lines of the bill, such as"),
        (f"contracts: [{{on: gpu_pools.hot, {CONTRACT}}}]", "it names no price"),
        (
            f"contracts: [{{on: gpu_pools.hot, hourly: 1 USD, input: 1 USD, {CONTRACT}}}]",
            "it has prices of tokens and of hours",
        ),
        (f"contracts: [{{on: hot, hourly: 1 USD, {CONTRACT}}}]", "what a contract prices"),
        (f"contracts: [{{on: gpu_pools.hot, hourly: -1 USD, {CONTRACT}}}]", "an amount and a cur"),
        (
            "rates: [{currency: USD, per_usd: 1, as_of: 2026-11-20, source: s}]",
            "rates are given for a US dollar",
        ),
        ("currency: euro", "a currency of ISO 4217"),
    ],
)
def test_terms_that_say_nothing_are_refused_where_they_stand(
    complaint_of_more: Finds, words: str, message: str
) -> None:
    found = complaint_of_more(f"prices:\n  {words}\n")

    assert message in found.message
    assert found.at.line == 9


def test_people_without_hours_are_refused(complaint_of_more: Finds) -> None:
    found = complaint_of_more("people: {rate: 95 USD}\n")

    assert found.message == "neither `operations_hours` nor `evaluation_hours`"


def test_a_hall_draws_no_less_than_its_servers(complaint_of_more: Finds) -> None:
    own = (
        "  own: {kind: openai-compatible, host: llm.example.de, operator: E, country: DE, "
        "evidence: e, models: {m: m}, hardware: {servers: 1, price: 1 EUR, amortise_months: 36, "
        "power_kw: 1, power_price: 0.2 EUR, pue: 0.9}}\n"
    )

    assert complaint_of_more(own).message.startswith("`pue` is at least 1")


def test_small_amounts_are_money_too(reading: Reads, smallest: str) -> None:
    spec = reading(f"{smallest}people: {{rate: 0.18 EUR, operations_hours: 1.5}}\n").value

    assert spec is not None
    assert spec.people is not None
    assert spec.people.rate == Money(Decimal("0.18"), "EUR")
