"""Whether it costs what it may."""
