"""The shape of a type's schema from the Python that Pulumi's bridge generates for it.

Where no CDK bindings are published: names, types and what is required stand there too, but a set
looks like a list, a default like something computed, every `name` can be left out, and names of
repeated blocks are plural. `corrections.toml` mends what is known; the rest is as good as it is.
"""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.sandbox.providers.deriving.blocks import Json
from planner.values import value

_PRIMITIVES = {
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "bool",
    "Any": "dynamic",
}
_WRAPPERS = re.compile(r"^(?:pulumi\.(?:Input|Output)|Optional|NotRequired)\[(.*)\]$")
_NESTED = re.compile(r"^(?:'outputs\.|outputs\.|')?_?(\w+?)'?$")


@value
class Written:
    """A parameter or property as its annotation has it."""

    kind: str
    optional: bool


@dataclass(frozen=True)
class Package:
    """The modules of a wheel, by their paths below the package."""

    sources: Mapping[str, str]

    @classmethod
    def of(cls, wheel: Path) -> Package:
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.endswith(".py")]
            return cls({name.partition("/")[2]: archive.read(name).decode() for name in names})

    def resource(self, module: str) -> Json:
        """`kubernetes/pool` to the schema of what it binds."""
        classes = _classes(self.sources[f"{module}.py"])
        inputs = next(name for name in classes if name.endswith("Args"))
        bare = inputs.removesuffix("Args")
        arguments = _parameters(classes[inputs])
        results = _properties(classes[bare])
        nested = _Nested(self, module.rpartition("/")[0])
        schema: Json = {"version": 0, "block": nested.block(arguments, {**results, "id": _ID})}
        schema["block"]["attributes"]["id"]["optional"] = True  # as Terraform's older SDK has it
        return schema

    def data_source(self, module: str) -> Json:
        """`get_account_project` to the schema of what it looks up."""
        text = self.sources[f"{module}.py"]
        function = module.rpartition("/")[2]
        arguments = _parameters(_functions(text)[function])
        results = next(c for name, c in _classes(text).items() if name.endswith("Result"))
        nested = _Nested(self, module.rpartition("/")[0])
        return {"version": 0, "block": nested.block(arguments, {**_properties(results), "id": _ID})}


class _Nested:
    """Reads the blocks of one folder, whose classes stand in `_inputs.py` and `outputs.py`."""

    def __init__(self, package: Package, folder: str) -> None:
        prefix = f"{folder}/" if folder else ""
        self._inputs = _classes(package.sources.get(f"{prefix}_inputs.py", ""))
        self._outputs = _classes(package.sources.get(f"{prefix}outputs.py", ""))

    def block(self, arguments: Mapping[str, Written], results: Mapping[str, Written]) -> Json:
        attributes: Json = {}
        blocks: Json = {}
        for name in sorted({*arguments, *results}):
            written = arguments.get(name)
            if written is None:
                attributes[name] = {"type": self._type(results[name].kind), "computed": True}
            elif struct := self._struct(written.kind):
                blocks[name] = self._nested_block(struct, written)
            else:
                flags = _flags(written, results.get(name))
                attributes[name] = {"type": self._type(written.kind), **flags}
        return {
            **({"attributes": attributes} if attributes else {}),
            **({"block_types": blocks} if blocks else {}),
        }

    def _nested_block(self, struct: str, written: Written) -> Json:
        outputs = struct.removesuffix("Args")
        results = self._outputs.get(outputs)
        return {
            "nesting_mode": "list",
            "block": self.block(
                _parameters(self._inputs[struct]), _properties(results) if results else {}
            ),
            **({} if written.optional else {"min_items": 1}),
            **({} if written.kind.startswith("Sequence[") else {"max_items": 1}),
        }

    def _struct(self, kind: str) -> str:
        """The class of a block's inputs, or nothing."""
        found = _NESTED.match(_element(kind))
        return found[1] if found and found[1] in self._inputs else ""

    def _type(self, kind: str) -> object:
        if kind.startswith("Sequence["):
            return ["list", self._type(_element(kind))]
        if kind.startswith("Mapping["):
            return ["map", self._type(_unwrapped(kind[8:-1].partition(", ")[2]).kind)]
        bare = kind.rpartition(".")[2].strip("'")
        if bare in _PRIMITIVES:
            return _PRIMITIVES[bare]
        held = _properties(self._outputs[bare]) if bare in self._outputs else {}
        # a single object is what the bridge makes of a list of at most one
        return ["object", {name: self._type(of.kind) for name, of in sorted(held.items())}]


_ID = Written("str", optional=False)


def _flags(argument: Written, result: Written | None) -> Json:
    if not argument.optional:
        return {"required": True}
    computed = result is not None and not result.optional
    return {"optional": True, **({"computed": True} if computed else {})}


def _element(kind: str) -> str:
    return _unwrapped(kind[9:-1]).kind if kind.startswith("Sequence[") else kind


def _unwrapped(annotation: str) -> Written:
    optional = False
    while found := _WRAPPERS.match(annotation):
        optional = optional or annotation.startswith("Optional")
        annotation = found[1]
    return Written(annotation, optional)


def _classes(text: str) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)}


def _functions(text: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def _parameters(of: ast.ClassDef | ast.FunctionDef) -> dict[str, Written]:
    """The parameters of a function or of a class's constructor; those of Pulumi's own left out."""
    functions = [of] if isinstance(of, ast.FunctionDef) else _methods(of, "__init__")
    found: dict[str, Written] = {}
    for function in functions:
        given = function.args
        defaults = [None] * (len(given.args) - len(given.defaults)) + given.defaults
        for parameter, default in (
            *zip(given.args, defaults, strict=True),
            *zip(given.kwonlyargs, given.kw_defaults, strict=True),
        ):
            if parameter.annotation is not None and parameter.arg != "opts":
                kind = _unwrapped(ast.unparse(parameter.annotation)).kind
                found[parameter.arg] = Written(kind, default is not None)
    return found


def _properties(of: ast.ClassDef) -> dict[str, Written]:
    return {
        method.name: _unwrapped(ast.unparse(method.returns))
        for method in _methods(of)
        if method.returns is not None and _is_property(method)
    }


def _is_property(method: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).endswith("property") for decorator in method.decorator_list)


def _methods(of: ast.ClassDef, name: str | None = None) -> Iterator[ast.FunctionDef]:
    for node in of.body:
        if isinstance(node, ast.FunctionDef) and name in (None, node.name):
            yield node
