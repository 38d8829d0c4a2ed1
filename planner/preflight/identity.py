"""Who will apply."""

from __future__ import annotations

from collections.abc import Mapping

from planner.aws_sessions import client, explained
from planner.values import value


@value
class Identity:
    """An AWS account and the principal that acts in it."""

    account: str
    arn: str


def identify(environ: Mapping[str, str], region: str) -> Identity:
    """The identity of the environment's credentials.

    Raises:
        CloudError: there are none, they have expired, or AWS can't be reached.
    """
    with explained("can't tell who you are to AWS"):
        said = client("sts", environ, region).get_caller_identity()
    return Identity(said["Account"], said["Arn"])
