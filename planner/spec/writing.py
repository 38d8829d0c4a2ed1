"""Words of a spec as YAML, to be pasted into one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import yaml

_WIDTH = 92
_ENDLESS = 1_000_000


def yaml_of(value: Mapping[str, object]) -> str:
    """A mapping as block YAML whose innermost parts stand on one line; it ends with a line end."""
    return yaml.safe_dump(
        _dumped(value), sort_keys=False, default_flow_style=None, width=_WIDTH, allow_unicode=True
    )


def flow_of(value: object) -> str:
    """A value as YAML on one line, as it stands behind a key."""
    # of a list of one value the brackets are taken off, since a scalar alone ends with `...`
    line = yaml.safe_dump(
        [_dumped(value)],
        sort_keys=False,
        default_flow_style=True,
        width=_ENDLESS,
        allow_unicode=True,
    )
    return line.strip()[1:-1]


def _dumped(value: object) -> object:
    match value:
        case Mapping():
            return {key: _dumped(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_dumped(item) for item in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    return value
