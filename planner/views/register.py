"""The register of transfers: who receives which data, where, and on what ground.

Its columns are what a record of processing (GDPR, Article 30(1)) and a register of information on
ICT providers (DORA, Article 28(3)) ask for, as far as a spec and the facts know it. What nobody
says is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Catalog, Operator, Reach, Regime
from planner.diagnostics import Row
from planner.documents import code, escaped, table
from planner.pipeline import Plan
from planner.rules import named
from planner.topology import Agreements, Endpoint, Path, Stop, Transfer

_COLUMNS = (
    "recipient",
    "over",
    "data",
    "operator",
    "parent",
    "processed in",
    "kept in",
    "mechanism",
    "retention",
    "contract",
    "evidence",
    "facts of",
)
_UNSAID = "not stated"
_EVIDENCE = (
    "dpa",
    "baa",
    "zero_retention",
    "no_training",
    "no_review",
    "region_approval",
    "supplementary",
    "assessment",
    "exit_plan",
)


def check(plan: Plan) -> str:
    """A table for each endpoint, then the grounds for transfers and what was waived."""
    topology = plan.topology
    register = _Register(plan)
    facts = f"{code(plan.catalog.id)}, which hold at {plan.catalog.evaluated_at.date()}"
    parts = [
        f"# Register of transfers: {escaped(topology.slug)}",
        f"Owner: {escaped(topology.owner) or _UNSAID}. By the facts of {facts}.",
        *(register.section(endpoint) for endpoint in topology.endpoints),
        *register.grounds(),
        *register.waived(),
    ]
    return "\n\n".join(parts)


class _Register:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._kept: Mapping[str, int | None] = {
            store.id: store.retention_days for store in plan.topology.stores
        }

    def section(self, endpoint: Endpoint) -> str:
        """Everybody who receives data of an endpoint, nearest first."""
        data = ", ".join(sorted(endpoint.data)) or "none"
        rows = [self._row(endpoint, stop, paths) for stop, paths in self._recipients(endpoint)]
        verdict = self._plan.verdicts[endpoint.name]
        return (
            f"## {escaped(endpoint.name)}\n\nData: {escaped(data)}. Verdict: **{verdict}**.\n\n"
            f"{table(_COLUMNS, rows)}"
        )

    def _recipients(self, endpoint: Endpoint) -> Iterator[tuple[Stop, list[Path]]]:
        """Stops that work on data or keep it, each with every path on which more of it arrives.

        What one keeps of its own accord is its own retention, and no recipient beside it.
        """
        met: dict[str, list[Path]] = {}
        for path in self._plan.topology.graph.paths(endpoint.id):
            stop = path.stop
            if path.hops and not stop.part_of and (stop.processing or stop.at_rest):
                met.setdefault(stop.id, []).append(path)
        return ((paths[0].stop, paths) for paths in met.values())

    def _row(self, endpoint: Endpoint, stop: Stop, paths: list[Path]) -> tuple[str, ...]:
        classes = sorted({name for path in paths for name in path.data})
        catalog = self._plan.catalog
        return (
            escaped(stop.title),
            str(paths[0].edge),
            escaped(", ".join(classes)) or "none of it; names and counts",
            _operator(stop.operator),
            _parent(stop.operator),
            _where(stop.processing, catalog),
            _where(stop.at_rest, catalog),
            _mechanism(endpoint, stop, catalog),
            self._retention(stop),
            _contract(stop.agreements),
            _evidence(stop.agreements),
            _dates(stop),
        )

    def _retention(self, stop: Stop) -> str:
        agreed = stop.agreements.retention_days if stop.agreements else None
        listed = stop.retention.most if stop.retention else ""
        known = int(listed) if listed.isdecimal() else None
        if stop.at_rest is None:
            return "keeps nothing"
        for days, who in (
            (self._kept.get(stop.id), "as configured"),
            (agreed, "as agreed"),
            (known, "as the vendor says"),
        ):
            if days is not None:
                return f"{days} days, {who}"
        return _UNSAID

    def grounds(self) -> Iterator[str]:
        """The transfers that the policies give grounds for, each once."""
        topology = self._plan.topology
        levels = (*topology.policies, *(p for e in topology.endpoints for p in e.policies))
        found = dict.fromkeys(transfer for level in levels for transfer in level.transfers)
        if found:
            rows = [_ground(transfer) for transfer in found]
            heading = ("to", "mechanism", "evidence", "until", "assessment")
            yield f"## Grounds for transfers\n\n{table(heading, rows)}"

    def waived(self) -> Iterator[str]:
        """Findings that somebody answers for."""
        found = [finding for finding in self._plan.findings if finding.waived is not None]
        if found:
            lines = (f"- {f.code} {escaped(f.message)}: {escaped(f.waived or '')}" for f in found)
            yield "## Waived\n\n" + "\n".join(lines)


def _operator(operator: Operator | None) -> str:
    if operator is None:
        return _UNSAID
    home = f" ({operator.home})" if operator.home else ""
    return escaped(f"{operator.legal_entity}{home}")


def _parent(operator: Operator | None) -> str:
    if operator is None or not operator.parent:
        return _UNSAID
    return escaped(f"{operator.parent} ({operator.parent_country or '?'})")


def _where(reach: Reach | None, catalog: Catalog) -> str:
    """Countries that are certain, and those that no source rules out."""
    if reach is None:
        return "nowhere"
    if reach.certain == reach.possible:
        return escaped(named(reach.possible, catalog))
    certain = f"{named(reach.certain, catalog)}; " if reach.certain else ""
    return escaped(f"{certain}perhaps {named(reach.possible - reach.certain, catalog)}")


def _mechanism(endpoint: Endpoint, stop: Stop, catalog: Catalog) -> str:
    """The grounds that the policies name, and what the laws that they name need none for."""
    reaches = (reach for reach in (stop.processing, stop.at_rest) if reach is not None)
    reached = frozenset(country for reach in reaches for country in reach.possible)
    named_ones = [
        transfer.mechanism
        for level in endpoint.policies
        for transfer in level.transfers
        if transfer.to.countries & reached
    ]
    laws = dict.fromkeys(level.regime for level in endpoint.policies if level.regime)
    by_law = [_by_law(law, reached, catalog) for law in laws if law.grounds]
    return escaped(", ".join(dict.fromkeys((*named_ones, *filter(None, by_law))))) or _UNSAID


def _by_law(law: Regime, reached: frozenset[str], catalog: Catalog) -> str:
    """What lets data be in some countries without a contract; empty where that is not all."""
    home = frozenset[str]().union(*(catalog.countries_of(one) or () for one in law.processing))
    adequate = catalog.adequacy(law.adequacy)
    abroad = reached - home
    if not abroad:
        return f"none needed under {law.name}"
    if not abroad <= adequate.keys():
        return ""
    covered = {adequate[country].covers for country in abroad} - {""}
    certified = f" for who is certified ({', '.join(sorted(covered))})" if covered else ""
    return f"adequacy{certified}"


def _contract(agreements: Agreements | None) -> str:
    contract = agreements.contract if agreements else None
    return escaped(contract) if contract else _UNSAID


def _evidence(agreements: Agreements | None) -> str:
    found = ((name, getattr(agreements, name)) for name in _EVIDENCE if agreements)
    stated = [f"{name.replace('_', ' ')}: {text}" for name, text in found if text]
    return escaped("; ".join(stated)) or _UNSAID


def _dates(stop: Stop) -> str:
    rows = dict.fromkeys(r.row for r in (stop.processing, stop.at_rest) if r is not None)
    return escaped("; ".join(map(_dated, rows)))


def _dated(row: Row) -> str:
    return "the spec" if row.is_stated else f"{row.as_of or 'no day'} ({row.source})"


def _ground(transfer: Transfer) -> tuple[str, ...]:
    until = transfer.expires.isoformat() if transfer.expires else "no end"
    return (
        escaped(str(transfer.to)),
        transfer.mechanism,
        escaped(transfer.evidence),
        until,
        escaped(transfer.assessment) if transfer.assessment else _UNSAID,
    )
