"""What holds for all tests: examples are the same each time, and none fails for being slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
