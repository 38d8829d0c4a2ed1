"""Topologies of a repository to the files that its pipeline runs."""

from planner.delivery.deployments import Deployment, deployment
from planner.delivery.recipes import NOTES, SYSTEMS, System, recipe

__all__ = ["NOTES", "SYSTEMS", "Deployment", "System", "deployment", "recipe"]
