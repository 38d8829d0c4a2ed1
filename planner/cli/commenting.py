"""`--comment`: where the comment of a review goes, by what a workflow says of itself."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from planner.cli.terminal import say
from planner.errors import UsageError


def commented(key: str, text: str, number: int | None, author: str | None) -> None:
    """The pull request's comment, or the job's summary where the token may not write one.

    Raises:
        UsageError: nothing says which repository or pull request.
        CloudError: the host can't be reached, or refuses.
    """
    from planner.commenting import Forbidden, GitHub, keep

    number = number or _number()
    host = GitHub(
        _said("GITHUB_REPOSITORY", "owner/name"),
        number,
        _said("GITHUB_TOKEN", "a token that may write to pull requests"),
        address=os.environ.get("GITHUB_API_URL") or "https://api.github.com",
        author=author,
    )
    try:
        kept = keep(host, key, text, time.sleep)
        say(f"comment {kept.id} of pull request {number}: {kept.how}")
    except Forbidden as refused:
        _summarised(text, str(refused))
    finally:
        host.close()


def _summarised(text: str, why: str) -> None:
    """The same in the job's summary, which needs no right."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        raise UsageError(
            f"the token may not comment, and there is no summary to write to: {why}",
            mend="give the job `pull-requests: write`; a fork's pull request never has it",
        )
    with Path(path).open("a", encoding="utf-8") as summary:
        summary.write(text)
    say(f"note: the token may not comment ({why}); the review is in the job's summary")


def _said(name: str, what: str) -> str:
    said = os.environ.get(name)
    if not said:
        raise UsageError(f"--comment needs {name}", mend=f"set it to {what}")
    return said


def _number() -> int:
    """The pull request that a workflow runs for."""
    path = os.environ.get("GITHUB_EVENT_PATH")
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
        return int(event["pull_request"]["number"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            "nothing says which pull request to comment on",
            mend="run it on `pull_request`, or add --pull-request NUMBER",
        ) from None
