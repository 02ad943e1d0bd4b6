"""A first mapping for a spreadsheet that nobody has described: what its columns of words and its
rows of headings seem to say, for people to read. What is not plain is left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from generator.importers.sheets.labelled import KnownWords, meant
from generator.importers.sheets.layout import OF_PARTS
from generator.importers.sheets.spelt_periods import IN_TITLES, MONTH, period_of, without_time
from generator.importers.sheets.surveyed import IN_PERCENT
from generator.importers.sheets.tables import Laid, bare
from generator.importers.sheets.titled import area_in_title
from generator.importers.sheets.vocabulary import (
    ALL,
    BASE,
    CHANGED,
    NUMBER,
    OF_A_YEAR,
    SHARE,
    TOTAL,
)
from generator.terms.mappings import OPEN, PASSED, SHEET, TITLE, Founded, SheetMapping

# Headings above the names of areas.
OF_AREAS = re.compile(
    r"\b(areas?|districts?|wards?|forces?|partnerships?|csps?|places?|councils?|authority|boroughs?"
    r"|count(y|ies)|regions?|lads?)\b",
    re.I,
)
MATTERS = re.compile(
    r"\d|%|£|\b(rates?|per|per ?cent\w*|thousands?|millions?|year|months?|quarter|ending|average"
    r"|index|cumulative|ytd)\b",
    re.I,
)
OF_SURVEY = re.compile(r"%|per ?cent\b|base\b|n\b", re.I)
OTHER_SPELLING = re.compile(
    rf"^(\d{{4}}-\d\d|\d{{6}}|\d\d/\d\d|fy ?\d\d.*)$"
    rf"|\b(yr|year|12m|months?) (to|ending)\b|\brolling\b"
    rf"|\b({MONTH})[ '-]\d\d\b",
    re.I,
)
IN_WORDS = re.compile(r"%|\bper ?cent(ages?)?\b", re.I)
DECIMAL_COMMA = re.compile(r"-?(0,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{1,3}(\.\d{3})+,\d+)%?")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
# A part is taken for what a column or a row says where so many of its words are known as it.
MOST = 0.5


def guessed(tables: Sequence[Laid], known: KnownWords, dataset: str) -> SheetMapping:
    """What do the columns and headings of the tables seem to say?"""
    table = tables[0]
    rows = {text: _label(table, column, known) for column, text in table.labels.items()}
    headings = tuple(_heading(tables, place, known) for place in range(len(table.heads)))
    rows = _one_category(rows, headings)
    always: dict[str, str] = {}
    said = {*rows.values(), *headings}
    if "area" not in said:
        always["area"] = SHEET if len(tables) > 1 else _titled_area(table, known)
    if "period" not in said:
        by_sheet = len(tables) > 1 and all(period_of(one.grid.name) for one in tables)
        always["period"] = SHEET if by_sheet else TITLE
    if "category" not in said and _are_kinds(tables, always, known):
        always["category"] = SHEET
    if "measure" not in said:
        always["measure"] = _only_measure(tables[0], known)
    if "category" not in {*said, *always} and known.dataset:
        # A table of one kind does not say so in itself: people say which it is.
        only = list(known.dataset.categories)
        always["category"] = only[0] if len(only) == 1 else OPEN
    return SheetMapping.model_validate(
        {
            "of": dataset,
            "rows": rows,
            "headings": headings,
            "always": always,
            "words": {},
            "decimal": _decimal(tables, known),
            "dataset": None if known.dataset else _founded(table, known),
        }
    )


def _are_kinds(tables: Sequence[Laid], always: dict[str, str], known: KnownWords) -> bool:
    """Are the sheets called by what they count, each by another, and by nothing else?"""
    names = {one.grid.name for one in tables}
    if len(tables) < 2 or len(names) < len(tables) or SHEET in always.values():
        return False
    return not any(_is_timed(name) or known.is_area(name) for name in names)


def _label(table: Laid, column: int, known: KnownWords) -> str:
    """What a column of words says."""
    words = dict.fromkeys(table.cell(row, column) for row in table.rows)
    days = [row for row in table.rows if (row, column) in table.grid.dates]
    is_part = OF_PARTS.fullmatch(bare(table.labels[column]))
    if days or is_part or _share(words, _is_timed) > MOST:
        return "period"
    is_named = _share(words, lambda text: known.is_area(bare(text)))
    if is_named >= MOST or OF_AREAS.search(table.labels[column]):
        return "area"
    if known.dataset is None and len(words) == len(table.rows) and len(table.labels) > 1:
        return OPEN
    return _of_dataset(words, known)


def _heading(tables: Sequence[Laid], place: int, known: KnownWords) -> str:
    """What one row of headings says, over all sheets."""
    words: dict[str, None] = {}
    for table in tables:
        words |= dict.fromkeys(
            stacked[place] for stacked in table.values.values() if place < len(stacked)
        )
    told = [word for word in words if word and not CHANGED.fullmatch(bare(word))]
    if not told:
        return PASSED
    # How many were asked, beside what they answered.
    told = [word for word in told if not BASE.fullmatch(bare(word))] or told
    is_caption = len(set(told)) == 1 and sum(len(table.values) for table in tables) > 1
    rows = [(table.heads[place], n) for table in tables for n in table.values]
    if any(at in tables[0].grid.dates for at in rows):
        return "period"
    if _share(told, _is_timed) > MOST:
        return "period"
    if _share(told, lambda text: known.is_area(bare(text))) >= MOST:
        return "area"
    if all(_is_of_measure(bare(text)) for text in told):
        return "measure"
    if is_caption and known.dataset is None and IN_PERCENT.search(bare(told[0])):
        return "category"  # a question over its answers: "After dark (%)"
    if is_caption and len(tables[0].heads) > 1:
        # A caption that speaks of a span, a unit or a rate is no mere caption.
        return OPEN if MATTERS.search(told[0]) else PASSED
    return _of_dataset(told, known)


def _is_timed(text: str) -> bool:
    """Does it speak of a time, in whatever spelling? What is no period that is known is asked."""
    told = bare(text)
    is_part = OF_A_YEAR.fullmatch(told) or OTHER_SPELLING.search(told)
    return period_of(told) is not None or bool(is_part or IN_TITLES.search(told))


def _is_of_measure(text: str) -> bool:
    is_one = any(kind.fullmatch(text) for kind in (NUMBER, SHARE, BASE))
    return (is_one or bool(OF_SURVEY.match(text))) and not TOTAL.fullmatch(text)


def _of_dataset(words: Iterable[str], known: KnownWords) -> str:
    """Categories or measures of the dataset, by which of them knows more of the words."""
    if known.dataset is None:
        return "category"
    if all(ALL.fullmatch(bare(word)) for word in words) and "all" in known.dataset.categories:
        return "category"
    shares = {
        part: _share(words, partial(_is_known, known, part)) for part in ("category", "measure")
    }
    part = max(shares, key=lambda name: shares[name])
    return part if shares[part] > 0 else OPEN


def _is_known(known: KnownWords, part: str, text: str) -> bool:
    return not meant(known, part, text).asked


def _share(words: Iterable[str], is_one: Callable[[str], bool]) -> float:
    told = [word for word in words if word and not TOTAL.fullmatch(bare(word))]
    return sum(map(is_one, told)) / len(told) if told else 0.0


def _one_category(rows: dict[str, str], headings: tuple[str, ...]) -> dict[str, str]:
    """Where several columns could tell categories apart, people say which."""
    several = [text for text, part in rows.items() if part == "category"]
    if len(several) + headings.count("category") < 2 or not several:
        return rows
    return {text: OPEN if part == "category" else part for text, part in rows.items()}


def _titled_area(table: Laid, known: KnownWords) -> str:
    """Whether a title names the area; else nothing is known of it."""
    return TITLE if len(area_in_title(table, known)) == 1 else OPEN


def _only_measure(table: Laid, known: KnownWords) -> str:
    if known.dataset is None and not _is_survey(table):
        return "number"
    if known.dataset is None:
        return "percent" if _has_shares(table) else OPEN
    bases = {indicator.base for indicator in known.dataset.indicators.values()}
    found = [key for key in known.dataset.measures if key not in bases]
    return found[0] if len(found) == 1 else OPEN


def _decimal(tables: Sequence[Laid], known: KnownWords) -> str:
    """Is a comma or a point written before decimals, in cells that hold text? What is counted has
    none: a point or a comma before three digits stands between thousands. Open where it may be
    both."""
    at = ((table, row, n) for table in tables for row in table.rows for n in table.values)
    cells = {table.cell(row, n) for table, row, n in at if (row, n) not in table.grid.numbers}
    numbers = {cell for cell in cells if re.fullmatch(r"-?[\d.,]*\d%?", cell)}
    kinds = {one.kind for one in known.dataset.measures.values()} if known.dataset else {"count"}
    if any(DECIMAL_COMMA.fullmatch(cell) for cell in numbers):
        return ","
    if any(re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}", cell) for cell in numbers):
        return ","
    points = [cell for cell in numbers if "." in cell]
    commas = [cell for cell in numbers if "," in cell]
    are_thousands = all(THOUSANDS.fullmatch(cell) for cell in points)
    if kinds == {"count"}:
        return "," if points and are_thousands else "."
    return OPEN if commas and not points else "."


def _founded(table: Laid, known: KnownWords) -> Founded:
    """What is to be known of a dataset that is not there: its title stands above the table."""
    is_survey = _is_survey(table)
    title = without_time(table.title) or OPEN
    of_survey = {
        "counts": ("answer", "answers"),
        "says": "{value} of those asked in {place} answered “{category}”",
        "question": OPEN,
        "asked": OPEN,
        "weights": OPEN,
        "drawn_by_chance": OPEN,
    }
    told: dict[str, object] = {"title": title, "publisher": OPEN, "meaning": OPEN}
    if known.has_residents and not is_survey:
        told["for_residents"] = OPEN
    return Founded.model_validate(told | (of_survey if is_survey else {}))


def _is_survey(table: Laid) -> bool:
    """Does the table say how many were asked, or hold percentages?"""
    told = table.headings
    if any(BASE.fullmatch(text) for text in told):
        return True
    # Numbers beside percentages are counts with their shares.
    if any(NUMBER.fullmatch(text) for text in told):
        return False
    cells = [table.cell(row, n) for row in table.rows for n in table.values]
    return any(map(SHARE.fullmatch, told)) or any(cell.endswith("%") for cell in cells)


def _has_shares(table: Laid) -> bool:
    """Do its cells, its headings or the lines above it say that its numbers are percentages?"""
    cells = [table.cell(row, n) for row in table.rows for n in table.values]
    told = [*table.headings, *table.above]
    return any(cell.endswith("%") for cell in cells) or any(map(IN_WORDS.search, told))
