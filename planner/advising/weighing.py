"""The choices of a topology's endpoints: what each could call, judged, priced and sized."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from planner.advising.choices import Choices, listed_choices, shortlist, with_pools
from planner.advising.pool_types import PoolType, further_pools, own_pools
from planner.catalog import Catalog, OpenModel
from planner.pipeline import Plan
from planner.solving import Judge


def weighed(plan: Plan, judge: Judge, names: Collection[str] | None = None) -> tuple[Choices, ...]:
    """What endpoints could call: APIs, and the pools that could carry them; None: all endpoints."""
    endpoints = [e for e in plan.topology.endpoints if names is None or e.name in names]
    listed = [listed_choices(plan, endpoint.name, judge) for endpoint in endpoints]
    own = tuple(own_pools(plan))
    known = {(one.kind, one.purchase) for one in own}
    further = further_pools(plan, _models(listed, plan.catalog), endpoints)
    new = (one for one in further if (one.kind, one.purchase) not in known)
    short = shortlist((*own, *new), endpoints, plan.catalog)
    return tuple(with_pools(plan, one, _fit(one, short), judge) for one in listed)


def _models(listed: Iterable[Choices], catalog: Catalog) -> tuple[OpenModel, ...]:
    """The open-weight models that some endpoint could do with."""
    names = sorted({name for one in listed for name in one.models})
    known = (catalog.open_model(name) for name in names)
    return tuple(model for model in known if model is not None)


def _fit(one: Choices, types: Sequence[PoolType]) -> tuple[PoolType, ...]:
    return tuple(type_ for type_ in types if type_.model.name in one.models)
