"""Specs of any size."""

from __future__ import annotations

_SHARED = """\
version: 1
topology: generated
environment: prod
owner: team-bench
policy: {processing: [bloc:EU], at_rest: [bloc:EU], operators: {parents: [bloc:EU, US]}}
providers:
  bedrock-fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {sonnet: claude-sonnet-4-6}}
  scaleway: {kind: scaleway, models: {llama: llama-3.3-70b-instruct}}
gateways:
  main: {cloud: aws, region: eu-central-1, zones: 2, replicas: {min: 2, max: 6}}
gpu_pools:
  hot: {cloud: aws, region: eu-central-1, accelerator: L4, machine: g6.12xlarge,
        nodes: {min: 2, max: 4}, serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}}
state: {backend: s3, region: eu-central-1}
endpoints:
"""

_ROUTES = (
    "bedrock-fra/sonnet, scaleway/llama",
    "scaleway/llama, bedrock-fra/sonnet",
    "hot/llama, bedrock-fra/sonnet",
)


def spec(endpoints: int) -> str:
    """A spec with that many endpoints over one gateway, one pool and two providers."""
    return _SHARED + "".join(_endpoint(number) for number in range(endpoints))


def tight_spec(endpoints: int) -> str:
    """The same under a policy that none of its routes keeps, so that every search has to search."""
    return spec(endpoints).replace("processing: [bloc:EU]", "processing: [IE]")


def _endpoint(number: int) -> str:
    route = _ROUTES[number % len(_ROUTES)]
    return f"""\
  endpoint-{number}:
    kind: chat
    data: [internal]
    traffic: {{requests_per_month: {1000 + number}, input_tokens: 1400, output_tokens: 300}}
    needs: {{context: 8k}}
    route: [{route}]
"""
