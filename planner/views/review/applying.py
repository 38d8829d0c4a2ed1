"""What an apply does: replacements, files, and the facts that it rests on."""

from __future__ import annotations

from collections import Counter

from planner.changes import Replacement, Review, Risk
from planner.documents import table
from planner.views.review.words import SHORT, cell, clipped, more, said

_BASES = {
    "planfile": "As the Terraform plan says.",
    "arguments": "Foreseen from the arguments of modules that change; only a Terraform plan knows "
    "(`--plan plan.json`).",
    "unknown": "",
}


_MILD = {"in place": "changed in place", "safe": "new"}


_RISKS = {
    Risk.OUTAGE: "**outage**: replaced while in use",
    Risk.DELETE: "**deleted**",
    Risk.REPLACE: "replaced",
}


def replacements(review: Review, most: int) -> str:
    found = review.replacements
    if not found:
        return ""
    told = [one for one in found if one.risk.weight > Risk.IN_PLACE.weight]
    mild = Counter(str(one.risk) for one in found if one not in told)
    rows = [_replacement_row(one) for one in told[:most]]
    parts = [_BASES[review.basis]]
    if rows:
        shown = table(("resource", "what happens", "because of"), rows)
        parts.append(shown + more(len(told) - most, "resources"))
    counted = ", ".join(f"{count} {_MILD[risk]}" for risk, count in sorted(mild.items()))
    if counted:
        parts.append(f"Besides: {counted}.")
    return "### What an apply replaces\n\n" + "\n\n".join(filter(None, parts))


def _replacement_row(one: Replacement) -> tuple[str, str, str]:
    what = _RISKS[one.risk]
    if one.replaces and one.replaces != (one.kind,):
        what += f" ({', '.join(map(cell, one.replaces[:SHORT]))})"
    return cell(one.address), what, ", ".join(map(said, one.because[:SHORT]))


def facts(review: Review, most: int) -> str:
    facts = review.facts
    if facts is None:
        return ""
    head = f"### Facts\n\nFrom {cell(facts.before)} to {cell(facts.after)}."
    if facts.compared is None:
        return f"{head} The earlier set isn't here, so that nobody can say which rows differ."
    rows = [
        (cell(one.table), *(str(len(part)) for part in (one.added, one.gone, one.changed)))
        for one in facts.compared.tables
        if one.added or one.gone or one.changed
    ]
    if not rows:
        return head
    shown = table(("table", "new", "gone", "changed"), rows[:most], right=3)
    return f"{head}\n\n{shown}{more(len(rows) - most, 'tables')}"


def files(review: Review, most: int) -> str:
    edited = ", ".join(map(cell, review.after.edited[:most]))
    by_hand = f"**Edited by hand**, against its lock: {edited}." if edited else ""
    if not review.files:
        return by_hand
    counts = Counter(one.became for one in review.files)
    told = ", ".join(f"{counts[each]} {each}" for each in ("added", "changed", "removed"))
    rows = [(cell(one.path), one.became, cell(one.sha256[:8])) for one in review.files[:most]]
    shown = table(("file", "", "sha256"), rows) + more(len(review.files) - most, "files")
    folded = f"<details><summary>Generated files: {told}</summary>\n\n{shown}\n\n</details>"
    return "\n\n".join(filter(None, (by_hand, folded)))


def unknown(review: Review, most: int) -> str:
    lines = "\n".join(f"- {said(clipped(one))}" for one in review.unknown[:most])
    return f"### Not compared\n\n{lines}" if lines else ""
