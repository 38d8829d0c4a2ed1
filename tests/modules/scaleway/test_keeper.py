"""The program that keeps the gateway's container on a machine of Scaleway."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from planner import resources

SETTINGS: dict[str, Any] = {
    "address": "10.40.0.11",
    "balancer": "10.40.0.10",
    "cidr": "10.40.0.0/20",
    "drain_s": 90,
    "environment": {"HOME": "/tmp"},  # noqa: S108 - the container's
    "image": "ghcr.io/berriai/litellm:v1.106.2",
    "internet": True,
    "memory_mib": 7168,
    "peers": ["10.40.0.12"],
    "pools": [{"ip": "10.40.15.10", "port": 80}],
    "port": 4000,
    "position": 0,
    "secrets": {},
}


@pytest.fixture
def keeper() -> ModuleType:
    path = resources.folder("modules") / "scaleway/gateway/keeper.py"
    spec = importlib.util.spec_from_file_location("keeper", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Machine:
    """A machine in memory: its metadata, its containers, and what was done to them."""

    def __init__(self, keeper: Any, settings: dict[str, Any], store: Path) -> None:
        self.keeper = keeper
        self.data = {
            "gateway-config": "model_list: []",
            "gateway-keeper": Path(keeper.__file__).read_text(encoding="utf-8"),
            "gateway-settings": json.dumps(settings),
        }
        self.containers: dict[str, tuple[str, bool]] = {}
        self.broken: set[str] = set()
        self.ready_peers: set[str] = {"10.40.0.12"}
        self.rules = ""
        self.clock = 0.0
        keeper.STORE = store

    def change(self, **settings: Any) -> None:
        current = json.loads(self.data["gateway-settings"])
        self.data["gateway-settings"] = json.dumps({**current, **settings})

    def user_data(self, key: str) -> str:
        return self.data[key]

    def call(self, *words: str, text: str | None = None, **_: object) -> str:
        match words:
            case ("iptables-restore", _):
                self.rules = text or ""
            case ("docker", "inspect", *_, name):
                label, runs = self.containers[name]
                return f"{str(runs).lower()} {label}\n"
            case ("docker", "run", *options):
                label = next(o for o in options if o.startswith("digest=")).removeprefix("digest=")
                self.containers["gateway"] = (label, True)
            case ("docker", "stop", name):
                self.containers[name] = (self.containers[name][0], False)
            case ("docker", "start", name):
                self.containers[name] = (self.containers[name][0], True)
            case ("docker", "rename", old, new):
                self.containers[new] = self.containers.pop(old)
        return ""

    def works(self, *words: str) -> bool:
        match words:
            case ("docker", "inspect", name):
                return name in self.containers
            case ("docker", "rm", "--force", name):
                return self.containers.pop(name, None) is not None
        return True

    def ready(self, address: str, _port: int) -> bool:
        if address != "10.40.0.11":
            return address in self.ready_peers
        label, runs = self.containers.get("gateway", ("", False))
        return runs and label not in self.broken

    def sleep(self, seconds: float) -> None:
        self.clock += seconds

    @property
    def runs(self) -> str | None:
        label, runs = self.containers.get("gateway", ("", False))
        return label if runs else None


@pytest.fixture
def machine(
    keeper: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Machine]:
    def made(**settings: Any) -> Machine:
        it = Machine(keeper, {**SETTINGS, **settings}, tmp_path)
        for name in ("user_data", "call", "works", "ready"):
            monkeypatch.setattr(keeper, name, getattr(it, name))
        monkeypatch.setattr(
            keeper,
            "running",
            lambda: it.runs,
        )
        monkeypatch.setattr(keeper.shutil, "which", lambda _: "/usr/bin/docker")
        monkeypatch.setattr(keeper.time, "monotonic", lambda: it.clock)
        monkeypatch.setattr(keeper.time, "sleep", it.sleep)
        return it

    return made


def test_a_new_machine_starts_its_container_at_once(
    keeper: ModuleType, machine: Callable[..., Machine]
) -> None:
    own = machine(position=2)

    keeper.Keeper().turn()

    assert own.runs is not None
    assert "-A GATEWAY -s 10.40.0.10 -o gateway0 -p tcp --dport 4000 -j RETURN" in own.rules


def test_a_change_waits_for_the_machines_before(
    keeper: ModuleType, machine: Callable[..., Machine]
) -> None:
    own = machine(position=1)
    keeping = keeper.Keeper()
    keeping.turn()
    before = own.runs
    own.change(image="ghcr.io/berriai/litellm:v1.107.0")

    keeping.turn()
    assert own.runs == before

    own.clock += keeper.TURN_S
    keeping.turn()
    assert own.runs not in {None, before}


def test_a_change_waits_for_another_machine_that_answers(
    keeper: ModuleType, machine: Callable[..., Machine]
) -> None:
    own = machine()
    keeping = keeper.Keeper()
    keeping.turn()
    before = own.runs
    own.data["gateway-config"] = "model_list: [] # new"
    own.ready_peers = set()

    keeping.turn()
    assert own.runs == before

    own.broken.add(before or "")
    keeping.turn()
    assert own.runs != before


def test_a_container_that_does_not_become_ready_is_taken_back(
    keeper: ModuleType, machine: Callable[..., Machine]
) -> None:
    own = machine()
    keeping = keeper.Keeper()
    keeping.turn()
    before = own.runs
    own.data["gateway-config"] = "model_list: [] # broken"
    settings = json.loads(own.data["gateway-settings"])
    own.broken.add(keeper.digest(settings, own.data["gateway-config"], {}))

    with pytest.raises(OSError, match="not ready"):
        keeping.turn()
    keeping.turn()

    assert own.runs == before
    assert list(own.containers) == ["gateway"]


def test_a_new_program_ends_the_old_one(
    keeper: ModuleType, machine: Callable[..., Machine]
) -> None:
    own = machine()
    keeping = keeper.Keeper()
    own.data["gateway-keeper"] = "# newer"

    with pytest.raises(SystemExit):
        keeping.turn()


def test_secrets_are_read_again_now_and_then(
    keeper: ModuleType, machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = machine(secrets={"API_KEY": {"id": "1", "region": "fr-par"}})
    own.data["gateway-reader"] = "key"
    values = iter(["first", "second"])
    monkeypatch.setattr(keeper, "secret", lambda _place, _key: next(values))
    keeping = keeper.Keeper()

    keeping.turn()
    before = own.runs
    keeping.turn()
    assert own.runs == before

    own.clock += keeper.SECRETS_EVERY_S
    keeping.turn()
    assert own.runs != before


def test_no_value_stands_among_the_words_of_the_command(keeper: ModuleType) -> None:
    words = keeper.run_command(SETTINGS, "name", {"API_KEY": "sk-secret"})

    assert "API_KEY" in words
    assert not any("sk-secret" in word for word in words)


def test_the_container_never_reaches_the_metadata(keeper: ModuleType) -> None:
    rules = keeper.rules(SETTINGS).splitlines()
    to_metadata = rules.index("-A GATEWAY -i gateway0 -d 169.254.0.0/16 -j DROP")
    to_internet = rules.index("-A GATEWAY -i gateway0 -p tcp --dport 443 -j RETURN")

    assert to_metadata < to_internet


def test_without_hosts_the_container_has_no_way_out(keeper: ModuleType) -> None:
    rules = keeper.rules({**SETTINGS, "internet": False})

    assert "--dport 443" not in rules
    assert "--dport 53" not in rules
    assert "-d 10.40.15.10 -p tcp --dport 80 -j RETURN" in rules
