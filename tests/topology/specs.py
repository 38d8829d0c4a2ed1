"""Specs as text, and what they resolve to against the catalogue that is shipped."""

from __future__ import annotations

from pathlib import PurePath

from planner.catalog import load
from planner.diagnostics import Diagnostic, Outcome, SourceText
from planner.spec import read_text
from planner.topology import Policy, Provider, ServedModel, Topology, resolve

SONNET = "{kind: bedrock, region: eu-central-1, mode: geo, models: {sonnet: claude-sonnet-4-6}}"
POOL = (
    "{region: eu-central-1, accelerator: L4, machine: g6.12xlarge, "
    "serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}}"
)
TRAFFIC = "{requests_per_month: 3.6M, input_tokens: 1400, output_tokens: 300}"


def spec(
    endpoints: str = "chat: {route: [fra/sonnet]}",
    providers: str = f"fra: {SONNET}",
    more: str = "",
) -> str:
    """A spec from the lines of its endpoints and providers, and whatever else."""
    return f"""\
version: 1
topology: hello
endpoints:
{_indented(endpoints)}
providers:
{_indented(providers)}
{more}
"""


def _indented(lines: str) -> str:
    return "\n".join(f"  {line}" for line in lines.splitlines())


def resolved(text: str) -> Topology:
    outcome = _resolve(text)
    assert outcome.value is not None, [problem.message for problem in outcome.diagnostics]
    return outcome.value


def problems(text: str) -> tuple[Diagnostic, ...]:
    outcome = _resolve(text)
    assert outcome.value is None
    return outcome.diagnostics


def problem(text: str) -> Diagnostic:
    """The one thing that can't be resolved."""
    (found,) = problems(text)
    return found


def underlined(found: Diagnostic | Policy, text: str) -> str:
    """The part of the text that a diagnostic or a level points at."""
    assert found.at.line == found.at.end_line
    return text.splitlines()[found.at.line - 1][found.at.column - 1 : found.at.end_column - 1]


def served(providers: str, model: str = "m") -> ServedModel:
    """The model `m` of the one provider that is named `p`."""
    return provider(providers).models[model]


def provider(providers: str) -> Provider:
    state = "state: {backend: s3, region: eu-central-1}"
    (found,) = resolved(spec("chat: {route: [p/m]}", f"p: {providers}", state)).providers
    return found


def _resolve(text: str) -> Outcome[Topology]:
    read = read_text(SourceText(PurePath("topology.yaml"), text))
    assert read.value is not None, [each.message for each in read.diagnostics]
    return resolve(read.value, load())
