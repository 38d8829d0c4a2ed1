"""The generated JavaScript of one resource type to what its schema says of each name in it.

What the generator writes, and what it keeps quiet about, is told in decision 021.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.values import value

Kind = Literal["simple", "list", "set", "map", "struct"]

_CLASS = re.compile(r"^class (\w+) extends cdkt[fn]\.(\w+) \{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_FUNCTION = re.compile(
    r"^function (\w+)ToHclTerraform\(.*?\) \{$(.*?)^\}$", re.MULTILINE | re.DOTALL
)
_FIELD = re.compile(
    r'^ +"?([\w-]+)"?: \{\n +value: (.*),\n +isBlock: (?:true|false),\n +type: "(\w+)",$',
    re.MULTILINE,
)
_MEMBER = re.compile(
    r"^ +// ([\w-]+) - computed: (true|false), optional: (true|false), required: (true|false)\n"
    r"(.*?)(?=^ +// [\w-]+ - computed: |^ +// =====|\Z)",
    re.MULTILINE | re.DOTALL,
)
_INTERFACE = re.compile(r"^export interface (\w+)[^{]*\{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r"^    readonly (\w+)(\?)?:", re.MULTILINE)
_ARGUMENT = re.compile(r"\((?:this\._|struct!?\.)(\w+)[\w.?!]*\)$")
_ROOTS = ("TerraformResource", "TerraformDataSource", "TerraformProvider")


@value
class Field:
    """A name that a configuration may set: the mapper that writes it, and the kind of its value."""

    mapper: str
    kind: Kind
    argument: str
    nullable: bool
    """An object that lies in an attribute is written as null where it is absent; a block isn't."""
    write_only: bool


@value
class Member:
    """What the comment above a getter says, and the getter, whose return tells the type."""

    computed: bool
    optional: bool
    required: bool
    body: str


@dataclass(frozen=True, slots=True)
class Bindings:
    """All that one folder of the bindings says, by the names of its classes and structs."""

    root: str
    is_provider: bool
    fields: Mapping[str, Mapping[str, Field]]
    members: Mapping[str, Mapping[str, Member]]
    properties: Mapping[str, Mapping[str, bool]]
    """Interface to its properties; True: required. Older bindings say it nowhere else."""


def read_bindings(javascript: str, declarations: str) -> Bindings:
    """The texts of all `.js` and `.d.ts` files of one type."""
    classes = {match[1]: (match[2], match[3]) for match in _CLASS.finditer(javascript)}
    root = next(name for name, (base, _) in classes.items() if base in _ROOTS)
    structs = {match[1]: _fields(match[2]) for match in _FUNCTION.finditer(javascript)}
    return Bindings(
        root,
        classes[root][0] == "TerraformProvider",
        {**structs, "": _fields(classes[root][1])},
        {name: _members(body) for name, (_, body) in classes.items()},
        {match[1]: _properties(match[2]) for match in _INTERFACE.finditer(declarations)},
    )


def _fields(body: str) -> dict[str, Field]:
    return {match[1]: _field(match[2], match[3]) for match in _FIELD.finditer(body)}


def _field(written: str, kind: str) -> Field:
    mapper, nullable = re.subn(r"^.*? === undefined \? null : ", "", written)
    mapper, write_only = re.subn(r"^this\.markWriteOnlyAttribute\((.*)\)$", r"\1", mapper)
    argument = _ARGUMENT.search(mapper)
    if argument is None:
        raise ValueError(f"no argument in {written}")
    mapper = re.sub(r"^\(0, (.*)\)$", r"\1", mapper.removesuffix(argument[0]))
    return Field(mapper, _kind(kind), argument[1], bool(nullable), bool(write_only))


def _kind(word: str) -> Kind:
    match word:
        case "simple" | "list" | "set" | "map" | "struct":
            return word
    raise ValueError(f"a kind of value that no bindings had before: {word}")


def _members(body: str) -> dict[str, Member]:
    return {
        match[1]: Member(match[2] == "true", match[3] == "true", match[4] == "true", match[5])
        for match in _MEMBER.finditer(body)
    }


def _properties(body: str) -> dict[str, bool]:
    return {match[1]: match[2] is None for match in _PROPERTY.finditer(body)}
