"""Plans as text, one module for each format, imported when it is asked for."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path, PurePath

    from planner.advising import Advice, Point, Tradeoffs, Varied
    from planner.catalog import (
        Catalog,
        CatalogSet,
        ExchangeRate,
        Holding,
        ScannerConflict,
        Selection,
        SetComparison,
    )
    from planner.changes import Review
    from planner.corpus import Score
    from planner.cost import (
        Attribution,
        Comparison,
        Explanation,
        Group,
        PlanCost,
        Reconciled,
        StaleLine,
    )
    from planner.diagnostics import Diagnostic, SourceText
    from planner.inspecting import Inspection
    from planner.owning import Calculation
    from planner.pipeline import Plan, Rulebook
    from planner.planfile import PlannedTree
    from planner.solving import Core, Relaxed, Solution
    from planner.templating import Impact, Sample
    from planner.topology import Endpoint


def show_check(plan: Plan, name: str, *, color: bool = False, fingerprints: bool = False) -> str:
    """The findings and verdicts of a plan in the format `name`.

    As text, in colour and with what waivers are bound to where asked for.
    """
    if name in ("json", "sarif", "oscal"):
        return _json(_check_document(plan, name))
    view = import_module(f"planner.views.{name}")
    words = {"color": color, "fingerprints": fingerprints} if name == "text" else {}
    shown: str = view.check(plan, **words)
    return shown


def show_policy(plan: Plan, endpoints: Iterable[Endpoint], name: str, *, keys: bool = False) -> str:
    """The policy in force for some endpoints in the format `name`; `keys`: all others, too."""
    if name == "json":
        from planner.documents import policy_document

        return _json(policy_document(plan, endpoints, keys=keys))
    from planner.views import policy

    return policy.show(plan, endpoints, keys=keys)


def _check_document(plan: Plan, name: str) -> dict[str, object]:
    from planner import documents

    match name:
        case "sarif":
            return documents.sarif_document(plan.findings)
        case "oscal":
            return documents.oscal_document(plan)
    return documents.check_document(plan.findings, plan.verdicts)


def show_inspection(
    inspection: Inspection,
    findings: tuple[Diagnostic, ...],
    tree: PlannedTree,
    book: Rulebook | Plan,
    name: str,
    *,
    color: bool = False,
) -> str:
    """What a Terraform plan does with data, held against a policy or a spec, as `name`."""
    from planner import documents
    from planner.pipeline import Rulebook

    if name == "json":
        kind = "policy" if isinstance(book, Rulebook) else "spec"
        against = {kind: next(iter(book.sources)).as_posix()}
        return _json(
            documents.inspection_document(inspection, findings, tree, against, book.catalog)
        )
    if name == "sarif":
        return _json(documents.sarif_document(findings))
    if name == "github":
        from planner.views import github

        return github.commands(findings)
    from planner.views import inspection as view

    if name == "markdown":
        return view.markdown(inspection, findings, tree)
    blocks = show_diagnostics(view.shown(findings), book.sources, color=color)
    lines = "\n".join((*view.rest(findings), view.counts(inspection)))
    return f"{blocks}\n{lines}" if blocks else lines


def show_diagnostics(
    diagnostics: Iterable[Diagnostic], sources: Mapping[PurePath, SourceText], *, color: bool
) -> str:
    """Diagnostics for a terminal, each with its source line underlined."""
    from planner.views import diagnostics as view

    return view.show(diagnostics, sources, color=color)


def visible(text: str) -> str:
    """Text in which every character that a terminal would act on is spelt out."""
    from planner.views import diagnostics as view

    return view.visible(text)


def show_bill(plan: Plan, name: str, *, currency: str | None = None) -> str:
    """The bill of a plan in the format `name`, in a currency or in the spec's own."""
    plan = plan.in_currency(currency)
    if name == "json":
        from planner.documents import bill_document

        return _json(bill_document(plan.bill, plan.catalog))
    shown: str = import_module(f"planner.views.{name}").bill(plan)
    return shown


def show_planfile(
    cost: PlanCost,
    catalog: Catalog,
    name: str,
    *,
    groups: tuple[Group, ...] = (),
    by: str = "",
    reconciled: Reconciled | None = None,
) -> str:
    """The bill of a Terraform plan in the format `name`."""
    if name == "json":
        from planner.documents import planfile_document

        document = planfile_document(cost, catalog, groups=groups, by=by, reconciled=reconciled)
        return _json(document)
    from planner.views import planfile as view

    show = view.text if name == "text" else view.markdown
    return show(cost, catalog.id, groups, reconciled)


def show_attribution(
    attribution: Attribution, plan: Plan, name: str, *, width: int = 80, color: bool = False
) -> str:
    """Where the money of a plan goes, seen from one side; `width`: columns of the terminal."""
    if name == "text":
        from planner.views import picture

        return picture.show(attribution, plan.bill, width=width, color=color)
    from planner.views import markdown

    return markdown.attribution(attribution, plan.bill)


def show_bill_page(
    plan: Plan, attributions: Iterable[Attribution], comparison: Comparison | None = None
) -> str:
    """The bill as a page that stands alone: seen from each side, with every line explained."""
    from planner.views import html

    return html.bill_page(plan, attributions, comparison)


def show_report(advice: Advice, shown: Plan) -> str:
    """All of a plan and its advice as a page that stands alone.

    `shown`: the plan with its bill in the currency that is asked for.
    """
    from planner.views import html

    return html.report_page(advice, shown)


def show_workbench(plan: Plan) -> tuple[str, str]:
    """A plan as a page whose figures can be changed, and the page's Content-Security-Policy.

    The server behind it says what becomes of the plan.
    """
    from planner.views import html

    return html.workbench_page(plan)


def show_plan_parts(plan: Plan, before: Plan) -> dict[str, str]:
    """What a plan tells, as HTML by the sections of that page; `before`: the plan as it was."""
    from planner.views import html

    return {**html.plan_parts(plan), "moved": html.moved(plan, before)}


def show_advice_parts(advice: Advice) -> dict[str, str]:
    """What advice tells, as HTML by the sections of that page."""
    from planner.views import html

    return html.advice_parts(advice)


def show_comparison(comparison: Comparison, name: str) -> str:
    """What became of a bill."""
    shown: str = import_module(f"planner.views.{name}").comparison(comparison)
    return shown


def show_explanations(explanations: Iterable[Explanation], catalog: Catalog, name: str) -> str:
    """Lines of a bill with all that they rest on."""
    if name == "json":
        from planner.documents import explanation_document

        return _json(explanation_document(explanations, catalog))
    from planner.views import markdown, text

    told = [(each, catalog.vendor(each.line.vendor)) for each in explanations]
    if name == "markdown":
        return markdown.explanations(told)
    return "\n\n".join(text.explanation(*each) for each in told)


def show_calculation(
    calculation: Calculation, rate: ExchangeRate | None, name: str, *, color: bool = False
) -> str:
    """A workload on an API and on GPUs of one's own, in the format `name`."""
    if name == "json":
        from planner.documents import calculation_document

        return _json(calculation_document(calculation, rate))
    from planner.views import calculation as view

    if name == "markdown":
        return view.markdown(calculation, rate)
    return view.text(calculation, rate, color=color)


def show_scanners(conflicts: tuple[ScannerConflict, ...], name: str) -> str:
    """Rules of scanners that a proof contradicts, each with the line that skips it."""
    from planner.views import scanners

    if name == "json":
        return _json(scanners.document(conflicts))
    return scanners.text(conflicts)


def show_review(review: Review, name: str, *, command: str) -> str:
    """What a change changes in the format `name`; `command`: what shows it again."""
    if name == "json":
        from planner.documents import review_document

        return _json(review_document(review))
    from planner.views import review as view

    return view.text(review) if name == "text" else view.body(review, command)


def show_comment(
    review: Review,
    key: str,
    command: str,
    *,
    header: str = "",
    footer: str = "",
    template: str | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The one comment of a pull request, within what a host takes, and what is left out of it."""
    from planner.views import review as view

    made = view.comment(review, key, command, view.Words(header, footer, template))
    return made.text, made.left_out


def show_json(document: object) -> str:
    """A document, as it's printed and written."""
    return _json(document)


def show_ages_note(stale: tuple[StaleLine, ...], lines: int) -> str:
    """How many of a bill's lines rest on stale prices, in one line."""
    from planner.views import ages

    return ages.note(stale, lines)


def show_ages(stale: tuple[StaleLine, ...]) -> tuple[str, ...]:
    """Each line that rests on a stale price, and how old that is."""
    from planner.views import ages

    return tuple(ages.listed(stale))


def show_sets(
    sets: Iterable[CatalogSet], in_use: CatalogSet, holdings: Iterable[Holding], name: str
) -> str:
    """The sets, and the tables of the one in use, in the format `name`."""
    if name == "json":
        from planner.documents import list_document

        return _json(list_document(sets, in_use, holdings))
    from planner.views import catalog

    return "\n".join(catalog.listed(sets, in_use, holdings))


def show_rows(selection: Selection, facts: Catalog, name: str) -> str:
    """Rows of a table in the format `name`."""
    if name == "json":
        from planner.documents import show_document

        return _json(show_document(selection, facts))
    from planner.views import catalog

    return catalog.rows_csv(selection) if name == "csv" else "\n".join(catalog.rows_text(selection))


def show_set_comparison(compared: SetComparison, name: str) -> str:
    """What differs between two editions of the facts, in the format `name`."""
    if name == "json":
        from planner.documents import diff_document

        return _json(diff_document(compared))
    from planner.views import catalog

    view = catalog.diff_markdown if name == "markdown" else catalog.diff_text
    return "\n".join(view(compared))


def show_score(score: Score, folder: Path, name: str) -> str:
    """Precision and recall over a corpus below a folder, in the format `name`."""
    if name == "json":
        from planner.documents import score_document

        return _json(score_document(score))
    from planner.views import score as view

    return "\n".join(view.text(score, folder))


def show_samples(found: Sequence[Sample]) -> str:
    """What a template's samples come to, as text."""
    from planner.views import templating

    return "\n".join(templating.samples(found))


def show_impacts(found: Sequence[Impact], root: Path, name: str) -> str:
    """What a template does to its consumers below a folder, in the format `name`."""
    from planner.views import templating

    markdown = name == "markdown"
    lines = templating.impacts_as_markdown if markdown else templating.impacts
    return "\n".join(lines(found, root))


def show_solutions(
    found: Sequence[Solution], cores: Mapping[str, Core], catalog: str, name: str
) -> str:
    """Routes in the format `name`; `cores`: of the endpoints that have none."""
    if name == "json":
        from planner.documents import solve_document

        return _json(solve_document(found, cores, catalog))
    from planner.views import solving

    return solving.solutions(found, cores, catalog)


def show_relaxations(
    found: Sequence[Relaxed], alike: Mapping[str, tuple[str, ...]], catalog: str, name: str
) -> str:
    """Wider policies in the format `name`, each for all endpoints that are alike."""
    if name == "json":
        from planner.documents import relax_document

        return _json(relax_document(found, alike, catalog))
    from planner.views import solving

    return solving.relaxations(found, alike, catalog)


def show_cores(
    found: Sequence[Core], alike: Mapping[str, tuple[str, ...]], catalog: str, name: str
) -> str:
    """Conflicts in the format `name`, each for all endpoints that are alike."""
    if name == "json":
        from planner.documents import core_document

        return _json(core_document(found, alike, catalog))
    from planner.views import solving

    return solving.cores(found, alike, catalog)


def show_advice(advice: Advice, names: Sequence[str], name: str, *, color: bool = False) -> str:
    """Advice in the format `name`; `names`: of the endpoints that are told of."""
    if name == "json":
        from planner.documents import advice_document

        return _json(advice_document(advice, names))
    if name == "markdown":
        from planner.views import advice_markdown

        return advice_markdown.show(advice, names)
    from planner.views import advice as view

    return view.show(advice, names, color=color)


def show_change(advice: Advice) -> str:
    """What the cheapest topology changes, as YAML to paste; empty where it changes nothing."""
    from planner.views import advice as view

    return "\n".join(view.pasted(advice))


def show_sweep(axes: Sequence[Varied], points: Sequence[Point], facts: Catalog, name: str) -> str:
    """A sweep in the format `name`."""
    if name == "json":
        from planner.documents import sweep_document

        return _json(sweep_document(axes, points, facts))
    from planner.views import sweeping

    return sweeping.markdown(axes, points) if name == "markdown" else sweeping.text(axes, points)


def show_tradeoffs(found: Tradeoffs, facts: Catalog, name: str) -> str:
    """What it costs to be quicker, or stricter, in the format `name`."""
    if name == "json":
        from planner.documents import tradeoffs_document

        return _json(tradeoffs_document(found, facts))
    from planner.views import fronts

    return fronts.markdown(found) if name == "markdown" else fronts.text(found)


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)


__all__ = [
    "show_advice",
    "show_advice_parts",
    "show_ages",
    "show_ages_note",
    "show_attribution",
    "show_bill",
    "show_bill_page",
    "show_change",
    "show_check",
    "show_comment",
    "show_comparison",
    "show_cores",
    "show_diagnostics",
    "show_explanations",
    "show_inspection",
    "show_json",
    "show_plan_parts",
    "show_planfile",
    "show_policy",
    "show_relaxations",
    "show_report",
    "show_review",
    "show_rows",
    "show_scanners",
    "show_score",
    "show_set_comparison",
    "show_sets",
    "show_solutions",
    "show_sweep",
    "show_tradeoffs",
    "show_workbench",
    "visible",
]
