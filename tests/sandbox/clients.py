"""A boto3 client of an emulator."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from planner.sandbox import Emulator


def client(emulator: Emulator, service: str) -> Any:
    """With few retries, so that a test sees whether a failure would be repeated."""
    environment = emulator.environment
    return boto3.client(
        service,  # type: ignore[call-overload]  # the stubs want a literal
        endpoint_url=emulator.endpoint,
        region_name=environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"total_max_attempts": 4}),
    )
