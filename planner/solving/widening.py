"""An endpoint to the least that its policies have to allow more for it to pass as it is.

First the demands are found that can't all stay, then each of them is given up by as little as will
do. Both are searched by taking away what isn't needed, so that no proper part of an answer does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planner.diagnostics import Diagnostic, Edit
from planner.pipeline import Plan
from planner.solving.constraints import Constraint, Level, constraints, levels, under
from planner.solving.judging import judged
from planner.spec import Spec, cut, edit, edited, words
from planner.values import value

_PLACES = {
    ("processing",),
    ("at_rest",),
    ("key_custody",),
    ("support",),
    ("operators", "parents"),
    ("operators", "homes"),
}
_NAMES = {("operators", "approved"), ("regions", "allow")}
_DENIED = {
    ("operators", "deny"),
    ("regions", "deny"),
    ("countries", "deny"),
    ("model_origins", "deny"),
}
_ROUNDS = 4
"""How often what is still refused is added: allowing one country may show the next."""
_MANY = 16
"""More members than this are no widening but the end of a constraint: it is left out instead."""
_MOST_DAYS = 36500


@value
class Widening:
    """What one level has to allow more."""

    constraint: Constraint
    value: object
    """What has to stand there instead; None: nothing."""
    more: tuple[str, ...]
    """What is allowed in addition, member by member; empty where that can't be counted."""

    @property
    def size(self) -> int:
        """Members that are allowed in addition; a demand that is given up weighs the most."""
        return len(self.more) if self.value is not None and self.more else _MANY + 1


@value
class Relaxation:
    """Widenings with which an endpoint passes; no proper part of them is enough."""

    widenings: tuple[Widening, ...]
    edits: tuple[Edit, ...]
    tolerates: tuple[Edit, ...] = ()
    """Of the edits, those that let pass what is unproven."""

    @property
    def size(self) -> tuple[int, int]:
        counted = sum(one.size for one in self.widenings)
        return counted + (1 if self.tolerates else 0), len(self.edits)


@value
class Relaxed:
    """What would let an endpoint pass."""

    endpoint: str
    passes: bool
    """It does so as it is."""
    answers: tuple[Relaxation, ...]
    """Smallest first; none where no policy is to blame, or where it passes."""
    standing: tuple[Diagnostic, ...]
    """Errors that no wider policy settles."""


def relax(plan: Plan, name: str) -> Relaxed:
    """The smallest widenings of an endpoint's policies with which nothing stands against it."""
    spec = cut(plan.spec, (name,))
    search = _Search(spec, name, plan)
    bare = search.errors(under(spec, name, ()))
    standing = () if bare is None else bare
    if search.passes(()):
        return Relaxed(name, passes=True, answers=(), standing=())
    strict = search.relaxation(())
    lenient = search.relaxation(_tolerating(spec, name))
    found = [one for one in (strict, lenient) if one is not None]
    if strict and lenient and lenient.size >= strict.size:
        found = [strict]
    ordered = tuple(sorted(found, key=lambda one: one.size))
    return Relaxed(name, passes=False, answers=ordered, standing=standing)


def _tolerating(spec: Spec, name: str) -> tuple[Edit, ...]:
    """The edits that make what is unproven a warning: every level that speaks has to agree."""
    routes = [(*level, "on_unproven") for level in levels(spec, name)]
    said = [route for route in routes if words(spec, *route) is not None]
    return tuple(edit(spec, route, "warn") for route in said or routes[:1])


@dataclass
class _Search:
    """An endpoint alone, and which of its errors a policy is to blame for."""

    spec: Spec
    name: str
    plan: Plan
    _found: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def errors(self, edits: tuple[Edit, ...]) -> tuple[Diagnostic, ...] | None:
        """What stands against the endpoint after some edits; None where they can't be read."""
        asked = repr([(one.route, one.value) for one in edits])
        if asked not in self._found:
            after = judged(edited(self.spec, edits), self.plan.catalog, self.plan.today)
            if after is None:
                return None
            self._found[asked] = after[1]
        return self._found[asked]

    def passes(self, edits: tuple[Edit, ...]) -> bool:
        """Whether nothing is left that a policy is to blame for."""
        left = self.errors(edits)
        bare = self.errors(under(self.spec, self.name, ()))
        if left is None or bare is None:
            return False
        return {f.fingerprint for f in left} <= {f.fingerprint for f in bare}

    def relaxation(self, tolerates: tuple[Edit, ...]) -> Relaxation | None:
        """The least widenings, given that some edits are made anyway."""
        given_up = self._given_up(tolerates)
        if given_up is None:
            return None
        widenings: list[Widening] = [Widening(one, None, ()) for one in given_up]
        for place, one in enumerate(given_up):
            others = widenings[:place] + widenings[place + 1 :]
            fits = self._fits(others, tolerates)
            widenings[place] = self._least(one, fits, others, tolerates)
        needed = tolerates if not self.passes(_edits(self.spec, widenings)) else ()
        if tolerates and not needed:
            return None
        return Relaxation(tuple(widenings), (*_edits(self.spec, widenings), *needed), needed)

    def _given_up(self, tolerates: tuple[Edit, ...]) -> list[Constraint] | None:
        """The fewest demands without which the endpoint passes."""
        left = self._blamed(tolerates) or list(constraints(self.spec, self.name))
        if not self.passes((*self._without(left), *tolerates)):
            return None
        for one in list(left):
            fewer = [other for other in left if other != one]
            if self.passes((*self._without(fewer), *tolerates)):
                left = fewer
        return left

    def _blamed(self, tolerates: tuple[Edit, ...]) -> list[Constraint]:
        """The demands that findings name, if it is enough to give up these; else none."""
        found = self.errors(tolerates) or ()
        spans = {label.span for finding in found for label in finding.also}
        named = [one for one in constraints(self.spec, self.name) if one.at in spans]
        return named if self.passes((*self._without(named), *tolerates)) else []

    def _without(self, given_up: Sequence[Constraint]) -> tuple[Edit, ...]:
        return _edits(self.spec, [Widening(one, None, ()) for one in given_up])

    def _fits(
        self, others: Sequence[Widening], tolerates: tuple[Edit, ...]
    ) -> Callable[[Widening], bool]:
        return lambda one: self.passes((*_edits(self.spec, [*others, one]), *tolerates))

    def _least(
        self,
        one: Constraint,
        fits: Callable[[Widening], bool],
        others: Sequence[Widening],
        tolerates: tuple[Edit, ...],
    ) -> Widening:
        """A demand given up by as little as will do; as a whole where nothing less does."""
        if one.key in _PLACES | _NAMES:
            refused = self._refused(one, others, tolerates)
            return _grown(one, refused, fits) or Widening(one, None, ())
        if one.key in _DENIED and isinstance(one.demanded, tuple):
            return _shrunk(one, one.demanded, fits)
        if isinstance(one.demanded, bool) or not isinstance(one.demanded, int):
            return Widening(one, None, ())
        return _moved(one, one.demanded, fits)

    def _refused(
        self, one: Constraint, others: Sequence[Widening], tolerates: tuple[Edit, ...]
    ) -> tuple[str, ...]:
        """The members that a demand lacks, found by allowing what is refused until nothing is."""
        more: tuple[str, ...] = ()
        for _ in range(_ROUNDS):
            now = Widening(one, _with(one, more) if more else one.demanded, more)
            left = self.errors((*_edits(self.spec, [*others, now]), *tolerates)) or ()
            new = [m for f in left for m in self._members(one, f) if m not in more]
            if not new:
                break
            more = tuple(dict.fromkeys((*more, *new)))
        return more if len(more) <= _MANY else ()

    def _members(self, one: Constraint, finding: Diagnostic) -> Iterator[str]:
        """What a finding says is refused, in the words of a demand."""
        catalog = self.plan.catalog
        for word in finding.offending:
            if one.key in _NAMES:
                yield word
                continue
            operator = catalog.operator(word)
            if word in catalog.countries:
                yield word
            elif operator is not None:
                home = operator.home if one.key[-1] == "homes" else operator.parent_country
                yield from (home,) if home in catalog.countries else ()


def _edits(spec: Spec, widenings: Iterable[Widening]) -> tuple[Edit, ...]:
    """The edits of widenings; of a list whose items are demands, what is left of it."""
    found: dict[Level, object] = {}
    for one in widenings:
        route = one.constraint.route
        if one.constraint.item is None:
            found[route] = one.value
        else:
            left = found.get(route, words(spec, *route))
            kept = left if isinstance(left, tuple) else ()
            found[route] = tuple(item for item in kept if item != one.constraint.demanded)
    return tuple(edit(spec, route, value_ or None) for route, value_ in found.items())


def _with(one: Constraint, more: Iterable[str]) -> tuple[object, ...]:
    said = one.demanded if isinstance(one.demanded, tuple) else ()
    return (*said, *more)


def _grown(
    one: Constraint, refused: Sequence[str], fits: Callable[[Widening], bool]
) -> Widening | None:
    """The demand with the fewest further members; None where they don't do."""
    more = tuple(refused)
    if not more or not fits(Widening(one, _with(one, more), more)):
        return None
    for member in refused:
        fewer = tuple(other for other in more if other != member)
        if fits(Widening(one, _with(one, fewer), fewer)):
            more = fewer
    return Widening(one, _with(one, more), more)


def _shrunk(
    one: Constraint, denied: tuple[object, ...], fits: Callable[[Widening], bool]
) -> Widening:
    """The demand with the fewest of its members taken away."""
    kept: tuple[object, ...] = ()
    for member in denied:
        more = tuple(item for item in denied if item in kept or item == member)
        if fits(Widening(one, more, ())):
            kept = more
    gone = tuple(str(item) for item in denied if item not in kept)
    return Widening(one, kept or None, gone)


def _moved(one: Constraint, now: int, fits: Callable[[Widening], bool]) -> Widening:
    """The number nearest to the one that is demanded; more of what is a most, less of a least."""
    rises = one.key == ("retention_days",)
    near, far = now, _MOST_DAYS if rises else 1
    if now == far or not fits(Widening(one, far, ())):
        return Widening(one, None, ())
    while abs(far - near) > 1:
        middle = (near + far) // 2
        if fits(Widening(one, middle, ())):
            far = middle
        else:
            near = middle
    return Widening(one, far, (f"{now} -> {far}",))
