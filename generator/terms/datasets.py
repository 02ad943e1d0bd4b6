"""What a source gave us: who, licence, measures, categories, notes; and the row that holds it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from generator.terms.indicators import Caution, Indicator, MisplacedError, Text
from generator.terms.periods import Period
from generator.terms.sentences import Needed, Sentences

OBSERVATION_COLUMNS = ("area", "period", "measure", "category", "value", "status", "note", "source")
NO_VALUE = {"c": "withheld", "x": "not available", "z": "not applicable"}
WITH_VALUE = {
    "b": "first after a break in the series",
    "e": "estimated",
    "f": "forecast",
    "k": "rounds to zero but is not zero",
    "p": "provisional",
    "r": "revised",
    "u": "low reliability",
}
STATUSES = NO_VALUE | WITH_VALUE
# Words in which sources round; a note of this name is printed before the number.
QUALIFIERS = {
    "over": "over",
    "under": "under",
    "about": "about",
    "nearly": "nearly",
    "up-to": "up to",
}

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/-]*$")]


def _ends(given: object) -> object:
    """The lowest and highest number that a note speaks of; raises ValueError with a sentence."""
    how = ">> Give the lowest and the highest number, such as [1, 4], or [0, null] for no highest."
    if not isinstance(given, list | tuple) or len(given) != 2 or given[0] is None:
        raise ValueError(f"these are not two numbers. {how}")
    if any(type(end) is not int or end < 0 for end in given if end is not None):
        raise ValueError(f"these are not whole numbers from nought up. {how}")
    if given[1] is not None and given[1] < given[0]:
        raise ValueError(f"the highest number is below the lowest. {how}")
    return given


Ends = Annotated[tuple[int, int | None], BeforeValidator(_ends)]


class Shape(BaseModel):
    """Strict: unknown keys are refused, nothing is coerced silently, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Shape):
    """Who gave it, where, under which licence, and when it was received."""

    publisher: Text
    title: str = ""
    url: str = ""
    licence: str = ""
    received: str = ""

    @model_validator(mode="after")
    def _address(self) -> Source:
        if self.url and not self.url.startswith(("https://", "http://")):
            what = f'"{self.url}" is no web address. >> Begin url: with https://.'
            raise MisplacedError(what, "url")
        return self


def _one_and_several(value: object) -> object:
    if isinstance(value, list | tuple) and len(value) == 2:
        return value
    raise ValueError(
        "one and several are wanted. >> Write both, as [crime, crimes], in quotes where one holds "
        "a comma."
    )


# The singular and the plural of what is counted.
Unit = Annotated[tuple[Text, Text], BeforeValidator(_one_and_several)]


class Measure(Shape):
    """One thing a source counts or states. ``unit`` is its singular and plural.

    ``since`` (a period) is what a printed change is measured from; ``of`` the category that a
    printed percentage is a part of; ``counts`` the count that a printed change, percentage or rate
    is worked out from, as measure or dataset/measure; ``among`` the list that a
    printed rank is a place in (one for each level where they differ), and ``counted_from`` the
    end at which it begins.
    """

    unit: Unit
    kind: Literal["count", "rate", "percent", "change", "rank", "score"]
    since: str = ""
    of: str = ""
    counts: str = ""
    among: str | dict[str, str] = ""
    counted_from: Literal["", "lowest", "highest"] = ""

    @model_validator(mode="after")
    def _whole(self) -> Measure:
        if self.kind == "rank" and not (self.among and self.counted_from):
            raise ValueError(
                "a rank needs a list and a direction. >> Add among: and counted_from:."
            )
        if self.kind == "change" and not self.since:
            raise ValueError("a change needs its earlier period. >> Add since:.")
        if self.since:
            try:
                Period.parse(self.since)
            except ValueError as error:
                what = f"since: {error} >> Write it as P12M/2016-03."
                raise MisplacedError(what, "since") from None
        return self


def _of_all_or_each(value: object) -> object:
    """A pair that holds of all measures, or those of each, as a mapping; "" stands for all."""
    return value or {} if isinstance(value, dict | None) else {"": value}


class Category(Shape):
    """One row of a source's classification, and the row that it is part of.

    ``unit`` are its own words for what is counted, by measure; under "" those of all measures.
    """

    label: Text
    within: str = ""
    unit: Annotated[dict[str, Unit], BeforeValidator(_of_all_or_each)] = {}
    meaning: str = ""

    def unit_of(self, measure: str) -> tuple[str, str] | None:
        """Its own words, one and several, for what a measure counts; None where it has none."""
        return self.unit.get(measure) or self.unit.get("")


class Statement(Shape):
    """Something the source says in words that no row can hold, of some areas and categories."""

    text: Needed
    source: str
    areas: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Disclosure(Shape):
    """Which figures are never written down here: those of areas smaller than a level.

    ``never_below`` refuses every number there; ``smallest`` with ``below`` refuses counts from one
    to the number before it. ``measures`` and ``categories`` (with what is within or crossed with
    them) narrow either; with none it holds for the whole dataset.
    """

    never_below: str = ""
    smallest: int = 0
    below: str = ""
    measures: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Disclosure:
        if bool(self.never_below) == bool(self.smallest and self.below):
            raise ValueError(
                "a rule of disclosure is not whole. >> Give never_below:, or smallest: and below:."
            )
        return self


class Dataset(Shape):
    """What one source gave: its description, without its rows.

    ``announced`` gives, for a note that withholds, the lowest and highest number it speaks of;
    ``rounded`` gives, for a measure or a note, to what its whole numbers are rounded (weighted
    answers to 1, starred numbers to 5), so that nobody expects them to add up exactly;
    ``adds_up_measures`` gives, for a measure, those that make it up (men and women); ``worked_out``
    says of a measure why its totals need not be the sum of its parts; ``wards_as_of`` is the year
    of the boundaries in whose wards every row was counted, whatever its period; ``counted`` says
    that the program counted the rows from records, so that nobody printed a total of them;
    ``police_record`` that they are what the police recorded, crime or other incidents, of which the
    pages with them say what that means;
    ``who_answered`` says of a survey without a random sample who answered it: that is the caution
    of all its figures, and no change is told between them;
    ``has_spoken_notes`` that the notes of a row stand behind its sentence too;
    ``apart_from`` says, for another dataset that counts nearly the same, why the two differ.
    """

    title: Text
    about: Sentences = ""
    source: Source
    transcribed: bool = False
    partial: Sentences = ""
    label_style: Literal[
        "year ending", "financial year", "calendar year", "rolling year", "mid-year"
    ] = "year ending"
    levels: tuple[str, ...] = Field(min_length=1)
    wards_as_of: int | None = None
    rows_from: str = ""
    counted: bool = False
    police_record: Literal["", "crime", "incidents"] = ""
    who_answered: Sentences = ""
    measures: dict[Id, Measure] = Field(min_length=1)
    categories: dict[Id, Category] = Field(default_factory=lambda: {"all": Category(label="All")})
    adds_up: bool = False
    adds_up_measures: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    notes: dict[Id, Needed] = Field(default_factory=dict)
    has_spoken_notes: bool = False
    statements: tuple[Statement, ...] = ()
    indicators: dict[Id, Indicator] = Field(default_factory=dict)
    disclosure: tuple[Disclosure, ...] = ()
    announced: dict[Id, Ends] = Field(default_factory=dict)
    rounded: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    worked_out: dict[Id, Text] = Field(default_factory=dict)
    apart_from: dict[Id, Needed] = Field(default_factory=dict)
    written_by: str = ""
    checked_by: str = ""

    @model_validator(mode="after")
    def _parents(self) -> Dataset:
        for name, category in self.categories.items():
            if category.within and category.within not in self.categories:
                raise MisplacedError(
                    f'category "{name}" is within "{category.within}", which is not declared. '
                    ">> Declare it, or correct the name.",
                    *("categories", name, "within"),
                )
        for name in self.categories:
            seen, here = {name}, self.categories[name].within
            while here and here not in seen:
                seen.add(here)
                here = self.categories[here].within
            if here == name:
                what = f'category "{name}" is within itself. >> Correct within:.'
                raise MisplacedError(what, "categories", name, "within")
        return self

    @model_validator(mode="after")
    def _made_up(self) -> Dataset:
        for whole, parts in self.adds_up_measures.items():
            for name in (whole, *parts):
                if name not in self.measures or self.measures[name].kind != "count":
                    raise MisplacedError(
                        f'"{name}" under adds_up_measures: is no measure of kind count. '
                        ">> Correct the name, or declare it under measures:.",
                        *("adds_up_measures", whole),
                    )
            if self._lies_in(whole, whole):
                raise MisplacedError(
                    f'"{whole}" under adds_up_measures: is a part of itself. >> Take it out there.',
                    *("adds_up_measures", whole),
                )
        return self

    def _lies_in(self, name: str, whole: str) -> bool:
        """Is one measure among the parts of another, or of its parts?"""
        seen, waiting = set[str](), [whole]
        while waiting:
            for part in self.adds_up_measures.get(waiting.pop(), ()):
                if part == name:
                    return True
                waiting += [] if part in seen else [part]
                seen.add(part)
        return False

    def cautions_of(self, indicator: Indicator) -> tuple[Caution, ...]:
        """What must be known to read an indicator's figures: who answered first, if it is told."""
        return (
            *([Caution(text=self.who_answered)] if self.who_answered else []),
            *indicator.cautions,
        )

    def is_base(self, measure: str) -> bool:
        """Is it how many were asked, or how many gave an answer, of another indicator?"""
        return any(indicator.base == measure for indicator in self.indicators.values())

    def parts(self, category: str) -> list[str]:
        """Which categories lie directly within this one, in the order of the file?"""
        return [name for name, other in self.categories.items() if other.within == category]

    def depth(self, category: str) -> int:
        """How many categories is it inside?"""
        within = self.categories[category].within
        return 0 if not within else 1 + self.depth(within)

    def tree(self, category: str) -> list[str]:
        """This category and everything within it, each parent before its parts."""
        return [category, *(inner for part in self.parts(category) for inner in self.tree(part))]
