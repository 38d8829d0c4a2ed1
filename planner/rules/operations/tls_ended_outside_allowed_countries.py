"""TLS ended outside the allowed countries.

## What it checks
A CDN, a WAF or an API gateway before a gateway, `ingress`: whether it ends TLS, and so reads what
passes, in countries that the policy allows. Without `countries` it does so wherever the caller is.

An API that ends TLS near its caller is a matter of where it processes, and of those rules.

## Why it matters
Whoever ends TLS has the prompt in clear, keys of the calls included. A proxied host name of a
global CDN answers from some three hundred cities.

## Example
`ingress: {kind: waf, operator: cloudflare}` under `processing: [bloc:EU]`.

## Mend
Bind it to regions, as with regional services, and write `countries` and `evidence`; or end TLS at a
load balancer in the region.

## Sources
https://developers.openai.com/api/docs/guides/data-residency.md (regional services); the spec's own
words
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.INGRESS)


RULE = Rule("OPS004", "TLS ended outside the allowed countries", "0.2.0", judge)
