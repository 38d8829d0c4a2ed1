"""Embeddings leave the allowed countries.

## What it checks
A model that embeds an endpoint's data, called as `side: {embed: …}`, and the index that keeps the
vectors, a store with the role `index`: whether they process and keep it where the policy allows.

## Why it matters
Vectors are no anonymous numbers: text is recovered from them well enough that they inherit the
class of what they were made of. An index is also the copy that is forgotten first.

## Example
`stores: {vectors: {kind: pinecone, host: …, country: US}}` under `at_rest: [bloc:EU]`.

## Mend
Keep the index in a database inside, such as pgvector or Qdrant, and embed with a model that runs
inside.

## Sources
Morris et al., Text Embeddings Reveal (Almost) As Much As Text, EMNLP 2023; the catalogue's rows
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings, storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from processing_findings(case, RULE.code, Cause.EMBEDDING)
    yield from storage_findings(case, RULE.code, Cause.EMBEDDING)


RULE = Rule("SOV014", "embeddings leave the allowed countries", "0.2.0", judge)
