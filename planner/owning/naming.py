"""`bedrock/claude-haiku-4-5@eu-central-1`: an API in one word, to the words of a spec."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from planner.catalog import Catalog
from planner.errors import UsageError
from planner.owning.offers import Api
from planner.spec import listed_kinds
from planner.topology import Way, ways

_FORM = "write KIND/MODEL@PLACE, such as `bedrock/claude-haiku-4-5@eu-central-1`"
_NAMED = 6
"""Places and names that a complaint lists."""


def api_named(text: str, catalog: Catalog) -> Api:
    """The API that `kind/model`, `kind/model@place` or `kind/model@place:mode` names.

    Of several ways to call the model there, the first is taken, which keeps the call nearest: in
    the region before in its geography, and both before anywhere in the world.

    Raises:
        UsageError: nobody lists such a way to call it.
    """
    kind, _, rest = text.partition("/")
    if not rest:
        raise UsageError(f"`{text}` names no API", mend=_FORM)
    if kind not in listed_kinds():
        raise UsageError(f"no kind of provider `{kind}`", mend=_nearest(kind, listed_kinds()))
    model, _, place = rest.partition("@")
    known = catalog.api_model(kind, model)
    if known is None:
        near = _nearest(model, catalog.api_models(kind))
        raise UsageError(f"no source lists a model `{model}` of {kind}", mend=near)
    listed = [way for way in ways(known.name, catalog) if way.kind == kind]
    way = _chosen(listed, place, kind, known.name)
    return Api(kind, known.name, way.words)


def _chosen(listed: Sequence[Way], place: str, kind: str, model: str) -> Way:
    said = set(filter(None, place.split(":")))
    fitting = [way for way in listed if said <= set(way.words.values())]
    places = sorted({way.place for way in listed})
    if not fitting and not place:
        raise UsageError(f"no source says where {kind} serves `{model}`", mend=_FORM)
    if not fitting:
        what = f"no source lists that {kind} serves `{model}` at `{place}`"
        raise UsageError(what, mend=_nearest(place, {*places} - {""}) if any(places) else _FORM)
    if len({way.place for way in fitting}) > 1 and not said:
        raise UsageError(
            f"{kind} serves `{model}` in {len(places)} places",
            mend=f"say which after an `@`: {_listed(places)}",
        )
    return fitting[0]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name for name in names[:_NAMED] if name)
    more = len(names) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    return (
        f"write {' or '.join(f'`{one}`' for one in near)}" if near else f"one of {_listed(names)}"
    )
