"""Bindings for JavaScript, written by hand in the form that the generator gives them."""

from __future__ import annotations

import pytest

from planner.sandbox.providers.deriving.blocks import Json, schema_of
from planner.sandbox.providers.deriving.javascript import read_bindings

POOL = """
function poolTaintToHclTerraform(struct) {
    const attrs = {
        effect: {
            value: cdktn.stringToHclTerraform(struct.effect),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
    };
}
class PoolTaintOutputReference extends cdktn.ComplexObject {
    // effect - computed: false, optional: false, required: true
    _effect;
    get effect() {
        return this.getStringAttribute('effect');
    }
}
class PoolNodesOutputReference extends cdktn.ComplexObject {
    // address - computed: true, optional: false, required: false
    get address() {
        return this.getStringAttribute('address');
    }
}
class Pool extends cdktn.TerraformResource {
    // labels - computed: true, optional: true, required: false
    _labels;
    get labels() {
        return this.getStringMapAttribute('labels');
    }
    // nodes - computed: true, optional: false, required: false
    _nodes = new PoolNodesList(this, "nodes", false);
    get nodes() {
        return this._nodes;
    }
    // size - computed: false, optional: false, required: true
    _size;
    get size() {
        return this.getNumberAttribute('size');
    }
    // taint - computed: false, optional: true, required: false
    _taint = new PoolTaintList(this, "taint", true);
    get taint() {
        return this._taint;
    }
    // upgrade - computed: false, optional: false, required: true
    _upgrade = new PoolTaintOutputReference(this, "upgrade");
    get upgrade() {
        return this._upgrade;
    }
    // zones - computed: true, optional: false, required: false
    get zones() {
        return cdktn.Fn.tolist(this.getListAttribute('zones'));
    }
    synthesizeHclAttributes() {
        const attrs = {
            labels: {
                value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._labels),
                isBlock: false,
                type: "map",
                storageClassType: "stringMap",
            },
            password: {
                value: this.markWriteOnlyAttribute(cdktn.stringToHclTerraform(this._password)),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            rules: {
                value: cdktn.listMapperHcl(poolTaintToHclTerraform, false)(this._rules),
                isBlock: true,
                type: "list",
                storageClassType: "PoolTaintList",
            },
            size: {
                value: cdktn.numberToHclTerraform(this._size),
                isBlock: false,
                type: "simple",
                storageClassType: "number",
            },
            taint: {
                value: cdktn.listMapperHcl((0, structs.poolTaintToHclTerraform), true)(this._taint),
                isBlock: true,
                type: "set",
                storageClassType: "PoolTaintList",
            },
            timeouts: {
                value: poolTaintToHclTerraform(this._timeouts.internalValue),
                isBlock: true,
                type: "struct",
                storageClassType: "PoolTimeouts",
            },
            upgrade: {
                value: (0, structs.poolTaintToHclTerraform)(this._upgrade.internalValue),
                isBlock: true,
                type: "list",
                storageClassType: "PoolTaintList",
            },
        };
    }
}
"""

DECLARATIONS = """
export interface PoolConfig extends cdktn.TerraformMetaArguments {
    readonly password?: string;
    readonly rules: PoolTaint[];
}
"""


@pytest.fixture
def block() -> Json:
    schema: Json = schema_of(read_bindings(POOL, DECLARATIONS), framework=False)["block"]
    return schema


def test_what_can_be_set_and_left_to_the_provider_is_both(block: Json) -> None:
    assert block["attributes"]["labels"] == {
        "type": ["map", "string"],
        "optional": True,
        "computed": True,
    }


def test_what_has_no_mapper_is_a_result(block: Json) -> None:
    assert block["attributes"]["zones"] == {"type": ["set", "string"], "computed": True}
    assert block["attributes"]["nodes"] == {
        "type": ["list", ["object", {"address": "string"}]],
        "computed": True,
    }


def test_a_struct_in_a_list_is_a_repeated_block(block: Json) -> None:
    taint = block["block_types"]["taint"]

    assert taint["nesting_mode"] == "set"
    assert "max_items" not in taint
    assert taint["block"]["attributes"] == {"effect": {"type": "string", "required": True}}


def test_a_struct_alone_is_a_block_that_stands_once(block: Json) -> None:
    upgrade = block["block_types"]["upgrade"]

    assert (upgrade["nesting_mode"], upgrade["min_items"], upgrade["max_items"]) == ("list", 1, 1)


def test_timeouts_are_a_block_of_their_own_kind(block: Json) -> None:
    assert block["block_types"]["timeouts"]["nesting_mode"] == "single"


def test_a_list_that_is_no_block_holds_objects(block: Json) -> None:
    assert block["attributes"]["rules"] == {
        "type": ["list", ["object", {"effect": "string"}]],
        "required": True,
    }


def test_in_the_newer_framework_such_a_list_is_a_nested_type() -> None:
    schema = schema_of(read_bindings(POOL, DECLARATIONS), framework=True)["block"]

    assert schema["attributes"]["rules"]["nested_type"] == {
        "nesting_mode": "list",
        "attributes": {"effect": {"type": "string", "required": True}},
    }


def test_a_write_only_argument_is_marked(block: Json) -> None:
    assert block["attributes"]["password"] == {
        "type": "string",
        "optional": True,
        "write_only": True,
    }


def test_what_older_bindings_say_of_an_argument_stands_in_the_declarations() -> None:
    javascript = POOL.replace("// size - computed: false, optional: false, required: true\n", "")
    declarations = DECLARATIONS.replace(
        "readonly rules", "readonly size: number;\n    readonly rules"
    )

    schema = schema_of(read_bindings(javascript, declarations), framework=False)["block"]

    assert schema["attributes"]["size"] == {"type": "number", "required": True}
