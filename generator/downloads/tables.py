"""The figures as files that people take away: CSV that no spreadsheet can mistake for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

import pandas as pd

from generator.pages.book import Book
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.cells import each_once
from generator.terms.periods import Period

DATASET_COLUMNS = (
    "area_code",
    "area_name",
    "area_level",
    "period",
    "period_label",
    "measure",
    "category",
    "category_label",
    "value",
    "status",
    "note",
    "source",
)
FIGURE_COLUMNS = (
    "indicator",
    "dataset",
    "area_code",
    "area_name",
    "period",
    "category",
    "value",
    "unit",
    "count",
    "denominator",
    "lower",
    "upper",
    "status",
    "notes",
)
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
NUMBERS = {"value", "count", "denominator", "lower", "upper"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
DECIMALS = 4


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV: text that a spreadsheet would run as a formula gets a leading apostrophe.

    >>> print(as_csv(pd.DataFrame({"name": ["=1+1", "Dover"], "value": ["-3", "4"]})), end="")
    name,value
    '=1+1,-3
    Dover,4
    """
    return "".join(_lines(table))


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
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip('"').startswith(FORMULA_STARTS) else text


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
            rows["period"], lambda iso: Period.parse(iso).label(dataset.label_style)
        ),
        category_label=each_once(rows["category"], lambda key: dataset.categories[key].label),
        value=rows["printed"],
    )
    return as_csv(told[list(DATASET_COLUMNS)])


class FigureLines:
    """Every published figure as a line of a CSV file, written once for all files that hold it."""

    def __init__(self, book: Book) -> None:
        order = ["indicator", "category", "area", "last", "period"]
        frame = book.figures.frame.sort_values(order, kind="stable", ignore_index=True)
        self._header, *self._lines = _lines(_told(book, frame))
        self._of_area = frame.groupby("area", sort=False).indices

    def of(self, areas: Iterable[Area] | None = None) -> str:
        """The figures of some areas, or all there are."""
        if areas is None:
            return "".join([self._header, *self._lines])
        held = [self._of_area[area.code] for area in areas if area.code in self._of_area]
        mine = sorted(place for places in held for place in places)
        return "".join([self._header, *(self._lines[place] for place in mine)])


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
    )
    return told[list(FIGURE_COLUMNS)]


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


def files(book: Book) -> Iterator[tuple[str, str]]:
    """Every download of the site: its address, and what stands in it."""
    rows = book.holdings.observations
    places = rows.groupby("dataset", sort=False).indices
    for name in book.holdings.datasets:
        mine = rows.iloc[places.get(name, [])]
        yield f"data/{name}.csv", dataset_csv(book.holdings, name, mine)
    figures = FigureLines(book)
    yield "data/figures.csv", figures.of()
    yield "disagreements/findings.csv", findings_csv(book)
    for area in book.profiled:
        inner = [area]
        if area.level == "district":
            inner += [ward for wards in book.wards(area).values() for ward in wards]
            for wards in book.wards(area).values():
                yield f"{book.address(wards[0])}data.csv", figures.of(wards)
        yield f"{book.address(area)}data.csv", figures.of(inner)
