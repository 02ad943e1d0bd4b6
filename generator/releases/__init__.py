"""Releases: figures and pages frozen on a day, what changed since, and what was corrected."""
