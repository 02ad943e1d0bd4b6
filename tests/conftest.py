"""What holds for all tests: examples are the same each time, and none fails for being slow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.counties import built_county
from tests.sites import ROOT, built

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented county, built once for the whole run. A test that changes it takes a copy."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen") else shared
    return built_county(shared / "county")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the data that ships, built once for the whole run."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen") else shared
    return built(ROOT, shared / "shipped")
