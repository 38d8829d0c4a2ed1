"""Whether a target can do what is asked of it."""
