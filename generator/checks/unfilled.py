"""What the publisher has still to fill in, in data/site.yml and in content/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.checks.linked import unfilled
from generator.problems import Problem
from generator.reading.holdings import Holdings
from generator.reading.ordinary import open_ordinary
from generator.reading.topics import Topics
from generator.terms.site import PLACEHOLDER

SITE = "data/site.yml"


def placeholders(project: Path, holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Every place that is not filled in, so that a site must not go before the public."""
    said = holdings.site.model_dump() if holdings.site else {}
    what, remedy = "A placeholder of the publisher stands here.", "Write what it asks for."
    for key, value in said.items():
        if str(value).startswith(PLACEHOLDER):
            yield Problem("site", holdings.at(SITE, key), what, remedy)
    if said.get("is_placeholder"):
        what = "The site says of itself that it is a demonstration."
        place = holdings.at(SITE, "is_placeholder")
        yield Problem("site", place, what, "Take the line out once all is filled in.")
    yield from unfilled(holdings, topics, open_ordinary(project)[0])
