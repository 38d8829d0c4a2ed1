"""What is planned, settled and sent, without Terraform."""

from __future__ import annotations

import msgpack  # type: ignore[import-untyped] # it has no stubs
import pytest

from planner.sandbox.providers.applying import Invention, settled
from planner.sandbox.providers.behaviour import TypeBehaviour
from planner.sandbox.providers.codec import UNKNOWN, Object, Value, decoded, encoded, from_state
from planner.sandbox.providers.planning import planned
from planner.sandbox.providers.schema import Attribute, Block, NestedBlock


def _attribute(kind: object = "string", *flags: str) -> Attribute:
    return Attribute(
        kind,
        required="required" in flags,
        optional="optional" in flags,
        computed="computed" in flags,
        sensitive=False,
        write_only="write_only" in flags,
        nested=None,
    )


STATUS = Block({"address": _attribute("string", "computed")}, {})
POOL = Block(
    {
        "id": _attribute("string", "computed"),
        "manifest": _attribute("dynamic", "optional"),
        "name": _attribute("string", "required"),
        "password_wo": _attribute("string", "optional", "write_only"),
        "zones": _attribute(["set", "string"], "optional", "computed"),
    },
    {
        "rule": NestedBlock("list", Block({"key": _attribute("string", "optional")}, {}), 0, 0),
        "status": NestedBlock("list", STATUS, 0, 1),
    },
)
PROPOSED: Object = {
    "id": None,
    "manifest": None,
    "name": "a",
    "password_wo": "p",
    "zones": None,
    "rule": [],
    "status": [],
}


def _state(plan: Value) -> Object:
    assert isinstance(plan, dict)
    return settled(POOL, plan, Invention("t_pool", "seed", {}, TypeBehaviour()))


def test_what_only_the_provider_sets_is_unknown() -> None:
    plan = planned(POOL, None, PROPOSED, ())

    assert plan == {
        **PROPOSED,
        "id": UNKNOWN,
        "password_wo": None,
        "zones": UNKNOWN,
        "status": UNKNOWN,
    }


def test_a_block_that_the_provider_fills_has_one_element() -> None:
    state = _state(planned(POOL, None, PROPOSED, ()))

    assert isinstance(state["status"], list)
    assert len(state["status"]) == 1


def test_what_is_applied_is_planned_as_it_is() -> None:
    state = _state(planned(POOL, None, PROPOSED, ()))
    # Terraform proposes what was computed before, but blocks as the files have them
    proposed = {**state, "password_wo": "p", "status": []}

    assert planned(POOL, state, proposed, ()) == state


def test_a_change_keeps_what_is_known() -> None:
    state = _state(planned(POOL, None, PROPOSED, ()))

    plan = planned(POOL, state, {**state, "name": "b", "status": []}, ())

    assert plan == {**state, "name": "b"}


def test_what_is_to_go_is_planned_to_be_nothing() -> None:
    assert planned(POOL, PROPOSED, None, ()) is None


@pytest.mark.parametrize("code", [0, 12])
def test_an_unknown_value_is_one_whatever_else_is_said_of_it(code: int) -> None:
    packed = msgpack.packb({"name": msgpack.ExtType(code, b"\x81\x01\xc2")})

    assert decoded(packed) == {"name": UNKNOWN}


def test_values_are_sent_as_they_came() -> None:
    value: Value = {"a": [1, 2.5, "x", True, None, UNKNOWN], "any": [b'"string"', "v"]}

    assert decoded(encoded(value)) == value


def test_a_state_gets_the_schema_s_shape() -> None:
    held = {
        "id": "1",
        "gone": "since the last version",
        "manifest": {"type": ["object", {"kind": "string"}], "value": {"kind": "Job"}},
        "rule": [{"key": "k"}],
    }

    assert from_state(POOL, held) == {
        "id": "1",
        "manifest": [b'["object", {"kind": "string"}]', {"kind": "Job"}],
        "name": None,
        "password_wo": None,
        "zones": None,
        "rule": [{"key": "k"}],
        "status": [],
    }
