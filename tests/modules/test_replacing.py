"""What modules/<cloud>/replacing.toml says, held against plans of the real Terraform.

Every kind of module of a cloud is applied once. Beside what stands, the root then calls a module
for each argument that has another value, and the state says that all of these stand as well, as
copies of what was applied: a single plan tells of every argument what its change alone replaces,
and which of the modules that take something from that one are replaced with it.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from planner.resources import folder
from planner.terraform import replaced_by_plans, replacing, serving_types
from planner.values import value
from tests.changes.declared import declared
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

VALUES = Path(__file__).with_name("replacing")
CLOUDS = ("aws", "azure", "gcp", "scaleway")
UNCHANGED = "nothing"
"""In the place of an argument: a copy of which nothing changes."""


@value
class Standing:
    """A module that is applied, and the arguments that get another value."""

    name: str
    kind: str
    providers: Mapping[str, str]
    stands: Mapping[str, Any]
    becomes: Mapping[str, Any]
    besides: Mapping[str, Mapping[str, Any]]
    """What has to change with an argument, lest the module refuse it."""
    alone: Mapping[str, str]
    """Those that can't change unless other modules do, and why."""
    idle: Mapping[str, str]
    """Those whose other value builds nothing else, and why."""
    untried: Mapping[str, str]
    """Those that get none, and why."""

    def called(self, cloud: str, **changed: object) -> dict[str, Any]:
        """The call as Terraform's JSON syntax has it."""
        call = {"source": f"./modules/{cloud}/{self.kind}", **self.stands, **changed}
        return {**call, "providers": self.providers} if self.providers else call


@value
class Case:
    """A copy of a module that stands, with one argument that changes, or none."""

    module: Standing
    argument: str

    @property
    def address(self) -> str:
        return f"{self.module.name}--{self.argument}"

    def called(self, cloud: str) -> dict[str, Any]:
        if self.argument == UNCHANGED:
            return self.module.called(cloud)
        changed = {self.argument: self.module.becomes[self.argument]}
        return self.module.called(cloud, **changed, **self.module.besides.get(self.argument, {}))


@value
class Follower:
    """A copy of a module that takes from a case, instead of from what stands."""

    module: Standing
    source: Case

    @property
    def address(self) -> str:
        return f"{self.source.address}--{self.module.name}"

    def called(self, cloud: str) -> dict[str, Any]:
        stands, other = (
            f"module.{name}." for name in (self.source.module.name, self.source.address)
        )
        call: dict[str, Any] = json.loads(
            json.dumps(self.module.called(cloud)).replace(stands, other)
        )
        return call

    def foreseen(self, cloud: str) -> frozenset[str]:
        """What is replaced where what it takes from the case is another thing."""
        taken = f"module.{self.source.module.name}."
        rows = replaced_by_plans(cloud, self.module.kind)
        through = (n for n, given in self.module.stands.items() if taken in json.dumps(given))
        return frozenset(kind for name in through for kind in rows.get(name, ()))


@value
class Seen:
    """What a plan does to a module, by resource types."""

    replaced: frozenset[str]
    touched: frozenset[str]


NOTHING = Seen(frozenset(), frozenset())


@value
class Cloud:
    """The root that stands, and what becomes of it."""

    name: str
    root: Mapping[str, Any]
    modules: tuple[Standing, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(
            Case(module, argument)
            for module in self.modules
            for argument in (UNCHANGED, *module.becomes)
        )

    @property
    def followers(self) -> tuple[Follower, ...]:
        """Of each case that replaces something, the modules that it could replace as well."""
        return tuple(
            follower
            for case in self.cases
            if case.argument in replaced_by_plans(self.name, case.module.kind)
            and case.argument not in case.module.alone
            for follower in (Follower(module, case) for module in self.modules)
            if follower.foreseen(self.name)
        )

    @property
    def copies(self) -> tuple[Case | Follower, ...]:
        return (*self.cases, *self.followers)


def read(cloud: str) -> Cloud:
    said = tomllib.loads((VALUES / f"{cloud}.toml").read_text(encoding="utf-8"))
    root = said.pop("root")
    modules = tuple(
        Standing(
            name,
            table.get("kind", name),
            table.get("providers", {}),
            table["stands"],
            table.get("becomes", {}),
            table.get("besides", {}),
            table.get("alone", {}),
            table.get("idle", {}),
            table.get("untried", {}),
        )
        for name, table in said.items()
    )
    return Cloud(cloud, root, modules)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_argument_of_every_module_changes_or_says_why_not(cloud: str) -> None:
    modules = read(cloud).modules

    assert {one.kind for one in modules} == {
        path.name for path in (folder("modules") / cloud).iterdir() if path.is_dir()
    }
    for kind in {one.kind for one in modules}:
        named = [n for one in modules if one.kind == kind for n in (*one.becomes, *one.untried)]
        assert set(named) == declared(cloud, kind, "variable"), kind


@pytest.fixture(scope="module", params=CLOUDS)
def planned(
    request: pytest.FixtureRequest,
    terraform: TerraformRunner,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Cloud, Mapping[str, Seen]]:
    """A cloud, and what its one plan does to the module of each case, by address."""
    cloud = read(request.param)
    place = tmp_path_factory.mktemp(cloud.name)
    shutil.copytree(folder("modules"), place / "modules")
    _write(place / "main.tf.json", {**cloud.root, "module": dict(_standing(cloud))})
    terraform(place, "init")
    terraform(place, "apply", "-auto-approve", "-no-color")

    _write(
        place / "cases.tf.json", {"module": {c.address: c.called(cloud.name) for c in cloud.copies}}
    )
    _copy_state(place / "terraform.tfstate", cloud)
    terraform(place, "init")
    told = terraform(place, "plan", "-refresh=false", "-json")
    return cloud, dict(_seen(map(json.loads, told.splitlines()), serving_types()))


def _standing(cloud: Cloud) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for module in cloud.modules:
        yield module.name, module.called(cloud.name)


def _write(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")


def _copy_state(path: Path, cloud: Cloud) -> None:
    """Let the state say that what was applied once stands once more for each case."""
    state = json.loads(path.read_text(encoding="utf-8"))
    applied = state["resources"]
    for case in cloud.copies:
        own = f"module.{case.module.name}"
        copies = (one for one in applied if one.get("module") == own)
        state["resources"] = [
            *state["resources"],
            *({**one, "module": f"module.{case.address}"} for one in copies),
        ]
    _write(path, state)


def _seen(told: Iterable[Mapping[str, Any]], serving: frozenset[str]) -> Iterator[tuple[str, Seen]]:
    """By module; what Terraform says nothing of is left as it is."""
    types: dict[str, dict[str, set[str]]] = {}
    for change in (line["change"] for line in told if line["type"] == "planned_change"):
        module = change["resource"]["module"].removeprefix("module.")
        done = types.setdefault(module, {}).setdefault(change["action"], set())
        done.add(change["resource"]["resource_type"])
    for module, by_action in types.items():
        by_action.pop("read", None)
        # of what is there for each zone, one goes and another comes
        moved = by_action.get("delete", set()) & by_action.get("create", set()) & serving
        touched = set().union(*by_action.values())
        yield module, Seen(frozenset(by_action.get("replace", set()) | moved), frozenset(touched))


def test_a_plan_touches_what_gets_another_value_and_nothing_else(
    planned: tuple[Cloud, Mapping[str, Seen]],
) -> None:
    cloud, seen = planned

    untouched = {
        case.address for case in cloud.cases if not seen.get(case.address, NOTHING).touched
    }
    idle = {
        f"{module.name}--{argument}"
        for module in cloud.modules
        for argument in (UNCHANGED, *module.idle)
    }
    assert untouched == idle


def test_a_plan_replaces_what_is_said_and_nothing_else(
    planned: tuple[Cloud, Mapping[str, Seen]],
) -> None:
    cloud, seen = planned

    found: dict[str, dict[str, set[str]]] = {}
    for case in cloud.cases:
        types = found.setdefault(case.module.kind, {}).setdefault(case.argument, set())
        types |= seen.get(case.address, NOTHING).replaced
    made = {kind: {n: sorted(t) for n, t in rows.items() if t} for kind, rows in found.items()}

    said = {
        kind: {n: sorted(t) for n, t in replaced_by_plans(cloud.name, kind).items()}
        for kind in made
    }
    assert made == said


def test_those_follow_that_take_what_is_said_to_be_another_thing(
    planned: tuple[Cloud, Mapping[str, Seen]],
) -> None:
    cloud, seen = planned

    found: dict[str, set[str]] = {}
    for each in cloud.followers:
        if seen.get(each.address, NOTHING).replaced:
            found.setdefault(each.source.module.kind, set()).add(each.source.argument)

    tried = {(each.source.module.kind, each.source.argument) for each in cloud.followers}
    said = {
        kind: {name for name in replacing(cloud.name, kind).handing_on if (kind, name) in tried}
        for kind, _ in tried
    }
    assert found == {kind: names for kind, names in said.items() if names}


def test_whoever_follows_is_foreseen(planned: tuple[Cloud, Mapping[str, Seen]]) -> None:
    cloud, seen = planned

    for each in cloud.followers:
        replaced = seen.get(each.address, NOTHING).replaced
        assert replaced <= each.foreseen(cloud.name), each.address
