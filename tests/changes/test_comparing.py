"""What differs between two snapshots, kind by kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.catalog import digests, find_set
from planner.changes import Facts, compare
from planner.views.review import body
from tests.catalog.made import copied
from tests.changes.made import BASE, CHANGES, first_review, review, snapshot


def test_a_model_that_is_called_globally_brings_countries() -> None:
    changed = {one.name: one for one in review(CHANGES["a-model-called-globally"]).endpoints}

    assert {"US", "IN"} <= changed["answer"].new_countries
    assert changed["answer"].after is not None
    assert changed["answer"].after.verdict == "violated"


def test_another_order_of_a_route_is_another_way() -> None:
    (changed,) = review(CHANGES["another-primary"]).endpoints

    assert not changed.new_countries
    assert {after.stop for _, after in changed.rerouted} >= {"gpu_pools.hot/llama"}


@pytest.mark.parametrize(
    ("policy", "direction"),
    [
        ("processing: [bloc:EU, US]", "wider"),
        ("processing: [DE, FR, IE, IT, ES, SE]", "narrower"),
        ("processing: [DE, US]", "other"),
    ],
)
def test_a_policy_is_wider_narrower_or_neither(policy: str, direction: str) -> None:
    (changed,) = review(BASE.replace("processing: [bloc:EU]", policy)).policy

    assert changed.direction == direction
    assert changed.endpoints == ("classify", "answer")


@pytest.mark.parametrize(
    ("key", "direction"),
    [
        ("retention_days: 30", "narrower"),
        ("min_targets: 2", "narrower"),
        ("training: deny", "narrower"),
        ("on_unproven: warn", "wider"),
    ],
)
def test_what_a_policy_adds_narrows_it(key: str, direction: str) -> None:
    changed = review(BASE.replace("  at_rest:", f"  {key}\n  at_rest:")).policy

    assert [one.direction for one in changed] == [direction]


def test_a_waiver_that_holds_longer_is_told_apart() -> None:
    (changed,) = review(CHANGES["a-longer-waiver"]).waivers

    assert changed.is_longer
    assert changed.after is not None
    assert changed.after.expires == date(2029, 3, 31)


def test_a_finding_that_lost_its_waiver_is_no_new_one() -> None:
    changed = review(CHANGES["no-waiver"]).findings

    assert not changed.new
    assert [one.code for one in changed.unsigned] == ["COST014"]


def test_traffic_changes_the_bill_alone() -> None:
    changed = review(CHANGES["ten-times-the-traffic"])

    assert changed.bill is not None
    assert changed.bill.of_priced.expected > Decimal(29_000)
    assert (changed.endpoints, changed.policy, changed.rights_added) == ((), (), ())


def test_money_that_costs_otherwise_is_no_change_of_the_spec() -> None:
    euros = BASE.replace("state: {", "prices: {currency: EUR}\nstate: {")

    changed = review(euros)

    assert changed.bill is not None
    assert changed.bill.currency == "EUR"
    assert abs(changed.bill.of_priced.expected) < Decimal("0.01")


def test_the_first_spec_brings_everything() -> None:
    made = first_review()

    assert [one.became for one in made.endpoints] == ["added", "added"]
    assert made.secrets_added
    assert made.bill is not None
    assert made.bill.before.monthly.expected == 0


def test_facts_that_this_machine_lacks_are_named_all_the_same() -> None:
    now = snapshot(BASE, "topology.yaml")
    then = replace(now, facts=Facts("2025-01-01", "0" * 64))

    changed = compare(then, now)

    assert changed.facts is not None
    assert changed.facts.before == "2025-01-01 (000000000000)"
    assert changed.facts.compared is None


def test_facts_that_changed_since_are_counted_by_table(tmp_path: Path) -> None:
    folder = copied(tmp_path / "older", id_="2026-01-01")
    text = (folder / "gpus.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "gpus.csv").write_text("".join(text[:-1]), "utf-8")
    digests.write(folder)
    older = find_set(str(folder)).catalog
    now = snapshot(BASE, "topology.yaml")
    then = replace(now, facts=Facts(older.id, older.sha256, older))

    changed = compare(then, now).facts

    assert changed is not None
    assert changed.compared is not None
    assert [(one.table, len(one.added)) for one in changed.compared.tables] == [("gpus", 1)]
    assert "| `gpus` | 1 | 0 | 0 |" in body(compare(then, now), "topoplan review")


def test_rights_and_secrets_that_a_fallback_needs_are_named() -> None:
    changed = review(CHANGES["a-new-fallback"])

    assert [one.may for one in changed.rights_added] == [
        "reach oai.endpoints.kepler.ai.cloud.ovh.net"
    ]
    assert "ovh" in changed.secrets_added[0]
