"""The register of sources: which document and section each figure was printed in."""

from __future__ import annotations

from generator.reading.spreadsheets import Sheet
from generator.terms.sources import SourceEntry

SOURCE_COLUMNS = (
    "id",
    "publisher",
    "document",
    "section",
    "title",
    "date",
    "marking",
    "shown_as",
    "why_not_shown",
)


def sources_in(sheet: Sheet) -> dict[str, SourceEntry]:
    """The register by id."""
    return {cells["id"]: SourceEntry(**cells) for _, cells in sheet.rows}
