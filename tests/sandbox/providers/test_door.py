"""What a caller of the emulated providers meets before Terraform does."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner.errors import UsageError
from planner.sandbox import emulated_names, emulated_providers


def test_terraform_is_told_where_each_provider_listens() -> None:
    with emulated_providers(["google", "scaleway", "google"]) as environment:
        told = json.loads(environment["TF_REATTACH_PROVIDERS"])

        assert set(told) == {
            "registry.terraform.io/hashicorp/google",
            "registry.terraform.io/scaleway/scaleway",
        }
        sockets = [provider["Addr"]["String"] for provider in told.values()]
        assert all(Path(socket).exists() for socket in sockets)
    assert not any(Path(socket).exists() for socket in sockets)


def test_a_name_that_is_no_provider_s_gets_the_list_of_those_there_are() -> None:
    with pytest.raises(UsageError) as refused, emulated_providers(["gogle"]):
        pass

    assert "google@8" in str(refused.value.mend)


def test_each_provider_of_two_majors_has_both() -> None:
    assert {"google", "google@7", "google@8", "google-beta@7", "helm@2", "helm@3"} <= set(
        emulated_names()
    )


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "grpc" else name)

    with pytest.raises(UsageError, match="grpc") as refused, emulated_providers(["google"]):
        pass

    assert "topoplan[sandbox]" in str(refused.value.mend)


def test_nothing_of_the_extra_is_imported_before_the_door_is_opened() -> None:
    extra = "{'grpc', 'msgpack', 'google.protobuf'}"
    program = f"import sys, planner.sandbox; print({extra} & {{*sys.modules}})"

    imported = subprocess.run(
        (sys.executable, "-c", program), capture_output=True, text=True, check=True
    )

    assert imported.stdout.strip() == "set()"
