"""An emulated provider: each call of the protocol to its answer, on values instead of bytes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.sandbox.providers.applying import Invention, settled
from planner.sandbox.providers.behaviour import Behaviour, TypeBehaviour
from planner.sandbox.providers.checks import Complaint, Steps, complaints
from planner.sandbox.providers.codec import UNKNOWN, Object, Value, encoded, from_state
from planner.sandbox.providers.inventing import digest
from planner.sandbox.providers.planning import planned
from planner.sandbox.providers.schema import Block, ProviderSchema


class Made:
    """The things that were made and not yet destroyed; two of the same kind are told apart."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._alike: Counter[str] = Counter()
        self._seeds: dict[bytes, str] = {}
        self._states: dict[tuple[str, str], Object] = {}

    def seed(self, type_name: str, prior: Value, plan: Object) -> str:
        """What its values are made from, the same in each run for the same plan."""
        with self._turn:
            known = self._seeds.get(encoded(prior)) if prior is not None else None
            if known is not None:
                return known
            kind = digest(type_name, encoded(plan).hex())
            self._alike[kind] += 1
            return f"{kind}/{self._alike[kind]}"

    def remember(self, type_name: str, prior: Value, state: Object, seed: str) -> None:
        with self._turn:
            self._seeds.pop(encoded(prior), None)
            self._seeds[encoded(state)] = seed
            self._states[type_name, str(state.get("id"))] = state

    def forget(self, type_name: str, prior: Value) -> None:
        with self._turn:
            seed = self._seeds.pop(encoded(prior), "")
            self._alike[seed.partition("/")[0]] -= 1
            if isinstance(prior, dict):
                self._states.pop((type_name, str(prior.get("id"))), None)

    def by_id(self, type_name: str, id_: str) -> Object | None:
        with self._turn:
            return self._states.get((type_name, id_))


@dataclass(frozen=True, slots=True)
class Provider:
    """A schema, what no schema tells, and the things that were made by it."""

    schema: ProviderSchema
    behaviour: Behaviour
    settings: dict[str, str] = field(default_factory=dict)
    """Of the provider's block: what an argument that a resource doesn't give is taken from."""
    made: Made = field(default_factory=Made)

    def check_provider(self, config: Value) -> Iterator[Complaint]:
        rules = self.behaviour.of("provider").rules
        return complaints(self.schema.provider, config, rules)

    def check_resource(self, type_name: str, config: Value) -> Iterator[Complaint]:
        rules = self.behaviour.of(type_name).rules
        return complaints(self.schema.resources[type_name], config, rules)

    def check_data_source(self, type_name: str, config: Value) -> Iterator[Complaint]:
        rules = self.behaviour.of(f"data.{type_name}").rules
        return complaints(self.schema.data_sources[type_name], config, rules)

    def configure(self, config: Value) -> None:
        """All configurations of a provider come to the same one: the last holds for all."""
        if isinstance(config, dict):
            self.settings.update({k: v for k, v in config.items() if isinstance(v, str) and v})

    def read_state(self, type_name: str, state: object) -> Value:
        return from_state(self.schema.resources[type_name], state)

    def plan(self, type_name: str, prior: Value, proposed: Value) -> tuple[Value, list[Steps]]:
        """The planned state, and which changes of it can't be made to a thing that is there."""
        behaviour = self.behaviour.of(type_name)
        block = self.schema.resources[type_name]
        result = planned(block, prior, proposed, behaviour.computed_blocks)
        return result, list(_replacing(behaviour, block, prior, result))

    def protected(self, type_name: str, prior: Value) -> str:
        """The argument that keeps a thing from being destroyed, or nothing."""
        argument = self.behaviour.of(type_name).protected_by
        kept = argument and isinstance(prior, dict) and prior.get(argument) is not False
        return argument if kept else ""

    def apply(self, type_name: str, prior: Value, plan: Value) -> Value:
        """The new state; null where the plan was to destroy."""
        if not isinstance(plan, dict):
            self.made.forget(type_name, prior)
            return None
        seed = self.made.seed(type_name, prior, plan)
        state = settled(
            self.schema.resources[type_name],
            plan,
            Invention(type_name, seed, self._defaults(), self.behaviour.of(type_name)),
        )
        self.made.remember(type_name, prior, state, seed)
        return state

    def import_(self, type_name: str, id_: str) -> Value:
        """What was made here by that id, or something of which the id alone is known."""
        found = self.made.by_id(type_name, id_)
        if found is not None:
            return found
        block = self.schema.resources[type_name]
        last = id_.replace(":", "/").rpartition("/")[2]
        own = {"id": id_, "name": last}
        state: Object = {name: own.get(name) for name in block.attributes}
        return {**state, **_no_blocks(block)}

    def read_data(self, type_name: str, config: Value) -> Value:
        if not isinstance(config, dict):
            return None
        block = self.schema.data_sources[type_name]
        plan = planned(block, None, config, ())
        assert isinstance(plan, dict)  # noqa: S101 - only a null is planned to null
        behaviour = self.behaviour.of(f"data.{type_name}")
        seed = digest(type_name, encoded(plan).hex())
        # a search of its own finds out even what could have been said, such as the project
        found = {name: UNKNOWN for name in behaviour.values or {} if plan.get(name) is None}
        return settled(
            block, {**plan, **found}, Invention(type_name, seed, self._defaults(), behaviour)
        )

    def _defaults(self) -> Mapping[str, str]:
        return {**self.behaviour.defaults, **self.settings}


def _no_blocks(block: Block) -> Object:
    return {
        name: None if nested.nesting == "single" else {} if nested.nesting == "map" else []
        for name, nested in block.blocks.items()
    }


def _replacing(
    behaviour: TypeBehaviour, block: Block, prior: Value, plan: Value
) -> Iterator[Steps]:
    if not isinstance(prior, dict) or not isinstance(plan, dict):
        return
    for path in behaviour.replaces:
        yield from _changed(block, prior, plan, path.split("."), ())


def _changed(
    block: Block, prior: Object, plan: Object, path: list[str], at: Steps
) -> Iterator[Steps]:
    name, *rest = path
    before, after = prior.get(name), plan.get(name)
    if name not in {*block.attributes, *block.blocks}:
        return
    if not rest:
        # what a provider is still to settle is no change, but what another thing will give is
        if _differs(block, name, before, after) and not (after is UNKNOWN and before is None):
            yield (*at, name)
        return
    nested = block.blocks.get(name)
    if nested is None or not isinstance(before, list) or not isinstance(after, list):
        return
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if isinstance(old, dict) and isinstance(new, dict):
            step: Steps = (index,) if nested.nesting == "list" else ()
            yield from _changed(nested.block, old, new, rest, (*at, name, *step))


def _differs(block: Block, name: str, before: Value, after: Value) -> bool:
    """What is in a block has paths of its own: the block itself is only there, or isn't."""
    if name in block.blocks and isinstance(before, list) and isinstance(after, list):
        return len(before) != len(after)
    return before != after
