"""The smallest topology that is built, and how it is planned and laid out in a test."""

from __future__ import annotations

from pathlib import Path

import planner

SINGLE = """\
version: 1
topology: notes
endpoints:
  summarise:
    kind: summarisation
    data: [internal]
    traffic: {requests_per_month: 20k, input_tokens: 3000, output_tokens: 300}
    route: [bedrock-fra/haiku]
providers:
  bedrock-fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {haiku: claude-haiku-4-5}}
"""
"""One Bedrock model, no gateway: a key, a policy, alarms; applied within seconds."""

WITH_STATE = SINGLE + "state: {backend: s3, region: eu-central-1}\n"

POOLS = (
    SINGLE.replace("route: [", "route: [hot/llama, ")
    + """\
gpu_pools:
  hot:
    region: eu-central-1
    accelerator: L4
    machine: g6.12xlarge
    nodes: {min: 1, max: 4}
    serves: {llama: {model: llama-3.1-8b-instruct}}
"""
)


def spec_file(folder: Path, text: str = SINGLE) -> Path:
    """The text as a spec in a folder."""
    path = folder / "topology.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def planned(folder: Path, text: str = SINGLE) -> planner.Plan:
    """The plan of a text."""
    return planner.plan(spec_file(folder, text))
