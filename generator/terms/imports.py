"""Which files can be imported, and a line of the log of imports: how many rows of one file had one
outcome."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_FILES = (Path(__file__).parents[1] / "importers" / "kinds").glob("[a-z]*.py")
# The kinds of files: a module each, that is loaded when it is asked for.
KINDS = tuple(sorted(path.stem.replace("_", "-") for path in _FILES))

# The outcome of the line that says how many rows a file has; the others add up to it.
READ = "read"
# The outcome of all rows of a month that a newer archive has too.
SUPERSEDED = "set aside: a newer archive has the month"
# The datasets that imports write.
DATASETS = (
    *("home-office-crime", "ons-crime", "street-asb", "street-crime", "street-outcomes"),
    *("ward-deprivation", "ward-population"),
)


class ImportLine(NamedTuple):
    """A line: the day, the kind of import, the file and its content, the outcome, and how many."""

    date: str
    kind: str
    file: str
    sha256: str
    outcome: str
    rows: str
