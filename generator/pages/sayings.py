"""The sentences that a topic may ask for, about the newest figure of the area of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.findings import AS_PRINTED, finding
from generator.pages.listed import compared
from generator.pages.marking import plain_text
from generator.pages.standings import standing
from generator.telling import named, narrative
from generator.telling.speech import Voice
from generator.terms.areas import Area


class Words(Protocol):
    """What sentences need of the page that they are for."""

    book: Book
    area: Area | None
    around: list[Figure]
    told: list[str]

    @property
    def opens_with(self) -> str:
        """The key of the figure that the page opens with."""

    def newest(self, indicator: str, category: str | None) -> tuple[Voice, Figure | None]:
        """The newest figure of its area."""

    def category(self, voice: Voice, category: str | None) -> str:
        """The category meant."""

    def once(self, sentence: str) -> str:
        """A sentence, if the page has not told it yet."""


@dataclass(frozen=True)
class Sayings:
    """The sentences that a topic may ask for, each about the newest figure of this area."""

    words: Words

    def level(self, indicator: str, category: str | None = None) -> str:
        """How much, where, when; or why there is no figure."""
        voice, figure = self.words.newest(indicator, category)
        area = (self.words.area or self.words.book.root).code
        said = narrative.level(voice, figure, area, self.words.category(voice, category))
        mark = str(self.words.book.mark(figure.key)) if figure else ""
        return plain_text(said) + mark if self.words.once(said) else ""

    def also(self, indicator: str, category: str | None = None) -> str:
        """The same, but nothing where this area has no figure, or where the page opens with it."""
        voice, figure = self.words.newest(indicator, category)
        return self._once(voice, figure)

    def around(self, indicator: str, category: str | None = None) -> str:
        """The same of this area or of the nearest around it that has a figure; nothing where none
        has, or where the page opens with it."""
        voice, figure = self.words.newest(indicator, category)
        if figure is None or figure.is_absent:
            area = self.words.area or self.words.book.root
            wanted = self.words.category(voice, category)
            figure = self.words.book.nearest(area, indicator, wanted)
        self.words.around += [figure] if figure else []
        return self._once(voice, figure)

    def _once(self, voice: Voice, figure: Figure | None) -> str:
        if figure is None or figure.key == self.words.opens_with:
            return ""
        said = self.words.once(narrative.level(voice, figure))
        return plain_text(said) + str(self.words.book.mark(figure.key)) if said else ""

    def absence(self, indicator: str, category: str | None = None) -> str:
        """Only why there is no figure; nothing where there is one."""
        _, figure = self.words.newest(indicator, category)
        return "" if figure and not figure.is_absent else self.level(indicator, category)

    def trend(self, indicator: str, category: str | None = None) -> str:
        """How it compares with the year before; by its name where the page has not said above how
        much it was, and nothing of what the page opens with, whose lines say which way."""
        voice, figure = self.words.newest(indicator, category)
        if figure is None or figure.key == self.words.opens_with:
            return ""
        said = self.words.once(narrative.trend(voice, finding(self.words.book, figure).change))
        if said and narrative.level(voice, figure) not in self.words.told:
            said = named.by_name(voice.subject(figure.category), said)
        return plain_text(said)

    def against(self, indicator: str, level: str, category: str | None = None) -> str:
        """How it compares with the area of that level around it, or with its similar areas."""
        voice, figure = self.words.newest(indicator, category)
        if figure is None or voice.measure.kind in AS_PRINTED:
            return ""
        series = self.words.book.figures.series
        said = [
            narrative.against(voice, comparisons.against(figure, other))
            for larger in compared(self.words.book, self.words.area, [level])
            for other in series(indicator, figure.category, area=larger.code)
            if other.period == figure.period and other.key not in self.words.book.disputed
        ]
        return plain_text(" ".join(one for text in said if (one := self.words.once(text))))

    def standing(self, indicator: str, level: str = "district", category: str | None = None) -> str:
        """Its place among the areas of a level; nothing where a dataset covers only some."""
        voice, figure = self.words.newest(indicator, category)
        if figure is None or voice.dataset.partial:
            return ""
        return plain_text(standing(self.words.book, figure, level).sentence)
