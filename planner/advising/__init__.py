"""A plan to what it should become: where each endpoint stands, what pays, the cheapest topology.

Each name is imported when it is first asked for, as in `planner.catalog`.
"""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.advising.advice import Advice as Advice
    from planner.advising.advice import EndpointAdvice as EndpointAdvice
    from planner.advising.advice import advise as advise
    from planner.advising.answering import Answered as Answered
    from planner.advising.binding import Binding as Binding
    from planner.advising.binding import Removed as Removed
    from planner.advising.choices import Choice as Choice
    from planner.advising.choices import Choices as Choices
    from planner.advising.climbing import RUNGS as RUNGS
    from planner.advising.climbing import Climbed as Climbed
    from planner.advising.climbing import Parts as Parts
    from planner.advising.climbing import Rung as Rung
    from planner.advising.climbing import climbed as climbed
    from planner.advising.deciding import Verdict as Verdict
    from planner.advising.deciding import decided as decided
    from planner.advising.fronting import AGAINST as AGAINST
    from planner.advising.fronting import STRICTNESS as STRICTNESS
    from planner.advising.fronting import Against as Against
    from planner.advising.fronting import Tradeoff as Tradeoff
    from planner.advising.fronting import Tradeoffs as Tradeoffs
    from planner.advising.fronting import meaning as meaning
    from planner.advising.fronting import tradeoffs as tradeoffs
    from planner.advising.growing import MONTHS as MONTHS
    from planner.advising.growing import Growing as Growing
    from planner.advising.growing import Month as Month
    from planner.advising.growing import grown as grown
    from planner.advising.pool_types import PoolType as PoolType
    from planner.advising.pools import TERMS as TERMS
    from planner.advising.posing import Posed as Posed
    from planner.advising.reasoning import Reason as Reason
    from planner.advising.reasoning import owning as owning
    from planner.advising.reasoning import reasons as reasons
    from planner.advising.reasoning import unknowns as unknowns
    from planner.advising.regretting import Regret as Regret
    from planner.advising.regretting import regrets as regrets
    from planner.advising.regretting import regretted as regretted
    from planner.advising.routing import routed as routed
    from planner.advising.seeding import seeded as seeded
    from planner.advising.sensitivity import Axis as Axis
    from planner.advising.sensitivity import Quadrant as Quadrant
    from planner.advising.sensitivity import Sensitivity as Sensitivity
    from planner.advising.sensitivity import Thresholds as Thresholds
    from planner.advising.sensitivity import thresholds as thresholds
    from planner.advising.sweeping import Point as Point
    from planner.advising.sweeping import Varied as Varied
    from planner.advising.sweeping import rewritten as rewritten
    from planner.advising.sweeping import supposing as supposing
    from planner.advising.sweeping import swept as swept
    from planner.advising.sweeping import varied as varied

_HOME = {
    "AGAINST": "fronting",
    "Advice": "advice",
    "Against": "fronting",
    "Answered": "answering",
    "Axis": "sensitivity",
    "Binding": "binding",
    "Choice": "choices",
    "Choices": "choices",
    "Climbed": "climbing",
    "EndpointAdvice": "advice",
    "Growing": "growing",
    "MONTHS": "growing",
    "Month": "growing",
    "Parts": "climbing",
    "Point": "sweeping",
    "PoolType": "pool_types",
    "Posed": "posing",
    "Quadrant": "sensitivity",
    "RUNGS": "climbing",
    "Reason": "reasoning",
    "Regret": "regretting",
    "Removed": "binding",
    "Rung": "climbing",
    "STRICTNESS": "fronting",
    "Sensitivity": "sensitivity",
    "TERMS": "pools",
    "Thresholds": "sensitivity",
    "Tradeoff": "fronting",
    "Tradeoffs": "fronting",
    "Varied": "sweeping",
    "Verdict": "deciding",
    "advise": "advice",
    "climbed": "climbing",
    "decided": "deciding",
    "grown": "growing",
    "meaning": "fronting",
    "owning": "reasoning",
    "reasons": "reasoning",
    "regrets": "regretting",
    "regretted": "regretting",
    "rewritten": "sweeping",
    "routed": "routing",
    "seeded": "seeding",
    "supposing": "sweeping",
    "swept": "sweeping",
    "thresholds": "sensitivity",
    "tradeoffs": "fronting",
    "unknowns": "reasoning",
    "varied": "sweeping",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
