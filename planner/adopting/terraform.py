"""Blocks of Terraform to a draft: pools, accounts, gateways and stores, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.adopting.blocks import Block, region_in
from planner.adopting.draft import TODO, Draft, Words, spec_name
from planner.adopting.remarks import ASSUMED, LEFT_OUT, LOST, MISSING, remark
from planner.adopting.running import running
from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, SourceText

_SOURCE = re.compile(r"\.\./modules/(?P<cloud>\w+)/(?P<kind>\w+)")
"""Modules of topoplan's own trees."""
_GRANT = re.compile(r"(?P<model>\S+) of providers\.(?P<provider>\S+)")
_SERVING_LEFT_OUT = {
    "aws_bedrock_provisioned_model_throughput": "provisioned throughput of Bedrock",
    "aws_sagemaker_endpoint": "an endpoint of SageMaker",
    "google_vertex_ai_endpoint": "a model of your own on Vertex AI",
    "azurerm_machine_learning_inference_cluster": "a cluster of Azure Machine Learning",
}
_STATES = {
    "bucket": "bucket",
    "storage_account_name": "storage_account",
    "resource_group_name": "resource_group",
}
_STORES = {
    "aws": "s3",
    "gcp": "gcs",
    "azure": "blob",
    "scaleway": "object_storage",
}
_PROVISIONED = "Provisioned"
_CPU_UNITS = 1024


def adopted_terraform(blocks: tuple[Block, ...], catalog: Catalog) -> Draft:
    """What blocks of one root say; endpoints and routes are a gateway's to say."""
    root = _Root(blocks, catalog)
    for block in blocks:
        root.take(block)
    return root.draft()


@dataclass(slots=True)
class _Root:
    """What was met so far."""

    blocks: tuple[Block, ...]
    catalog: Catalog
    providers: dict[str, Words] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    endpoints: dict[str, Words] = field(default_factory=dict)
    gateways: dict[str, Words] = field(default_factory=dict)
    configs: dict[str, SourceText] = field(default_factory=dict)
    pools: dict[str, Words] = field(default_factory=dict)
    stores: dict[str, Words] = field(default_factory=dict)
    state: dict[str, object] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    alerts: tuple[str, ...] = ()
    remarks: list[Diagnostic] = field(default_factory=list)

    def take(self, block: Block) -> None:
        if block.kind == "module" and (found := _SOURCE.fullmatch(block.type)):
            take = _OF_MODULES.get(found["kind"])
            if take is not None:
                take(self, block, found["cloud"])
        elif block.kind == "resource":
            _take_resource(self, block)
        elif block.kind == "locals":
            self.tags |= {key: str(text) for key, text in _table(block.find("tags")).items()}
        elif block.kind == "terraform":
            self.state |= dict(_state(block))

    def draft(self) -> Draft:
        own = {"topology", "environment", "owner", "managed-by"}
        return Draft(
            topology=self.tags.get("topology"),
            environment=self.tags.get("environment"),
            owner=self.tags.get("owner"),
            endpoints=self.endpoints,
            providers=self.providers,
            accounts=self.accounts,
            gateways=self.gateways,
            configs=self.configs,
            gpu_pools=self.pools,
            stores=self.stores,
            state=self._placed_state(),
            alerts=self.alerts,
            tags={key: text for key, text in self.tags.items() if key not in own},
            remarks=tuple(self.remarks),
        )

    def _placed_state(self) -> Words:
        """A backend without a region of its own is where the topology is at home."""
        if not self.state or "region" in self.state:
            return self.state
        homes = [one.get("region") for one in (*self.gateways.values(), *self.pools.values())]
        return {**self.state, **({"region": homes[0]} if homes else {})}

    def place(self, block: Block, cloud: str) -> str:
        """The region of a module of topoplan's, by the alias of its place."""
        found = re.search(r"(?:places\.|foundation_)(\w+?)(?:\.place)?\}", str(block.find("place")))
        aliases = {name.replace("-", "_"): name for name in self.catalog.regions[cloud]}
        return aliases.get(found[1], TODO) if found else TODO

    def region(self, block: Block, cloud: str) -> str:
        """The region of anybody's resource: its own, of what it refers to, or the provider's."""
        for key in ("region", "location"):
            if (own := block.text(key)) in self.catalog.regions[cloud]:
                return str(own)
            if own and own[:-2] in self.catalog.regions[cloud]:
                return own[:-2]  # Google's zones: europe-west4-b
        if (arn := region_in(block.find("arn"))) is not None:
            return arn
        for key in (
            "kubernetes_cluster_id",
            "cluster",
            "cognitive_account_id",
            "cluster_id",
            "container_app_environment_id",
        ):
            address = block.refers_to(key)
            other = next((one for one in self.blocks if ".".join(one.labels) == address), None)
            if other is not None and (found := self.region(other, cloud)) != TODO:
                return found
        return self._provider_region(cloud)

    def _provider_region(self, cloud: str) -> str:
        name = {"gcp": "google", "azure": "azurerm"}.get(cloud, cloud)
        named = (one.text("region") for one in self.blocks if one.labels == (name,))
        return next((found for found in named if found), TODO)

    def say(self, code: str, says: str, block: Block, *mends: str) -> None:
        self.remarks.append(remark(code, says, block.at, *mends))


# --- topoplan's own modules ---------------------------------------------------------------------


def _gateway(root: _Root, block: Block, cloud: str) -> None:
    words: dict[str, object] = {"cloud": cloud, "region": root.place(block, cloud)}
    zones = block.find("zones")
    if isinstance(zones, list) and zones:
        words["zones"] = len(zones)
    else:
        says = f"nothing says over how many zones the gateway `{block.name}` is spread; 2 are taken"
        root.say(ASSUMED, says, block, "write `zones`")
    words["replicas"] = _range(block, "replicas")
    cpu, memory = block.number("size", "cpu"), block.number("size", "memory")
    if cpu and memory:
        words["size"] = {"cpu": cpu // _CPU_UNITS, "memory": f"{memory // 1024} GiB"}
    if certificate := block.text("certificate"):
        words["certificate"] = certificate
    if not (block.text("image") or "").startswith("ghcr.io/berriai/litellm:"):
        words["image"] = block.text("image") or TODO
    root.gateways[_own_name(block, "gateway")] = words


def _pool(root: _Root, block: Block, cloud: str) -> None:
    region = root.place(block, cloud)
    words: dict[str, object] = {
        "cloud": cloud,
        "region": region,
        "accelerator": block.text("accelerator", "name") or TODO,
        "machine": block.text("machine") or TODO,
        "nodes": _range(block, "nodes"),
        "purchase": block.text("purchase", "kind") or "on_demand",
    }
    zones = block.find("zones")
    if isinstance(zones, list) and zones and set(zones) != set(_zones(root, cloud, region)):
        words["zones"] = list(zones)
    if reservation := block.text("purchase", "reservation_id"):
        words["reservation"] = reservation
    clusters = (one for one in root.blocks if one.type.endswith("/gpu_cluster"))
    own = block.refers_to("cluster")
    people = [one.find("administrators") for one in clusters if f"module.{one.name}" == own]
    if people and people[0]:
        words["administrators"] = people[0]
    root.pools[_own_name(block, "gpu_pool")] = words


def _zones(root: _Root, cloud: str, region: str) -> tuple[str, ...]:
    known = root.catalog.regions[cloud].get(region)
    return root.catalog.zones(known) if known else ()


def _account(root: _Root, block: Block, cloud: str) -> None:
    """An account of Azure: one deployment type, and capacities by model."""
    region = root.place(block, cloud)
    each = [_table(one) for one in _table(block.find("deployments")).values()]
    modes = [str(one["deployment_type"]) for one in each]
    models = {spec_name(str(one["model"])): str(one["model"]) for one in each}
    sizes = {
        key: size
        for key, one in zip(models, each, strict=True)
        if isinstance(size := one.get("capacity"), int)
    }
    words: dict[str, object] = {
        "kind": "azure-openai",
        "region": region,
        "mode": modes[0] if modes else TODO,
        "models": models,
    }
    if sizes:
        bought = _PROVISIONED in str(words["mode"])
        quotas = {key: size * 1000 for key, size in sizes.items()}
        words |= {"ptus": sizes} if bought else {"quotas": quotas}
    name = _own_name(block, "openai_account")
    root.providers[name] = words
    root.accounts[f"{block.text('name')}.openai.azure.com"] = name


def _access(root: _Root, block: Block, cloud: str) -> None:  # noqa: ARG001 - one signature
    """Rights on Bedrock: of an endpoint without a gateway they are its route."""
    if not block.name.startswith("bedrock_access_of_"):
        return
    grants = map(_table, _table(block.find("grants")).values())
    route = [target for one in grants if (target := _granted(root, one))]
    if route:
        name = block.name.removeprefix("bedrock_access_of_").replace("_", "-")
        root.endpoints[name] = {"kind": "chat", "route": route}


def _granted(root: _Root, grant: Mapping[str, object]) -> str | None:
    found = _GRANT.fullmatch(str(grant.get("description")))
    arn = str(grant.get("inference_profile_arn") or "")
    models = grant.get("foundation_model_arns")
    called = arn if arn != "None" and arn else str(models[0]) if isinstance(models, list) else ""
    if found is None or not called:
        return None
    profile = called.rpartition("/")[2].partition(".")[0] if arn and arn != "None" else None
    words: dict[str, object] = {"kind": "bedrock", "region": region_in(called) or TODO}
    words["mode"] = {None: "regional", "global": "global"}.get(profile, "geo")
    there = root.catalog.bedrock_geographies(found["model"], str(words["region"]))
    if words["mode"] == "geo" and there != (profile,):
        words["profile"] = profile
    key = spec_name(found["model"])
    known = _table(root.providers.get(found["provider"], {}).get("models"))
    both = {**known, key: found["model"]}
    root.providers[found["provider"]] = {**words, "models": both}
    return f"{found['provider']}/{key}"


def _bucket(root: _Root, block: Block, cloud: str) -> None:
    words: dict[str, object] = {"kind": _STORES[cloud], "region": root.place(block, cloud)}
    if days := block.number("retention_days"):
        words["retention_days"] = days
    root.stores[_own_name(block, "bucket")] = {**words, "receives": "all"}
    root.say(
        LOST,
        f"nothing says whose prompts the bucket `{block.name}` receives; `all` is taken",
        block,
        "name the endpoints in `receives`",
    )


def _observability(root: _Root, block: Block, cloud: str) -> None:  # noqa: ARG001 - one signature
    found = block.find("subscribers")
    if isinstance(found, list):
        root.alerts = tuple(map(str, found))


def _own_name(block: Block, kind: str) -> str:
    return block.name.removeprefix(f"{kind}_").replace("_", "-")


def _range(block: Block, key: str) -> Words:
    return {one: block.number(key, one) or 0 for one in ("min", "max")}


def _table(found: object) -> Mapping[str, object]:
    """A mapping; an empty one where there is something else."""
    return {str(key): one for key, one in found.items()} if isinstance(found, Mapping) else {}


_OF_MODULES = {
    "bedrock_access": _access,
    "bucket": _bucket,
    "gateway": _gateway,
    "gpu_pool": _pool,
    "observability": _observability,
    "openai_account": _account,
}


# --- anybody's resources ------------------------------------------------------------------------


def _take_resource(root: _Root, block: Block) -> None:
    if (what := _SERVING_LEFT_OUT.get(block.type)) is not None:
        root.say(LEFT_OUT, f"no node of a spec is like {what}", block)
    elif (shape := _NODES.get(block.type)) is not None:
        _take_nodes(root, block, *shape)
    elif block.type == "azurerm_cognitive_deployment":
        _take_deployment(root, block)
    for found in running(block, root.blocks, root.region):
        name = spec_name(found.name, root.gateways)
        root.gateways[name] = found.words
        if found.config is not None:
            root.configs[name] = found.config
        for code, says, mend in found.said:
            root.say(code, says, block, mend)


_Route = tuple[str, ...]
_NODES: Mapping[str, tuple[str, _Route, _Route, _Route]] = {
    "aws_eks_node_group": (
        "aws",
        ("instance_types",),
        ("scaling_config", "min_size"),
        ("scaling_config", "max_size"),
    ),
    "azurerm_kubernetes_cluster_node_pool": ("azure", ("vm_size",), ("min_count",), ("max_count",)),
    "google_container_node_pool": (
        "gcp",
        ("node_config", "machine_type"),
        ("autoscaling", "min_node_count"),
        ("autoscaling", "max_node_count"),
    ),
    "scaleway_k8s_pool": ("scaleway", ("node_type",), ("min_size",), ("max_size",)),
}
"""Types of node pools: cloud, and where machine, fewest and most nodes stand."""


def _take_nodes(
    root: _Root, block: Block, cloud: str, at: _Route, low: _Route, high: _Route
) -> None:
    """A pool of nodes with GPUs; one without serves no model."""
    named = block.find(*at)
    machine = str(named[0]) if isinstance(named, list) and named else str(named)
    known = root.catalog.machine(cloud, machine)
    if known is None or not known.accelerator:
        if "${" in machine:
            root.say(MISSING, f"`{block.name}` has its machine from an expression", block)
        return
    fewest = block.number(*low) or 0
    name = spec_name(block.name, root.pools)
    root.pools[name] = {
        "cloud": cloud,
        "region": root.region(block, cloud),
        "accelerator": known.accelerator,
        "machine": machine,
        "nodes": {"min": fewest, "max": block.number(*high) or max(fewest, 1)},
        "purchase": "spot" if _is_spot(block) else "on_demand",
        "serves": {"model": {"model": TODO}},
    }
    says = f"nothing says which models the nodes of `{block.name}` serve"
    root.say(MISSING, says, block, f"write them where `{TODO}` stands")


def _is_spot(block: Block) -> bool:
    words = (block.text("capacity_type"), block.text("priority"), block.text("node_config", "spot"))
    return any(str(word).lower() in ("spot", "true") for word in words)


def _take_deployment(root: _Root, block: Block) -> None:
    """A deployment of Azure OpenAI, in the account that it refers to."""
    address = block.refers_to("cognitive_account_id")
    account = next((one for one in root.blocks if ".".join(one.labels) == address), None)
    label = str(block.find("cognitive_account_id")).rpartition("/")[2]
    if account is None:
        named = (one for one in root.blocks if one.type == "azurerm_cognitive_account")
        account = next((one for one in named if one.text("name") == label), None)
    model = block.text("model", "name") or TODO
    mode = block.text("sku", "name") or block.text("scale", "type") or TODO
    region = root.region(account or block, "azure")
    host = account.text("custom_subdomain_name") or account.text("name") if account else None
    base = spec_name(account.name if account else block.name)
    taken = root.providers.get(base)
    name = base if taken is None or taken["mode"] == mode else f"{base}-{spec_name(mode)}"[:31]
    both = {**_table(root.providers.get(name, {}).get("models")), spec_name(block.name): model}
    endpoint = f"{host}.openai.azure.com" if host else TODO
    words = {"kind": "azure-openai", "region": region, "mode": mode, "endpoint": endpoint}
    root.providers[name] = {**words, "models": both}
    root.accounts.setdefault(endpoint, name)


def _state(block: Block) -> Iterator[tuple[str, object]]:
    """The backend, as a spec says it."""
    backend = block.find("backend")
    named = backend[0] if isinstance(backend, list) and backend else backend
    for kind, about in _table(named).items():
        if kind.startswith("__"):
            continue
        inner = Block("backend", (kind,), _table(about), block.at)
        scaleway = "scw.cloud" in str(inner.find("endpoints"))
        yield "backend", "object_storage" if scaleway else kind
        if region := inner.text("region"):
            yield "region", region
        for key, own in _STATES.items():
            if found := inner.text(key):
                yield own, found
