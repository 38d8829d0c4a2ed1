"""Paths to a spec: each is a LiteLLM configuration, a folder of Terraform, or Terraform's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from planner.adopting.draft import Draft, Words
from planner.adopting.drafting import joined, text_of
from planner.adopting.litellm import adopted_proxy
from planner.adopting.mixing import mixed
from planner.adopting.proxy import is_proxy, proxy
from planner.adopting.remarks import IN_CLEAR
from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, SourceText
from planner.errors import SpecError, UsageError
from planner.spec import masked, read_text, source_of
from planner.topology import resolve
from planner.values import value

_GATEWAY = "main"


@value
class Adopted:
    """A spec as text, and what has to be said of it."""

    text: str
    remarks: tuple[Diagnostic, ...]
    sources: Mapping[PurePath, SourceText]
    """What the remarks point into, with no secret in it."""
    draft: Draft


def adopt(
    paths: Iterable[Path],
    catalog: Catalog,
    *,
    name: str | None = None,
    gateway: Words | None = None,
) -> Adopted:
    """The spec that would produce what the files at some paths say.

    `gateway`: where the gateway of a lone configuration runs, as a spec says it.

    Raises:
        SpecError: a file can't be read.
        UsageError: one is nothing that can be adopted.
    """
    drafts = [_draft(path, catalog, gateway or {}) for path in paths]
    draft = joined(drafts, name)
    if not draft.endpoints:
        raise UsageError(
            "nothing there calls a model: there is no endpoint to write a spec of",
            mend="name a LiteLLM configuration, or a folder of Terraform that has one",
        )
    text = text_of(draft)
    remarks = (*draft.remarks, *_mixed(text, draft, catalog))
    sources = {path: _struck(each, remarks) for path, each in draft.sources.items()}
    return Adopted(text, remarks, sources, draft)


def _draft(path: Path, catalog: Catalog, gateway: Words) -> Draft:
    source = source_of(path)
    if source.value is None:
        raise SpecError(source.diagnostics)
    read = proxy(source.value)
    if read.value is None:
        raise SpecError(read.diagnostics, {path: source.value})
    if not is_proxy(read.value.tree):
        raise UsageError(
            f"{path} is no configuration of LiteLLM: it has no `model_list`",
            mend="name its config.yaml",
        )
    return adopted_proxy(read.value, _GATEWAY, gateway, catalog)


def _struck(source: SourceText, remarks: Iterable[Diagnostic]) -> SourceText:
    """The text without its keys: those that look like one, and those that stand where one does."""
    lines = masked(source.text).split("\n")
    for one in remarks:
        if one.code == IN_CLEAR and one.at.path == source.path:
            line = lines[one.at.line - 1]
            start, end = one.at.column - 1, one.at.end_column - 1
            lines[one.at.line - 1] = line[:start] + "*" * (end - start) + line[end:]
    return SourceText(source.path, "\n".join(lines))


def _mixed(text: str, draft: Draft, catalog: Catalog) -> tuple[Diagnostic, ...]:
    """What can be said of places once the spec can be read; nothing while facts are missing."""
    read = read_text(SourceText(PurePath("adopted.yaml"), text))
    topology = resolve(read.value, catalog).value if read.value else None
    return tuple(mixed(topology, draft, catalog)) if topology else ()
