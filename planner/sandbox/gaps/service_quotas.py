"""Service Quotas: moto knows those of VPC only.

data aws_servicequotas_service_quota, and a check of vCPU quotas before an apply, then fail. Every
GPU quota here is 2048 vCPUs; a new account really starts at 0.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.servicequotas.exceptions import NoSuchResource
from moto.servicequotas.responses import ServiceQuotasResponse

from planner.sandbox.patching import add, wrap

_VCPUS = 2048.0
_QUOTAS = {
    "L-1216C47A": "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    "L-34B43A08": "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests",
    "L-3819A6DF": "All G and VT Spot Instance Requests",
    "L-417A185B": "Running On-Demand P instances",
    "L-7212CCBC": "All P4, P3 and P2 Spot Instance Requests",
    "L-C4BD4855": "All P5 Spot Instance Requests",
    "L-DB2E81BA": "Running On-Demand G and VT instances",
}


def install() -> None:
    wrap(ServiceQuotasResponse, "get_service_quota", _get_service_quota)
    wrap(ServiceQuotasResponse, "list_aws_default_service_quotas", _list_default_quotas)
    add(ServiceQuotasResponse, get_aws_default_service_quota, list_service_quotas)


def _get_service_quota(original: Callable[..., str], self: ServiceQuotasResponse) -> str:
    if self._get_param("ServiceCode") != "ec2":
        return original(self)
    if self._get_param("QuotaCode") not in _QUOTAS:
        raise NoSuchResource
    return json.dumps({"Quota": _quota(self, self._get_param("QuotaCode"))})


def get_aws_default_service_quota(self: ServiceQuotasResponse) -> str:
    return self.get_service_quota()


def _list_default_quotas(original: Callable[..., str], self: ServiceQuotasResponse) -> str:
    if self._get_param("ServiceCode") != "ec2":
        return original(self)
    return json.dumps({"Quotas": [_quota(self, code) for code in _QUOTAS]})


def list_service_quotas(self: ServiceQuotasResponse) -> str:
    return self.list_aws_default_service_quotas()


def _quota(self: ServiceQuotasResponse, code: str) -> dict[str, Any]:
    account = f"arn:{self.partition}:servicequotas:{self.region}:{self.current_account}"
    return {
        "ServiceCode": "ec2",
        "ServiceName": "Amazon Elastic Compute Cloud (Amazon EC2)",
        "QuotaCode": code,
        "QuotaName": _QUOTAS[code],
        "QuotaArn": f"{account}:ec2/{code}",
        "Value": _VCPUS,
        "Unit": "None",
        "Adjustable": True,
        "GlobalQuota": False,
    }
