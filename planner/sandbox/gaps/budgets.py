"""Budgets: moto knows no tags, no update and no subscribers of a notification.

aws_budgets_budget then fails to apply, to change and to be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.budgets.exceptions import NotFoundException
from moto.budgets.models import Budget
from moto.budgets.responses import BudgetsResponse

from planner.sandbox.patching import add, held, wrap


def install() -> None:
    wrap(BudgetsResponse, "create_budget", _create_budget)
    wrap(BudgetsResponse, "delete_budget", _delete_budget)
    wrap(BudgetsResponse, "delete_notification", _delete_notification)
    add(BudgetsResponse, update_budget, describe_subscribers_for_notification)
    add(BudgetsResponse, list_tags_for_resource, tag_resource, untag_resource)


def _arn(self: BudgetsResponse) -> str:
    name = (self._get_param("Budget") or {}).get("BudgetName") or self._get_param("BudgetName")
    return f"arn:{self.partition}:budgets::{self._get_param('AccountId')}:budget/{name}"


def _tags(self: BudgetsResponse, arn: str) -> dict[str, str]:
    tags: dict[str, str] = held(self.backend, "tags").setdefault(arn, {})
    return tags


def _as_dict(tags: list[dict[str, str]] | None) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags or []}


def _create_budget(original: Callable[..., str], self: BudgetsResponse) -> str:
    answer = original(self)
    _tags(self, _arn(self)).update(_as_dict(self._get_param("ResourceTags")))
    return answer


def _delete_budget(original: Callable[..., str], self: BudgetsResponse) -> str:
    answer = original(self)
    held(self.backend, "tags").pop(_arn(self), None)
    return answer


def _budget(self: BudgetsResponse, name: str) -> Budget:
    budgets: dict[str, Budget] = self.backend.budgets[self._get_param("AccountId")]
    if name not in budgets:
        raise NotFoundException(f"Unable to find budget: {name} - the budget doesn't exist.")
    return budgets[name]


def update_budget(self: BudgetsResponse) -> str:
    new = self._get_param("NewBudget")
    budget = _budget(self, new["BudgetName"])
    budget.budget = {**budget.budget, **new}
    return "{}"


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """A notification has no id: these four are its key, the state is not."""
    keys = ("NotificationType", "ComparisonOperator", "Threshold", "ThresholdType")
    return all(one.get(key) == other.get(key) for key in keys)


def _delete_notification(_: Callable[..., str], self: BudgetsResponse) -> str:
    """moto compares the whole, state included, and leaves behind what differs in it."""
    budget = _budget(self, self._get_param("BudgetName"))
    gone = self._get_param("Notification")
    budget.notifications = [n for n in budget.notifications if not _same(n.details, gone)]
    return "{}"


def describe_subscribers_for_notification(self: BudgetsResponse) -> str:
    budget = _budget(self, self._get_param("BudgetName"))
    wanted = self._get_param("Notification")
    subscribers = [n.subscribers for n in budget.notifications if _same(n.details, wanted)]
    return json.dumps({"Subscribers": subscribers[0] if subscribers else []})


def list_tags_for_resource(self: BudgetsResponse) -> str:
    tags = _tags(self, self._get_param("ResourceARN"))
    return json.dumps({"ResourceTags": [{"Key": k, "Value": v} for k, v in tags.items()]})


def tag_resource(self: BudgetsResponse) -> str:
    _tags(self, self._get_param("ResourceARN")).update(_as_dict(self._get_param("ResourceTags")))
    return "{}"


def untag_resource(self: BudgetsResponse) -> str:
    tags = _tags(self, self._get_param("ResourceARN"))
    for key in self._get_param("ResourceTagKeys"):
        tags.pop(key, None)
    return "{}"
