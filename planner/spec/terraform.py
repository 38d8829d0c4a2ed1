"""What a spec says of Terraform itself: which major of a provider its tree is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import Field

from planner.spec.refusals import Unreadable
from planner.spec.scalars import JsonSchema, ReadBy
from planner.spec.shape import Shape

_AZURERM = (4, 5)
_GOOGLE = (7, 8)


def _one_of(majors: tuple[int, ...]) -> ReadBy:
    schema: JsonSchema = {"enum": list(majors)}
    return ReadBy(_reader(majors), schema)


def _reader(majors: tuple[int, ...]) -> Callable[[object], int]:
    """A reader of a major; a whole version or a constraint is offered its first number."""
    listed = " or ".join(map(str, majors))
    expected = f"the bare number of a major that modules are checked against, {listed}"

    def read(value: object) -> int:
        if type(value) is int and value in majors:
            return value
        first = re.search(r"\d+", str(value))
        instead = first[0] if first and int(first[0]) in majors else None
        raise Unreadable(expected, instead=instead)

    return read


class TerraformProviders(Shape):
    """The major of each of Terraform's providers that the tree is for."""

    azurerm: Annotated[int, _one_of(_AZURERM)] | None = Field(None, examples=[4])
    """That of `azurerm`; without it, the newest."""
    google: Annotated[int, _one_of(_GOOGLE)] | None = Field(None, examples=[7])
    """That of `google` and `google-beta`; without it, the tree admits them all."""

    @property
    def majors(self) -> Mapping[str, int]:
        """Those that the spec names."""
        named = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: major for name, major in named.items() if major is not None}


class Terraform(Shape):
    """What the tree asks of Terraform."""

    providers: TerraformProviders = Field({}, validate_default=True, examples=[{"azurerm": 4}])
    """The majors of its providers."""
