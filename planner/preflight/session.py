"""AWS clients from a given environment, with failures in our own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from planner.errors import CloudError

_CREDENTIALS = "run `aws sso login` or set AWS_PROFILE; or try it with --sandbox, without an account"


def client(service: str, environ: Mapping[str, str], region: str) -> Any:  # noqa: ANN401 - boto3 makes clients at run time
    """A client for the given environment, which needn't be this process's own."""
    import boto3  # noqa: PLC0415 - takes 200 ms, and only an apply pays for it

    session = boto3.Session(
        aws_access_key_id=environ.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environ.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=environ.get("AWS_SESSION_TOKEN"),
        profile_name=environ.get("AWS_PROFILE"),
        region_name=region,
    )
    return session.client(service, endpoint_url=environ.get("AWS_ENDPOINT_URL"))


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turns what botocore raises into one message with what to do about it."""
    from botocore.exceptions import (  # noqa: PLC0415 - comes with boto3
        BotoCoreError,
        ClientError,
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
        TokenRetrievalError,
        UnauthorizedSSOTokenError,
    )

    try:
        yield
    except (
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
        TokenRetrievalError,
        UnauthorizedSSOTokenError,
    ) as error:
        raise CloudError(f"{what}: {error}", mend=_CREDENTIALS) from None
    except ClientError as error:
        said = error.response["Error"]
        expired = "Expired" in said.get("Code", "") or "InvalidClientToken" in said.get("Code", "")
        mend = _CREDENTIALS if expired else "see what the identity may do, and try again"
        raise CloudError(f"{what}: {said.get('Code')}: {said.get('Message')}", mend=mend) from None
    except BotoCoreError as error:
        raise CloudError(f"{what}: {error}", mend="see the network, and try again") from None
