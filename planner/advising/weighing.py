"""The choices of a topology's endpoints: what each could call, judged, priced and sized."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from planner.advising.choices import Choices, listed_choices, shortlist, with_pools
from planner.advising.keeping import kept_pools
from planner.advising.pool_types import PoolType, further_pools, own_pools
from planner.catalog import Catalog, OpenModel
from planner.pipeline import Plan
from planner.solving import Judge


def weighed(
    plan: Plan, judge: Judge, left_open: Collection[str] | None = None
) -> tuple[Choices, ...]:
    """What endpoints could call: APIs, and the pools that could carry them.

    `left_open`: the endpoints to weigh, whose routes are open; None: all, by the routes they have.
    """
    all_ = plan.topology.endpoints
    endpoints = [one for one in all_ if left_open is None or one.name in left_open]
    listed = [listed_choices(plan, endpoint.name, judge) for endpoint in endpoints]
    own = tuple(own_pools(plan))
    known = {(one.kind, one.purchase) for one in own}
    further = further_pools(plan, _models(listed, plan.catalog), endpoints)
    new = (one for one in further if (one.kind, one.purchase) not in known)
    short = shortlist((*own, *new), endpoints, plan.catalog)
    untold = kept_pools(plan.topology, {one.name for one in all_ if one.traffic is not None})
    is_open = left_open is not None
    return tuple(
        with_pools(plan, one, _fit(one, short, untold - _called(one, is_open=is_open)), judge)
        for one in listed
    )


def _called(one: Choices, *, is_open: bool) -> frozenset[str]:
    """The sites that an endpoint calls; what an open route was seeded with is no call yet."""
    return frozenset(() if is_open else (target.site.id for target in one.endpoint.targets))


def _models(listed: Iterable[Choices], catalog: Catalog) -> tuple[OpenModel, ...]:
    """The open-weight models that some endpoint could do with."""
    names = sorted({name for one in listed for name in one.models})
    known = (catalog.open_model(name) for name in names)
    return tuple(model for model in known if model is not None)


def _fit(one: Choices, types: Sequence[PoolType], barred: Collection[str]) -> tuple[PoolType, ...]:
    """The pools that have a model for an endpoint, and of which it may take nodes.

    `barred`: pools of which nobody says how much is taken. As with bought units, those who call
    them may go on, and nobody else is sent there.
    """
    return tuple(
        type_ for type_ in types if type_.model.name in one.models and type_.id not in barred
    )
