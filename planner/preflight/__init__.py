"""What AWS is asked beside Terraform: who acts, room, a place for state; then, how it goes."""

from planner.preflight.capacity import Room, Shortage, room
from planner.preflight.health import Health, await_health
from planner.preflight.identity import Identity, identify
from planner.preflight.state_bucket import bucket_exists, ensure_bucket, state_bucket_name

__all__ = [
    "Health",
    "Identity",
    "Room",
    "Shortage",
    "await_health",
    "bucket_exists",
    "ensure_bucket",
    "identify",
    "room",
    "state_bucket_name",
]
