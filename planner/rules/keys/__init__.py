"""Who holds the keys."""
