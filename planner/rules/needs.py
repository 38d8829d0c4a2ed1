"""Whether a target does what an endpoint needs of a model: good enough answers, calls of tools."""

from __future__ import annotations

from typing import Literal

from planner.catalog import TIERS, ApiModel, Catalog
from planner.diagnostics import Fact, Proof, Verdict
from planner.topology import Endpoint, PooledModel, ServedModel, Target
from planner.values import value

Need = Literal["quality", "tools", "ttft_p95_ms", "p95_ms"]

_GRADES = ("unfit", *TIERS)


@value
class Met:
    """Whether a target meets one need of an endpoint, and what says so."""

    need: Need
    verdict: Verdict
    says: str
    """A clause on the target, such as `claude-haiku-4-5 is basic`."""
    because: Proof | None
    """None where nobody says anything."""
    is_sure: bool = True
    """Whether it rests on the team's own evidence or on a fact that was looked up."""


def quality(endpoint: Endpoint, target: Target, catalog: Catalog) -> Met | None:
    """Whether the model is good enough; None where nobody asks.

    The team's own evaluation wins over the catalogue's class.
    """
    asked = endpoint.needs.quality
    if asked is None:
        return None
    name = name_of(target.model)
    own, listed = endpoint.evaluated(target.model), catalog.quality(name)
    if own is not None:
        says = f"the team found {name} to be {own.grade}"
        fact = Fact(f"{says}: {own.evidence}", own.row)
        return Met("quality", _graded(own.grade, asked), says, fact)
    if listed is None:
        return Met("quality", Verdict.UNPROVEN, f"nobody ranks {name}", None)
    says = f"{name} is {listed.tier}"
    known = not listed.row.is_hearsay
    return Met("quality", _graded(listed.tier, asked), says, Fact(says, listed.row), known)


def _graded(grade: str, asked: str) -> Verdict:
    reaches = _GRADES.index(grade) >= _GRADES.index(asked)
    return Verdict.PROVEN if reaches else Verdict.VIOLATED


def tools(endpoint: Endpoint, target: Target) -> Met | None:
    """Whether the model calls tools where it is served; None where nobody asks."""
    if not endpoint.needs.tools:
        return None
    facts, name = target.model.facts, name_of(target.model)
    if isinstance(target.model, PooledModel):
        parser = target.model.tool_parser
        if parser is None:
            return Met("tools", Verdict.UNPROVEN, f"nobody says that {name} calls tools", None)
        says = f"vLLM reads tool calls of {name} as `{parser.parser}`"
        known = not parser.row.is_hearsay
        return Met("tools", Verdict.PROVEN, says, Fact(says, parser.row), known)
    if not isinstance(facts, ApiModel) or facts.tools is None:
        return Met("tools", Verdict.UNPROVEN, f"nobody says that {name} calls tools", None)
    says = f"{name} calls {'tools' if facts.tools else 'no tools'} on {facts.kind}"
    verdict = Verdict.PROVEN if facts.tools else Verdict.VIOLATED
    return Met("tools", verdict, says, Fact(says, facts.row), not facts.row.is_hearsay)


def name_of(model: ServedModel | PooledModel) -> str:
    """A model's name in the catalogue, or the spec's own where that has none."""
    return model.facts.name if model.facts else model.id
