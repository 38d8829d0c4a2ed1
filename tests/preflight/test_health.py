"""How the gateways are after an apply, asked of the emulated AWS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from planner.errors import CloudError
from planner.preflight import Health, await_health
from planner.preflight.health import health
from planner.sandbox import Emulator

_REGION = "eu-central-1"


@pytest.fixture(scope="module")
def environ(emulator: Emulator) -> dict[str, str]:
    return emulator.environment_over({})


@pytest.fixture(scope="module")
def gateway(environ: Mapping[str, str]) -> Iterator[str]:
    """A service of two tasks, both of which the emulator says that run."""
    session: Any = boto3.Session("sandbox", "sandbox", region_name=_REGION)
    ecs = session.client("ecs", endpoint_url=environ["AWS_ENDPOINT_URL"])
    name = "health-prod-main"
    ecs.create_cluster(clusterName=name)
    container = {"name": "gateway", "image": "x:1", "memory": 512}
    ecs.register_task_definition(family=name, containerDefinitions=[container])
    ecs.create_service(cluster=name, serviceName=name, taskDefinition=name, desiredCount=2)
    yield name
    ecs.delete_service(cluster=name, service=name, force=True)


@dataclass(frozen=True, slots=True)
class Starting:
    """An ECS whose service never gets further than its first task."""

    def describe_services(self, *, cluster: str, services: list[str]) -> dict[str, object]:
        assert services == [cluster]
        return {"services": [{"runningCount": 1, "desiredCount": 2}]}


@dataclass(frozen=True, slots=True)
class Gone:
    """An ECS that answers as it does of a service that somebody deleted."""

    def describe_services(self, *, cluster: str, services: list[str]) -> dict[str, object]:
        assert services == [cluster]
        return {"services": [], "failures": [{"arn": cluster, "reason": "MISSING"}]}


def test_a_gateway_whose_tasks_run_is_not_waited_for(
    gateway: str, environ: Mapping[str, str]
) -> None:
    asked = [(gateway, _REGION)]

    found = await_health(asked, environ, patience_s=30, sleep=_fail, say=_fail)

    assert found == (Health(gateway, _REGION, running=2, wanted=2),)


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.preflight.health.client", lambda *_: Starting())
    slept: list[float] = []
    said: list[str] = []

    (found,) = await_health(
        [("chat", _REGION)], {}, patience_s=30, sleep=slept.append, say=said.append
    )

    assert not found.is_whole
    assert sum(slept) == 30
    assert said == ["gateway chat: 1 of 2 tasks run"] * 3


def test_no_gateway_is_not_waited_for(environ: Mapping[str, str]) -> None:
    assert await_health([], environ, patience_s=30, sleep=_fail, say=_fail) == ()


def _fail(_: object) -> None:
    pytest.fail("there was nothing to wait for")


def test_a_service_that_is_gone_is_said_to_be_gone(
    gateway: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.preflight.health.client", lambda *_: Gone())

    with pytest.raises(CloudError, match=f"AWS knows no service {gateway}"):
        health(gateway, _REGION, {})


def test_a_gateway_that_is_not_there_is_no_traceback(environ: Mapping[str, str]) -> None:
    with pytest.raises(CloudError, match="can't ask how the gateway missing is"):
        health("missing", _REGION, environ)
