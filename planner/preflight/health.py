"""What AWS says of the gateways after an apply: Terraform ends when ECS has taken the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planner.aws_sessions import client, explained
from planner.errors import CloudError
from planner.values import value

_EVERY_S = 10


@value
class Health:
    """Tasks of a gateway that run, of those that should."""

    gateway: str
    region: str
    running: int
    wanted: int

    @property
    def is_whole(self) -> bool:
        return self.running >= self.wanted

    def __str__(self) -> str:
        return f"gateway {self.gateway}: {self.running} of {self.wanted} tasks run"


def health(gateway: str, region: str, environ: Mapping[str, str]) -> Health:
    """The state of the gateway whose ECS cluster and service bear the name `gateway`.

    Raises:
        CloudError: AWS can't be asked, or has no such service.
    """
    with explained(f"can't ask how the gateway {gateway} is"):
        ecs = client("ecs", environ, region)
        said = ecs.describe_services(cluster=gateway, services=[gateway])["services"]
    if not said:
        raise CloudError(
            f"AWS knows no service {gateway} in {region}",
            mend=f"see what became of it: aws ecs list-services --region {region} "
            f"--cluster {gateway}",
        )
    return Health(gateway, region, said[0]["runningCount"], said[0]["desiredCount"])


def await_health(
    gateways: Iterable[tuple[str, str]],
    environ: Mapping[str, str],
    *,
    patience_s: int,
    sleep: Callable[[float], None],
    say: Callable[[str], None],
) -> tuple[Health, ...]:
    """The health of each (name, region), asked until all are whole or patience ends."""
    asked = list(gateways)
    waited = 0
    while True:
        found = tuple(health(name, region, environ) for name, region in asked)
        if all(each.is_whole for each in found) or waited >= patience_s:
            return found
        say("; ".join(str(each) for each in found if not each.is_whole))
        sleep(_EVERY_S)
        waited += _EVERY_S
