"""Bills as pages: of examples, and of a spec whose free words are markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import planner
from planner.cost import Comparison, by_endpoint, by_node, by_vendor
from planner.pipeline import Plan
from planner.views import show_bill_page
from tests.documents.plans import plan_of_example

MARKUP = "<script>document.title='owned'</script><img src=x onerror=alert(1)>&amp;\"'"


def page_of(plan: Plan, comparison: Comparison | None = None) -> str:
    seen = (
        by_endpoint(plan.bill, plan.topology, plan.layout, plan.catalog),
        by_node(plan.bill),
        by_vendor(plan.bill, plan.catalog),
    )
    return show_bill_page(plan, seen, comparison)


@cache
def page_of_example(name: str) -> str:
    return page_of(plan_of_example(name))


def plan_with_markup(folder: Path) -> Plan:
    """A plan whose model has markup for a name, which ends up in the notes of its lines."""
    path = folder / "topology.yaml"
    model = MARKUP.replace("\\", "\\\\").replace('"', '\\"')
    who = "operator: somebody, country: DE, evidence: none"
    path.write_text(
        f"""\
version: 1
topology: hostile
endpoints:
  chat:
    traffic: {{requests_per_month: 1M, input_tokens: 100, output_tokens: 10}}
    route: [p/m]
providers:
  p: {{kind: openai-compatible, host: llm.example.eu, {who}, models: {{m: "{model}"}}}}
state: {{backend: s3, region: eu-central-1}}
""",
        encoding="utf-8",
    )
    return planner.plan(path)
