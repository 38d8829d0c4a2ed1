"""LiteLLM configurations as tests adopt them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.adopting import Adopted, adopt
from planner.catalog import load
from planner.diagnostics import SourceText
from planner.spec import Spec, read_text

AWS = {"cloud": "aws", "region": "eu-central-1"}


def adopted(folder: Path, text: str, *, gateway: Mapping[str, object] | None = None) -> Adopted:
    """What becomes of the text of a configuration."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return adopt([path], load(), name="adopted", gateway=gateway)


def codes(found: Adopted) -> list[str]:
    return [remark.code for remark in found.remarks]


def spec_of(found: Adopted) -> Spec:
    """The spec, which has to be readable."""
    outcome = read_text(SourceText(Path("adopted.yaml"), found.text))
    assert outcome.value is not None, [one.message for one in outcome.diagnostics]
    return outcome.value


def group(name: str, params: str, info: str = "{}") -> str:
    """One deployment of a model list."""
    return f"  - {{model_name: {name}, litellm_params: {{{params}}}, model_info: {info}}}\n"
