"""A plan to what it should become: where each endpoint stands, what pays, the cheapest topology."""

__all__: list[str] = []
