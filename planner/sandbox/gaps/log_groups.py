"""Log groups: moto keeps the tags of a deleted one for the next of the same name.

aws_cloudwatch_log_group, destroyed and made again, then shows tags to remove.
"""

from __future__ import annotations

from collections.abc import Callable

from moto.logs.models import LogsBackend

from planner.sandbox.patching import wrap


def install() -> None:
    wrap(LogsBackend, "delete_log_group", _delete_log_group)


def _delete_log_group(
    original: Callable[..., None], self: LogsBackend, log_group_name: str
) -> None:
    group = self.groups.get(log_group_name)
    original(self, log_group_name)
    if group is not None:
        self.tagger.delete_all_tags_for_resource(group.arn)
