"""ECS services: moto drops most settings and never gets a service to its desired count.

aws_ecs_service then shows a change in every plan (availability_zone_rebalancing,
enable_execute_command, deployment settings), is replaced where it has a capacity provider strategy,
and waits for ever with `wait_for_steady_state`.
"""

from __future__ import annotations

from collections.abc import Callable

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse

from planner.sandbox.patching import wrap

_KEPT = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "serviceConnectConfiguration",
)


def install() -> None:
    wrap(EC2ContainerServiceResponse, "create_service", _create_service)
    wrap(EC2ContainerServiceBackend, "update_service", _update_service)


def _create_service(
    original: Callable[..., ActionResult], self: EC2ContainerServiceResponse
) -> ActionResult:
    result = original(self)
    cluster = self._get_param("cluster", "default").split("/")[-1]
    service = self.ecs_backend.services[f"{cluster}:{self._get_param('serviceName')}"]
    asked = {camelcase_to_underscores(name): self._get_param(name) for name in _KEPT}
    vars(service).update({name: value for name, value in asked.items() if value is not None})
    if self._get_param("capacityProviderStrategy"):
        service.launch_type = None
    _settle(service)
    return result


def _update_service(
    original: Callable[..., Service], self: EC2ContainerServiceBackend, properties: object
) -> Service:
    service = original(self, properties)
    _settle(service)
    return service


def _settle(service: Service) -> None:
    """The service runs what is asked of it."""
    service.running_count = service.desired_count
    service.pending_count = 0
    for deployment in service.deployments:
        deployment.update(
            desiredCount=service.desired_count,
            runningCount=service.desired_count,
            pendingCount=0,
            rolloutState="COMPLETED",
            taskDefinition=service.task_definition,
        )
