"""The notes of a spreadsheet: numbered where they are met, and listed on a sheet of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.downloads.filling import SheetColumn
from generator.downloads.spreadsheets import TableSheet
from generator.figures.sums import BEING_CHECKED
from generator.terms.datasets import QUALIFIERS, Dataset

WIDEST = 100
CHECKED = "It is being checked: it may be a slip, and nothing is worked out from it."


class NoteList:
    """The notes of one spreadsheet, numbered as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, texts: Iterable[str]) -> str:
        """The marks that stand for these notes: "[note 1] [note 2]"."""
        told = dict.fromkeys(" ".join(text.split()) for text in texts)
        for text in told:
            self._numbers.setdefault(text, len(self._numbers) + 1)
        return " ".join(f"[note {self._numbers[text]}]" for text in told)

    def sheet(self, about: str) -> list[TableSheet]:
        """The sheet that lists them, if there are any."""
        if not self._numbers:
            return []
        columns = [
            SheetColumn("Note number", [f"[note {number}]" for number in self._numbers.values()]),
            SheetColumn("Note", list(self._numbers), widest=WIDEST),
        ]
        lines = [f"This worksheet contains one table, of {counted(len(self._numbers), 'note')}."]
        title = f"Notes on {about}"
        return [TableSheet("Notes", title, "notes_table", lines, columns)]


def note_in_words(dataset: Dataset, word: str, others: Mapping[str, str] | None = None) -> str:
    """A note in words."""
    if word in dataset.notes:
        return dataset.notes[word]
    if word in QUALIFIERS:
        return f"Its source says “{QUALIFIERS[word]}” before the number."
    return CHECKED if word == BEING_CHECKED else (others or {}).get(word, word)


def counted(number: int, unit: str) -> str:
    """A number of things: "1 note", "1,234 rows"."""
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
