"""Attributes that a plan has to have, by the address of their resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Sizes: TypeAlias = Mapping[str, Mapping[str, object]]
"""Address without indices to attributes; one of a nested block is dotted: `scaling.max_size`."""
