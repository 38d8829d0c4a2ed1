"""What lets gateways and applications call a cloud's own models: exactly those of the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Region, building
from planner.layout import Account, GatewayWork, Grant, Layout, module_name
from planner.terraform.calls import TAGS, ModuleCall, network_of, of
from planner.terraform.clouds import place_of
from planner.terraform.hcl import Expression
from planner.terraform.names import access_of_endpoint, access_of_gateway, gateway_name
from planner.topology import Provider, Topology, fitted

_OWN_ACCOUNT = "${local.account_id}"
_POLICY_NAME = 128


def model_calls(topology: Topology, layout: Layout) -> Iterator[ModuleCall]:
    """The modules that open models, cloud by cloud."""
    yield from _of_bedrock(topology, layout)
    for account in layout.accounts:
        yield _azure_account(account, layout)
    for work in layout.gateways:
        if vertex := tuple(p for p in work.own if p.kind == "vertex"):
            yield _vertex_access(work, vertex, topology)
        if _calls_scaleway(work):
            yield _generative_apis(work, topology)


def accesses(work: GatewayWork) -> Mapping[str, Expression]:
    """What a gateway is let into, by a name of ours; handles of its own cloud's modules."""
    found: dict[str, Expression] = {}
    if work.grants:
        found["bedrock"] = of(access_of_gateway(work.gateway.name), "access")
    for provider in work.own:
        if provider.account:
            found[provider.name] = of(account_module(provider), "access")
    if any(provider.kind == "vertex" for provider in work.own):
        found["vertex"] = of(_vertex_module(work), "access")
    if _calls_scaleway(work):
        found["generative-apis"] = of(_scaleway_module(work), "access")
    return found


def account_module(provider: Provider) -> str:
    """The module that makes an account for a provider."""
    return module_name("openai_account", provider.name)


def _vertex_module(work: GatewayWork) -> str:
    return f"vertex_access_{work.key}"


# --- Bedrock: IAM -----------------------------------------------------------------------------


def _of_bedrock(topology: Topology, layout: Layout) -> Iterator[ModuleCall]:
    """IAM is global, so policies are made once, through the home region's provider."""
    home, slug = layout.homes.get("aws"), topology.slug
    if home is None:
        return
    for work in layout.gateways:
        if work.grants:
            module = access_of_gateway(work.gateway.name)
            policy = f"{slug}-{topology.built_as(work.gateway.id)}-bedrock"
            yield _bedrock_access(module, policy, work.grants, home, attachable=False)
    for endpoint, grants in layout.direct.items():
        module = access_of_endpoint(endpoint)
        policy = f"{slug}-{topology.built_as(f'endpoints.{endpoint}')}-bedrock"
        yield _bedrock_access(module, policy, grants, home, attachable=True)


def _bedrock_access(
    module: str, policy: str, grants: tuple[Grant, ...], home: Region, *, attachable: bool
) -> ModuleCall:
    return ModuleCall(
        module,
        "bedrock_access",
        home,
        {
            "name": fitted(policy, _POLICY_NAME),
            "create_policy": attachable,
            "grants": {grant.key: _grant(grant, home.partition) for grant in grants},
            "place": place_of(home),
            "tags": TAGS,
        },
    )


def _grant(grant: Grant, partition: str) -> dict[str, object]:
    return {
        "description": f"{grant.model.id} of {grant.provider.id}",
        "inference_profile_arn": _in_account(grant.profile_arn(partition, _OWN_ACCOUNT)),
        "foundation_model_arns": grant.foundation_model_arns(partition),
    }


def bedrock_arns(grant: Grant, partition: str) -> tuple[object, ...]:
    """ARNs of what a grant opens; one with the account in it is an expression."""
    return tuple(_in_account(arn) for arn in grant.arns(partition, _OWN_ACCOUNT))


def _in_account(arn: str | None) -> object:
    """An ARN, as an expression where the account stands in it."""
    return Expression(f'"{arn}"') if arn and _OWN_ACCOUNT in arn else arn


# --- Azure OpenAI: an account of its own ------------------------------------------------------


def _azure_account(account: Account, layout: Layout) -> ModuleCall:
    reached: dict[str, object] = {}
    if account.network is not None:
        reached["network"] = network_of(account.network)
    if callers := _public_callers(account, layout):
        reached["public_callers"] = callers
    return ModuleCall(
        account_module(account.provider),
        "openai_account",
        account.region,
        {
            "name": account.provider.account,
            "deployments": {
                deployment.model.id: {
                    "capacity": deployment.capacity,
                    "deployment_type": account.provider.mode,
                    "model": deployment.model.id,
                    "version": deployment.version,
                }
                for deployment in account.deployments
            },
            "key": of(module_name("key", account.region.name), "key"),
            **reached,
            "place": place_of(account.region),
            "tags": TAGS,
        },
    )


def _public_callers(account: Account, layout: Layout) -> Expression | None:
    """The addresses from which gateways outside of Azure call; None where none does."""
    if not account.has_keys:
        return None
    networks = dict.fromkeys(
        module_name("network", work.network.key)
        for work in layout.gateways
        if account.provider in work.keyed
    )
    listed = ", ".join(f"module.{network}.egress_ranges" for network in networks)
    return Expression(f"concat({listed})")


# --- Vertex AI: a role of the gateway's service account -----------------------------------------


def _vertex_access(
    work: GatewayWork, providers: tuple[Provider, ...], topology: Topology
) -> ModuleCall:
    return ModuleCall(
        _vertex_module(work),
        "vertex_access",
        work.gateway.region,
        {
            "name": gateway_name(topology, work.gateway),
            "grants": {
                f"{provider.name}-{model.key}": {
                    "description": f"{model.id} of {provider.id}",
                    "location": provider.location,
                    # what bounds the project names a model for all of its versions
                    "model": model.wire_id.partition("@")[0],
                    "publisher": building(work.gateway.region.cloud).publisher(model.id),
                }
                for provider in providers
                for model in provider.models.values()
            },
            "place": place_of(work.gateway.region),
            "tags": TAGS,
        },
    )


# --- Generative APIs of Scaleway: an application, whose key somebody makes ----------------------


def _calls_scaleway(work: GatewayWork) -> bool:
    """Whether a gateway on Scaleway calls its models: with a key, but one of a known identity."""
    is_there = work.gateway.region.cloud == "scaleway"
    return is_there and any(provider.kind == "scaleway" for provider in work.keyed)


def _scaleway_module(work: GatewayWork) -> str:
    return f"generative_apis_{work.key}"


def _generative_apis(work: GatewayWork, topology: Topology) -> ModuleCall:
    return ModuleCall(
        _scaleway_module(work),
        "generative_apis",
        work.gateway.region,
        {
            "name": gateway_name(topology, work.gateway),
            "network": network_of(work.network),
            "place": place_of(work.gateway.region),
            "tags": TAGS,
        },
    )
