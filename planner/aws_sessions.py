"""AWS clients from a given environment, with failures in our own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from planner.errors import CloudError

Client: TypeAlias = Any
"""What boto3 makes as it runs has no type."""

_CREDENTIALS = (
    "run `aws sso login` or set AWS_PROFILE; or try it with --sandbox, without an account"
)
_NETWORK = "see the network, and run it again"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_OVER = ("Expired", "InvalidClientToken", "SignatureDoesNotMatch", "AuthFailure")
"""What the codes of refused credentials contain."""
_SECONDS_TO_CONNECT = 10


def client(
    service: str, environ: Mapping[str, str], region: str, *, attempts: int | None = None
) -> Client:
    """A client for the given environment, which needn't be this process's own.

    `attempts`: the most that a call may take; None: as many as botocore thinks best.
    """
    import boto3  # noqa: PLC0415 - takes 200 ms, and only what asks AWS pays for it
    import botocore.session  # noqa: PLC0415 - comes with boto3
    from botocore.config import Config  # noqa: PLC0415

    # without these, botocore follows this process's own profile and files besides
    inner = botocore.session.Session(
        {
            "profile": (None, [], environ.get("AWS_PROFILE"), None),
            "config_file": (None, [], environ.get("AWS_CONFIG_FILE", "~/.aws/config"), None),
            "credentials_file": (
                None,
                [],
                environ.get("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
                None,
            ),
        }
    )
    session: Any = boto3.Session(
        aws_access_key_id=environ.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environ.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=environ.get("AWS_SESSION_TOKEN"),
        botocore_session=inner,
        region_name=region,
    )
    endpoint = address(service, environ) or None
    here = endpoint is not None and urlsplit(endpoint).hostname in _LOOPBACK
    config = Config(connect_timeout=_SECONDS_TO_CONNECT, proxies={} if here else None)
    if attempts is not None:
        patience = Config(retries={"mode": "standard", "total_max_attempts": attempts})
        config = config.merge(patience)
    return session.client(service, endpoint_url=endpoint, config=config)


def address(service: str, environ: Mapping[str, str]) -> str:
    """The endpoint that AWS's own variables name; empty for AWS itself."""
    if environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        return ""
    own = f"AWS_ENDPOINT_URL_{service.upper().replace('-', '_')}"
    return environ.get(own) or environ.get("AWS_ENDPOINT_URL") or ""


@contextmanager
def explained(
    what: str,
    *,
    refused: str = "see what the identity may do, and try again",
    credentials: str = _CREDENTIALS,
    unreachable: type[CloudError] = CloudError,
) -> Iterator[None]:
    """Turns what botocore raises into one message with what to do about it.

    `refused` is what to do where AWS knows the identity and says no all the same, `credentials`
    where it doesn't; `unreachable` is raised where nobody listens.
    """
    from botocore.exceptions import (  # noqa: PLC0415 - comes with boto3
        BotoCoreError,
        ClientError,
        EndpointConnectionError,
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
        SSOError,
        TokenRetrievalError,
    )

    try:
        yield
    except (
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
        SSOError,
        TokenRetrievalError,
    ) as error:
        raise CloudError(f"{what}: {error}", mend=credentials) from None
    except ClientError as error:
        said = error.response.get("Error", {})
        code = said.get("Code", "")
        mend = credentials if any(word in code for word in _OVER) else refused
        raise CloudError(f"{what}: {code}: {said.get('Message')}", mend=mend) from None
    except EndpointConnectionError as error:
        raise unreachable(f"{what}: {error}", mend=_NETWORK) from None
    except BotoCoreError as error:
        raise CloudError(f"{what}: {error}", mend=_NETWORK) from None
