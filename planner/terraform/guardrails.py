"""Guardrails to the files that the organisation's own people apply, apart from the topology's root.

Service control policies belong to an organisation's management account, which no topology has the
rights of: so they are a small module that the organisation's root calls, or a root by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from jinja2 import Environment

from planner.documents import code, escaped, table
from planner.enforcement import Control, Guardrails, enforce, require_sound
from planner.errors import RuleViolation
from planner.layout import identifier
from planner.pipeline import Plan
from planner.terraform.hcl import formatted
from planner.topology import fitted

_FOLDER = "guardrails"
_ROOT = ("main", "outputs", "variables")
_MANY = 12
"""More values than this are counted, not listed."""


def sound_guardrails(plan: Plan) -> Guardrails:
    """The guardrails of a plan, tried on the proof.

    Raises:
        GuardrailError: they are tighter or looser than it.
    """
    topology, layout, catalog = plan.topology, plan.layout, plan.catalog
    found = enforce(topology, layout, catalog)
    require_sound(found, topology, layout, catalog)
    return found


def are_written(plan: Plan, guardrails: Guardrails) -> bool:
    """Whether there is something to keep apart, and a proof for it: no rule stands against it."""
    return guardrails.are_apart and plan.exit_code != RuleViolation.exit_code


def guardrail_files(
    plan: Plan,
    guardrails: Guardrails,
    environment: Environment,
    header: str,
    shared: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    """Paths below the tree and their texts; `shared` holds what the topology's root has too."""
    if not are_written(plan, guardrails):
        return
    if guardrails.organization is not None:
        yield f"{_FOLDER}/policies/organization.json", guardrails.organization.text()
        yield from _root(plan, environment, header, shared)
    for path, document in guardrails.documents.items():
        yield path, json.dumps(document, indent=2) + "\n"
    readme = environment.get_template("guardrails/README.md.j2").render(_words(plan, guardrails))
    yield f"{_FOLDER}/README.md", readme.rstrip("\n") + "\n"


def _root(
    plan: Plan, environment: Environment, header: str, shared: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    slug = plan.topology.slug
    names = {
        **shared,
        "name": fitted(slug, 128),
        "description": f"Denies what the proof of {slug} does not cover"[:512],
    }
    for name in _ROOT:
        text = environment.get_template(f"guardrails/{name}.tf.j2").render(names)
        yield f"{_FOLDER}/{name}.tf", header + "\n" + formatted(text)
    versions = environment.get_template("root/versions.tf.j2").render(names)
    yield f"{_FOLDER}/versions.tf", header + "\n" + formatted(versions)


def _words(plan: Plan, guardrails: Guardrails) -> Mapping[str, object]:
    apart = [c for c in guardrails.controls if c.written_to.startswith(f"{_FOLDER}/")]
    locked = next((c.allows for c in apart if c.about.id == "AWS05"), ())
    of_azure = {c.about.id for c in apart if c.about.cloud == "azure"}
    return {
        "slug": plan.topology.slug,
        "module": identifier(f"guardrails-of-{plan.topology.slug}"),
        "controls": _allowed(apart),
        "left_out": left_out(guardrails, apart=True),
        "organization": guardrails.organization is not None,
        "retention": locked[0] if locked else "",
        "azure": {"types": "AZ02" in of_azure, "locations": "AZ01" in of_azure}
        if of_azure
        else None,
        "gcp": sorted(
            c.written_to.removeprefix(f"{_FOLDER}/") for c in apart if c.about.cloud == "gcp"
        ),
    }


def _allowed(controls: list[Control]) -> str:
    rows = (
        (
            each.about.id,
            escaped(each.about.does),
            ", ".join(map(code, each.allows)) or "nothing",
            _sentence(each.about.gap),
        )
        for each in controls
    )
    return table(("control", "what it does", "let through", "what passes it by"), rows)


def guardrail_table(guardrails: Guardrails) -> str:
    """Every control of a tree, with what it doesn't stop; empty where there is none."""
    rows = [
        (
            each.about.id,
            escaped(each.about.does),
            _listed(each.endpoints),
            code(each.written_to.removeprefix("infra: ")),
            _sentence(each.about.gap),
        )
        for each in guardrails.controls
    ]
    heading = ("control", "what it does", "for", "stands in", "what passes it by")
    return table(heading, rows) if rows else ""


def left_out(guardrails: Guardrails, *, apart: bool) -> list[str]:
    """Controls that are not written and why: those of an organisation, or those of the root."""
    return [
        f"{each.about.id}, {escaped(each.about.does)}: {each.why}."
        for each in guardrails.left_out
        if (each.about.layer != "network") is apart
    ]


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > _MANY:
        return f"{len(names)} endpoints"
    return ", ".join(map(code, names))


def _sentence(text: str) -> str:
    return escaped(text[:1].upper() + text[1:])
