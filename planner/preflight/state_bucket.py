"""The bucket that holds Terraform's state: it has to exist before Terraform can keep one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from planner.aws_sessions import Client, client, explained
from planner.errors import CloudError
from planner.preflight.identity import Identity
from planner.topology import State, Topology


def state_bucket_name(topology: Topology, identity: Identity) -> str:
    """The bucket that the spec names, else one for the account and region of the state."""
    if topology.state.bucket is not None:
        return topology.state.bucket
    region, _ = _place_of(topology.state)
    return f"topoplan-state-{identity.account}-{region}"


def ensure_bucket(name: str, state: State, environ: Mapping[str, str]) -> bool:
    """Make the bucket if it is not there: versioned, encrypted, private, TLS only.

    Returns:
        Whether it was made now. One that the spec names is left as it is: it is somebody's own. One
        of our own name that an interrupted run left open is closed.

    Raises:
        CloudError: it belongs to somebody else, lies in another region, or may not be made.
    """
    region, partition = _place_of(state)
    refused = "let this identity see and make it, or name a bucket of yours in `state.bucket`"
    with explained(f"can't make the state bucket {name}", refused=refused):
        s3 = client("s3", environ, region)
        there = _region_of(s3, name)
        if there is None:
            _create(s3, name, region)
        elif there != region:
            raise _misplaced(name, there, region)
        elif state.bucket is not None or _is_closed(s3, name):
            return False
        _close(s3, name, partition)
    return there is None


def bucket_exists(name: str, state: State, environ: Mapping[str, str]) -> bool:
    """Whether there is a bucket of the name that we may see.

    Raises:
        CloudError: it belongs to somebody else, or AWS can't be asked.
    """
    region, _ = _place_of(state)
    with explained(f"can't see the state bucket {name}"):
        return _region_of(client("s3", environ, region), name) is not None


def _place_of(state: State) -> tuple[str, str]:
    """Region and partition of a state that is kept in a bucket."""
    assert state.region is not None  # noqa: S101 - only the local backend has none
    return state.region.name, state.region.partition


def _region_of(s3: Client, name: str) -> str | None:
    """Where a bucket lies; None where there is none of the name."""
    from botocore.exceptions import ClientError  # noqa: PLC0415 - comes with boto3

    try:
        s3.head_bucket(Bucket=name)
        found: str | None = s3.get_bucket_location(Bucket=name)["LocationConstraint"]
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchBucket"):
            return None
        raise
    return found or "us-east-1"  # which is told as no place at all


def _misplaced(name: str, there: str, region: str) -> CloudError:
    return CloudError(
        f"the state bucket {name} lies in {there}, and the spec was proved with {region}",
        mend=f"name another bucket in `state.bucket`, or write `region: {there}` there",
    )


def _is_closed(s3: Client, name: str) -> bool:
    """Whether the last of the steps that close a bucket was done."""
    return bool(s3.get_bucket_versioning(Bucket=name).get("Status") == "Enabled")


def _create(s3: Client, name: str, region: str) -> None:
    """Make the bucket; one that another run of ours made in the meantime is as good."""
    # us-east-1 is where a bucket without a location is made, and only there it may have none
    place = {"CreateBucketConfiguration": {"LocationConstraint": region}}
    try:
        s3.create_bucket(Bucket=name, **({} if region == "us-east-1" else place))
    except s3.exceptions.BucketAlreadyOwnedByYou:
        return


def _close(s3: Client, name: str, partition: str) -> None:
    """Versioning comes last: it tells that all the rest was done."""
    s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
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
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps(_tls_only(name, partition)))
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})


def _tls_only(name: str, partition: str) -> dict[str, object]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "OnlyOverTls",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [f"arn:{partition}:s3:::{name}", f"arn:{partition}:s3:::{name}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }
