"""Files that somebody wrote by hand, or another tool, to the spec that would produce them."""

from planner.adopting.adopting import Adopted, adopt
from planner.adopting.draft import TODO
from planner.adopting.remarks import EXPLANATIONS

__all__ = ["EXPLANATIONS", "TODO", "Adopted", "adopt"]
