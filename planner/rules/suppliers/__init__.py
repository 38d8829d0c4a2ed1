"""Whom a topology depends on, and for what."""
