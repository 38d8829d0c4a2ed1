"""Values to words: one module for each format or part of a page."""
