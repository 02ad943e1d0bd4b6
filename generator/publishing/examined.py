"""What a project holds and says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.problems import Problem
from generator.storage.interrupted import cut_off
from generator.terms.releases import folder_of

if TYPE_CHECKING:
    from generator.reading.holdings import Holdings
    from generator.reading.releases import KeptRelease
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
    damaged = edited(project, holdings.releases)
    files = tuple(problem.place.file for problem in damaged)
    # What only follows from a file that is missing there is not told.
    whole = [one for one in holdings.releases if not _has_any(one, files)]
    found += [*damaged, *unfounded(holdings, whole)]
    return Examined(holdings, topics, check(project, holdings, topics, found))


def _has_any(held: KeptRelease, files: Iterable[str]) -> bool:
    """Does any of these files lie in the folder of the release?"""
    return any(file.startswith(f"{folder_of(held.id)}/") for file in files)
