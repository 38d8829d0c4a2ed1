"""What bindings leave out is put right by paths."""

from __future__ import annotations

import copy

from planner.sandbox.providers.deriving.blocks import Json
from planner.sandbox.providers.deriving.correcting import borrow_computed, corrected

POOL: Json = {
    "block": {
        "attributes": {"name": {"type": "string", "optional": True, "computed": True}},
        "block_types": {
            "rules": {
                "nesting_mode": "list",
                "block": {
                    "attributes": {
                        "key": {"type": "string", "optional": True},
                        "ids": {"type": ["list", "string"], "optional": True},
                    }
                },
            }
        },
    }
}


def _corrected(correction: Json) -> Json:
    schema = copy.deepcopy(POOL)
    assert corrected(schema, correction) == ()
    block: Json = schema["block"]
    return block


def test_a_name_becomes_required() -> None:
    assert _corrected({"required": ["name"]})["attributes"]["name"] == {
        "type": "string",
        "required": True,
    }


def test_a_path_says_what_the_bindings_say_whatever_is_renamed() -> None:
    block = _corrected(
        {
            "renames": {"rules": "rule", "rules.ids": "id"},
            "sensitive": ["rules.key"],
            "sets": ["rules", "rules.ids"],
            "items": {"rules": [1, 5]},
        }
    )
    rule = block["block_types"]["rule"]

    assert (rule["nesting_mode"], rule["min_items"], rule["max_items"]) == ("set", 1, 5)
    assert rule["block"]["attributes"]["key"]["sensitive"]
    assert rule["block"]["attributes"]["id"]["type"] == ["set", "string"]


def test_timeouts_are_added() -> None:
    timeouts = _corrected({"timeouts": ["create"]})["block_types"]["timeouts"]

    assert timeouts["block"]["attributes"] == {"create": {"type": "string", "optional": True}}


def test_a_path_that_leads_nowhere_is_told() -> None:
    schema = copy.deepcopy(POOL)

    assert corrected(schema, {"sensitive": ["rules.password"], "sets": ["none.at"]}) == (
        "rules.password",
        "none.at",
    )


def test_what_older_bindings_don_t_say_is_taken_from_later_ones() -> None:
    later = copy.deepcopy(POOL)
    later["block"]["block_types"]["rules"]["block"]["attributes"]["key"]["computed"] = True
    older = {"resource_schemas": {"pool": copy.deepcopy(POOL)}, "data_source_schemas": {}}

    borrow_computed(older, {"resource_schemas": {"pool": later}, "data_source_schemas": {}})

    rules = older["resource_schemas"]["pool"]["block"]["block_types"]["rules"]
    assert rules["block"]["attributes"]["key"]["computed"]
