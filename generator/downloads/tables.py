"""The figures as files that people take away: CSV of which a spreadsheet makes nothing else.

Where a file is not ASCII it begins with a byte-order mark, for spreadsheet programs take it for
another encoding without one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable

import pandas as pd

from generator.figures.method import METHOD
from generator.pages.book import Book
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.cells import each_once
from generator.terms.headings import OF_DATASET, OF_FIGURES, named
from generator.terms.opened import taken_for
from generator.terms.periods import Period

FINDING_COLUMNS = (
    "document",
    "catalogue",
    "kind",
    "area",
    "line",
    "subject",
    "place",
    "printed",
    "recomputed",
    "explanation",
    "shown",
)
NUMBERS = {"value", "count", "denominator", "lower", "upper", "method"}
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
DECIMALS = 4


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV: text that a spreadsheet would make something else of gets an apostrophe.

    >>> print(as_csv(pd.DataFrame({"name": ["=1+1", "Dover"], "value": ["-3", "4"]})), end="")
    name,value
    '=1+1,-3
    Dover,4
    """
    return marked("".join(_lines(table)))


def marked(text: str) -> str:
    """A text with a byte-order mark, if it needs one.

    >>> marked("Dover"), marked("Café")
    ('Dover', '\\ufeffCafé')
    """
    return text if text.isascii() else MARK + text


def _lines(table: pd.DataFrame) -> list[str]:
    """The header and each row as a line."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(table.columns)
    columns = (
        table[name] if name in NUMBERS else each_once(table[name], harmless) for name in table
    )
    writer.writerows(zip(*(column.tolist() for column in columns), strict=True))
    return lines


class _Lines(list[str]):
    """A file that keeps what is written into it, a line a time."""

    write = list.append


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, a date or another number."""
    return "'" + text if taken_for(text) else text


def plain_number(value: float | None) -> str:
    """A number as data: no commas, no needless noughts, at most four decimals, rounded once.

    >>> plain_number(7508.0), plain_number(65.530845), plain_number(None)
    ('7508', '65.5308', '')
    """
    if value is None or pd.isna(value):
        return ""
    text = f"{wording.rounded(value, DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def dataset_csv(holdings: Holdings, name: str, rows: pd.DataFrame) -> str:
    """One dataset's observations, in the columns of the contract."""
    dataset, areas = holdings.datasets[name], holdings.areas
    told = rows.assign(
        area_code=rows["area"],
        area_name=each_once(rows["area"], lambda code: areas[code].name),
        area_level=each_once(rows["area"], lambda code: areas[code].level),
        period_label=each_once(
            rows["period"], lambda iso: Period.parse(iso).spelt(dataset.label_style)
        ),
        category_label=each_once(rows["category"], lambda key: dataset.categories[key].label),
        value=rows["printed"],
    )
    return as_csv(told[named(OF_DATASET)])


class FigureLines:
    """Every published figure as a line of a CSV file, written once for all files that hold it.

    ``told`` holds the same as columns of text.
    """

    def __init__(self, book: Book) -> None:
        order = ["indicator", "category", "area", "last", "period"]
        frame = book.figures.frame.sort_values(order, kind="stable", ignore_index=True)
        self.told = _told(book, frame)
        self._header, *self._lines = _lines(self.told)
        self._of_area = frame.groupby("area", sort=False).indices

    def of(self, areas: Iterable[Area] | None = None) -> str:
        """The figures of some areas, or all there are."""
        if areas is None:
            return marked("".join([self._header, *self._lines]))
        return marked("".join([self._header, *(self._lines[n] for n in self.places(areas))]))

    def places(self, areas: Iterable[Area]) -> list[int]:
        """In which rows of ``told`` do the figures of these areas stand?"""
        held = [self._of_area[area.code] for area in areas if area.code in self._of_area]
        return sorted(int(place) for places in held for place in places)


def _told(book: Book, frame: pd.DataFrame) -> pd.DataFrame:
    """Each figure in the columns of the contract."""
    indicators = [book.voice(key) for key in frame["indicator"].unique()]
    as_printed = {voice.key for voice in indicators if voice.indicator.per == 1}
    units = {voice.key: voice.axis(voice.is_rate) for voice in indicators}
    has_number = frame["value"].notna() | frame["count"].notna()
    keeps = has_number & (frame["printed"] != "") & frame["indicator"].isin(as_printed)
    numbers = {
        name: each_once(frame[name], plain_number)
        for name in ("value", "count", "denominator", "lower", "upper")
    }
    numbers["value"] = frame["printed"].where(keeps, numbers["value"])
    told = frame.assign(
        **numbers,
        area_code=frame["area"],
        area_name=each_once(frame["area"], lambda code: book.holdings.areas[code].name),
        unit=frame["indicator"].map(units),
        notes=each_once(frame["notes"], lambda text: " ".join(text.split())),
        method=METHOD,
    )
    return told[named(OF_FIGURES)]


def findings_csv(book: Book) -> str:
    """Every printed number that does not fit, a row each, in the order of the page about them."""
    rows = [
        (
            *(told.finding.as_json()[name] for name in FINDING_COLUMNS[:4]),
            told.finding.claim.line,
            told.subject,
            told.place,
            *(told.finding.as_json()[name] for name in FINDING_COLUMNS[7:10]),
            told.shown,
        )
        for told in book.disagreements.values()
    ]
    return as_csv(pd.DataFrame(rows, columns=list(FINDING_COLUMNS)))
