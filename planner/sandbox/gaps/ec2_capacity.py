"""Capacity reservations and placement groups: moto has neither.

aws_ec2_capacity_reservation and aws_placement_group then fail to apply.
"""

from __future__ import annotations

import secrets
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response

from planner.sandbox.patching import add, held


def install() -> None:
    add(
        EC2Response,
        create_capacity_reservation,
        describe_capacity_reservations,
        modify_capacity_reservation,
        cancel_capacity_reservation,
    )
    add(EC2Response, create_placement_group, describe_placement_groups, delete_placement_group)


def _reservations(self: EC2Response) -> dict[str, Any]:
    return held(self.ec2_backend, "capacity_reservations")


def _placement_groups(self: EC2Response) -> dict[str, Any]:
    return held(self.ec2_backend, "placement_groups")


def _tag(self: EC2Response, identifier: str, kind: str) -> None:
    tags = self._parse_tag_specification().get(kind, {})
    self.ec2_backend.create_tags([identifier], tags)


def _tagged(self: EC2Response, thing: dict[str, Any], identifier: str) -> dict[str, Any]:
    tags = self.ec2_backend.describe_tags(filters={"resource-id": [identifier]})
    return {**thing, "Tags": tags}


def create_capacity_reservation(self: EC2Response) -> ActionResult:
    identifier = f"cr-{secrets.token_hex(9)[:17]}"
    count = self._get_int_param("InstanceCount")
    _reservations(self)[identifier] = {
        "CapacityReservationId": identifier,
        "OwnerId": self.current_account,
        "CapacityReservationArn": _arn(self, f"capacity-reservation/{identifier}"),
        "InstanceType": self._get_param("InstanceType"),
        "InstancePlatform": self._get_param("InstancePlatform"),
        "AvailabilityZone": self._get_param("AvailabilityZone"),
        "Tenancy": self._get_param("Tenancy") or "default",
        "TotalInstanceCount": count,
        "AvailableInstanceCount": count,
        "EbsOptimized": self._get_bool_param("EbsOptimized", if_none=False),
        "EphemeralStorage": self._get_bool_param("EphemeralStorage", if_none=False),
        "State": "active",
        "EndDate": self._get_param("EndDate"),
        "EndDateType": self._get_param("EndDateType") or "unlimited",
        "InstanceMatchCriteria": self._get_param("InstanceMatchCriteria") or "open",
        "OutpostArn": self._get_param("OutpostArn"),
        "PlacementGroupArn": self._get_param("PlacementGroupArn"),
        "ReservationType": "default",
    }
    _tag(self, identifier, "capacity-reservation")
    reservation = _tagged(self, _reservations(self)[identifier], identifier)
    return ActionResult({"CapacityReservation": reservation})


def describe_capacity_reservations(self: EC2Response) -> ActionResult:
    known = _reservations(self)
    wanted = self._get_param("CapacityReservationIds", []) or list(known)
    found = [_tagged(self, _reservation(self, identifier), identifier) for identifier in wanted]
    return ActionResult({"CapacityReservations": found})


def modify_capacity_reservation(self: EC2Response) -> ActionResult:
    reservation = _reservation(self, self._get_param("CapacityReservationId"))
    count = self._get_int_param("InstanceCount")
    if count is not None:
        reservation.update(TotalInstanceCount=count, AvailableInstanceCount=count)
    for name in ("EndDate", "EndDateType"):
        reservation[name] = self._get_param(name) or reservation[name]
    return ActionResult({"Return": True})


def cancel_capacity_reservation(self: EC2Response) -> ActionResult:
    _reservation(self, self._get_param("CapacityReservationId"))["State"] = "cancelled"
    return ActionResult({"Return": True})


def create_placement_group(self: EC2Response) -> ActionResult:
    name = self._get_param("GroupName")
    strategy = self._get_param("Strategy")
    identifier = f"pg-{secrets.token_hex(9)[:17]}"
    _placement_groups(self)[name] = {
        "GroupName": name,
        "GroupId": identifier,
        "GroupArn": _arn(self, f"placement-group/{name}"),
        "State": "available",
        "Strategy": strategy,
        "PartitionCount": self._get_int_param("PartitionCount"),
        "SpreadLevel": "rack" if strategy == "spread" else None,
    }
    _tag(self, identifier, "placement-group")
    group = _tagged(self, _placement_groups(self)[name], identifier)
    return ActionResult({"PlacementGroup": group})


def describe_placement_groups(self: EC2Response) -> ActionResult:
    known = _placement_groups(self)
    groups = [_placement_group(self, name) for name in self._get_param("GroupNames", []) or known]
    return ActionResult({"PlacementGroups": [_tagged(self, g, g["GroupId"]) for g in groups]})


def delete_placement_group(self: EC2Response) -> ActionResult:
    _placement_groups(self).pop(_placement_group(self, self._get_param("GroupName"))["GroupName"])
    return EmptyResult()


def _arn(self: EC2Response, resource: str) -> str:
    return f"arn:{self.partition}:ec2:{self.region}:{self.current_account}:{resource}"


def _reservation(self: EC2Response, identifier: str) -> dict[str, Any]:
    try:
        reservation: dict[str, Any] = _reservations(self)[identifier]
    except KeyError:
        raise EC2ClientError(
            "InvalidCapacityReservationId.NotFound",
            f"The capacity reservation ID '{identifier}' does not exist",
        ) from None
    return reservation


def _placement_group(self: EC2Response, name: str) -> dict[str, Any]:
    try:
        group: dict[str, Any] = _placement_groups(self)[name]
    except KeyError:
        raise EC2ClientError(
            "InvalidPlacementGroup.Unknown", f"The Placement Group '{name}' is unknown"
        ) from None
    return group
