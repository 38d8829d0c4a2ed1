"""What keeps a proof once it is applied: controls, for whom, and with exactly what they allow."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalog import KnownControl
from planner.enforcement.policies import Document, Statement
from planner.values import value


@value
class Control:
    """A control that is written into the tree."""

    about: KnownControl
    """Its row, with what it doesn't stop."""
    endpoints: tuple[str, ...]
    """Names of those whose proof it keeps."""
    allows: tuple[str, ...]
    """Exactly what it lets through: regions, ARNs, names, types of deployments, modes; sorted."""
    written_to: str
    """Path below the tree, or address in its root."""
    statements: tuple[Statement, ...] = ()
    """Its part of the organisation's policy."""


@value
class LeftOut:
    """A control that this topology doesn't get."""

    about: KnownControl
    why: str
    """A clause in Markdown."""


@value
class Guardrails:
    """Every control of a topology."""

    controls: tuple[Control, ...]
    left_out: tuple[LeftOut, ...]
    organization: Document | None
    """The service control policy; None where no policy binds an endpoint."""
    documents: Mapping[str, Mapping[str, object]]
    """Path below `guardrails/` to a JSON document for another cloud."""

    @property
    def are_apart(self) -> bool:
        """Whether there is anything that the topology's own root can't hold."""
        return self.organization is not None or bool(self.documents)
