"""What holds for all tests: examples are the same each time, and none fails for being slow."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.counties import built_county, small_county_in
from tests.sites import ROOT, built

# What takes longest comes first, so that no worker is left alone with it at the end. The first of
# all makes the shipped site, for which others would only wait.
FIRST = (
    *("test_published", "test_fuzz", "test_placing", "test_house", "test_building"),
    *("test_browser", "test_broken"),
    *("test_serving", "test_county", "test_installed", "test_unexpected", "test_pictures"),
    *("test_standing", "test_look"),
)
# Started in the background, tests are told not to hear the keyboard, and so is what they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


# These read all pages of the shipped site, which the one worker that takes them makes once.
OF_ALL_PAGES = ("test_beside", "test_words", "test_explain", "test_titles", "test_sentences")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of tests into the order in which workers take them, each as a whole."""
    names = [*FIRST[:1], *OF_ALL_PAGES, *FIRST[1:]]
    places = {name: place for place, name in enumerate(names)}
    items.sort(key=lambda item: places.get(item.path.stem, len(names)))
    for item in items:
        is_of_all = item.path.stem in OF_ALL_PAGES
        item.add_marker(pytest.mark.xdist_group("all pages" if is_of_all else item.path.stem))


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
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the data that ships, built once for the whole run."""
    return built(ROOT, shared(tmp_path_factory) / "shipped")
