"""The columns of the files that people take away: what each is called, holds and means."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Heading(NamedTuple):
    """One column of a download: its name in the file, its title in words, and what it means.

    ``is_list`` says that a cell holds several words with spaces between, ``can_be_blank`` that it
    may hold nothing; ``form`` is the pattern of its texts, where they have one.
    """

    name: str
    title: str
    meaning: str
    kind: Literal["string", "decimal"] = "string"
    can_be_blank: bool = False
    is_list: bool = False
    form: str = ""


DAY_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
PERIOD_FORM = rf"(P[0-9]{{1,3}}M|unstated)/[0-9]{{4}}-[0-9]{{2}}|{DAY_FORM}/{DAY_FORM}"
LETTERS_FORM = "[bcefkpruxz]*"
AREA_CODE = Heading(
    "area_code", "Area code", "The code that the Office for National Statistics gives to the area."
)
AREA = Heading("area_name", "Area", "The name of the area.")
PERIOD = Heading(
    "period",
    "Period code",
    "The length of the period in months and the month that it ends with (P0M is a day at the end "
    "of that month); or two dates.",
    form=PERIOD_FORM,
)
CATEGORY = Heading("category", "Category id", "What kind is counted; all is the total.")
STATUS = Heading(
    "status",
    "Status",
    "Letters, in the order of the alphabet, that say why there is no value (c withheld, x not "
    "available, z not applicable) or what to know of it (b first after a break, e estimated, f "
    "forecast, k rounds to zero, p provisional, r revised, u low reliability).",
    can_be_blank=True,
    form=LETTERS_FORM,
)

OF_DATASET = (
    AREA_CODE,
    AREA,
    Heading("area_level", "Level", "What kind of area it is, from country to ward."),
    PERIOD,
    Heading("period_label", "Period", "The period in words."),
    Heading("measure", "Measure", "What the source counts or states, by its id."),
    CATEGORY,
    Heading("category_label", "Category", "The category in words."),
    Heading(
        "value",
        "Value",
        "The number; blank where the status says why.",
        "decimal",
        can_be_blank=True,
    ),
    STATUS,
    Heading("note", "Notes", "The ids of notes on the row.", can_be_blank=True, is_list=True),
    Heading(
        "source",
        "Source",
        "The ids, in the register of sources, of where the row was printed.",
        can_be_blank=True,
        is_list=True,
    ),
)
OF_FIGURES = (
    Heading("indicator", "Indicator id", "What is published, by its id."),
    Heading("dataset", "Dataset id", "The dataset that it is made from, by its id."),
    AREA_CODE,
    AREA,
    PERIOD,
    CATEGORY,
    Heading(
        "value",
        "Value",
        "The figure in its unit; blank where the status says why.",
        "decimal",
        can_be_blank=True,
    ),
    Heading("unit", "Unit", "What the value is a number of."),
    Heading("count", "Count", "The count behind the value.", "decimal", can_be_blank=True),
    Heading(
        "denominator",
        "Denominator",
        "What the count is set against: residents, or those who were asked.",
        "decimal",
        can_be_blank=True,
    ),
    Heading(
        "lower",
        "Lower end of range",
        "The lower end of the range in which the value is likely to lie.",
        "decimal",
        can_be_blank=True,
    ),
    Heading(
        "upper",
        "Upper end of range",
        "The upper end of the range in which the value is likely to lie.",
        "decimal",
        can_be_blank=True,
    ),
    STATUS,
    Heading("notes", "Notes", "The ids of notes on the figure.", can_be_blank=True, is_list=True),
    Heading(
        "method",
        "Method",
        "The version of the method by which figures were worked out, as the page about methods "
        "tells it.",
    ),
)


def named(headings: tuple[Heading, ...]) -> list[str]:
    """The names of columns, in their order."""
    return [heading.name for heading in headings]
