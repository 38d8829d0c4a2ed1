"""What no schema tells of a provider, out of `behaviour/`: replacements, results, refusals.

Replacements of the types of our modules are those of the provider's source, in `replacing/`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.values import value

BEHAVIOUR = Path(__file__).parent / "behaviour"
REPLACING = BEHAVIOUR / "replacing"


@value
class TypeBehaviour:
    """Of one resource type or data source: what stands in its own table and in that for `any`."""

    computed_blocks: tuple[str, ...] = ()
    """Blocks that the provider fills where the files have none, dotted."""
    replaces: tuple[str, ...] = ()
    """Arguments whose change makes a new thing of it, dotted; of a block, that of its number."""
    protected_by: str = ""
    """The argument that has to be false before it can be destroyed."""
    values: Mapping[str, object] | None = None
    """Results, dotted, with other arguments in braces."""
    rules: tuple[Mapping[str, Any], ...] = ()
    """What the provider refuses; `checks` knows their kinds."""


@value
class Behaviour:
    """Of one provider."""

    defaults: Mapping[str, str]
    """What stands in for a result or an argument of the provider that the files don't give."""
    types: Mapping[str, TypeBehaviour]
    any_type: TypeBehaviour

    def of(self, type_name: str) -> TypeBehaviour:
        """A data source is named as in Terraform: `data.google_project`."""
        return self.types.get(type_name, self.any_type)


def load_behaviour(provider: str) -> Behaviour:
    """A provider without a file of its own has nothing beyond its schema; google-beta is google."""
    file = f"{provider.removesuffix('-beta')}.toml"
    raw = _read(BEHAVIOUR / file)
    known = {k: v["replaces"] for k, v in _read(REPLACING / file).items() if isinstance(v, dict)}
    common = raw.pop("any", {})
    defaults = raw.pop("defaults", {})
    data = {f"data.{name}": table for name, table in raw.pop("data", {}).items()}
    # a data source has no identity that a new argument could change, nor one that is made up
    types = {name: _of(table, {}) for name, table in data.items()}
    types |= {name: _of(raw.get(name, {}), common, known.get(name)) for name in (*raw, *known)}
    return Behaviour(defaults, types, _of({}, common))


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _of(
    table: Mapping[str, Any], common: Mapping[str, Any], replaces: Sequence[str] | None = None
) -> TypeBehaviour:
    """`replaces`: what is known completely, and needs nothing that holds for the others."""
    guessed = _both(common.get("replaces", ()), table.get("replaces", ()))
    return TypeBehaviour(
        computed_blocks=tuple(table.get("computed_blocks", ())),
        replaces=guessed if replaces is None else tuple(replaces),
        protected_by=table.get("protected_by", ""),
        values={**table.get("values", {}), **_absent(common, table)},
        rules=(*common.get("rules", ()), *table.get("rules", ())),
    )


def _absent(common: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, object]:
    own = table.get("values", {})
    return {name: held for name, held in common.get("values", {}).items() if name not in own}


def _both(common: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """A `-` in front takes one back that holds for the others."""
    taken_back = {name.removeprefix("-") for name in own if name.startswith("-")}
    added = [name for name in own if not name.startswith("-")]
    return tuple(dict.fromkeys(name for name in (*common, *added) if name not in taken_back))
