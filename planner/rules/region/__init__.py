"""Which cloud regions may be used."""
