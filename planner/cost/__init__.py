"""What it costs: a topology, or any Terraform plan.

Each name is imported when it is first asked for, as in `planner.catalog`.
"""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.cost.ages import StaleLine as StaleLine
    from planner.cost.ages import stale_lines as stale_lines
    from planner.cost.attribution import NOBODY as NOBODY
    from planner.cost.attribution import SHARED as SHARED
    from planner.cost.attribution import Attribution as Attribution
    from planner.cost.attribution import By as By
    from planner.cost.attribution import Cause as Cause
    from planner.cost.attribution import Portion as Portion
    from planner.cost.attribution import by_endpoint as by_endpoint
    from planner.cost.attribution import by_node as by_node
    from planner.cost.attribution import by_vendor as by_vendor
    from planner.cost.bill import Bill as Bill
    from planner.cost.bill import Line as Line
    from planner.cost.comparing import Change as Change
    from planner.cost.comparing import Comparison as Comparison
    from planner.cost.estimating import estimate as estimate
    from planner.cost.explaining import Explanation as Explanation
    from planner.cost.explaining import explain as explain
    from planner.cost.explaining import find as find
    from planner.cost.explaining import nearest as nearest
    from planner.cost.gating import Gate as Gate
    from planner.cost.gating import Judgement as Judgement
    from planner.cost.gating import judge as judge
    from planner.cost.limits import Limit as Limit
    from planner.cost.limits import limit_on as limit_on
    from planner.cost.overlay import fitting as fitting
    from planner.cost.overlay import is_on as is_on
    from planner.cost.overlay import rate_of as rate_of
    from planner.cost.overlay import rate_words as rate_words
    from planner.cost.overlay import settled as settled
    from planner.cost.people import people_lines as people_lines
    from planner.cost.planfiles import Group as Group
    from planner.cost.planfiles import PlanBill as PlanBill
    from planner.cost.planfiles import PlanCost as PlanCost
    from planner.cost.planfiles import PricedResource as PricedResource
    from planner.cost.planfiles import Reconciled as Reconciled
    from planner.cost.planfiles import expected_of as expected_of
    from planner.cost.planfiles import grouped as grouped
    from planner.cost.planfiles import price_planfile as price_planfile
    from planner.cost.planfiles import reconcile as reconcile
    from planner.cost.pools import SYSTEM_NODES as SYSTEM_NODES
    from planner.cost.tokens import TOKENS as TOKENS
    from planner.cost.tokens import month_of_tokens as month_of_tokens

_HOME = {
    "Attribution": "attribution",
    "Bill": "bill",
    "By": "attribution",
    "Cause": "attribution",
    "Change": "comparing",
    "Comparison": "comparing",
    "Explanation": "explaining",
    "Gate": "gating",
    "Group": "planfiles",
    "Judgement": "gating",
    "Limit": "limits",
    "Line": "bill",
    "NOBODY": "attribution",
    "PlanBill": "planfiles",
    "PlanCost": "planfiles",
    "Portion": "attribution",
    "PricedResource": "planfiles",
    "Reconciled": "planfiles",
    "SHARED": "attribution",
    "SYSTEM_NODES": "pools",
    "TOKENS": "tokens",
    "StaleLine": "ages",
    "by_endpoint": "attribution",
    "by_node": "attribution",
    "by_vendor": "attribution",
    "estimate": "estimating",
    "expected_of": "planfiles",
    "explain": "explaining",
    "find": "explaining",
    "fitting": "overlay",
    "grouped": "planfiles",
    "is_on": "overlay",
    "judge": "gating",
    "limit_on": "limits",
    "month_of_tokens": "tokens",
    "nearest": "explaining",
    "people_lines": "people",
    "price_planfile": "planfiles",
    "rate_of": "overlay",
    "rate_words": "overlay",
    "reconcile": "planfiles",
    "settled": "overlay",
    "stale_lines": "ages",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
