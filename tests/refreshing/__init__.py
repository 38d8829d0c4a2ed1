"""The refresh of the catalogue, against servers that answer as the vendors do."""
