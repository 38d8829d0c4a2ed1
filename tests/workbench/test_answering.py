"""What suppositions become."""

from __future__ import annotations

from pathlib import Path

import planner
from tests.workbench.asking import Client, asked

MORE = "endpoints.classify.traffic.requests_per_month=80M"


def test_more_traffic_moves_the_bill_and_says_by_how_much(client: Client) -> None:
    parts = client.post("plan", [MORE]).document["parts"]

    assert "more than as read" in parts["moved"]
    assert "9,497.86" not in parts["summary"]
    assert parts["moved"].endswith("no errors; 1 warning")
    assert set(parts) == {"moved", "summary", "map", "ways", "bill", "findings"}


def test_nothing_supposed_is_the_spec_as_it_was_read(client: Client) -> None:
    parts = client.post("plan", []).document["parts"]

    assert parts["moved"] == "9,497.86 USD a month; rung 3, hybrid hot path; no errors"


def test_a_narrower_policy_moves_the_verdict(client: Client) -> None:
    parts = client.post("plan", ["policy.processing=[DE]"]).document["parts"]

    assert "2 violated" in parts["summary"]
    assert "errors" in parts["moved"]


def test_another_route_moves_the_rung(client: Client) -> None:
    route = "endpoints.classify.route=[bedrock-fra/haiku, ovh/oss]"
    parts = client.post("plan", [route]).document["parts"]

    assert "rung 2, gateway, was 3" in parts["moved"]


def test_advice_follows_the_same_supposition(client: Client) -> None:
    parts = client.post("advice", [MORE]).document["parts"]

    assert set(parts) == {"advice", "endpoints", "growth", "curves", "regrets"}
    assert "now, 80M" in parts["curves"]


GROWTH = ["endpoints.classify.growth.factor=100", "endpoints.classify.growth.months=12"]


def test_growth_tells_the_bill_of_each_month_and_what_flips(client: Client) -> None:
    without = client.post("advice", []).document["parts"]["growth"]
    growth = client.post("advice", GROWTH).document["parts"]["growth"]

    assert "No endpoint says how its traffic grows" in without
    assert "in month 12 the bill is 35," in growth
    assert "it passes the budget of 15,000.00 USD in month" in growth
    assert "CAP019 warns" in growth
    assert growth.count('<th scope="row">') == 13


def test_what_no_spec_can_have_is_told_with_its_mending(client: Client) -> None:
    for wrong, says in (
        (
            "endpoints.nobody.kind=chat",
            "no `endpoints.nobody` in the spec: one of classify, answer",
        ),
        ("endpoints.classify.traffic.requests_per_month=many", "SPC"),
        ("x", "is no path with a value"),
    ):
        answer = client.post("plan", [wrong])
        (problem,) = answer.document["problem"][:1]
        assert says in problem or problem.startswith("TOP")


def test_the_spec_that_is_downloaded_has_the_change_and_every_comment(client: Client) -> None:
    answer = client.get("spec.yaml?set=endpoints.classify.traffic.requests_per_month%3D80M")
    before = Path("examples/hybrid-hot-path/topology.yaml").read_text(encoding="utf-8")

    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''topology.yaml"
    assert answer.body.decode() == before.replace(
        "requests_per_month: 40M", "requests_per_month: 80M"
    )


def test_a_change_of_another_files_policy_is_not_put_into_the_spec(tmp_path: Path) -> None:
    (tmp_path / "platform.yaml").write_text("version: 1\npolicy: {processing: [bloc:EU]}\n")
    spec = tmp_path / "topology.yaml"
    spec.write_text(
        "version: 1\nextends: [platform.yaml]\ntopology: small\n"
        "endpoints: {chat: {route: [p/haiku]}}\n"
        "providers: {p: {kind: bedrock, region: eu-central-1, mode: geo, "
        "models: {haiku: claude-haiku-4-5}}}\nstate: {backend: s3, region: eu-central-1}\n"
    )
    with asked(planner.plan(spec)) as client:
        assert client.post("plan", ["policy.processing=[DE]"]).status == 200
        answer = client.get("spec.yaml?set=policy.processing%3D%5BDE%5D")

    assert answer.status == 422
    assert "can't hold all of it" in answer.document["problem"][0]


def test_a_hostile_supposition_is_text(client: Client) -> None:
    wrong = "<script>alert(1)</script>=<img src=x onerror=alert(1)>"
    answer = client.post("plan", [wrong])

    assert "parts" not in answer.document
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
