from __future__ import annotations

import sys
from decimal import Decimal
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace

import pytest

from planner.capacity import second_opinion
from tests.capacity.asking import CHAT, asked, fitting


def install(monkeypatch: pytest.MonkeyPatch, answer: object) -> list[dict[str, object]]:
    """AIConfigurator as far as it is asked; the questions that it gets."""
    questions: list[dict[str, object]] = []

    def cli_estimate(**question: object) -> object:
        questions.append(question)
        if isinstance(answer, Exception):
            raise answer
        return SimpleNamespace(raw={"request_rate": answer})

    for name in ("aiconfigurator", "aiconfigurator.cli", "aiconfigurator.cli.api"):
        module = ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(module, "cli_estimate", cli_estimate, raising=False)
    return questions


def test_where_it_is_not_installed_there_is_no_second_opinion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "aiconfigurator", None)
    found = fitting(asked("llama-3.1-8b-instruct", "fp8", "p5.48xlarge"))

    assert second_opinion(found, CHAT) is None


def test_it_is_asked_about_the_same_replica_at_the_same_concurrency(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions = install(monkeypatch, 22.5)
    found = fitting(asked("llama-3.3-70b-instruct", "fp8", "p5.48xlarge"))

    assert second_opinion(found, CHAT) == Decimal("22.5")
    (question,) = questions
    assert question["model_path"] == "meta-llama/Llama-3.3-70B-Instruct"
    assert (question["system_name"], question["tp_size"]) == ("h100_sxm", 2)
    assert (question["isl"], question["osl"]) == (512, 256)
    assert (question["batch_size"], question["gemm_quant_mode"]) == (128, "fp8")


def test_what_it_has_no_figures_of_it_says_nothing_of(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ValueError("no silicon data"))
    found = fitting(asked("llama-3.1-8b-instruct", "fp8", "p5.48xlarge"))

    assert second_opinion(found, CHAT) is None
