"""What a release brings: where the measure that opens profiles moved most."""

from __future__ import annotations

from generator.pages.book import Book
from generator.pages.ended import has_ended
from generator.pages.five_lines import opening_figure
from generator.pages.leads import TopicLine
from generator.pages.movements import change_of
from generator.telling import narrative
from generator.telling.verdicts import by_months
from generator.terms import wording
from generator.terms.areas import Area

MOST = 4


def moved(book: Book) -> list[TopicLine]:
    """A line for the area of the whole site, then for those that moved most beyond chance, each
    about another area, and of both ways where there are both; nothing where no area has the measure
    for a whole year."""
    first: list[TopicLine] = []
    found: list[tuple[float, TopicLine]] = []
    live = (one for one in book.districts if not has_ended(book, one))
    for area in dict.fromkeys((book.root, *live)):
        size, said, key = _movement(book, area)
        line = TopicLine(area.name, book.address(area), said, key=key)
        if said and area == book.root:
            first.append(line)
        elif said and size:
            found.append((size, line))
    found.sort(key=lambda one: -abs(one[0]))
    return first + [line for _, line in both_ways(found, MOST - len(first))]


def both_ways(found: list[tuple[float, TopicLine]], most: int) -> list[tuple[float, TopicLine]]:
    """The first of these movements, the largest first, and the largest the other way among them
    where there is one."""
    told, rest = found[:most], found[most:]
    is_up = {size > 0 for size, _ in told}
    other = next((one for one in rest if (one[0] > 0) not in is_up), None)
    return [*told[:-1], other] if other and len(is_up) == 1 else told


def _movement(book: Book, area: Area) -> tuple[float, str, str]:
    """How far, and which way, an area's measure moved beyond chance (nought where it did not), in
    words, and the key of its figure."""
    figure = opening_figure(book, area)
    if figure is None:
        return 0.0, "", ""
    voice = book.voice(figure.indicator)
    change, is_of_years = change_of(book, figure)
    if is_of_years:
        said = f"{narrative.level(voice, figure)} {narrative.trend(voice, change)}".strip()
    else:
        name = wording.upper_first(wording.place(area))
        said = f"{name}, {wording.lower_first(by_months(voice, change))}" if change else ""
    is_clear = change is not None and change.is_clear and change.percent is not None
    size = (change.percent or 0.0) if change and is_clear else 0.0
    return size, said, figure.key
