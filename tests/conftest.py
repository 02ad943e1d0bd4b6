"""What holds for all tests: examples are the same each time, and none fails for being slow."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.counties import built_county, small_county_in
from tests.shipped import pages_kept
from tests.sites import ROOT, built

# What reads all that ships, or all pages of the site of it, is for one worker, which builds that
# site first of all and has what it was made from.
OF_WHAT_SHIPS = (
    *("test_published", "test_beside", "test_found", "test_words", "test_explain", "test_titles"),
    *("test_sentences", "test_five_lines", "test_recount", "test_audit", "test_readings"),
    *("test_street", "test_disclosure"),
)
SHIPPED = "what ships"
# What takes longest comes first, so that no worker is left alone with it at the end; what needs the
# built site that ships comes after what does not.
FIRST = (
    *(SHIPPED, "test_broken", "test_house", "test_fuzz", "test_building", "test_doubts"),
    *("test_importing", "test_browser", "test_unread", "test_standing", "test_outcomes"),
    *("test_new", "test_handed_spreadsheets", "test_similar", "test_serving", "test_placing"),
    *("test_outlines", "test_frame", "test_home_office", "test_lengths", "test_pictures"),
    *("test_unexpected", "test_look", "test_residents", "test_county", "test_installed"),
)
# Started in the background, tests are told not to hear the keyboard, and so is what they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of tests into the order in which workers take them, each as a whole."""
    places = {name: place for place, name in enumerate(FIRST)}
    within = {name: place for place, name in enumerate(OF_WHAT_SHIPS)}
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            name = item.path.stem
            item.add_marker(pytest.mark.xdist_group(SHIPPED if name in within else name))
    items.sort(
        key=lambda item: (places.get(group(item), len(FIRST)), within.get(item.path.stem, 99))
    )


def group(item: pytest.Item) -> str:
    """The tests that one worker takes together have one name."""
    marker = item.get_closest_marker("xdist_group")
    return str(marker.args[0]) if marker else ""


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
    with pages_kept():
        return built(ROOT, shared(tmp_path_factory) / "shipped")
