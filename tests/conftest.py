"""What holds for all tests: examples are the same each time, and none fails for being slow."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.counties import built_county
from tests.sites import ROOT, built

# What takes longest comes first, so that no worker is left alone with it at the end.
FIRST = (
    *("test_fuzz", "test_building", "test_browser", "test_serving", "test_house", "test_county"),
    *("test_installed", "test_unexpected", "test_pictures", "test_look"),
)
# Modules whose tests share what only one worker should make.
TOGETHER = (
    "test_serving",
    "test_installed",
    "test_audit",
    "test_published",
    "test_readings",
    "test_recount",
)

# Started in the background, tests are told not to hear the keyboard, and so is what they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests into the order in which workers take them, and keep together what shares."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(FIRST)))
    for item in items:
        if item.path.stem in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


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
