"""Whether the topology survives what it is built to survive."""
