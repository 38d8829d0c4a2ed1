"""Programs that refresh `planner/data`; no plan imports them."""
