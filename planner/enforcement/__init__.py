"""What keeps a proof once it is applied, and the test that it is neither tighter nor looser."""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.enforcement.controls import Control as Control
    from planner.enforcement.controls import Guardrails as Guardrails
    from planner.enforcement.controls import LeftOut as LeftOut
    from planner.enforcement.documents import EVERYTHING as EVERYTHING
    from planner.enforcement.documents import endpoint_document as endpoint_document
    from planner.enforcement.documents import identity_document as identity_document
    from planner.enforcement.enforcing import enforce as enforce
    from planner.enforcement.evaluating import Decision as Decision
    from planner.enforcement.evaluating import decide as decide
    from planner.enforcement.names import resolves as resolves
    from planner.enforcement.policies import Document as Document
    from planner.enforcement.policies import Statement as Statement
    from planner.enforcement.policies import parsed as parsed
    from planner.enforcement.requests import Request as Request
    from planner.enforcement.requests import calls as calls
    from planner.enforcement.requests import strangers as strangers
    from planner.enforcement.self_test import faults as faults
    from planner.enforcement.self_test import require_sound as require_sound

_HOME = {
    "Control": "controls",
    "Decision": "evaluating",
    "Document": "policies",
    "EVERYTHING": "documents",
    "Guardrails": "controls",
    "LeftOut": "controls",
    "Request": "requests",
    "Statement": "policies",
    "calls": "requests",
    "decide": "evaluating",
    "endpoint_document": "documents",
    "enforce": "enforcing",
    "faults": "self_test",
    "identity_document": "documents",
    "parsed": "policies",
    "require_sound": "self_test",
    "resolves": "names",
    "strangers": "requests",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
