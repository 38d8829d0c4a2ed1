"""References are followed through variables and outputs to the resources that are meant."""

from __future__ import annotations

from typing import Any

from planner.planfile import References, read_planfile


def refers(*names: str) -> dict[str, Any]:
    return {"references": list(names)}


def block(address: str, **expressions: Any) -> dict[str, Any]:
    return {"address": address, "mode": "managed", "expressions": expressions}


def references(root: dict[str, Any]) -> References:
    return read_planfile({"configuration": {"root_module": root}}).references


NETWORK = {
    "resources": [block("aws_subnet.private")],
    "outputs": {"subnet_ids": {"expression": refers("aws_subnet.private")}},
}
ROOT = {
    "resources": [
        block("aws_lb.a", subnets=refers("module.network.subnet_ids", "module.network")),
        block("aws_lb.b", subnets=refers("local.subnets", "data.aws_subnets.x.ids")),
        block("aws_lb.c", access_logs=[{"bucket": refers("aws_s3_bucket.logs.id")}]),
        block("aws_lb.d", subnets=refers("aws_subnet.public", "each.key")),
    ],
    "module_calls": {
        "network": {"module": NETWORK},
        "pool": {
            "expressions": {"subnet_ids": refers("module.network.subnet_ids", "module.network")},
            "module": {"resources": [block("aws_lb.this", subnets=refers("var.subnet_ids"))]},
        },
        "loop": {
            "expressions": {"a": refers("module.loop.out")},
            "module": {
                "resources": [block("aws_lb.this", subnets=refers("var.a"))],
                "outputs": {"out": {"expression": refers("var.a")}},
            },
        },
    },
}


def places(place: str, argument: str = "") -> list[str]:
    return [one.place for one in references(ROOT).of(place, argument)]


def test_an_output_leads_into_its_module() -> None:
    assert places("aws_lb.a", "subnets") == ["module.network.aws_subnet.private"]


def test_a_variable_leads_out_of_its_module_and_on() -> None:
    assert places("module.pool.aws_lb.this", "subnets") == ["module.network.aws_subnet.private"]


def test_locals_and_data_lead_nowhere() -> None:
    assert places("aws_lb.b", "subnets") == []


def test_a_nested_block_is_reached_by_its_dotted_name() -> None:
    assert places("aws_lb.c", "access_logs.bucket") == ["aws_s3_bucket.logs"]
    assert places("aws_lb.c") == ["aws_s3_bucket.logs"]


def test_an_expression_that_speaks_of_each_means_the_same_key() -> None:
    (found,) = references(ROOT).of("aws_lb.d", "subnets")

    assert found.keyed


def test_a_circle_ends() -> None:
    assert places("module.loop.aws_lb.this", "subnets") == []


def test_what_the_files_no_longer_declare_refers_to_nothing() -> None:
    assert places("aws_lb.gone") == []
    assert references(ROOT).states("aws_lb.gone", "subnets")
    assert references(ROOT).states("aws_lb.a", "subnets")
    assert not references(ROOT).states("aws_lb.a", "idle_timeout")
