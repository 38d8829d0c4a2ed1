"""Agreements that would settle a finding: said as a demand, since evidence is the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.diagnostics import Diagnostic, Edit
from planner.spec import EVIDENCE_KEYS, Spec, edit, words

_SECTIONS = ("providers", "stores", "gateways", "gpu_pools")
_SUPPOSED = "supposed for a re-check"
"""Stands for evidence while a spec is checked; it is never shown and never written."""


_AGREED = (
    *("dpa", "baa", "zero_retention", "no_review", "no_training", "cache_off"),
    *("contract", "exit_plan", "assessment"),
)
"""What can be agreed on with any operator; measures of one's own are no agreements."""


def supposed(spec: Spec, sites: Iterable[str]) -> tuple[Edit, ...]:
    """The edits that suppose every agreement which some providers of a spec lack."""
    return tuple(
        edit(spec, ("providers", site, "agreements", key), _SUPPOSED)
        for site in sites
        for key in _AGREED
        if words(spec, "providers", site, "agreements", key) is None
    )


def demands(spec: Spec, finding: Diagnostic) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """What could be agreed on with whoever a finding is about, and the spec that supposes it."""
    for section, name in _holders(finding):
        if words(spec, section, name) is None:
            continue
        for key in EVIDENCE_KEYS:
            route = (section, name, "agreements", key)
            if words(spec, *route) is None:
                where = ".".join(route)
                title = f"agree on `{key}` with its operator, and name the evidence at `{where}`"
                yield title, (edit(spec, route, _SUPPOSED),)


def _holders(finding: Diagnostic) -> Iterator[tuple[str, str]]:
    """The node nearest to the trouble with which something can be agreed on."""
    for word in reversed(finding.path):
        section, _, rest = word.partition(".")
        if section in _SECTIONS:
            yield section, rest.split("/")[0].split(":")[0]
            return
