"""Launch templates: moto writes the tags of the template itself into its data.

aws_launch_template with `tags`, or under `default_tags`, then drops
`tag_specifications { resource_type = "launch-template" }` in every plan.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion

from planner.sandbox.patching import wrap


def install() -> None:
    wrap(LaunchTemplate, "create_version", _create_version)


def _create_version(
    original: Callable[..., LaunchTemplateVersion],
    self: LaunchTemplate,
    data: dict[str, Any],
    description: str,
) -> LaunchTemplateVersion:
    specifications = data.pop("TagSpecifications", [])
    kept = [tags for tags in specifications if tags["ResourceType"] != "launch-template"]
    if kept:
        data["TagSpecifications"] = kept
    return original(self, data, description)
