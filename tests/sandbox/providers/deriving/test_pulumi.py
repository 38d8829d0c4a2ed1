"""Bindings for Python, written by hand in the form that Pulumi's bridge gives them."""

from __future__ import annotations

import pytest

from planner.sandbox.providers.deriving.blocks import Json
from planner.sandbox.providers.deriving.pulumi import Package

POOL = """
@pulumi.input_type
class PoolArgs:
    def __init__(__self__, *,
                 node_type: pulumi.Input[_builtins.str],
                 rules: pulumi.Input[Optional[Sequence[pulumi.Input['PoolRuleArgs']]]] = None,
                 tags: pulumi.Input[Optional[Sequence[pulumi.Input[_builtins.str]]]] = None,
                 upgrade: pulumi.Input[Optional['PoolRuleArgs']] = None,
                 zone: pulumi.Input[Optional[_builtins.str]] = None):
        pass

class Pool(pulumi.CustomResource):
    @_builtins.property
    @pulumi.getter(name="nodeType")
    def node_type(self) -> pulumi.Output[_builtins.str]:
        pass
    @_builtins.property
    @pulumi.getter
    def nodes(self) -> pulumi.Output[Sequence['outputs.PoolNode']]:
        pass
    @_builtins.property
    @pulumi.getter
    def tags(self) -> pulumi.Output[Optional[Sequence[_builtins.str]]]:
        pass
    @_builtins.property
    @pulumi.getter
    def zone(self) -> pulumi.Output[_builtins.str]:
        pass
"""

INPUTS = """
class PoolRuleArgs:
    def __init__(__self__, *, action: pulumi.Input[_builtins.str]):
        pass
"""

OUTPUTS = """
class PoolNode(dict):
    @_builtins.property
    @pulumi.getter
    def count(self) -> _builtins.int:
        pass
"""

LOOK_UP = """
class GetZonesResult:
    @_builtins.property
    @pulumi.getter
    def zones(self) -> Sequence[_builtins.str]:
        pass

def get_zones(region: Optional[_builtins.str] = None,
              opts: Optional[pulumi.InvokeOptions] = None) -> AwaitableGetZonesResult:
    pass
"""


@pytest.fixture
def package() -> Package:
    return Package(
        {
            "k8s/pool.py": POOL,
            "k8s/_inputs.py": INPUTS,
            "k8s/outputs.py": OUTPUTS,
            "get_zones.py": LOOK_UP,
        }
    )


@pytest.fixture
def block(package: Package) -> Json:
    held: Json = package.resource("k8s/pool")["block"]
    return held


def test_an_argument_without_a_default_is_required(block: Json) -> None:
    assert block["attributes"]["node_type"] == {"type": "string", "required": True}


def test_what_is_always_there_afterwards_is_computed(block: Json) -> None:
    assert block["attributes"]["zone"] == {"type": "string", "optional": True, "computed": True}
    assert block["attributes"]["tags"] == {"type": ["list", "string"], "optional": True}


def test_a_class_of_inputs_is_a_block(block: Json) -> None:
    assert block["block_types"]["upgrade"]["max_items"] == 1
    assert "max_items" not in block["block_types"]["rules"]
    assert block["block_types"]["rules"]["block"] == {
        "attributes": {"action": {"type": "string", "required": True}}
    }


def test_a_result_is_an_object(block: Json) -> None:
    assert block["attributes"]["nodes"] == {
        "type": ["list", ["object", {"count": "number"}]],
        "computed": True,
    }


def test_a_search_has_what_it_asks_for_and_what_it_finds(package: Package) -> None:
    attributes = package.data_source("get_zones")["block"]["attributes"]

    assert attributes["region"] == {"type": "string", "optional": True}
    assert attributes["zones"] == {"type": ["list", "string"], "computed": True}
