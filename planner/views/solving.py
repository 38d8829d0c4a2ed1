"""Routes, wider policies and conflicts for a terminal, with YAML to paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from textwrap import indent

from planner.diagnostics import Diagnostic, Edit
from planner.solving import Core, Demand, Relaxation, Relaxed, Solution, Widening
from planner.spec import yaml_of
from planner.units import Money, Range
from planner.views.diagnostics import visible

Alike = Mapping[str, tuple[str, ...]]


def solutions(found: Iterable[Solution], cores: Mapping[str, Core], catalog: str) -> str:
    """The route of each endpoint, what to paste for it, and what was cheaper and refused."""
    blocks = ("\n".join(_solution(one, cores.get(one.endpoint))) for one in found)
    return "\n\n".join((*blocks, _by(catalog)))


def _solution(one: Solution, core: Core | None) -> Iterator[str]:
    if not one.targets:
        yield f"{one.endpoint}: no route of the catalogue is admitted"
        yield from _standing(one.standing)
        yield from () if core is None else _indented(_core(core))
        return
    change = "" if one.change is None else f", {_signed(one.change)} than now"
    yield f"{one.endpoint}: {' -> '.join(one.targets)}"
    yield f"  operated by {', '.join(one.operators)}; {_month(one.month)} of tokens{change}"
    yield from _standing(one.standing)
    for place in one.demands:
        yield f"  to be agreed on first, with its evidence at `{visible(place)}`"
    yield from _indented(_pasted(one.edits))
    for refused in one.cheaper:
        month = _of_range(refused.month)
        yield f"  cheaper, and refused: {visible(refused.target)} ({month}): {visible(refused.why)}"


def _standing(findings: Iterable[Diagnostic]) -> Iterator[str]:
    for finding in findings:
        yield f"  stands whatever is called: {finding.code} {visible(finding.message)}"


def relaxations(found: Iterable[Relaxed], alike: Alike, catalog: str) -> str:
    """What each level has to allow more, smallest first, as edits."""
    blocks = ("\n".join(_relaxed(one, alike[one.endpoint])) for one in found)
    return "\n\n".join((*blocks, _by(catalog)))


def _relaxed(one: Relaxed, names: tuple[str, ...]) -> Iterator[str]:
    title = _named(names)
    if one.passes:
        yield f"{title}: passes as it is, there is nothing to widen"
        return
    if not one.answers:
        yield f"{title}: no wider policy lets it pass"
    for number, answer in enumerate(one.answers, 1):
        yield f"{title}: answer {number} of {len(one.answers)}"
        yield from _indented(_answer(answer))
    yield from _standing(one.standing)


def _answer(one: Relaxation) -> Iterator[str]:
    for widening in one.widenings:
        yield f"{widening.constraint.name} [{visible(str(widening.constraint.at))}]: " + _more(
            widening
        )
    for change in one.tolerates:
        yield f"on_unproven [{visible(str(change.at))}]: only warn of what is unproven"
    by_file: dict[PurePath, list[Edit]] = {}
    for change in one.edits:
        by_file.setdefault(change.at.path, []).append(change)
    for path, edits in by_file.items():
        yield f"in {visible(str(path))}:"
        yield from _indented(_pasted(edits))


def _more(one: Widening) -> str:
    if one.constraint.item is not None:
        return f"give up {visible(one.constraint.item)}"
    if not one.more:
        return "leave it out: less is not enough"
    verb = "allow" if "deny" not in one.constraint.key else "deny no more"
    return f"{verb} {visible(', '.join(one.more))}"


def cores(found: Iterable[Core], alike: Alike, catalog: str) -> str:
    """The demands that can't be kept together, and what could be called without each."""
    blocks = (
        "\n".join((f"{_named(alike[one.endpoint])}:", *_indented(_core(one)))) for one in found
    )
    return "\n\n".join((*blocks, _by(catalog)))


def _core(one: Core) -> Iterator[str]:
    if one.kept_by:
        yield f"no conflict: {visible(', '.join(one.kept_by))} keep every demand"
        return
    if not one.demands:
        yield "the catalogue lists nothing to call"
        return
    together = " together" if len(one.demands) > 1 else ""
    yield f"none of {one.asked} targets keeps{together}"
    for demand in one.demands:
        yield from _indented(_demand(demand))


def _demand(one: Demand) -> Iterator[str]:
    constraint = one.constraint
    said = yaml_of({constraint.name: constraint.demanded}).strip()
    yield f"{visible(said)} [{visible(str(constraint.at))}]"
    yield f"  without it: {visible(', '.join(one.without))}"


def _named(names: tuple[str, ...]) -> str:
    first, *more = names
    return f"{first}, and {len(more)} more of its form" if more else first


def _pasted(edits: Iterable[Edit]) -> Iterator[str]:
    """Edits as YAML, and a comment for each thing to take away."""
    tree: dict[str, object] = {}
    for change in edits:
        keys = [part for part in change.route if isinstance(part, str)]
        if change.value is None:
            yield f"# take away {'.'.join(keys)}"
            continue
        inner = tree
        for key in keys[:-1]:
            below = inner.setdefault(key, {})
            inner = below if isinstance(below, dict) else {}
        inner[keys[-1]] = change.value
    if tree:
        yield from _visible_lines(yaml_of(tree))


def _visible_lines(text: str) -> Iterator[str]:
    return (visible(line) for line in text.splitlines())


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (indent(line, "  ") for line in lines)


def _month(amount: Money | None) -> str:
    return "a month not known" if amount is None else f"{amount} a month"


def _of_range(month: Range | None) -> str:
    return "price not known" if month is None else f"{Money(month.expected)} a month"


def _signed(amount: Money) -> str:
    side = "less" if amount.amount < 0 else "more"
    return f"{Money(abs(amount.amount), amount.currency)} {side}"


def _by(catalog: str) -> str:
    return f"Judged by every rule, against facts of {catalog}."
