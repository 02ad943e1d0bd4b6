"""How the spreadsheets of one dataset are read: which column, heading or name stands for what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from generator.terms.datasets import Id, Shape
from generator.terms.indicators import Text
from generator.terms.periods import MONTHS

FILE_NAME = "mapping.yml"
# What a column or a row of headings can say; with "-" it is passed over.
PARTS = ("area", "period", "measure", "category")
SheetPart = Literal["area", "period", "measure", "category", "-", "?"]
# The answer that a draft waits for, and the word by which a thing is passed over.
OPEN, PASSED = "?", "-"
# What is said once above a table, or by the name of its sheet, and not in it.
TITLE, SHEET = "title", "sheet"
MappedWord = Annotated[str, StringConstraints(min_length=1)]


class Founded(Shape):
    """What is to be known of a dataset that is not there yet: its description is made of it.

    ``counts`` is what one and several are called; ``for_residents`` says that the numbers are set
    against residents. A survey says what was asked (``question``), who
    asked whom and how (``asked``), how answers were weighted, and whether those who answered were
    drawn by chance; a table that was typed from a bulletin who is ``left_out`` of it, and its
    ``edition``.
    """

    title: Text
    publisher: Text
    document: str = ""
    url: str = ""
    licence: str = ""
    counts: tuple[Text, Text] = ("?", "?")
    says: Text = "{value} were counted in {place}"
    meaning: Text
    for_residents: bool | Literal["?"] = False
    left_out: str = ""
    edition: str = ""
    question: str = ""
    asked: str = ""
    weights: str = ""
    drawn_by_chance: bool | Literal["?"] = False


class SheetMapping(Shape):
    """How the spreadsheets of a dataset are read.

    ``rows`` says what each column of words stands for, by its heading; ``headings`` what each row
    of headings does, from the top; ``always`` what holds for the whole table, or that its title
    or the name of its sheet says it. ``words`` is what a name, a heading or a period in the sheet
    means here, and "-" passes it over; ``elsewhere`` passes over all names that are far from those
    of any area. ``marks`` is what stands for a mark in the place of a number: a status letter or
    nought, and a note. ``lines`` says of what stands around the table, and seems to speak of rates
    or of a part of the year, that its numbers are counts, or of whole years.
    """

    of: str = ""
    sheet: str = ""
    rows: dict[str, SheetPart] = Field(default_factory=dict)
    headings: tuple[SheetPart, ...] = ()
    always: dict[Literal["area", "period", "measure", "category"], MappedWord] = Field(
        default_factory=dict
    )
    words: dict[Literal["area", "period", "measure", "category"], dict[str, MappedWord]] = Field(
        default_factory=dict
    )
    elsewhere: Literal["", "?", "-"] = ""
    marks: dict[str, str] = Field(default_factory=dict)
    lines: dict[str, Literal["counts", "years", "?"]] = Field(default_factory=dict)
    years: str = ""
    dates: Literal["", "?", "month", "year ending", "calendar year"] = ""
    decimal: Literal[".", ",", "?"] = "."
    shares: dict[Id, Literal["of 1", "of 100", "?"]] = Field(default_factory=dict)
    dataset: Founded | None = None

    @model_validator(mode="after")
    def _whole(self) -> SheetMapping:
        if self.years not in ("", OPEN, "calendar") and self.years.lower() not in MONTHS:
            raise ValueError(
                f'years: is "{self.years}". >> Write calendar, or the month that years end in, '
                "such as March."
            )
        twice = [part for part in self.always if part in {*self.rows.values(), *self.headings}]
        if twice:
            raise ValueError(
                f"the {twice[0]} is said twice. >> Take it out below always:, or let the column or "
                "the headings say nothing: -."
            )
        said = {*self.rows.values(), *self.headings, *self.always}
        lacking = [part for part in ("area", "period", "measure") if part not in said]
        if lacking:
            raise ValueError(
                f"nothing says which {lacking[0]} a number is of. >> Name it under rows:, "
                "headings: or always:."
            )
        return self

    def word(self, part: str, text: str) -> str:
        """What a text of the sheet means as this part, by what people wrote; blank for nothing."""
        said: str = self.words.get(part, {}).get(text, "")  # type: ignore[call-overload]
        return "" if said == OPEN else said
