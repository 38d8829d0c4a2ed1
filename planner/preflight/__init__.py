"""What has to be true of the account before Terraform starts: who we are, room, a place for state."""

from planner.preflight.capacity import Shortage, shortages
from planner.preflight.identity import Identity, identify
from planner.preflight.state_bucket import ensure_bucket, state_bucket_name

__all__ = [
    "Identity",
    "Shortage",
    "ensure_bucket",
    "identify",
    "shortages",
    "state_bucket_name",
]
