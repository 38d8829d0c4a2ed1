"""Findings, policies, waivers, secrets and rights that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.changes import DemandChange, Finding, Review, Right, WaiverChange
from planner.documents import table
from planner.views.review.words import cell, clipped, more, names, said


def findings(review: Review, most: int) -> str:
    changes = review.findings
    standing = review.after.findings or ()
    new = {one.fingerprint for one in changes.new}
    waived = [one for one in standing if one.waived and one.fingerprint not in new]
    parts = (
        *_listed("New", changes.new, most),
        *_listed("No longer waived", changes.unsigned, most),
        *_listed("Gone", changes.gone, most),
        *_listed("Waived", waived, most),
    )
    rest = sum(not one.waived for one in standing) - len(
        [one for one in (*changes.new, *changes.unsigned) if not one.waived]
    )
    if rest > 0:
        parts = (*parts, f"{rest} more stood before and still {'stand' if rest > 1 else 'stands'}.")
    told = (*changes.new, *changes.gone, *changes.unsigned, *changes.signed)
    return "### Findings\n\n" + "\n\n".join(parts) if told or waived else ""


def _listed(title: str, findings: Iterable[Finding], most: int) -> Iterator[str]:
    found = sorted(findings, key=_by_severity)
    if found:
        lines = "\n".join(finding_line(one) for one in found[:most])
        yield f"**{title}** ({len(found)})\n\n{lines}{more(len(found) - most, 'findings')}"


def _by_severity(one: Finding) -> tuple[int, str, str]:
    return ("error", "warning", "note").index(one.severity), one.code, one.message


def finding_line(one: Finding) -> str:
    waived = f" (waived: {said(clipped(one.waived))})" if one.waived else ""
    message = said(clipped(one.message, _MESSAGE))
    return f"- **{one.severity} {said(one.code)}** {message} ({cell(one.place)}){waived}"


def policy(review: Review, most: int) -> str:
    parts = []
    if review.policy:
        rows = [demand_row(one) for one in review.policy[:most]]
        heading = ("policy", "endpoints", "before", "after", "")
        parts.append(table(heading, rows) + more(len(review.policy) - most, "keys"))
    if review.waivers:
        lines = "\n".join(f"- {signature(one)}" for one in review.waivers[:most])
        parts.append(lines + more(len(review.waivers) - most, "waivers"))
    return "### Policy and waivers\n\n" + "\n\n".join(parts) if parts else ""


def demand_row(one: DemandChange) -> tuple[str, ...]:
    direction = f"**{one.direction}**" if one.direction == "wider" else one.direction
    whose = names(one.endpoints) if one.endpoints else "all"
    return (
        cell(one.key),
        whose,
        said(clipped(one.before)) or "nothing",
        said(clipped(one.after)) or "nothing",
        direction,
    )


def signature(one: WaiverChange) -> str:
    waiver = one.after or one.before
    if waiver is None:
        return ""
    what = "new" if one.before is None else "gone" if one.after is None else "changed"
    if one.is_longer and one.before is not None:
        what = f"**longer** than until {one.before.expires}"
    return (
        f"waiver of {cell(waiver.code)} at {cell(waiver.subject)}, {what}: "
        f"{said(clipped(waiver.reason))} ({said(waiver.owner)}, until {waiver.expires})"
    )


def access(review: Review, most: int) -> str:
    lines = [
        *(f"- + secret {said(clipped(one))}" for one in review.secrets_added),
        *(f"- + {words}" for words in _rights(review.rights_added, "may")),
        *(f"- - secret {said(clipped(one))}" for one in review.secrets_removed),
        *(f"- - {words}" for words in _rights(review.rights_removed, "may no longer")),
    ]
    shown = "\n".join(lines[:most])
    rest = more(len(lines) - most, "rights")
    return f"### Secrets and rights\n\n{shown}{rest}" if lines else ""


def _rights(rights: Iterable[Right], may: str) -> Iterator[str]:
    """One line for what is granted in many regions."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for right in rights:
        grouped.setdefault((right.who, right.may), []).append(right.where)
    for (who, what), regions in grouped.items():
        named = ", ".join(regions)
        where = f" in {named}" if named else ""
        if len(regions) > _REGIONS:
            where = (
                f" in {', '.join(regions[:_REGIONS])} and {len(regions) - _REGIONS} more regions"
            )
        yield f"{cell(who)} {may} {said(clipped(what) + where)}"


_MESSAGE = 600
"""Characters of a message; a rule may list every region of a cloud in one."""
_REGIONS = 4
"""Regions that a line names."""
