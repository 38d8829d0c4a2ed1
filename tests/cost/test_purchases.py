"""How something is bought: terms of one's own, schedules, servers, people and other currencies."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import planner
from planner import Plan
from planner.catalog import load
from planner.cost import Bill, Line
from planner.errors import UsageError
from planner.topology import Schedule
from planner.units import MONTH_HOURS, Money
from tests.cost.bills import bill_of, line_of
from tests.cost.by_hand import Hand
from tests.cost.purchases_by_hand import PURCHASES
from tests.topology.specs import POOL, SONNET, TRAFFIC, resolved, spec

SPEC = Path(__file__).with_name("purchases.yaml")
CLOSE = Decimal("1e-18")
STATE = "state: {backend: s3, region: eu-central-1}"
OPENAI = "oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}"


@cache
def plan() -> Plan:
    return planner.plan(SPEC)


def chat(route: str, more: str = "", kind: str = "chat") -> str:
    traffic = TRAFFIC.replace("}", f"{more}}}")
    return f"chat: {{kind: {kind}, traffic: {traffic}, route: {route}}}"


def openai_bill(more: str = "") -> Bill:
    return bill_of(spec(chat("[oai/gpt]"), OPENAI, f"{STATE}\n{more}"))


def pool_bill(words: str, more: str = "") -> Bill:
    pool = POOL.replace("{", f"{{{words}, ", 1)
    return bill_of(spec(chat("[hot/llama]"), more=f"gpu_pools:\n  hot: {pool}\n{more}"))


def quantity(line: Line) -> Decimal:
    assert line.quantity is not None
    return line.quantity.expected


# --- each kind of line, by hand ----------------------------------------------------------------


@pytest.mark.parametrize("hand", PURCHASES, ids=lambda hand: hand.id)
def test_a_line_is_what_a_hand_makes_of_it(hand: Hand) -> None:
    line = line_of(plan().bill, hand.id)
    assert line.row is not None
    assert line.monthly is not None
    assert line.unit_price is not None

    assert abs(quantity(line) - hand.quantity) < CLOSE
    assert abs(line.unit_price - Decimal(hand.price)) < CLOSE
    assert f"{line.row.source} {line.row.as_of}" == hand.source
    assert Money(line.monthly.expected).rounded() == Decimal(hand.usd)


SERVERS = (
    "own: {kind: openai-compatible, host: llm.example.de, operator: E, country: DE, evidence: e, "
    "models: {m: m}, hardware: {servers: 2, price: 270000 USD, amortise_months: 36, "
    "residual: 25%, upkeep: 8%, capital: 8%, power_kw: 8.5, power_price: 0.20 USD, pue: 1.5}}"
)


@pytest.mark.parametrize(
    ("item", "usd"),
    [
        ("amortisation", "11250.00"),  # 2 x 270000 x 0.75 / 36
        ("capital", "2250.00"),  # 2 x 270000 x 1.25 / 2 x 0.08 / 12
        ("upkeep", "3600.00"),  # 2 x 270000 x 0.08 / 12
        ("power", "3723.00"),  # 2 x 8.5 x 1.5 x 730 x 0.20
    ],
)
def test_servers_of_ones_own_are_worth_something_in_the_end_and_tie_up_capital(
    item: str, usd: str
) -> None:
    bill = bill_of(spec(chat("[own/m]"), SERVERS, STATE))
    month = line_of(bill, f"providers.own/{item}").monthly

    assert month is not None
    assert Money(month.expected).rounded() == Decimal(usd)


def test_nothing_of_it_is_left_without_a_price() -> None:
    assert plan().bill.unpriced == ()
    assert [finding.code for finding in plan().findings if finding.code.startswith("COST")] == []


def test_what_goes_with_the_nodes_follows_their_hours() -> None:
    disks, downloads = (
        line_of(plan().bill, f"gpu_pools.hot/{item}") for item in ("disks", "downloads")
    )

    # 2.58 nodes for 38.7 % of the time: one node's 200 GB
    assert abs(quantity(disks) - 200) < CLOSE
    # all four fetch 10 GB of image and four times 16.1 GB of weights on each of five mornings
    mornings = Decimal(5) * 365 / 12 / 7
    assert abs(quantity(downloads) - 4 * mornings * (10 + 4 * Decimal("16.1"))) < CLOSE


# --- commitments and schedules -----------------------------------------------------------------


def test_a_commitment_covers_the_fewest_nodes_unless_it_says_more() -> None:
    least = pool_bill("nodes: {min: 2, max: 4}, commitment: {term: 1y}")
    all_of_them = pool_bill("nodes: {min: 2, max: 4}, commitment: {term: 1y, nodes: 4}")

    assert quantity(line_of(least, "gpu_pools.hot/nodes-committed")) == 2 * MONTH_HOURS
    assert quantity(line_of(all_of_them, "gpu_pools.hot/nodes-committed")) == 4 * MONTH_HOURS
    assert not any(line.id == "gpu_pools.hot/nodes" for line in all_of_them.lines)


def test_committed_nodes_and_the_others_are_all_nodes() -> None:
    without = pool_bill("nodes: {min: 2, max: 4}")
    committed = pool_bill("nodes: {min: 2, max: 4}, commitment: {term: 1y}")

    parts = ("gpu_pools.hot/nodes-committed", "gpu_pools.hot/nodes")
    together = sum(quantity(line_of(committed, part)) for part in parts)
    assert together == quantity(line_of(without, "gpu_pools.hot/nodes"))


def test_a_commitment_that_nobody_prices_is_unpriced() -> None:
    line = line_of(
        pool_bill("nodes: {min: 1, max: 1}, commitment: {term: 3y}"),
        "gpu_pools.hot/nodes-committed",
    )

    assert line.status == "unpriced"
    assert line.note == "no reserved_3y price of g6.12xlarge in eu-central-1 in the catalogue"


def test_nodes_that_stay_outside_of_the_hours_are_paid_in_all_of_them() -> None:
    hours = "schedule: {days: mon-fri, hours: 08:00-18:00, timezone: Europe/Berlin, outside: 1}"
    bill = pool_bill(f"nodes: {{min: 2, max: 2}}, {hours}")

    open_hours = MONTH_HOURS * 50 / 168
    nodes = line_of(bill, "gpu_pools.hot/nodes")
    assert quantity(nodes) == 2 * open_hours + (MONTH_HOURS - open_hours)
    assert "50 of a week's 168 hours" in nodes.formula
    assert abs(quantity(line_of(bill, "gpu_pools.hot/disks")) - quantity(nodes) / 730 * 200) < CLOSE


whole_days = st.sets(st.integers(0, 6), min_size=1, max_size=7).map(
    lambda days: tuple(sorted(days))
)


@pytest.mark.property
@given(whole_days, st.integers(0, 1439), st.integers(1, 1440))
def test_the_hours_of_a_schedule_are_those_between_its_starts_and_ends(
    days: tuple[int, ...], start: int, length: int
) -> None:
    end = min(start + length, 1440)
    schedule = Schedule(days, start, end, "UTC", 0)
    assume(schedule.weekly_minutes < 7 * 1440)

    assert replayed(schedule) == schedule.weekly_minutes


def replayed(schedule: Schedule) -> int:
    """Minutes of a week in which a pool runs that does what its scheduled actions say."""
    week = 7 * 1440
    starts = {day * 1440 + schedule.start for day in schedule.starting_days}
    ends = {(day * 1440 + schedule.end % 1440) % week for day in schedule.ending_days}
    runs, minutes = False, 0
    for minute in range(2 * week):
        if minute % week in ends:
            runs = False
        if minute % week in starts:
            runs = True
        minutes += runs and minute >= week
    return minutes


def test_a_fallback_takes_at_most_all_that_comes_outside_of_a_pools_hours() -> None:
    hours = "schedule: {days: mon-fri, hours: 07:00-20:00, timezone: Europe/Berlin}"
    pool = POOL.replace("{", f"{{{hours}, ", 1)
    more = f"gpu_pools:\n  hot: {pool}\ngateways:\n  main: {{region: eu-central-1}}"
    line = line_of(
        bill_of(spec(chat("[hot/llama, fra/sonnet]"), more=more)),
        "endpoints.chat/fra/sonnet/output",
    )

    assert line.quantity is not None
    assert line.quantity.expected == 1080 * load().outage_share().share.expected
    assert abs(line.quantity.high - Decimal(1080) * 103 / 168) < CLOSE
    assert line.note.endswith("all requests are taken to come in the pool's hours")


# --- contracts and discounts ---------------------------------------------------------------------


def test_a_contract_of_the_spec_is_the_fact_of_its_line() -> None:
    contract = "{on: providers.oai/gpt, input: 1.10 USD, as_of: 2026-11-01, reason: deal}"
    line = line_of(
        openai_bill(f"prices: {{contracts: [{contract}]}}"), "endpoints.chat/oai/gpt/input"
    )

    assert line.unit_price == Decimal("1.10")
    assert line.status == "priced"
    assert line.row is not None
    assert (line.row.file, line.row.line, line.row.as_of) == ("topology.yaml", 8, "2026-11-01")


def test_a_class_that_a_contract_leaves_out_keeps_its_list_price() -> None:
    contract = "{on: providers.oai/gpt, input: 1.10 USD, as_of: 2026-11-01, reason: deal}"
    bill = openai_bill(f"prices: {{contracts: [{contract}]}}")

    line = line_of(bill, "endpoints.chat/oai/gpt/output")
    assert line.unit_price == line_of(openai_bill(), line.id).unit_price


def test_a_contract_on_a_kind_of_provider_is_on_its_model_wherever_that_is_called() -> None:
    general = "{on: 'openai:gpt-5.1', output: 8 USD, as_of: 2026-11-01, reason: company}"
    exact = "{on: providers.oai/gpt, output: 7 USD, as_of: 2026-11-01, reason: team}"
    line = "endpoints.chat/oai/gpt/output"

    assert line_of(openai_bill(f"prices: {{contracts: [{general}]}}"), line).unit_price == 8
    both = openai_bill(f"prices: {{contracts: [{general}, {exact}]}}")
    assert line_of(both, line).unit_price == 7


def test_a_contract_gives_a_price_to_what_no_list_prices() -> None:
    providers = "scw: {kind: scaleway, models: {m: gpt-oss-120b}}"
    contract = (
        "{on: providers.scw/m, input: 0.1 EUR, output: 0.5 EUR, as_of: 2026-11-01, reason: d}"
    )
    bill = bill_of(
        spec(chat("[scw/m]"), providers, f"{STATE}\nprices: {{contracts: [{contract}]}}")
    )

    euro = load().exchange("EUR")
    assert euro is not None
    assert bill.unpriced == ()
    line = line_of(bill, "endpoints.chat/scw/m/output")
    assert line.unit_price == Decimal("0.5") / euro.per_usd
    assert line.note == "0.5 EUR at 0.867002 EUR for 1 USD of 2026-08-13 (ecb-data-api)"


def test_a_contract_in_a_currency_without_a_rate_is_unpriced_and_not_added_to_dollars() -> None:
    contract = "{on: providers.oai/gpt, input: 1 XAF, output: 2 XAF, as_of: 2026-11-01, reason: d}"
    bill = openai_bill(f"prices: {{contracts: [{contract}]}}")

    assert [line.id for line in bill.unpriced] == [
        "endpoints.chat/oai/gpt/input",
        "endpoints.chat/oai/gpt/output",
    ]
    assert bill.unpriced[0].note == (
        "1 XAF for one million tokens, and no rate of exchange for XAF"
    )


def test_a_committed_hour_has_a_price_of_its_own_in_a_contract() -> None:
    contract = (
        "{on: 'aws:g6.12xlarge', hourly: 5 USD, committed_hourly: 3 USD, as_of: 2026-11-01, "
        "reason: PPA}"
    )
    bill = pool_bill(
        "nodes: {min: 1, max: 2}, commitment: {term: 3y}", f"prices: {{contracts: [{contract}]}}"
    )

    assert line_of(bill, "gpu_pools.hot/nodes-committed").unit_price == 3
    assert line_of(bill, "gpu_pools.hot/nodes").unit_price == 5


def test_a_discount_on_the_line_itself_wins_over_patterns() -> None:
    discounts = (
        "prices: {discounts: [{on: 'openai:*', percent: 10%, reason: a}, "
        "{on: endpoints.chat/oai/gpt/input, percent: 50%, reason: b}]}"
    )
    listed, less = openai_bill(), openai_bill(discounts)

    for item, kept in (("input", "0.5"), ("output", "0.9")):
        before = line_of(listed, f"endpoints.chat/oai/gpt/{item}").unit_price
        after = line_of(less, f"endpoints.chat/oai/gpt/{item}").unit_price
        assert before is not None
        assert after == before * Decimal(kept)


def test_a_discount_says_so_and_leaves_other_vendors_alone() -> None:
    bill = openai_bill("prices: {discounts: [{on: 'openai:*', percent: 12.5%, reason: deal}]}")

    assert line_of(bill, "endpoints.chat/oai/gpt/input").note == (
        "12.5% off 1.25 USD: deal (topology.yaml:8)"
    )
    aws = [line for line in bill.lines if line.vendor == "aws"]
    assert aws
    assert not any(" off " in line.note for line in aws)


def test_discounts_that_overlap_are_not_taken() -> None:
    bill = openai_bill(
        "prices: {discounts: [{on: 'openai:*', percent: 10%, reason: a}, "
        "{on: 'endpoints.*', percent: 20%, reason: b}]}"
    )
    line = line_of(bill, "endpoints.chat/oai/gpt/input")

    assert line.unit_price == line_of(openai_bill(), line.id).unit_price
    assert line.note == "without a discount, for `openai:*` and `endpoints.*` both fit"


def test_nothing_is_taken_off_a_price_of_ones_own() -> None:
    bill = openai_bill(
        "people: {rate: 95 USD, operations_hours: 20}\n"
        "prices:\n"
        "  discounts: [{on: '*', percent: 10%, reason: all}]\n"
        "  contracts: [{on: providers.oai/gpt, input: 1 USD, as_of: 2026-11-01, reason: net}]"
    )

    assert line_of(bill, "endpoints.chat/oai/gpt/input").unit_price == 1
    assert line_of(bill, "people/operations").unit_price == 95


# --- tokens -----------------------------------------------------------------------------------


def test_what_is_written_to_the_cache_costs_what_the_vendor_takes_for_it() -> None:
    bill = bill_of(spec(chat("[fra/sonnet]", ", cached_input: 40%, cache_written: 10%")))

    written = line_of(bill, "endpoints.chat/fra/sonnet/cache-write")
    assert quantity(written) == 504
    assert written.unit_price == Decimal("4.125")
    assert quantity(line_of(bill, "endpoints.chat/fra/sonnet/input")) == 2520


@pytest.mark.parametrize(
    ("provider", "share"),
    [
        ("{kind: openai, region: global, models: {m: gpt-5.1}}", "0.5"),
        ("{kind: anthropic, mode: global, models: {m: claude-sonnet-4-6}}", "0.5"),
        ("{kind: vertex, region: global, models: {m: claude-sonnet-4-6}}", "0.5"),
        ("{kind: deepinfra, models: {m: claude-4-opus}}", "0.8"),
        ("{kind: mistral, host: api.mistral.ai, models: {m: codestral-2508}}", "1"),
    ],
)
def test_a_batch_costs_the_share_that_a_source_says_the_vendor_takes(
    provider: str, share: str
) -> None:
    at_once = bill_of(spec(chat("[p/m]"), f"p: {provider}", STATE))
    in_jobs = bill_of(spec(chat("[p/m]", kind="batch"), f"p: {provider}", STATE))

    line = "endpoints.chat/p/m/output"
    listed = line_of(at_once, line).unit_price
    assert listed is not None
    assert line_of(in_jobs, line).unit_price == listed * Decimal(share)


@pytest.mark.parametrize(("mode", "factor"), [("GlobalBatch", "0.5"), ("DataZoneBatch", "0.55")])
def test_azure_sells_batches_as_a_deployment_type(mode: str, factor: str) -> None:
    price = load().token_price(
        "azure-openai", "gpt-5.1", "input", mode=mode, region="swedencentral"
    )

    assert price is not None
    assert price.amount == Decimal("1.25") * Decimal(factor)


def test_a_price_that_depends_on_the_clock_has_its_peak_as_the_highest() -> None:
    line = line_of(plan().bill, "endpoints.deep/deepseek/pro/input")

    assert line.monthly is not None
    assert line.monthly.expected == 660
    assert line.monthly.high == 1320
    assert line.note.startswith("off-peak price: 1.32 USD at the dearest hour (tokens/deepseek.csv")


def test_units_of_throughput_pay_for_all_tokens() -> None:
    lines = {line.id for line in plan().bill.lines}

    assert not any(line.startswith("endpoints.ptu/") for line in lines)


def test_throughput_without_its_units_is_unpriced() -> None:
    words = (
        "az: {kind: azure-openai, region: swedencentral, mode: ProvisionedManaged, "
        "models: {gpt: gpt-5.1}}"
    )
    bill = bill_of(spec(chat("[az/gpt]"), words, STATE))

    (line,) = bill.unpriced
    assert (line.id, line.quantity) == ("providers.az/ptu/gpt", None)


def test_a_probe_of_provisioned_throughput_costs_no_tokens() -> None:
    words = (
        "az: {kind: azure-openai, region: swedencentral, mode: ProvisionedManaged, "
        "models: {gpt: gpt-5.1}, ptus: {gpt: 15}}"
    )
    gateway = "gateways:\n  main: {region: eu-central-1}"
    bill = bill_of(spec(chat("[az/gpt, fra/sonnet]"), f"{words}\nfra: {SONNET}", gateway))

    assert not any("probes" in line.id for line in bill.lines)


# --- currencies -------------------------------------------------------------------------------


def test_a_bill_is_shown_in_the_currency_of_the_spec_and_judged_in_dollars() -> None:
    shown = plan().in_currency().bill

    assert (plan().bill.currency, shown.currency) == ("USD", "EUR")
    assert abs(shown.monthly.expected - plan().bill.monthly.expected * Decimal("0.92")) < CLOSE
    assert shown.exchange is not None
    assert shown.exchange.row.is_stated


@pytest.mark.property
@given(st.sampled_from(load().currencies))
def test_the_lines_of_a_converted_bill_add_up_to_its_total(currency: str) -> None:
    shown = plan().in_currency(currency).bill

    lines = [line.monthly.expected for line in shown.lines if line.monthly]
    assert abs(sum(lines) - shown.monthly.expected) <= Decimal("1e-15") * shown.monthly.expected
    assert {line.currency for line in shown.lines} == {currency}


def test_a_currency_without_a_rate_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(UsageError, match="no rate of exchange for `XAF`") as refused:
        plan().in_currency("XAF")

    assert "EUR" in refused.value.mend


def test_the_schedule_of_the_topology_is_that_of_the_spec() -> None:
    hot = next(pool for pool in resolved(SPEC.read_text("utf-8")).gpu_pools if pool.schedule)

    assert hot.schedule == Schedule((0, 1, 2, 3, 4), 420, 1200, "Europe/Berlin", 0)
    assert hot.commitment is not None
    assert (hot.commitment.term, hot.commitment.nodes) == ("1y", 1)
