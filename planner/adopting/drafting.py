"""Drafts of several files to one spec as text, which says what was taken for granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from planner.adopting.draft import TODO, Draft, Words
from planner.adopting.remarks import ASSUMED, MISSING
from planner.diagnostics import SourceText, Span
from planner.spec import yaml_of

_SECTIONS = ("endpoints", "providers", "gateways", "gpu_pools", "stores")
_NAMED = 3
"""Files that the head of a spec names."""
_OPTIONAL = ("environment", "owner")


def joined(drafts: Iterable[Draft], name: str | None = None) -> Draft:
    """One draft of all; of two values for a name the first wins, since it was read first."""
    every = tuple(drafts)
    sections = {section: _section(every, section) for section in _SECTIONS}
    return Draft(
        topology=name or _first(every, "topology"),
        environment=_first(every, "environment"),
        owner=_first(every, "owner"),
        endpoints=sections["endpoints"],
        providers=sections["providers"],
        accounts={host: name for each in every for host, name in each.accounts.items()},
        gateways=sections["gateways"],
        configs={name: text for each in every for name, text in each.configs.items()},
        gpu_pools=sections["gpu_pools"],
        stores=sections["stores"],
        state=next((each.state for each in every if each.state), {}),
        alerts=next((each.alerts for each in every if each.alerts), ()),
        tags=next((each.tags for each in every if each.tags), {}),
        remarks=tuple(remark for each in every for remark in each.remarks),
        routes=_routes(every),
        sources=_sources(every),
    )


def _first(drafts: tuple[Draft, ...], key: str) -> str | None:
    found = (getattr(each, key) for each in drafts)
    return next((str(one) for one in found if one), None)


def _section(drafts: tuple[Draft, ...], section: str) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for draft in drafts:
        for name, words in getattr(draft, section).items():
            found[name] = _merged(found.get(name, {}), words)
    return found


def _merged(first: Words, second: Words) -> Words:
    """Both by key; tables of both, such as a provider's models, are joined."""
    found = dict(second)
    for key, word in first.items():
        other = found.get(key)
        both = isinstance(word, Mapping) and isinstance(other, Mapping)
        found[key] = {**other, **word} if both else word  # type: ignore[dict-item]  # both are mappings
    return {key: found[key] for key in (*first, *second) if key in found}


def _routes(drafts: tuple[Draft, ...]) -> Mapping[str, Span]:
    return {name: at for draft in drafts for name, at in draft.routes.items()}


def _sources(drafts: tuple[Draft, ...]) -> Mapping[PurePath, SourceText]:
    return {path: source for draft in drafts for path, source in draft.sources.items()}


def text_of(draft: Draft) -> str:
    """The spec of a draft as YAML."""
    words: dict[str, object] = {"version": 1, "topology": draft.topology or TODO}
    words |= {key: getattr(draft, key) for key in _OPTIONAL if getattr(draft, key)}
    head = "".join(f"# {line}\n" for line in _head(draft))
    named = (*_SECTIONS, "state", "alerts", "tags")
    parts = [{key: getattr(draft, key)} for key in named if getattr(draft, key)]
    return "".join((head, _lines(words), *(f"\n{yaml_of(part)}" for part in parts)))


def _lines(words: Words) -> str:
    """Scalars by their keys, a line for each."""
    return "".join(yaml_of({key: word}).strip("{}\n") + "\n" for key, word in words.items())


def _head(draft: Draft) -> Iterator[str]:
    names = sorted({path.name for path in draft.sources})
    files = ", ".join(names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    yield f"Adopted from {files}{more}. What was left out, and why, `topoplan adopt` says again."
    missing = sum(remark.code == MISSING for remark in draft.remarks)
    if missing or not draft.topology:
        yield f"`{TODO}` stands where those files lack a fact: `topoplan check` names each."
    for says in dict.fromkeys(r.message for r in draft.remarks if r.code == ASSUMED):
        yield f"Assumed: {says}."
    yield "No endpoint says yet which data it has, nor its traffic: write `data` and `traffic`."
