"""The score of a corpus as the JSON document `topoplan/corpus/v1`."""

from __future__ import annotations

from decimal import Decimal

from planner.corpus import Score, Tally

_FIGURES = Decimal("0.0001")


def score_document(score: Score) -> dict[str, object]:
    """Precision and recall of all codes and of each, and every case that was misjudged."""
    return {
        "schema": "topoplan/corpus/v1",
        "cases": len(score.cases),
        "total": _tally(score.total),
        "codes": {code: _tally(tally) for code, tally in score.codes.items()},
        "misjudged": [
            {"case": str(one.case.path), "missed": list(one.missed), "surplus": list(one.surplus)}
            for one in score.cases
            if one.missed or one.surplus
        ],
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "expected": tally.expected,
        "found": tally.found,
        "both": tally.both,
        "precision": _share(tally.precision),
        "recall": _share(tally.recall),
    }


def _share(share: Decimal | None) -> str | None:
    return None if share is None else str(share.quantize(_FIGURES))
