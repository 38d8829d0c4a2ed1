"""Two sides of a change to a review: what a pull request changes, told by what it means."""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.changes.comparing import compare as compare
    from planner.changes.hand_edited import modules_in as modules_in
    from planner.changes.planned import built_of as built_of
    from planner.changes.planned import snapshot_of as snapshot_of
    from planner.changes.review import DemandChange as DemandChange
    from planner.changes.review import EndpointChange as EndpointChange
    from planner.changes.review import FactsChange as FactsChange
    from planner.changes.review import FileChange as FileChange
    from planner.changes.review import FindingChanges as FindingChanges
    from planner.changes.review import Replacement as Replacement
    from planner.changes.review import Review as Review
    from planner.changes.review import Risk as Risk
    from planner.changes.review import WaiverChange as WaiverChange
    from planner.changes.snapshot import Built as Built
    from planner.changes.snapshot import Endpoint as Endpoint
    from planner.changes.snapshot import Facts as Facts
    from planner.changes.snapshot import Finding as Finding
    from planner.changes.snapshot import Forced as Forced
    from planner.changes.snapshot import Module as Module
    from planner.changes.snapshot import Reached as Reached
    from planner.changes.snapshot import Right as Right
    from planner.changes.snapshot import Snapshot as Snapshot
    from planner.changes.snapshot import Waiver as Waiver
    from planner.changes.written import WrittenTree as WrittenTree
    from planner.changes.written import nothing as nothing
    from planner.changes.written import snapshot_of_planfile as snapshot_of_planfile
    from planner.changes.written import snapshot_of_tree as snapshot_of_tree
    from planner.changes.written import unreadable as unreadable

_HOME = {
    "Built": "snapshot",
    "DemandChange": "review",
    "Endpoint": "snapshot",
    "EndpointChange": "review",
    "Facts": "snapshot",
    "FactsChange": "review",
    "FileChange": "review",
    "Finding": "snapshot",
    "FindingChanges": "review",
    "Forced": "snapshot",
    "Module": "snapshot",
    "Reached": "snapshot",
    "Replacement": "review",
    "Review": "review",
    "Right": "snapshot",
    "Risk": "review",
    "Snapshot": "snapshot",
    "Waiver": "snapshot",
    "WaiverChange": "review",
    "WrittenTree": "written",
    "built_of": "planned",
    "compare": "comparing",
    "modules_in": "hand_edited",
    "nothing": "written",
    "snapshot_of": "planned",
    "snapshot_of_planfile": "written",
    "snapshot_of_tree": "written",
    "unreadable": "written",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
