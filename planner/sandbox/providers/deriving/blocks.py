"""Bindings to a schema as `terraform providers schema -json` spells it."""

from __future__ import annotations

import re
from typing import Any

from planner.sandbox.providers.deriving.javascript import Bindings, Field, Member

_PRIMITIVES = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
_LIST_MAPPER = re.compile(r"cdkt[fn]\.listMapperHcl\((.*), (true|false)\)")
_MAP_MAPPER = re.compile(r"cdkt[fn]\.hashMapperHcl\((.*)\)")
_PRIMITIVE_MAPPER = re.compile(r"cdkt[fn]\.(string|number|boolean|any)ToHclTerraform")
_STRUCT_MAPPER = re.compile(r"(?:\(0, )?(?:\w+\.)?(\w+)ToHclTerraform\)?")
_GETTER = re.compile(r"this\.get(String|Number|Boolean|Any)?(List|Map)?Attribute\(")
_HELD_MAP = re.compile(r"new cdkt[fn]\.(String|Number|Boolean|Any)(Map|List)(Map|List)?\(")
_HELD_STRUCT = re.compile(
    r"new (?:\w+\.)?(\w+?)(List|Map|MapList|OutputReference)\(this, \"[\w-]+\"(?:, (true|false))?\)"
)

Json = dict[str, Any]


def schema_of(bindings: Bindings, *, framework: bool) -> Json:
    """The schema of a type. In the newer plugin framework objects are nested types."""
    return {"version": 0, "block": _Reader(bindings, framework=framework).block("")}


class _Reader:
    def __init__(self, bindings: Bindings, *, framework: bool) -> None:
        self._bindings = bindings
        self._framework = framework

    def block(self, struct: str) -> Json:
        fields = self._bindings.fields.get(struct, {})
        members = self._members(struct)
        attributes: Json = {}
        blocks: Json = {}
        for name in sorted({*fields, *members}):
            if name not in fields:
                attributes[name] = {"type": self._held(members[name].body), "computed": True}
            elif self._is_block(name, fields[name]):
                blocks[name] = self._nested_block(struct, name, fields[name])
            else:
                attributes[name] = self._attribute(struct, name, fields[name])
        if self._bindings.is_provider and not struct:
            del attributes["alias"]  # belongs to Terraform, not to the provider
        if not struct and "id" in attributes and attributes["id"].get("optional"):
            attributes["id"]["computed"] = True  # older bindings don't say so
        return {
            **({"attributes": attributes} if attributes else {}),
            **({"block_types": blocks} if blocks else {}),
        }

    def _members(self, struct: str) -> dict[str, Member]:
        name = f"{_capital(struct)}OutputReference" if struct else self._bindings.root
        return dict(self._bindings.members.get(name, {}))

    def _is_block(self, name: str, field: Field) -> bool:
        if field.nullable or not _struct_in(field.mapper):
            return False
        if field.kind == "struct":
            return name == "timeouts"
        listed = _LIST_MAPPER.fullmatch(field.mapper)
        return field.kind in {"list", "set"} and (listed is None or listed[2] == "true")

    def _nested_block(self, struct: str, name: str, field: Field) -> Json:
        block = self.block(_struct_in(field.mapper))
        if field.kind == "struct":
            return {"nesting_mode": "single", "block": block}
        required = self._flags(struct, name, field).get("required", False)
        many = _LIST_MAPPER.fullmatch(field.mapper) is not None
        return {
            "nesting_mode": field.kind,
            "block": block,
            **({"min_items": 1} if required else {}),
            **({} if many else {"max_items": 1}),
        }

    def _attribute(self, struct: str, name: str, field: Field) -> Json:
        flags = self._flags(struct, name, field)
        if field.write_only:
            flags = {**flags, "write_only": True}
        inner = _struct_in(field.mapper)
        if inner and self._framework:
            attributes = self.block(inner).get("attributes", {})
            nesting = "single" if field.kind == "struct" else field.kind
            return {"nested_type": {"attributes": attributes, "nesting_mode": nesting}, **flags}
        return {"type": self._mapped(field.mapper, field.kind), **flags}

    def _flags(self, struct: str, name: str, field: Field) -> Json:
        member = self._members(struct).get(name)
        if member is None:
            interface = _capital(struct) if struct else f"{self._bindings.root}Config"
            required = self._bindings.properties.get(interface, {}).get(field.argument, False)
            return {"required": True} if required else {"optional": True}
        flags = {
            "required": member.required,
            "optional": member.optional,
            "computed": member.computed,
        }
        return {flag: True for flag, said in flags.items() if said}

    def _mapped(self, mapper: str, kind: str) -> Any:  # noqa: ANN401 - a type of cty in JSON
        if listed := _LIST_MAPPER.fullmatch(mapper):
            return ["set" if kind == "set" else "list", self._mapped(listed[1], "simple")]
        if mapped := _MAP_MAPPER.fullmatch(mapper):
            inner = self._mapped(mapped[1], "simple")
            # what may be of any type is written as a map of anything
            return inner if inner == "dynamic" else ["map", inner]
        if primitive := _PRIMITIVE_MAPPER.fullmatch(mapper):
            return _PRIMITIVES[primitive[1]]
        inner = self._object(_struct_in(mapper))
        return [kind, inner] if kind in {"list", "set", "map"} else inner

    def _object(self, struct: str) -> Any:  # noqa: ANN401 - a type of cty in JSON
        block = self.block(struct)
        held = {name: attribute["type"] for name, attribute in block.get("attributes", {}).items()}
        for name, nested in block.get("block_types", {}).items():
            held[name] = [nested["nesting_mode"], _object_of(nested["block"])]
        return ["object", dict(sorted(held.items()))]

    def _held(self, body: str) -> Any:  # noqa: ANN401 - a type of cty in JSON
        """The type of what only the provider sets, from what its getter returns."""
        if held := _HELD_MAP.search(body):
            return _collected(_PRIMITIVES[held[1].lower()], held[2], held[3])
        if held := _HELD_STRUCT.search(body):
            inner = self._object(held[1][0].lower() + held[1][1:])
            match held[2]:
                case "OutputReference":
                    return inner
                case "Map":
                    return ["map", inner]
                case _:
                    return ["set" if held[3] == "true" else "list", inner]
        if got := _GETTER.search(body):
            primitive = _PRIMITIVES[(got[1] or "string").lower()]
            collection = "Set" if "Fn.tolist(" in body and got[2] == "List" else got[2]
            return _collected(primitive, collection, None)
        return "dynamic"


def _object_of(block: Json) -> Any:  # noqa: ANN401 - a type of cty in JSON
    held = {name: attribute["type"] for name, attribute in block.get("attributes", {}).items()}
    for name, nested in block.get("block_types", {}).items():
        held[name] = [nested["nesting_mode"], _object_of(nested["block"])]
    return ["object", dict(sorted(held.items()))]


def _collected(primitive: str, inner: str | None, outer: str | None) -> Any:  # noqa: ANN401
    """`StringListMap` is a map of lists: the word that stands last is the outermost."""
    if primitive == "dynamic" or inner is None:
        return primitive
    collected = [inner.lower(), primitive]
    return [outer.lower(), collected] if outer else collected


def _struct_in(mapper: str) -> str:
    inside = _LIST_MAPPER.fullmatch(mapper) or _MAP_MAPPER.fullmatch(mapper)
    if inside:
        return _struct_in(inside[1])
    if _PRIMITIVE_MAPPER.fullmatch(mapper):
        return ""
    struct = _STRUCT_MAPPER.fullmatch(mapper)
    return struct[1] if struct else ""


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
