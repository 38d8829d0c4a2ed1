"""A spec in the making: its sections as plain words, and what has to be said of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field
from pathlib import PurePath

from planner.diagnostics import Diagnostic, SourceText, Span
from planner.values import value

TODO = "TODO"
"""Stands where a fact is missing, so that no check passes until somebody writes it."""

Words = Mapping[str, object]

_NAME_LENGTH = 31


@value
class Draft:
    """What files say, in the words of a spec."""

    topology: str | None = None
    environment: str | None = None
    owner: str | None = None
    endpoints: Mapping[str, Words] = field(default_factory=dict)
    providers: Mapping[str, Words] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Host of an account of Azure to the provider that it is."""
    gateways: Mapping[str, Words] = field(default_factory=dict)
    configs: Mapping[str, SourceText] = field(default_factory=dict)
    """Gateway to its configuration, where the same files hold it."""
    gpu_pools: Mapping[str, Words] = field(default_factory=dict)
    stores: Mapping[str, Words] = field(default_factory=dict)
    state: Words = field(default_factory=dict)
    alerts: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Diagnostic, ...] = ()
    routes: Mapping[str, Span] = field(default_factory=dict)
    """Where the group of each endpoint stands."""
    sources: Mapping[PurePath, SourceText] = field(default_factory=dict)


def spec_name(text: str, taken: Collection[str] = ()) -> str:
    """The nearest to a text that a spec takes for a name, and that nothing has yet."""
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"
    name = name if name[0].isalpha() else f"m-{name}"
    name = name[:_NAME_LENGTH].rstrip("-")
    number = 2
    fitting = name
    while fitting in taken:
        ending = f"-{number}"
        fitting, number = name[: _NAME_LENGTH - len(ending)] + ending, number + 1
    return fitting
