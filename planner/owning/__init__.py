"""A workload on an API, on rented and on bought GPUs: what each costs, and where they cross.

Each name is imported when it is first asked for, as in `planner.catalog`.
"""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.owning.asking import Question as Question
    from planner.owning.asking import rate_for as rate_for
    from planner.owning.breaking_even import BreakEven as BreakEven
    from planner.owning.breaking_even import Climb as Climb
    from planner.owning.breaking_even import Thumb as Thumb
    from planner.owning.breaking_even import break_even as break_even
    from planner.owning.breaking_even import climb as climb
    from planner.owning.breaking_even import first_flip as first_flip
    from planner.owning.calculating import Calculation as Calculation
    from planner.owning.calculating import Chosen as Chosen
    from planner.owning.calculating import LeftOut as LeftOut
    from planner.owning.calculating import Point as Point
    from planner.owning.calculating import Way as Way
    from planner.owning.calculating import calculate as calculate
    from planner.owning.cases import LARGEST_POOL as LARGEST_POOL
    from planner.owning.cases import Case as Case
    from planner.owning.cases import climbed as climbed
    from planner.owning.cases import compared as compared
    from planner.owning.cases import flip_of as flip_of
    from planner.owning.cases import own_side as own_side
    from planner.owning.cases import the_api_side as the_api_side
    from planner.owning.curves import Curve as Curve
    from planner.owning.curves import curve as curve
    from planner.owning.insuring import Insurance as Insurance
    from planner.owning.insuring import insurance as insurance
    from planner.owning.naming import api_named as api_named
    from planner.owning.offers import Api as Api
    from planner.owning.offers import Bought as Bought
    from planner.owning.offers import Keeping as Keeping
    from planner.owning.offers import Rented as Rented
    from planner.owning.offers import assumed_keeping as assumed_keeping
    from planner.owning.offers import assumed_people as assumed_people
    from planner.owning.offers import pool_of as pool_of
    from planner.owning.offers import servers_of as servers_of
    from planner.owning.offers import target_of as target_of
    from planner.owning.sides import ApiSide as ApiSide
    from planner.owning.sides import Fleets as Fleets
    from planner.owning.sides import OwnSide as OwnSide
    from planner.owning.sides import api_side as api_side
    from planner.owning.sides import pool_side as pool_side
    from planner.owning.sides import servers_side as servers_side
    from planner.owning.sizing import sized as sized
    from planner.owning.stairs import Flip as Flip
    from planner.owning.stairs import Stair as Stair
    from planner.owning.stairs import flips as flips
    from planner.owning.stairs import staircase as staircase
    from planner.owning.varying import Variation as Variation
    from planner.owning.varying import variations as variations

_HOME = {
    "LARGEST_POOL": "cases",
    "Api": "offers",
    "ApiSide": "sides",
    "Bought": "offers",
    "BreakEven": "breaking_even",
    "Calculation": "calculating",
    "Case": "cases",
    "Chosen": "calculating",
    "Climb": "breaking_even",
    "Fleets": "sides",
    "Curve": "curves",
    "Flip": "stairs",
    "Insurance": "insuring",
    "Keeping": "offers",
    "LeftOut": "calculating",
    "OwnSide": "sides",
    "Point": "calculating",
    "Question": "asking",
    "Rented": "offers",
    "Stair": "stairs",
    "Thumb": "breaking_even",
    "Variation": "varying",
    "Way": "calculating",
    "api_named": "naming",
    "api_side": "sides",
    "assumed_keeping": "offers",
    "assumed_people": "offers",
    "break_even": "breaking_even",
    "calculate": "calculating",
    "climb": "breaking_even",
    "climbed": "cases",
    "compared": "cases",
    "curve": "curves",
    "first_flip": "breaking_even",
    "flip_of": "cases",
    "flips": "stairs",
    "insurance": "insuring",
    "own_side": "cases",
    "pool_of": "offers",
    "pool_side": "sides",
    "rate_for": "asking",
    "servers_of": "offers",
    "servers_side": "sides",
    "sized": "sizing",
    "staircase": "stairs",
    "target_of": "offers",
    "the_api_side": "cases",
    "variations": "varying",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
