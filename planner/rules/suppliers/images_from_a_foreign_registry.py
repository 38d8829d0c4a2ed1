"""Images from a foreign registry.

## What it checks
Where the container images of gateways and pools on the path come from, if a level of the policy
says who may run what prompts pass (`operators`): whoever runs the registry must be admitted. It is
a note.

## Why it matters
No prompt goes there, but no replica starts without it, and whoever runs it sees where and when.

## Example
`operators: {parents: [bloc:EU]}` with a gateway's image from ghcr.io, the default.

## Mend
Pull through a cache in a registry of your own, and name that `image`.

## Sources
The catalogue's `hubs.csv` and `serving.toml`; the templates' `gateway.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from planner.catalog import building, gateway_image, serving_images
from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, finding, names_operators
from planner.rules.hubs import hub_verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, GpuPool, Path, Policy, Topology

_DOCKER_HUB = "docker.io"


def judge(case: Case) -> Iterator[Diagnostic]:
    registries = dict(_registries(case.topology))
    told = set()
    for endpoint, path in case.protected:
        node = path.stop.id.partition("/")[0]
        if node not in registries or (endpoint.name, node) in told:
            continue
        told.add((endpoint.name, node))
        levels = tuple(filter(names_operators, endpoint.policies))
        for registry in registries[node]:
            found = (_judged(case, endpoint, path, registry, policy) for policy in levels)
            yield from islice(filter(None, found), 1)


def _registries(topology: Topology) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is built to run here, and the registries that its images come from."""
    for gateway in topology.gateways:
        yield gateway.id, (_registry(gateway.image or gateway_image(gateway.kind)),)
    for pool in topology.gpu_pools:
        yield pool.id, tuple(dict.fromkeys(map(_registry, _brought(pool))))


def _brought(pool: GpuPool) -> Iterator[str]:
    """The images that a pool's manifests name; some clouds bring NVIDIA's plugin themselves."""
    images = serving_images()
    yield images["vllm"]
    if building(pool.region.cloud).service.device_plugin:
        yield images["device_plugin"]


def _registry(image: str) -> str:
    """The host of an image; Docker's hub where its name bears none."""
    first, _, rest = image.partition("/")
    return first if rest and ("." in first or ":" in first) else _DOCKER_HUB


def _judged(
    case: Case, endpoint: Endpoint, path: Path, registry: str, policy: Policy
) -> Diagnostic | None:
    verdict, why, ground = hub_verdict(registry, policy, case.catalog, path.stop.at)
    if verdict is Verdict.PROVEN:
        return None
    return finding(
        RULE.code,
        verdict,
        Demand("whoever runs what a node can't start without has to be admitted", (policy.at,)),
        endpoint,
        path,
        says=f"its image is pulled from {registry}: {why}",
        facts=((f"{registry}: {why}", ground),),
        fixes=("pull it through a registry of your own",),
        offending=(registry,),
        weight=Severity.NOTE,
    )


RULE = Rule("SUP008", "images from a foreign registry", "0.2.0", judge)
