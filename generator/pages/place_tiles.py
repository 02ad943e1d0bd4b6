"""Headline figures: up to four large numbers that open the page of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.five_lines import beside
from generator.pages.residents import residents, year_of
from generator.pages.similar import alike
from generator.reading.topics import Topic
from generator.telling.verdicts import SAME, WHY_SAME, verdict
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area

MOST_TILES = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """One large figure: what it is, the number, for how many of what, the comparator's number and
    the word; and both of the similar areas, where these may be chosen."""

    label: str
    value: str
    unit: str
    around: str = ""
    verdict: str = ""
    key: str = ""
    similar: str = ""
    similar_verdict: str = ""

    @property
    def why(self) -> str:
        """What stands above the tiles where one of them is about the same as the comparator."""
        return WHY_SAME if SAME in (self.verdict, self.similar_verdict) else ""


def span_of(book: Book, figure: Figure) -> str:
    """From when to when, and of which year the residents are: said once above tiles."""
    first, last = figure.period.first, figure.period.last
    year = "" if first.year == last.year else f" {first.year}"
    people = residents(book, figure)
    when = f"{first:%B}{year} to {last:%B %Y}"
    if people is None:
        return when
    return f"{when}; rates are for the residents of {year_of(book, people)}"


def figure_tiles(book: Book, area: Area, figure: Figure) -> list[Tile]:
    """Four figures of one period: the measure that opens profiles, its two largest types, and the
    first rate of another topic. Each beside the one comparator."""
    found = told(book, area, figure, MOST_TILES)
    return [_tile(book, label, one) for label, one in found]


def told(
    book: Book, area: Area, figure: Figure, most: int, named: Collection[str] = ()
) -> list[tuple[str, Figure]]:
    """So many figures of one period with their labels: the measure that opens profiles, the types
    that are ``named`` and its largest, and the first rate of another topic, for which a place is
    kept."""
    voice = book.voice(figure.indicator)
    parts = [
        part
        for category in voice.dataset.parts(figure.category)
        for part in book.figures.series(figure.indicator, category, area=area.code)
        if part.period == figure.period and part.count
    ]
    parts.sort(key=lambda part: (part.category not in named, -part.size))
    shown = sorted(parts[: most - 2], key=lambda part: -part.size)
    types = [(voice.category_label(f.category), f) for f in (figure, *shown)]
    return [*types, *_apart(book, area, figure)][:most]


def _apart(book: Book, area: Area, figure: Figure) -> Iterator[tuple[str, Figure]]:
    """The rates that lead other topics, of the same period: what is no part of the measure."""
    for topic in book.topics.values():
        lead = None if topic.matter.is_sensitive else book.leading(topic, area)
        if lead is None or lead.period != figure.period or lead.indicator == figure.indicator:
            continue
        if book.voice(lead.indicator).is_rate:
            yield topic.short, lead


def _tile(book: Book, label: str, figure: Figure) -> Tile:
    voice = book.voice(figure.indicator)
    found = beside(book, figure)
    if figure.value is None:
        return Tile(label, voice.count_text(figure), voice.unit(figure.category)[1], key=figure.key)
    around = ""
    if found:
        around = f"{book.holdings.areas[found.other.area].name} {voice.short(found.other)}"
    unit = f"{voice.per()} ({voice.counted(figure)})"
    word = verdict(found) if found else ""
    tile = Tile(label, voice.short(figure), unit, around, verdict=word, key=figure.key)
    group = alike(book, figure) if found else None
    if group is None:
        return tile
    similar = f"Similar areas {voice.short(group.comparison.other)}"
    return replace(tile, similar=similar, similar_verdict=verdict(group.comparison))


def _of_one_period(book: Book, area: Area, own: list[Topic]) -> list[tuple[Topic, Figure]]:
    """What leads the topics, one an indicator, of the period that most share, the newest of
    these."""
    held: dict[str, tuple[Topic, Figure]] = {}
    for topic in own:
        figure = book.leading(topic, area)
        if figure and not figure.is_absent and not topic.matter.is_sensitive:
            held.setdefault(figure.indicator, (topic, figure))
    periods = [figure.period for _, figure in held.values() if not figure.period.is_part_year]
    one = max(periods, key=lambda p: (periods.count(p), p.last), default=None)
    return [(topic, figure) for topic, figure in held.values() if figure.period == one]


def tiles(book: Book, area: Area, own: list[Topic], here: str) -> list[dict[str, str]]:
    """Up to four headline figures of one period, one an indicator: label, figure, period, link."""
    found = []
    for topic, figure in _of_one_period(book, area, own):
        voice = book.voice(figure.indicator)
        # A count where there is one: the rate worked out here would stand beside the printed one.
        has_count = figure.count is not None and voice.indicator.per != 100
        found.append(
            {
                "label": topic.short,
                "value": voice.count_text(figure) if has_count else voice.short(figure),
                "unit": voice.category_label(figure.category)
                if voice.measure.kind == "percent"
                else voice.axis(has_rates=not has_count),
                "period": wording.upper_first(voice.period_label(figure.period)),
                "address": relative(here, book.address(area, topic)),
                "key": figure.key,
            }
        )
    return found[:4]
