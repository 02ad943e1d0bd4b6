"""The figures as files that people take away: CSV that no spreadsheet can mistake for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import Area
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


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV: text that a spreadsheet would run as a formula gets a leading apostrophe.

    >>> print(as_csv(("name", "value"), [("=1+1", -3), ("Dover", 4)]), end="")
    name,value
    '=1+1,-3
    Dover,4
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [
                cell if column in NUMBERS or not isinstance(cell, str) else harmless(cell)
                for column, cell in zip(columns, row, strict=True)
            ]
        )
    return out.getvalue()


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


def dataset_csv(holdings: Holdings, name: str) -> str:
    """One dataset's observations, in the columns of the contract."""
    dataset = holdings.datasets[name]
    mine = holdings.observations[holdings.observations["dataset"] == name]
    rows = []
    for record in mine.to_dict("records"):
        area = holdings.areas[record["area"]]
        rows.append(
            (
                area.code,
                area.name,
                area.level,
                record["period"],
                Period.parse(record["period"]).label(dataset.label_style),
                record["measure"],
                record["category"],
                dataset.categories[record["category"]].label,
                record["printed"],
                record["status"],
                record["note"],
                record["source"],
            )
        )
    return as_csv(DATASET_COLUMNS, rows)


def figures_csv(book: Book, areas: Iterable[Area] | None = None) -> str:
    """Every published figure, or those of some areas."""
    if areas is None:
        mine = list(book.figures.all())
    else:
        mine = [figure for area in areas for figure in book.figures.of_area(area.code)]
    rows = []
    for figure in sorted(mine, key=_order):
        voice = book.voice(figure.indicator)
        has_rate = voice.is_rate
        unit = voice.axis(has_rate)
        numbers = [
            plain_number(x) for x in (figure.count, figure.denominator, figure.lower, figure.upper)
        ]
        rows.append(
            (
                figure.indicator,
                figure.dataset,
                figure.area,
                voice.area(figure.area).name,
                figure.period.iso,
                figure.category,
                figure.printed
                if figure.printed and voice.indicator.per == 1 and not figure.is_absent
                else plain_number(figure.value),
                unit,
                *numbers,
                figure.status,
                " ".join(figure.notes),
            )
        )
    return as_csv(FIGURE_COLUMNS, rows)


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
    return as_csv(FINDING_COLUMNS, rows)


def _order(figure: Figure) -> tuple[str, str, str, date, str]:
    period = figure.period
    return figure.indicator, figure.category, figure.area, period.last, period.iso


def files(book: Book) -> dict[str, str]:
    """Every download of the site by its address."""
    found = {
        f"data/{name}.csv": dataset_csv(book.holdings, name) for name in book.holdings.datasets
    }
    found["data/figures.csv"] = figures_csv(book)
    found["disagreements/findings.csv"] = findings_csv(book)
    for area in book.profiled:
        inner = [area]
        if area.level == "district":
            inner += [ward for wards in book.wards(area).values() for ward in wards]
            for wards in book.wards(area).values():
                found[f"{book.address(wards[0])}data.csv"] = figures_csv(book, wards)
        found[f"{book.address(area)}data.csv"] = figures_csv(book, inner)
    return found
