"""Topologies of a repository to the files that its pipeline runs."""

from planner.delivery.deployments import Deployment, deployment
from planner.delivery.recipes import SYSTEMS, System, note, recipe

__all__ = ["SYSTEMS", "Deployment", "System", "deployment", "note", "recipe"]
