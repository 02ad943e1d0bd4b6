"""What we publish: one number for an area and a period, with a name, a unit and a meaning."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from generator.terms.sentences import Needed

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class MisplacedError(ValueError):
    """What is wrong below a part of a file, with the keys that lead from there to where it
    stands."""

    def __init__(self, what: str, *keys: str) -> None:
        super().__init__(what)
        self.keys = keys


class Selection(BaseModel):
    """Which rows of a dataset: a measure and, where one is meant, a category.

    As a denominator it names the dataset when that is another one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: Text
    dataset: str = ""
    category: str = ""


class PartOf(BaseModel):
    """The measure that holds all of what an indicator shows a part of, where both are held, and the
    words that tell the part: "with a place"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: Text
    words: Text


class Caution(BaseModel):
    """What figures do not say; where areas, levels, categories or periods are named, those only.

    One that ``is_bound`` stands wherever such a figure is told.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Needed
    areas: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    is_bound: bool = False

    @property
    def is_narrow(self) -> bool:
        """Is it of some places, categories or periods, and so the first to be told of those?"""
        return bool(self.areas or self.categories or self.periods)

    def is_of(self, area: str, level: str, category: str, period: str) -> bool:
        """Does it hold of a figure of this place, type and time?"""
        return (
            (not self.areas or area in self.areas)
            and (not self.levels or level in self.levels)
            and (not self.categories or category in self.categories)
            and (not self.periods or period in self.periods)
        )


def _sentence(given: object) -> object:
    return {"text": given} if isinstance(given, str) else given


class Indicator(BaseModel):
    """How a published figure is made from observations, and how it is spoken of.

    ``says`` is the phrase of its sentences, with {value} and {place} in it: "police recorded
    {value} in {place}"; {category} may stand in it too, and {period}, which then does not open the
    sentence. The value of a printed change is told as "risen by 24% since 2015/16". ``per`` is 1
    for counts and for what a source printed ready-made, 100 for percentages and 1000 for rates that
    are worked out here. With no category named it stands for the whole tree of its dataset.
    ``is_tested`` is false for
    what does not come about by chance, such as residents or cameras: its changes are told without
    a test. ``in_none`` is what a larger area's figure holds and no smaller area's. ``base`` is the
    measure that holds how many were asked; where it holds how many gave each answer,
    ``base_within`` adds up the answers that lie within the same question.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    value: Text
    category: str = ""
    per: Literal[1, 100, 1000] = 1
    denominator: Selection | None = None
    residents: str = "residents"
    part_of: PartOf | None = None
    in_none: PartOf | None = None
    lower: str = ""
    upper: str = ""
    base: str = ""
    base_within: bool = False
    decimals: int = Field(default=0, ge=0, le=4)
    better: Literal["neither", "lower", "higher"] = "neither"
    is_tested: bool = True
    smallest_for_rate: int = 20
    smallest_for_percent: int = 50
    says: Text
    meaning: Text
    cautions: tuple[Annotated[Caution, BeforeValidator(_sentence)], ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Indicator:
        if self.per != 1 and self.denominator is None:
            raise MisplacedError(
                f"per: {self.per} needs a denominator. >> Add denominator:, or per: 1.", "per"
            )
        if self.per == 1 and self.denominator is not None:
            raise MisplacedError(
                "a denominator is given for a plain count. >> Add per: 1000 or per: 100.",
                "denominator",
            )
        self._readable()
        if self.says.endswith("."):
            what = "says: ends with a full stop, which the sentence has. >> Take it out."
            raise MisplacedError(what, "says")
        for word in ("{value}", "{place}"):
            if word not in self.says:
                form = 'Write it as "police recorded {value} in {place}".'
                raise MisplacedError(f"says: has no {word} in it. >> {form}", "says")
        return self

    def _readable(self) -> None:
        """Raise where the phrase has a brace too many, or a word that it cannot have."""
        form = 'Write it as "police recorded {value} in {place}".'
        try:
            words = [name for _, name, _, _ in Formatter().parse(self.says) if name is not None]
        except ValueError:
            what = f"says: has a brace that is not closed or opened. >> {form}"
            raise MisplacedError(what, "says") from None
        for word in words:
            if word not in ("value", "place", "category", "period"):
                known = "The words are {value}, {place}, {category} and {period}."
                raise MisplacedError(f"says: has no word {{{word}}}. >> {known}", "says")
