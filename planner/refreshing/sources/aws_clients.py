"""Clients of AWS with patience that ends, and their failures in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from planner.errors import CloudError
from planner.refreshing.answers import Unreachable

Client: TypeAlias = Any
"""What boto3 makes as it runs has no type."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_NETWORK = "see the network, and run it again"
_CREDENTIALS = "run `aws sso login` or set AWS_PROFILE; any identity may read prices"


def address(service: str, environ: Mapping[str, str]) -> str:
    """The endpoint that AWS's own variables name; empty for AWS itself."""
    if environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        return ""
    own = environ.get(f"AWS_ENDPOINT_URL_{service.upper()}")
    return own or environ.get("AWS_ENDPOINT_URL") or ""


def client(service: str, region: str, environ: Mapping[str, str]) -> Client:
    """A client of the given environment, which needn't be this process's own."""
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
    config = Config(
        connect_timeout=10,
        read_timeout=60,
        retries={"mode": "standard", "total_max_attempts": 3},
        proxies={} if here else None,
    )
    return session.client(service, endpoint_url=endpoint, config=config)


@contextmanager
def explained(what: str, *, refused: str, others_answer: bool = False) -> Iterator[None]:
    """Turns what botocore raises into the failure of one step.

    `refused` mends a refusal; `others_answer` says that other steps ask at another address.
    """
    try:
        yield
    except (
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
        SSOError,
        TokenRetrievalError,
    ) as error:
        raise CloudError(f"{what}: {error}", mend=_CREDENTIALS) from None
    except ClientError as error:
        said = error.response.get("Error", {})
        shown = f"{said.get('Code', '')}: {said.get('Message', '')}"
        raise CloudError(f"{what}: {shown}", mend=refused) from None
    except EndpointConnectionError as error:
        kind = CloudError if others_answer else Unreachable
        raise kind(f"{what}: {error}", mend=_NETWORK) from None
    except BotoCoreError as error:
        raise CloudError(f"{what}: {error}", mend=_NETWORK) from None
