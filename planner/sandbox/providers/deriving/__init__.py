"""Schemas of providers from the bindings that CDK for Terraform publishes; for developers only.

`make schemas` writes `planner/sandbox/providers/schemas` anew. The bindings are JavaScript that is
generated from a provider's schema, so every attribute stands in them: read as text, never executed.
"""
