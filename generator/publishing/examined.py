"""What a project holds and says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.problems import Problem
from generator.storage.interrupted import cut_off

if TYPE_CHECKING:
    from generator.reading.holdings import Holdings
    from generator.reading.topics import Topics


class Examined(NamedTuple):
    """The holdings, the topics, and what is wrong in either, in the frame or in a release."""

    holdings: Holdings
    topics: Topics
    problems: list[Problem]


def examined(project: Path, faults: Iterable[Problem]) -> Examined:
    """Read and check a project; ``faults`` were found in its frame."""
    # Imported here, for a build without a change needs none of them.
    from generator.checks.checking import check
    from generator.pages.templates import template_problems
    from generator.reading.holdings import open_holdings
    from generator.reading.topics import open_topics
    from generator.releases.corrected import unfounded
    from generator.releases.manifests import edited

    holdings = open_holdings(project)
    topics, found = open_topics(project)
    found += [*cut_off(project), *template_problems(project), *faults]
    found += [*edited(project, holdings.releases), *unfounded(holdings, holdings.releases)]
    return Examined(holdings, topics, check(project, holdings, topics, found))
