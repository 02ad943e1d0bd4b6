"""The register of sources: which document and section each figure was printed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One line of the register: a table or passage of a document, and what became of it here."""

    id: str
    publisher: str
    document: str
    section: str
    title: str
    date: str
    marking: str
    shown_as: str
    why_not_shown: str

    @property
    def citation(self) -> str:
        """Publisher, document and section in one line."""
        section = f", section {self.section}" if self.section else ""
        return f"{self.publisher}, {self.document}{section}"


def cited(entries: Iterable[SourceEntry]) -> list[tuple[str, list[SourceEntry]]]:
    """Entries by document, so that a document is named once and its sections after it."""
    documents: dict[str, list[SourceEntry]] = {}
    for entry in entries:
        documents.setdefault(f"{entry.publisher}, {entry.document}", []).append(entry)
    return list(documents.items())
