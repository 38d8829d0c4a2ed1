"""Templates of platform teams: specs made of answers, tried over samples, and moved up later."""

from planner.templating.consuming import (
    Ask,
    Made,
    answered,
    by_default,
    made,
    updated,
    write_new,
    write_update,
)
from planner.templating.impact import Impact, impacts
from planner.templating.manifest import Answer, Manifest, Question, manifest
from planner.templating.outcome import Outcome
from planner.templating.record import RECORD, Record, read_record
from planner.templating.sampling import EXPECTED, Sample, samples

__all__ = [
    "EXPECTED",
    "RECORD",
    "Answer",
    "Ask",
    "Impact",
    "Made",
    "Manifest",
    "Outcome",
    "Question",
    "Record",
    "Sample",
    "answered",
    "by_default",
    "impacts",
    "made",
    "manifest",
    "read_record",
    "samples",
    "updated",
    "write_new",
    "write_update",
]
