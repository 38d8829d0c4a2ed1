"""Bloc name ambiguous.

## What it checks
That no place is written as `EU` or `Europe` without a bloc. Such a spec is refused before any other
rule sees it, with what each bloc that goes by the name has and lacks against the 27 members.

## Why it matters
Whether a contract or a vendor means the EU, the EEA, or these with Switzerland and the United
Kingdom decides over the same hop: vendors call all of these Europe, and some only part of the EU.

## Example
`policy: {processing: [Europe]}`.

## Mend
Write the bloc that the contract means, such as `bloc:EU` or `bloc:EEA`, or a list of countries.

## Sources
The catalogue's `jurisdictions.csv`, whose vendors' blocs name the page that each is from.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.rule import Case, Rule


def judge(_: Case) -> Iterator[Diagnostic]:
    # a case has a topology, and a spec with such a word resolves to none
    return iter(())


RULE = Rule("SOV008", "bloc name ambiguous", "0.2.0", judge)
