"""Whether the facts can carry the proof."""
