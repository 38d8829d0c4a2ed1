"""`topoplan corpus`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.options import catalog_option, format_option
from planner.cli.planning import facts_of
from planner.cli.terminal import write
from planner.corpus import Score, judge_corpus, read_corpus
from planner.views import show_score

_EPILOG = """
\b
Examples:
  topoplan corpus tests/corpus/residency
  topoplan corpus our-own-cases --format json > score.json

\b
A case is a spec that says in its first comments what has to be found in it:
  # expect: SOV010 unproven
  # expect: nothing

Exit codes: 0 all that is labelled is found and nothing else, 2 no case, 3 otherwise.
"""


@click.command(epilog=_EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@catalog_option
@format_option("text", "json")
def command(folder: Path, catalog: str | None, format_: str) -> None:
    """Judge every labelled spec below FOLDER, and print precision and recall of the rules."""
    facts = facts_of(catalog)
    cases = read_corpus(folder)
    judging = judge_corpus(cases, facts)
    with click.progressbar(judging, length=len(cases), label="judging", file=sys.stderr) as judged:
        score = Score(judged)
    write(show_score(score, folder, format_))
    raise SystemExit(0 if score.is_perfect else 3)
