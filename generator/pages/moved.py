"""What a release brings: where the measure that opens profiles moved most."""

from __future__ import annotations

from generator.pages.book import Book
from generator.pages.five_lines import opening_figure, recorded
from generator.pages.leads import TopicLine
from generator.pages.movements import change_of
from generator.telling import narrative
from generator.telling.verdicts import by_months
from generator.terms import wording
from generator.terms.areas import Area

MOST = 4


def moved(book: Book) -> list[TopicLine]:
    """A line for the area of the whole site, then for those that moved most beyond chance, each
    about another area; nothing where no area has the measure for a whole year."""
    found: list[tuple[float, TopicLine]] = []
    for area in dict.fromkeys((book.root, *book.districts)):
        size, said, key = _movement(book, area)
        if said and (area == book.root or size):
            line = TopicLine(area.name, book.address(area), said, key=key)
            found.append((float("inf") if area == book.root else size, line))
    found.sort(key=lambda one: -one[0])
    return [line for _, line in found[:MOST]]


def _movement(book: Book, area: Area) -> tuple[float, str, str]:
    """How far an area's measure moved beyond chance (nought where it did not), in words, and the
    key of its figure."""
    figure = opening_figure(book, area)
    if figure is None:
        return 0.0, "", ""
    figure = recorded(book, figure) or figure
    voice = book.voice(figure.indicator)
    change, is_of_years = change_of(book, figure)
    if is_of_years:
        said = f"{narrative.level(voice, figure)} {narrative.trend(voice, change)}".strip()
    else:
        name = wording.upper_first(wording.place(area))
        said = f"{name}, {wording.lower_first(by_months(voice, change))}" if change else ""
    is_clear = change is not None and change.is_clear and change.percent is not None
    size = abs(change.percent or 0.0) if change and is_clear else 0.0
    return size, said, figure.key
