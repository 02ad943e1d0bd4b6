"""A line of the log of imports: how many rows of one file had one outcome."""

from __future__ import annotations

from typing import NamedTuple

# The outcome of the line that says how many rows a file has; the others add up to it.
READ = "read"
# The outcome of all rows of a month that a newer archive has too.
SUPERSEDED = "set aside: a newer archive has the month"
# The datasets that imports write.
DATASETS = ("ons-crime", "street-asb", "street-crime", "ward-population")


class ImportLine(NamedTuple):
    """A line: the day, the kind of import, the file and its content, the outcome, and how many."""

    date: str
    kind: str
    file: str
    sha256: str
    outcome: str
    rows: str
