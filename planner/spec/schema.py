"""The JSON Schema of the spec language, for editors: every key with its words and an example."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from planner.spec.shape import Shape
from planner.spec.spec import Spec

JsonSchema = dict[str, Any]


def json_schema() -> JsonSchema:
    """A schema of draft 2020-12; each description is the docstring below the field it is of."""
    schema = Spec.model_json_schema()
    described: JsonSchema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    shapes = {shape.__name__: shape for shape in _shapes(Shape)}
    for name, part in [("Spec", described), *described["$defs"].items()]:
        for key, words in _field_docs(shapes[name]).items():
            if key in part["properties"]:
                part["properties"][key].setdefault("description", words)
    return described


def _shapes(shape: type[Shape]) -> Iterator[type[Shape]]:
    for inner in shape.__subclasses__():
        yield inner
        yield from _shapes(inner)


def _field_docs(shape: type[Shape]) -> dict[str, str]:
    docs: dict[str, str] = {}
    for ancestor in reversed(shape.__mro__):
        if issubclass(ancestor, Shape):
            docs |= _class_docs(ancestor)
    return docs


def _class_docs(shape: type[Shape]) -> dict[str, str]:
    return _module_docs(sys.modules[shape.__module__]).get(shape.__name__, {})


@cache
def _module_docs(module: ModuleType) -> dict[str, dict[str, str]]:
    """The docstring below each field of each class.

    Read from the source only when a schema is asked for: `use_attribute_docstrings` of pydantic
    would parse the sources on every start.
    """
    tree = ast.parse(inspect.getsource(module))
    return {node.name: _docs(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _docs(node: ast.ClassDef) -> dict[str, str]:
    docs = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                docs[name] = inspect.cleandoc(words)
    return docs
