"""Whether the policy itself says what its author believes."""
