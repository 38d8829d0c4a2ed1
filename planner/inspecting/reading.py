"""A planned resource to its hops: where it stands, and where the data of its type goes besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from planner.catalog import HopPart, Region
from planner.inspecting.hops import Kind, PlannedHop
from planner.inspecting.places import Places, Use, names_in
from planner.inspecting.rights import Right, rights_in
from planner.inspecting.settings import Settings, addresses, settings_of
from planner.planfile import Item, NotKnownError
from planner.topology import Edge
from planner.values import value

_STANDS = {
    "passes": Use(processed=True, kept=False),
    "keeps": Use(processed=False, kept=True),
    "both": Use(processed=True, kept=True),
    "everywhere": Use(processed=True, kept=False),
}
_COPYING = frozenset({Edge.REPLICATE, Edge.BACKUP})
_DEPLOYMENTS = "Microsoft.CognitiveServices/accounts/deployments"
_ANYTHING = "*?"
_ARN_REGION, _ARN_PARTS = 3, 6
_EVERYWHERE = "global"
_ACCOUNTS = ("azurerm_cognitive_account", "azurerm_ai_services", "azurerm_ai_foundry")
_DEPLOYING = ("azurerm_cognitive_deployment", "azapi_resource")
_NAMED_AFTER = ("name", "custom_subdomain_name")


@value
class Reading:
    """What types mean, and where the words of a plan are."""

    places: Places

    def hops(self, item: Item) -> Iterator[PlannedHop]:
        """The hops of a resource; nothing where data never comes near it."""
        types = self.places.catalog.hop_types(item.cloud)
        stand = types.stand(item.type)
        if stand is None:
            yield from self._of_unknown_type(item)
        elif stand == "everywhere":
            stop = self.places.of_place(item.cloud, _EVERYWHERE, _STANDS[stand])
            says = "it answers at the edge, near each caller"
            yield PlannedHop(says, None, "region", f"{item.cloud}:{_EVERYWHERE}", stop)
        elif stand in _STANDS:
            yield self._standing(item, _STANDS[stand])
        for part in types.parts(item.type):
            if _holds(part, item):
                yield from self._sent(part, item)

    def _of_unknown_type(self, item: Item) -> Iterator[PlannedHop]:
        if item.cloud and item.region is not None:
            yield self._standing(item, _STANDS["both"])
        why = "what its type does with data is not in the catalogue"
        yield PlannedHop("its type is unknown", None, "region", item.type, None, why)

    def _standing(self, item: Item, use: Use) -> PlannedHop:
        name = item.region
        if name is None:
            why = "its region can't be read from the plan"
            return PlannedHop("its region is unknown", None, "region", "", None, why)
        return self._placed(item, f"it stands in {name}", None, name, use)

    def _placed(self, item: Item, says: str, edge: Edge | None, name: str, use: Use) -> PlannedHop:
        stop = self.places.of_place(item.cloud, name, use)
        why = "" if stop else f"no source says where `{name}` is"
        kind: Kind = "copy" if edge in _COPYING and name != item.region else "region"
        return PlannedHop(says, edge, kind, f"{item.cloud}:{name}", stop, why)

    def _sent(self, part: HopPart, item: Item) -> Iterator[PlannedHop]:
        edge, hidden = Edge(part.edge), item.hides(part.at) if part.at else ""
        read: Mapping[str, Callable[[HopPart, Item, Edge], Iterator[PlannedHop]]] = {
            "anywhere": _anywhere,
            "body": self._body,
            "deployment": self._deployment,
            "guardrail": self._guardrail,
            "managed_policy": self._managed_policy,
            "model": self._models,
            "pair": self._pair,
            "place": self._named_places,
            "resource": self._resource,
            "rights": self._rights,
            "settings": self._settings,
        }
        if hidden and part.read != "resource":
            yield PlannedHop(hidden, edge, "region", "", None, hidden)
        yield from read[part.read](part, item, edge)

    def _named_places(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        for text in dict.fromkeys(item.texts(part.at)):
            name = text.rpartition("/")[2].removeprefix("regional-")
            name = name.replace(" ", "").lower() if item.cloud == "azure" else name
            yield self._placed(item, f"its `{part.at}` is {text}", edge, name, Use.over(edge))

    def _pair(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        region = self._region(item)
        stop = self.places.of_pair(region) if region else None
        why = "" if stop else "no source says which region its own is paired with"
        word = ", ".join(part.when) or "its type"
        says = f"`{word}` copies it to the paired region"
        yield PlannedHop(says, edge, "copy", f"the pair of {item.region}", stop, why)

    def _region(self, item: Item) -> Region | None:
        return self.places.region(item.cloud, item.region) if item.region else None

    # references

    def _resource(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        """Where another resource stands: as its ARN says, else as the plan says of it."""
        texts = dict.fromkeys(item.texts(part.at))
        related = _related(part.at, item)
        places = {_region_of_arn(text) for text in texts} - {""}
        places |= {one.region for one in related if one.region is not None}
        for name in sorted(places):
            yield self._placed(item, f"its `{part.at}` is in {name}", edge, name, Use.over(edge))
        if not places and (texts or item.hides(part.at)):
            named = next(iter(texts), "")
            why = f"the plan doesn't say where its `{part.at}` is"
            yield PlannedHop(f"its `{part.at}` is {named}", edge, "region", named, None, why)

    # models

    def _models(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        for text in dict.fromkeys(item.texts(part.at)):
            yield self._model(text, item, edge)

    def _model(self, text: str, item: Item, edge: Edge) -> PlannedHop:
        """A model or profile by its id, called from the item's region, or by its ARN."""
        if text.startswith("arn:"):
            right = _as_right(text)
            return self._right(right, edge) if right else _opaque(f"it calls {text}", edge)
        source = item.region or ""
        kind = "inference-profile" if self._is_profile(text) else "foundation-model"
        arn = f"arn:aws:bedrock:{source}::{kind}/{text}"
        return self._right(Right(source, kind, text, arn), edge)

    def _is_profile(self, name: str) -> bool:
        first, dot, rest = name.partition(".")
        return bool(dot) and "." in rest and self.places.catalog.is_bedrock_geography(first)

    def _right(self, right: Right, edge: Edge) -> PlannedHop:
        says = f"it may call {right.arn}"
        region = self.places.region("aws", right.region)
        if region is None or any(mark in right.region for mark in _ANYTHING):
            why = f"it may call {right.id} from any region"
            return PlannedHop(says, edge, "model", right.arn, None, why)
        if right.kind == "inference-profile":
            stop = self.places.of_profile(right.id, region)
            why = "" if stop else f"no source lists where {right.id} may run, called from here"
            return PlannedHop(says, edge, "model", right.arn, stop, why)
        if right.kind in ("foundation-model", "provisioned-model", "custom-model"):
            stop = self.places.in_region(region, Use(processed=True, kept=False))
            return PlannedHop(says, edge, "model", right.arn, stop)
        return _opaque(says, edge)

    def _rights(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        seen: dict[str, Right] = {r.arn: r for r in rights_in(iter(item.texts(part.at)))}
        yield from (self._right(right, edge) for right in seen.values())

    def _managed_policy(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        types = self.places.catalog.hop_types(item.cloud)
        for text in item.texts(part.at):
            name = text.rpartition("/")[2]
            if text.startswith("arn:") and ":aws:policy/" in text and types.is_managed_right(name):
                why = f"{name} lets it call any model, in any region"
                yield PlannedHop(f"it attaches {name}", edge, "model", name, None, why)

    def _guardrail(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        region = self._region(item)
        for text in dict.fromkeys(item.texts(part.at)):
            stop = self.places.of_guardrail(text, region) if region else None
            name = text.rpartition("/")[2]
            why = "" if stop else f"no source lists where {name} is evaluated, called from here"
            name = f"{region.name if region else ''} {name}"
            yield PlannedHop(f"its `{part.at}` is {text}", edge, "guardrail", name, stop, why)

    # Azure's deployments

    def _deployment(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        skus = item.texts(part.at) or item.texts("scale.type")
        model = next(iter(item.texts("model.name")), "")
        maker = next(iter(item.texts("model.format")), "")
        for sku in skus:
            yield self._deployed(sku, model, maker, item, edge)
        if not skus and not item.hides(part.at):
            why = "it states no SKU"
            yield PlannedHop(why, edge, "deployment", "", None, why)

    def _deployed(self, sku: str, model: str, maker: str, item: Item, edge: Edge) -> PlannedHop:
        region = self._region(item)
        says = f"its SKU is {sku}"
        if region is None:
            why = "the plan doesn't say where its account is"
            return PlannedHop(says, edge, "deployment", sku, None, why)
        stop = self.places.of_deployment(sku, model, maker, region)
        why = "" if stop else f"no source says where the SKU {sku} runs a call"
        return PlannedHop(
            f"{says} in {region.name}", edge, "deployment", f"{region.name} {sku}", stop, why
        )

    def _body(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        """An azapi resource: a deployment of a model, or what only its location tells of."""
        kind = next(iter(item.texts("type")), "").partition("@")[0]
        if kind != _DEPLOYMENTS:
            if item.region is not None:
                yield self._standing(item, _STANDS["both"])
            why = f"what {kind or 'its type'} does with data is not in the catalogue"
            yield PlannedHop("its type is unknown", None, "region", kind, None, why)
            return
        skus = item.texts(f"{part.at}.sku.name")
        model = next(iter(item.texts(f"{part.at}.properties.model.name")), "")
        maker = next(iter(item.texts(f"{part.at}.properties.model.format")), "")
        for sku in skus:
            yield self._deployed(sku, model, maker, item, edge)
        for target in item.texts(f"{part.at}.properties.spilloverDeploymentName"):
            yield from self._spillover(target, item)
        if not skus and item.type == "azapi_resource":
            why = f"its `{part.at}` states no SKU"
            yield PlannedHop(why, edge, "deployment", "", None, why)

    def _spillover(self, target: str, item: Item) -> Iterator[PlannedHop]:
        """The deployment that takes what this one can't is judged by itself, if it is planned."""
        if not any(target in item.stage.names(type_) for type_ in _DEPLOYING):
            why = f"the plan has no deployment `{target}`, to which it spills over"
            yield PlannedHop(why, Edge.SPILLOVER, "deployment", target, None, why)

    # settings

    def _settings(self, part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        found = settings_of(item.texts(part.at))
        for host, is_private in addresses(found.hosts):
            if not is_private:
                yield from self._host(host, item, edge, is_name=is_private is None)
        for host in found.bare_hosts:
            stop = self.places.of_host(host)
            if stop is not None and host not in found.hosts:
                yield PlannedHop(f"it names {host}", edge, "host", host, stop)
        yield from self._named_models(found, item, edge)
        yield from self._named_regions(found, item, edge)

    def _host(self, host: str, item: Item, edge: Edge, *, is_name: bool) -> Iterator[PlannedHop]:
        says = f"it names {host}"
        if not is_name:
            yield PlannedHop(says, edge, "host", host, None, f"nobody says where {host} is")
            return
        if self.places.is_inside(host) or self._is_planned_account(host, item):
            return
        stop, region = self.places.of_host(host), self.places.region_of_host(host)
        if region is not None:
            stop = stop or self.places.in_region(region, Use(processed=True, kept=False))
            yield PlannedHop(says, edge, "region", f"{region.cloud}:{region.name}", stop)
            return
        why = "" if stop else f"no source says who answers at {host}, and where"
        yield PlannedHop(says, edge, "host", host, stop, why)

    def _is_planned_account(self, host: str, item: Item) -> bool:
        """Whether a host name is that of an account in the plan, which is judged by itself."""
        if not self.places.is_account(host):
            return False
        first = host.partition(".")[0]
        return any(
            first in item.stage.names(type_, name) for type_ in _ACCOUNTS for name in _NAMED_AFTER
        )

    def _named_models(self, found: Settings, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        for name in found.profiles:
            if self._is_profile(name):
                yield self._model(name, item, edge)

    def _named_regions(self, found: Settings, item: Item, edge: Edge) -> Iterator[PlannedHop]:
        clouds = (item.cloud,) if item.cloud else ("aws", "azure", "gcp", "scaleway")
        for cloud in clouds:
            for name in names_in(self.places.catalog.regions[cloud], found.words):
                region = self.places.catalog.regions[cloud][name]
                stop = self.places.in_region(region, Use(processed=True, kept=False))
                says = f"it names the region {name}"
                yield PlannedHop(says, edge, "region", f"{cloud}:{name}", stop)


def _related(name: str, item: Item) -> tuple[Item, ...]:
    """What an argument refers to; all that its outermost block does where the plan says no more."""
    return item.stage.related(item, name) or item.stage.related(item, name.partition(".")[0])


def _holds(part: HopPart, item: Item) -> bool:
    try:
        words = {name: _word(item, name) for name in part.when}
    except NotKnownError:
        return True
    has = not part.has or item.get(part.has) not in (None, [], {})
    return has and all(words[name] in values for name, values in part.when.items())


def _word(item: Item, name: str) -> str:
    word = item.text(name, "")
    return {"True": "true", "False": "false"}.get(word, word)


def _anywhere(part: HopPart, item: Item, edge: Edge) -> Iterator[PlannedHop]:
    yield PlannedHop(part.note, edge, "copy", item.type, None, part.note)


def _opaque(says: str, edge: Edge) -> PlannedHop:
    return PlannedHop(says, edge, "model", "", None, f"{says}, and nothing says where that runs")


def _as_right(arn: str) -> Right | None:
    parts = arn.split(":", _ARN_PARTS - 1)
    if len(parts) < _ARN_PARTS:
        return None
    kind, _, id_ = parts[-1].partition("/")
    region = parts[_ARN_REGION]
    return Right(region, kind, id_, f"{parts[0]}:{parts[1]}:bedrock:{region}::{parts[-1]}")


def _region_of_arn(text: str) -> str:
    parts = text.split(":")
    is_arn = parts[0] == "arn" and len(parts) >= _ARN_PARTS
    return parts[_ARN_REGION] if is_arn else ""
