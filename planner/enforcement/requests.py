"""What AWS is asked to allow: the requests that a proven call makes, and some that none makes.

A call through an inference profile is several requests at once: for the profile where it is called,
and for the model in every region that may run it. One that is denied fails the whole call.
https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.layout import Grant
from planner.values import value

ACCOUNT = "123456789012"
"""The account of AWS's own examples: documents are judged as if they lay in it."""
_FOREIGN_ACCOUNT = "999999999999"

UNSPECIFIED = "unspecified"
"""The region of a request that a global profile serves.

https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
"""

INVOKING = ("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream")
"""What Converse asks for too."""


@value
class Request:
    """One thing that a principal asks AWS to do."""

    action: str
    resource: str
    region: str
    profile: str | None = None
    """ARN of the inference profile that it came through."""
    account: str = ACCOUNT
    """The principal's."""
    retention: str | None = None
    """The retention mode that it sets."""

    @property
    def context(self) -> Mapping[str, str]:
        """Condition keys in lower case; a key that the request lacks is not there."""
        service = self.action.partition(":")[0]
        found = {
            "aws:principalaccount": self.account,
            "aws:requestedregion": self.region,
            "bedrock:inferenceprofilearn": self.profile,
            f"{service}:dataretentionmode": self.retention,
        }
        return {key: word for key, word in found.items() if word is not None}

    def __str__(self) -> str:
        through = f" through {self.profile}" if self.profile else ""
        mode = f" to {self.retention}" if self.retention else ""
        return f"{self.action}{mode} on {self.resource} in {self.region}{through}"


def calls(grants: Iterable[Grant], partition: str) -> tuple[Request, ...]:
    """Every request of the calls that are granted."""
    return tuple(request for grant in grants for request in _of_a_call(grant, partition))


def _of_a_call(grant: Grant, partition: str) -> Iterator[Request]:
    profile = grant.profile_arn(partition, ACCOUNT)
    for action in INVOKING:
        if profile is not None:
            # no page says whether the request for the profile itself carries the key
            for key in (profile, None):
                yield Request(action, profile, grant.source_region, key)
        for region in _evaluated(grant):
            model = foundation_model(partition, region, grant.foundation_model)
            yield Request(action, model, region or UNSPECIFIED, profile)


def _evaluated(grant: Grant) -> tuple[str, ...]:
    """Regions in which the model is asked for: of a global profile the source, and none."""
    if grant.provider.profile == "global":
        return ("", grant.source_region)
    return grant.regions


def foundation_model(partition: str, region: str, model: str) -> str:
    """ARN of a model in a region, or in none."""
    return f"arn:{partition}:bedrock:{region}::foundation-model/{model}"


def global_profiles(partition: str) -> str:
    """Pattern of every global profile."""
    return f"arn:{partition}:bedrock:*:*:inference-profile/global.*"


def strangers(
    grants: tuple[Grant, ...], partition: str, regions: Iterable[str]
) -> tuple[Request, ...]:
    """Requests next to those of the granted calls that no grant covers.

    Another model, another region of `regions`, another profile, a global one, none, and a profile
    of another region or account.
    """
    known = tuple(regions)
    granted = {pair for grant in grants for pair in _granted(grant, partition)}
    found = dict.fromkeys(request for grant in grants for request in _near(grant, partition, known))
    return tuple(r for r in found if (r.resource, r.profile) not in granted)


def _granted(grant: Grant, partition: str) -> Iterator[tuple[str, str | None]]:
    profile = grant.profile_arn(partition, ACCOUNT)
    for arn in grant.arns(partition, ACCOUNT):
        yield arn, profile
    if profile is not None:
        yield profile, None


def _near(grant: Grant, partition: str, regions: tuple[str, ...]) -> Iterator[Request]:
    invoke, source, model = INVOKING[0], grant.source_region, grant.foundation_model
    here = foundation_model(partition, source, model)
    own = grant.profile_arn(partition, ACCOUNT)
    for other in _other_models(model):
        yield Request(invoke, foundation_model(partition, source, other), source, own)
    for region in regions:
        if region not in grant.regions:
            yield Request(invoke, foundation_model(partition, region, model), region, own)
    for profile in _other_profiles(grant, partition):
        yield Request(invoke, profile, source, profile)
        yield Request(invoke, profile, source)
        yield Request(invoke, here, source, profile)
    yield Request(invoke, here, source)
    yield from through_a_global_profile(partition, source, model)


def _other_models(model: str) -> tuple[str, ...]:
    vendor = model.partition(".")[0]
    return (f"{model}-next", f"{vendor}.unproven-v1:0", "unproven.model-v1:0")


def _other_profiles(grant: Grant, partition: str) -> Iterator[str]:
    model, source = grant.foundation_model, grant.source_region
    for account, region, id_ in (
        (ACCOUNT, source, f"elsewhere.{model}"),
        (ACCOUNT, source, f"{grant.profile or model}-next"),
        (ACCOUNT, "nowhere-1", grant.profile or f"elsewhere.{model}"),
        (_FOREIGN_ACCOUNT, source, grant.profile or f"elsewhere.{model}"),
    ):
        yield f"arn:{partition}:bedrock:{region}:{account}:inference-profile/{id_}"


def through_a_global_profile(partition: str, source: str, model: str) -> tuple[Request, ...]:
    """A call of a model through its global profile: it enters in `source` and runs anywhere."""
    profile = f"arn:{partition}:bedrock:{source}:{ACCOUNT}:inference-profile/global.{model}"
    return (
        Request(INVOKING[0], profile, source, profile),
        Request(INVOKING[0], foundation_model(partition, "", model), UNSPECIFIED, profile),
    )
