"""What holds for all tests: examples are the same each time, and none fails for being slow."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browsing import running_browser
from tests.counties import built_county, small_county_in
from tests.shipped import pages_kept
from tests.sites import ROOT, built
from tests.workers import ByGroup, place
from tests.years import after_the_first, after_the_third

# Started in the background, tests are told not to hear the keyboard, and so is what they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of tests into the order in which workers take them, each as a whole."""
    items.sort(key=lambda item: place(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByGroup:
    """Each worker takes whole groups."""
    return ByGroup(config, log)


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that every worker of this run knows."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen") else own


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented county, built once for the whole run. A test that changes it takes a copy."""
    return built_county(shared(tmp_path_factory) / "county")


@pytest.fixture(scope="session")
def small_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with two of its datasets, for what needs many builds and few pages."""
    return built_county(shared(tmp_path_factory) / "small", small_county_in)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county with its first release, built. A test that changes it takes a copy."""
    return after_the_first(shared(tmp_path_factory) / "released")


@pytest.fixture(scope="session")
def merged(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same two releases later: a ward was renamed, and two districts became one."""
    return after_the_third(released, shared(tmp_path_factory) / "merged")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the data that ships, built once for the whole run."""
    with pages_kept():
        return built(ROOT, shared(tmp_path_factory) / "shipped")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window, for the tests of one file."""
    with running_browser() as running:
        yield running
