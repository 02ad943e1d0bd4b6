"""What stands in each CSV file, for programs: CSVW, the metadata for tables of the W3C."""

from __future__ import annotations

import json
from typing import Any

from generator.downloads.covers import publisher
from generator.pages.book import Book
from generator.terms.attribution import OPEN_LICENCE, asked_for, asked_for_by_all, is_open
from generator.terms.headings import OF_DATASET, OF_FIGURES, Heading

# CSVW has its own word for where a text is cut into several, and for the form of each cell.
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
DIALECT = {"encoding": "utf-8", "header": True, "delimiter": ",", "doubleQuote": True}
OPENED = (
    "The file is UTF-8, and begins with a byte-order mark unless it is ASCII. A text that a "
    "spreadsheet program would take for a formula, a date or another number begins with an "
    "apostrophe, which is no part of it. A blank is no number: the status says why."
)


def dataset_metadata(book: Book, name: str) -> str:
    """The metadata of one dataset's file."""
    dataset = book.holdings.datasets[name]
    source = dataset.source
    told: dict[str, Any] = {
        "url": f"{name}.csv",
        "dc:title": dataset.title,
        "dc:description": dataset.about or dataset.title,
        "dc:creator": source.publisher,
    }
    if source.title:
        told["dc:source"] = source.title
    if is_open(source.licence):
        told["dc:license"] = {"@id": OPEN_LICENCE}
    told["dc:rights"] = " ".join(asked_for(dataset))
    key = ["area_code", "period", "measure", "category"]
    return _as_json(book, told, OF_DATASET, key)


def figures_metadata(book: Book) -> str:
    """The metadata of the file of all published figures."""
    site = book.site
    told = {
        "url": "figures.csv",
        "dc:title": f"{site.title}: all published figures",
        "dc:description": "Every figure that the site publishes, with its range and its status.",
        "dc:rights": " ".join(asked_for_by_all(book.holdings.datasets.values())),
    }
    return _as_json(book, told, OF_FIGURES, ["indicator", "area_code", "period", "category"])


def _as_json(
    book: Book, told: dict[str, Any], headings: tuple[Heading, ...], key: list[str]
) -> str:
    """The document: what is told of the file, then how it is written and what its columns hold."""
    whole = {
        "@context": CONTEXT,
        **told,
        "dc:publisher": publisher(book),
        "dc:issued": own.said.date if (own := book.holdings.release) else book.site.release,
        "rdfs:comment": OPENED,
        "dialect": DIALECT,
        "tableSchema": {"columns": [_column(heading) for heading in headings], "primaryKey": key},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _column(heading: Heading) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": heading.name,
        "titles": list(dict.fromkeys([heading.name, heading.title])),
        "dc:description": heading.meaning,
        "datatype": heading.kind,
        "required": not heading.can_be_blank,
    }
    if heading.form:
        told["datatype"] = {"base": heading.kind, "format": heading.form}
    if heading.is_list:
        told["separator"] = " "
    if heading.can_be_blank:
        told["null"] = ""
    return told
