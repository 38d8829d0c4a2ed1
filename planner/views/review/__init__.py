"""What a change changes, as one comment and for a terminal."""

from planner.views.review.comment import MOST, Comment, Words, body, comment
from planner.views.review.text import text

__all__ = ["MOST", "Comment", "Words", "body", "comment", "text"]
