"""What of a spec is changed in a browser: paths as `--set` takes them, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from planner.pipeline import Plan
from planner.spec import Tier, Unreadable, flow_of, quantity, words
from planner.views.diagnostics import visible
from planner.views.html.frame import Words

_TRAFFIC = (
    ("requests_per_month", "requests a month"),
    ("input_tokens", "tokens of a prompt"),
    ("output_tokens", "tokens of an answer"),
)
_LATENCIES = (("ttft_p95_ms", "first token, p95 ms"), ("p95_ms", "last token, p95 ms"))
_POLICY = (
    ("processing", "processed in"),
    ("at_rest", "kept in"),
    ("operators", "operators"),
    ("min_targets", "targets at least"),
    ("budget", "budget"),
)


def controls(plan: Plan) -> list[Words]:
    """Groups of fields: each endpoint's own, then each level's of the policy."""
    endpoints = [
        {"title": visible(name), "id": f"endpoint-{number}", "fields": list(_endpoint(plan, name))}
        for number, name in enumerate(plan.spec.endpoints)
    ]
    return [*endpoints, *_policies(plan)]


def _endpoint(plan: Plan, name: str) -> Iterator[Words]:
    path = ("endpoints", name)
    for key, says in _TRAFFIC:
        if plan.spec.endpoints[name].traffic is not None:
            yield _amount(plan, (*path, "traffic", key), says)
    yield _choice(plan, (*path, "needs", "quality"), "quality", get_args(Tier))
    for key, says in _LATENCIES:
        yield _text(plan, (*path, "needs", key), says)
    yield _text(plan, (*path, "growth", "factor"), "grows times")
    yield _text(plan, (*path, "growth", "months"), "in months")
    yield _text(plan, (*path, "route"), "route")


def _policies(plan: Plan) -> Iterator[Words]:
    """The levels of the policy, outermost first."""
    held = words(plan.spec, "policy")
    levels = [("policy", number) for number in range(len(held))] if isinstance(held, tuple) else []
    for number, path in enumerate(levels or ([("policy",)] if held else [])):
        fields = (_text(plan, (*path, key), says) for key, says in _POLICY)
        title = f"Policy, level {number + 1}" if len(levels) > 1 else "Policy"
        yield {"title": title, "id": f"policy-{number}", "fields": list(fields)}


def _field(plan: Plan, path: Sequence[str | int], says: str, kind: str) -> dict[str, object]:
    held = words(plan.spec, *path)
    return {
        "path": ".".join(map(str, path)),
        "says": says,
        "kind": kind,
        "value": "" if held is None else flow_of(held),
    }


def _text(plan: Plan, path: Sequence[str | int], says: str) -> Words:
    return _field(plan, path, says, "text")


def _choice(plan: Plan, path: Sequence[str | int], says: str, known: Sequence[str]) -> Words:
    return {**_field(plan, path, says, "choice"), "choices": list(known)}


def _amount(plan: Plan, path: Sequence[str | int], says: str) -> Words:
    """A slider beside the field, where one figure stands there."""
    field = _field(plan, path, says, "text")
    held = words(plan.spec, *path)
    try:
        return {**field, "kind": "amount", "number": f"{quantity(held):f}"}
    except Unreadable:
        return field
