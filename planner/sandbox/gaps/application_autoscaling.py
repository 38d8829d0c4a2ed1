"""Application Auto Scaling: moto knows no tags of scalable targets.

aws_appautoscaling_target then fails to apply; with answers that are merely empty its tags change in
every plan.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from planner.sandbox.patching import add, held, wrap


def install() -> None:
    wrap(ApplicationAutoScalingResponse, "register_scalable_target", _register_scalable_target)
    add(ApplicationAutoScalingResponse, list_tags_for_resource, tag_resource, untag_resource)


def _tags(self: ApplicationAutoScalingResponse, arn: str) -> dict[str, str]:
    tags: dict[str, str] = held(self.applicationautoscaling_backend, "tags").setdefault(arn, {})
    return tags


def _register_scalable_target(
    original: Callable[..., str], self: ApplicationAutoScalingResponse
) -> str:
    answer = original(self)
    _tags(self, json.loads(answer)["ScalableTargetARN"]).update(self._get_param("Tags") or {})
    return answer


def list_tags_for_resource(self: ApplicationAutoScalingResponse) -> str:
    return json.dumps({"Tags": _tags(self, self._get_param("ResourceARN"))})


def tag_resource(self: ApplicationAutoScalingResponse) -> str:
    _tags(self, self._get_param("ResourceARN")).update(self._get_param("Tags"))
    return "{}"


def untag_resource(self: ApplicationAutoScalingResponse) -> str:
    tags = _tags(self, self._get_param("ResourceARN"))
    for key in self._get_param("TagKeys"):
        tags.pop(key, None)
    return "{}"
