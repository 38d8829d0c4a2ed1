"""Questions of the capacity model in few words, against the catalogue that is shipped."""

from __future__ import annotations

from decimal import Decimal

from planner.capacity import Deadline, Estimate, Load, Replica, Unfit, estimate, smallest
from planner.catalog import Accelerator, Machine, OpenModel, load

CHAT = Load(Decimal("3.6e6"), Decimal(512), Decimal(256))
ANY_TIME = Deadline()


def model(name: str) -> OpenModel:
    found = load().open_model(name)
    assert found is not None
    return found


def machine(name: str, cloud: str = "aws") -> Machine:
    found = load().machine(cloud, name)
    assert found is not None
    return found


def accelerator(name: str) -> Accelerator:
    found = load().accelerator(name)
    assert found is not None
    return found


def asked(
    name: str,
    precision: str,
    on: str,
    work: Load = CHAT,
    deadline: Deadline = ANY_TIME,
) -> Estimate | Unfit:
    """The smallest replica of a model on a machine of AWS."""
    node = machine(on)
    return smallest(model(name), precision, node, accelerator(node.accelerator), work, deadline)


def carried(
    name: str, precision: str, on: str, gpus: int, work: Load = CHAT, deadline: Deadline = ANY_TIME
) -> Estimate | Unfit:
    """What a replica over some GPUs of a machine of AWS carries."""
    node = machine(on)
    memory = node.gpu_memory_gib
    assert memory is not None
    one = Replica(model(name), precision, node.accelerator, gpus, memory)
    return estimate(one, accelerator(node.accelerator), work, deadline)


def fitting(found: Estimate | Unfit) -> Estimate:
    assert isinstance(found, Estimate), found
    return found


def refused(found: Estimate | Unfit) -> Unfit:
    assert isinstance(found, Unfit), found
    return found
