"""Network load balancers: moto names every load balancer `loadbalancer/app/…`.

`arn_suffix` of an aws_lb of type network, and with it the dimension of its alarms, is then wrong.
"""

from __future__ import annotations

from collections.abc import Callable

from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer

from planner.sandbox.patching import wrap

_KINDS = {"network": "net", "gateway": "gwy"}


def install() -> None:
    wrap(ELBv2Backend, "create_load_balancer", _create_load_balancer)


def _create_load_balancer(
    original: Callable[..., FakeLoadBalancer], self: ELBv2Backend, *args: object, **kwargs: object
) -> FakeLoadBalancer:
    balancer = original(self, *args, **kwargs)
    kind = _KINDS.get(str(kwargs.get("loadbalancer_type")))
    if kind:
        _rename(self, balancer, balancer.arn.replace("loadbalancer/app/", f"loadbalancer/{kind}/"))
    return balancer


def _rename(backend: ELBv2Backend, balancer: FakeLoadBalancer, arn: str) -> None:
    backend.load_balancers[arn] = backend.load_balancers.pop(balancer.arn)
    backend.tagging_service.copy_tags(balancer.arn, arn)
    backend.tagging_service.delete_all_tags_for_resource(balancer.arn)
    balancer.arn = arn
