"""Which tests one worker takes together, and in which order.

A file of tests is for one worker, which makes once what its tests share. pytest-xdist finds groups
by what it writes into the ids of tests, and with the pytest of today that writing has no effect;
here a group follows from the id itself.
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

# What reads all that ships, or all pages of the site of it, is for one worker, which builds that
# site first of all and has what it was made from: files, and single tests of others.
OF_WHAT_SHIPS = (
    *("test_published", "test_beside", "test_found", "test_words", "test_cautioned", "test_lines"),
    *(
        "test_ways",
        "test_explain",
        "test_titles",
        "test_sentences",
        "test_cited",
        "test_five_lines",
        "test_alone",
        "test_finding",
        "test_not_compared",
    ),
    *("test_recount", "test_audit", "test_readings", "test_street", "test_disclosure"),
    "test_the_county_and_the_shipped_data_have_none",
    "test_shipped_groups_have_one_rate_of_their_members",
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


def group(test: str) -> str:
    """The name of the tests that a test of this id is taken with.

    >>> group("tests/test_new.py::test_areas[a::b]")
    'test_new'
    >>> group("tests/test_similar.py::test_shipped_groups_have_one_rate_of_their_members")
    'what ships'
    """
    file, own = _names(test)
    return SHIPPED if {file, own} & {*OF_WHAT_SHIPS} else file


def place(test: str) -> tuple[int, int]:
    """The place of a test in the order in which they are taken."""
    within = min((n for n, name in enumerate(OF_WHAT_SHIPS) if name in _names(test)), default=0)
    return _place(group(test)), within


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _names(test: str) -> tuple[str, str]:
    """The name of the file, without its folder and ending, and of the function."""
    file, _, rest = test.partition("::")
    return re.sub(r".*/|\.py$", "", file), rest.partition("[")[0]


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each group of tests to one worker, as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
