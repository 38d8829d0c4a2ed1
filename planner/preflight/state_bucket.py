"""The bucket that holds Terraform's state: it has to exist before Terraform can keep one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from planner.preflight.identity import Identity
from planner.preflight.session import client, explained
from planner.topology import State, Topology


def state_bucket_name(topology: Topology, identity: Identity) -> str:
    """The bucket that the spec names, else one for the account and region of the state."""
    state = topology.state
    if state.bucket is not None:
        return state.bucket
    region = state.region.name if state.region else ""
    return f"topoplan-state-{identity.account}-{region}"


def ensure_bucket(name: str, state: State, environ: Mapping[str, str]) -> bool:
    """Make the bucket if it is not there: versioned, encrypted, private, TLS only.

    Returns:
        Whether it was made now. One that exists is left as it is: it is somebody's own.

    Raises:
        CloudError: it belongs to somebody else, or may not be made.
    """
    region = state.region.name if state.region else ""
    with explained(f"can't make the state bucket {name}"):
        s3 = client("s3", environ, region)
        if _exists(s3, name):
            return False
        _create(s3, name, region)
        _close(s3, name)
    return True


def _exists(s3: Any, name: str) -> bool:
    from botocore.exceptions import ClientError  # noqa: PLC0415 - comes with boto3

    try:
        s3.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchBucket"):
            return False
        raise
    return True


def _create(s3: Any, name: str, region: str) -> None:
    if region == "us-east-1":  # which is where a bucket without a location is made, and only it
        s3.create_bucket(Bucket=name)
    else:
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})


def _close(s3: Any, name: str) -> None:
    s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(
        Bucket=name,
        ServerSideEncryptionConfiguration={
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"},
                    "BucketKeyEnabled": True,
                }
            ]
        },
    )
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps(_tls_only(name)))


def _tls_only(name: str) -> dict[str, object]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "OnlyOverTls",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }
