"""Advice for a terminal: what to do first, then why, then what would change and what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import unified_diff
from textwrap import wrap

from planner.advising import (
    RUNGS,
    Advice,
    Climbed,
    EndpointAdvice,
    Parts,
    Verdict,
    decided,
    reasons,
    regretted,
    unknowns,
)
from planner.cost import Bill
from planner.optimising import Optimum
from planner.pipeline import Plan
from planner.spec import spliced, yaml_of
from planner.units import Money, cents
from planner.values import value
from planner.views.diagnostics import visible
from planner.views.quadrants import boxes

_WIDTH = 80
_HEAD = 10
_FEW = 5
"""Endpoints that are told in full; of more there is one line each."""
_NAME = 24
_BOLD, _RED, _GREEN, _DIM = "1", "31", "32", "2"


def show(advice: Advice, names: Sequence[str], *, color: bool) -> str:
    """The verdict, both topologies, the 2x2, each endpoint, the change of the spec, the unknown.

    `names`: of the endpoints that are told of.
    """
    page = _Page(advice, decided(advice), color=color)
    return "\n".join(line.rstrip() for line in page.lines(names))


@value
class _Page:
    advice: Advice
    verdict: Verdict
    color: bool

    def lines(self, names: Sequence[str]) -> Iterator[str]:
        yield from self._verdict()
        yield ""
        yield from self._topologies()
        yield ""
        yield from boxes(self.advice.endpoints, self.advice.lines)
        yield from self._endpoints([e for e in self.advice.endpoints if e.name in names])
        yield from self._change()
        yield from self._warnings()
        yield from self._regrets()
        yield from self._unknown()
        yield ""
        facts = visible(self.advice.plan.catalog.id)
        yield f"Judged by every rule, in US dollars, against facts of {facts}."

    def _verdict(self) -> Iterator[str]:
        name = visible(self.advice.plan.topology.name)
        bad = self.verdict.kind in ("none", "refused")
        for line in wrap(f"{name}: {visible(self.verdict.says)}", _WIDTH):
            yield self._paint(line, f"1;{_RED}" if bad else _BOLD)
        for why in self.verdict.why:
            yield from _wrapped(why, first="  - ", rest="    ")

    def _topologies(self) -> Iterator[str]:
        yield from _topology("now", self.advice.plan.bill, self.advice.now)
        optimum, cheapest = self.advice.optimum, self.advice.cheapest
        if optimum is None or cheapest is None or cheapest.after is None or not self.advice.then:
            return
        yield from _topology("cheapest", cheapest.after.bill, self.advice.then)
        yield from _wrapped(search_words(optimum, cheapest.after), first=" " * 10, rest=" " * 10)

    def _endpoints(self, shown: Sequence[EndpointAdvice]) -> Iterator[str]:
        if len(shown) <= _FEW:
            for one in shown:
                yield ""
                yield from self._endpoint(one)
            return
        yield ""
        yield self._paint(
            f"{'endpoint':<{_NAME}} {'sensitive to':<16} {'bound by':<11} {'rung':<6} owning", _DIM
        )
        yield from (self._row(one) for one in shown)
        yield self._paint("`topoplan advise SPEC ENDPOINT` says why", _DIM)

    def _endpoint(self, one: EndpointAdvice) -> Iterator[str]:
        yield self._paint(visible(one.name), _BOLD)
        for reason in reasons(one, self.advice):
            yield from _headed(reason.about, reason.says)
        if one.chosen:
            yield from _headed("call", " -> ".join(one.chosen))

    def _row(self, one: EndpointAdvice) -> str:
        rung = str(self.advice.now.endpoints[one.name])
        if one.rung is not None and one.rung != self.advice.now.endpoints[one.name]:
            rung = f"{rung} > {one.rung}"
        sensitive, binds = one.sensitivity.quadrant, one.binding.constraint
        return f"{_cut(one.name)} {sensitive:<16} {binds:<11} {rung:<6} {owning_word(one)}"

    def _change(self) -> Iterator[str]:
        lines = tuple(change_lines(self.advice))
        if lines:
            yield ""
            file = str(self.advice.plan.file)
            makes = " (--write makes it)" if self.verdict.kind == "change" else ""
            words = f"the cheapest topology that was weighed, as a change of {file}{makes}:"
            yield from _wrapped(words, first="", rest="  ")
            for line in lines:
                yield "  " + self._paint(line, _hue(line))

    def _warnings(self) -> Iterator[str]:
        after = self.advice.cheapest.after if self.advice.cheapest else None
        found = after.warnings if after else ()
        if found:
            yield ""
            yield self._paint("warned of in the cheapest topology:", _BOLD)
        for one in found:
            yield from _wrapped(f"{one.code} {one.message}", first="  - ", rest="    ")

    def _regrets(self) -> Iterator[str]:
        found = regretted(self.advice)
        if found:
            yield ""
            yield self._paint("what teams come to regret (`topoplan explain CODE`):", _BOLD)
        for one in found:
            yield from _wrapped(f"{one.code} {one.message}", first="  - ", rest="    ")

    def _unknown(self) -> Iterator[str]:
        told = unknowns(self.advice)
        if told:
            yield ""
            yield self._paint("not known, and not counted as nothing:", _BOLD)
        for line in told:
            yield from _wrapped(line, first="  - ", rest="    ")

    def _paint(self, text: str, hue: str) -> str:
        return f"\x1b[{hue}m{text}\x1b[0m" if self.color and hue else text


def _topology(head: str, bill: Bill, climbed: Climbed) -> Iterator[str]:
    least = "at least " if bill.at_least else ""
    month = f"{least}{Money(bill.monthly.expected)} a month"
    yield f"{head:<{_HEAD}}{month:<34} rung {climbed.rung}, {RUNGS[climbed.rung]}"
    yield f"{'':<{_HEAD}}{parts_words(climbed.parts)}"


def parts_words(parts: Parts) -> str:
    """How much there is to run, to pay and to agree with, such as `2 operators, 1 gateway`."""
    counted = (
        (parts.operators, "operator"),
        (parts.models, "model"),
        (parts.gateways, "gateway"),
        (parts.pools, "pool"),
        (parts.regions, "region"),
    )
    return ", ".join(f"{number} {what}{'' if number == 1 else 's'}" for number, what in counted)


def search_words(optimum: Optimum, after: Plan) -> str:
    """How sure the optimum is, and how the solver's figure differs from the bill."""
    figure, bill = optimum.monthly.expected, after.bill.monthly.expected
    above, is_bill = figure - bill, not cents(figure - bill)
    gap = max(optimum.gap, Decimal(0))
    sure = f"up to {gap:.2%} of it could be saved: the search was ended"
    if optimum.proven:
        by = "" if is_bill else " by the solver's own figures"
        sure = f"proven{by}: of all that was weighed nothing is cheaper"
    if is_bill:
        return f"{sure}; its bill is the solver's own figure"
    side = "above" if above > 0 else "below"
    counted = ", with people whom the spec doesn't speak of" if _assumes(optimum, after) else ""
    return f"{sure}; they come to {Money(figure)}, {Money(abs(above))} {side} its bill{counted}"


def _assumes(optimum: Optimum, after: Plan) -> bool:
    """Whether people are counted of whom only an assumption speaks."""
    return "people" in optimum.shared and after.topology.people is None


def owning_word(one: EndpointAdvice) -> str:
    """Whether owning pays, and the API's bill over that of owning."""
    even = one.break_even
    if even is None:
        return "not known"
    ratio = "" if even.ratio is None else f", {even.ratio:.2f}"
    return {True: f"pays{ratio}", False: f"no{ratio}", None: "not known"}[even.pays]


def change_lines(advice: Advice) -> Iterator[str]:
    """The edits as a unified diff of the spec's own file, else as YAML to paste."""
    cheapest = advice.cheapest
    if cheapest is None or not cheapest.edits:
        return
    source = advice.plan.sources[advice.plan.file]
    text = spliced(source, cheapest.edits)
    if text is None:
        yield from pasted(advice)
        return
    before, after = source.text.splitlines(), text.splitlines()
    diff = [line.rstrip() for line in unified_diff(before, after, n=1, lineterm="")][2:]
    while diff and not diff[-1]:
        diff.pop()
    yield from (visible(line) for line in diff)


def pasted(advice: Advice) -> Iterator[str]:
    """The edits as YAML, and a comment for each thing to take away."""
    tree: dict[str, object] = {}
    for change in advice.cheapest.edits if advice.cheapest else ():
        keys = [str(part) for part in change.route]
        if change.value is None:
            yield f"# take away {visible('.'.join(keys))}"
            continue
        inner = tree
        for key in keys[:-1]:
            below = inner.setdefault(key, {})
            inner = below if isinstance(below, dict) else {}
        inner[keys[-1]] = change.value
    yield from (visible(line) for line in (yaml_of(tree).splitlines() if tree else ()))


def _hue(line: str) -> str:
    return {"+": _GREEN, "-": _RED, "@": _DIM}.get(line[:1], "")


def _headed(head: str, words: str) -> Iterable[str]:
    return _wrapped(words, first=f"  {head:<{_HEAD - 2}}", rest=" " * _HEAD)


def _wrapped(words: str, *, first: str, rest: str) -> list[str]:
    return wrap(
        visible(words), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _cut(name: str) -> str:
    shown = visible(name)
    return f"{shown:<{_NAME}}" if len(shown) <= _NAME else f"{shown[: _NAME - 1]}…"
