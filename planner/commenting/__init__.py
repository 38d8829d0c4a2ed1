"""One comment of a pull request, kept up to date at a code host."""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.commenting.github import GitHub as GitHub
    from planner.commenting.marker import Marker as Marker
    from planner.commenting.marker import marker_of as marker_of
    from planner.commenting.sticky import Forbidden as Forbidden
    from planner.commenting.sticky import Host as Host
    from planner.commenting.sticky import Kept as Kept
    from planner.commenting.sticky import Posted as Posted
    from planner.commenting.sticky import keep as keep

_HOME = {
    "Forbidden": "sticky",
    "GitHub": "github",
    "Host": "sticky",
    "Kept": "sticky",
    "Marker": "marker",
    "Posted": "sticky",
    "keep": "sticky",
    "marker_of": "marker",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
"""Opens on first use: only who posts a comment needs an HTTP client."""
