"""What a page leads with: a topic's finding about an area, and which topics tell the most."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from generator import comparisons, narrative
from generator.areas import Area
from generator.figures import Figure
from generator.pages.book import Book, relative
from generator.topics import Topic


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic on a profile: its finding, its period and where it stands."""

    title: str
    address: str
    finding: str
    is_own: bool
    detail: str = ""


def lead_sentences(book: Book, area: Area, topic: Topic, figures: list[Figure]) -> list[str]:
    """The finding: how much, then against the time before and the area around it."""
    lead = book.lead(topic)
    figure = book.newest(*lead, area) if lead else None
    if figure is None:
        figure = next((f for f in figures if not f.is_absent), None)
    if figure is None:
        return []
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area.code)
    newest = series[-1] if series else figure
    earlier = comparisons.year_before(series, newest)
    change = (
        comparisons.over_time(book.holdings, voice.indicator, newest, earlier) if earlier else None
    )
    said = [
        narrative.level(voice, newest),
        narrative.trend(voice, change),
        against_nearest(book, newest),
    ]
    return [sentence for sentence in said if sentence] + [
        f"Read this change with care. {text}" for text in narrative.cautions(change)
    ]


def against_nearest(book: Book, figure: Figure) -> str:
    """How it compares with the smallest area around it that has the same figure."""
    areas = book.holdings.areas
    for above in areas.family(areas[figure.area]):
        for other in book.figures.series(figure.indicator, figure.category, above.code):
            said = narrative.against(
                book.voice(figure.indicator), comparisons.against(figure, other)
            )
            if other.period == figure.period and said:
                return said
    return ""


def topic_line(book: Book, area: Area, topic: Topic, here: str) -> TopicLine | None:
    """A topic's finding in a line."""
    figures = [
        f
        for i in topic.matter.indicators
        for f in book.figures.of_area(area.code)
        if f.indicator == i and f.category in book.categories(topic, i)
    ]
    said = lead_sentences(book, area, topic, figures)
    if not said:
        return None
    return TopicLine(
        topic.matter.title,
        relative(here, book.address(area, topic)),
        said[0],
        True,
        said[1] if len(said) > 1 and not said[1].startswith("Read this") else "",
    )


def nearest_line(book: Book, area: Area, topic: Topic, here: str) -> TopicLine | None:
    """For a topic without a figure here: the nearest figure there is, and where it stands."""
    address = relative(here, f"topics/{topic.id}/")
    lead = book.lead(topic)
    found = book.nearest(area, *lead) if lead else None
    for indicator in () if found else topic.matter.indicators:
        for category in book.categories(topic, indicator):
            found = found or book.nearest(area, indicator, category)
    if found is None:
        return TopicLine(topic.matter.title, address, topic.matter.elsewhere, False)
    return TopicLine(
        topic.matter.title, address, narrative.level(book.voice(found.indicator), found), False
    )


def telling(book: Book, area: Area, topic: Topic) -> tuple[int, float, int]:
    """Where a topic stands on a profile: clear changes by size, then distance from the area around it,
    then the editor's order. Sensitive topics never lead."""
    place = list(book.topics).index(topic.id)
    lead = book.lead(topic)
    figure = book.newest(*lead, area) if lead else None
    if (
        figure is None
        or topic.matter.is_sensitive
        or not book.voice(figure.indicator).indicator.is_tested
    ):
        return (2, 0.0, place)
    series = book.figures.series(figure.indicator, figure.category, area.code)
    earlier = comparisons.year_before(series, figure)
    change = (
        comparisons.over_time(
            book.holdings, book.voice(figure.indicator).indicator, figure, earlier
        )
        if earlier
        else None
    )
    if change and change.is_clear and change.ratio:
        return (0, -abs(log(change.ratio)), place)
    for above in book.holdings.areas.family(area):
        for other in book.figures.series(figure.indicator, figure.category, above.code):
            gap = comparisons.against(figure, other)
            if gap and gap.ratio:
                return (1, -abs(log(gap.ratio)), place)
    return (2, 0.0, place)


def opening(book: Book, area: Area, own: list[Topic]) -> list[str]:
    """The first sentences of a profile: its own profile topic's lead, or its most telling topic's."""
    start = book.opening
    for topic in ([start] if start else []) + own:
        lead = book.lead(topic)
        if lead and (figure := book.newest(*lead, area)) and not figure.is_absent:
            return lead_sentences(book, area, topic, [figure])
    return []
