"""A rule about days on which somebody did something: they do not lie in the future."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.reading.typed import day
from generator.terms.redirects import REDIRECTS

# Which column of a list holds such a day.
DONE = ((REDIRECTS, "since"), ("data/accepted.csv", "date"))
# Between two releases something may be done; a year and more is a slip.
DAYS = 366


def days_are_past(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Days that lie more than a year after the release, which nobody can have seen."""
    released = holdings.site.released if holdings.site else None
    for file, column in DONE:
        sheet = holdings.sheets.get(file)
        if sheet is None or released is None:
            continue
        for row, cells in sheet.rows:
            when = day(cells[column])[0]
            if when and (when - released).days > DAYS:
                what = f"The day {when.day} {when:%B %Y} lies more than a year after the release."
                remedy = "Correct the day, or release: in data/site.yml."
                yield Problem("date", sheet.at(row, column), what, remedy)


RULES = (days_are_past,)
