"""Fixtures that all folders share."""

pytest_plugins = ["tests.terraform_fixtures"]
