"""Topologies with a policy, and the guardrails that are made of them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalog import load
from planner.enforcement import Control, Guardrails, enforce, faults
from planner.layout import Layout, lay_out
from planner.topology import Topology
from tests.topology.specs import resolved, spec

SONNET = "{kind: bedrock, region: eu-central-1, mode: geo, models: {m: claude-sonnet-4-6}}"
WORLD = "{kind: bedrock, region: eu-central-1, mode: global, models: {m: claude-sonnet-4-6}}"
TITAN = "{kind: bedrock, region: eu-west-1, mode: regional, models: {m: titan-embed-text-v2}}"
OPENAI = "{kind: openai, region: eu, models: {m: gpt-5.1}}"
AZURE = (
    "{kind: azure-openai, region: swedencentral, mode: DataZoneStandard, "
    "endpoint: acme.openai.azure.com, models: {m: gpt-5.1}}"
)
VERTEX = "{kind: vertex, region: eu, models: {m: gemini-2.5-pro}}"
LISTED = "gateways: {main: {region: eu-central-1, egress: listed}}"
STATE = "state: {backend: s3, region: eu-central-1}"
BOUND = "policy: {processing: [bloc:EU]}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A topology with its guardrails."""

    topology: Topology
    layout: Layout
    guardrails: Guardrails

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(faults(self.guardrails, self.topology, self.layout, load()))

    @property
    def ids(self) -> list[str]:
        return [control.about.id for control in self.guardrails.controls]

    def of(self, id_: str) -> Control:
        (found,) = (c for c in self.guardrails.controls if c.about.id == id_)
        return found

    def why_not(self, id_: str) -> str:
        (found,) = (each.why for each in self.guardrails.left_out if each.about.id == id_)
        return found


def kept(*more: str, policy: str = BOUND, **providers: str) -> Kept:
    """An endpoint `chat` whose route calls the model `m` of each provider in turn."""
    route = ", ".join(f"{name}/m" for name in providers)
    words = "\n".join(f"{name}: {each}" for name, each in providers.items())
    endpoint = f"chat: {{data: [personal], route: [{route}]}}"
    return kept_of(spec(endpoint, words, "\n".join((policy, STATE, *more))))


def kept_of(text: str) -> Kept:
    """The same of a whole spec."""
    topology = resolved(text)
    layout = lay_out(topology)
    return Kept(topology, layout, enforce(topology, layout, load()))
