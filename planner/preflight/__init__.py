"""What has to be true of an account before Terraform starts: who acts, room, a place for state."""

from planner.preflight.capacity import Room, Shortage, room
from planner.preflight.identity import Identity, identify
from planner.preflight.state_bucket import bucket_exists, ensure_bucket, state_bucket_name

__all__ = [
    "Identity",
    "Room",
    "Shortage",
    "bucket_exists",
    "ensure_bucket",
    "identify",
    "room",
    "state_bucket_name",
]
