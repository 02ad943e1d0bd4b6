"""What pages begin with, and what is wrong with it: the newest that most share, never a part of a
year, and never a figure on which the documents disagree where there is another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures.figures import Figure
from generator.pages.book import Page
from generator.pages.leads import lead, topic_figures
from generator.pages.subject_measures import misnamed, subject_measure
from generator.reading.topics import Topic
from generator.terms import wording
from tests.pages.beside import Walked

SPEC = re.compile(r'"([\w-]+)\.vl\.json"')


def leads_are_sure(one: Walked) -> Iterator[str]:
    """A topic's page leads with no figure in question, and with no part of a year, where the area
    has another figure of the topic."""
    figures = one.figures
    for area in one.book.profiled:
        for topic in one.book.own_topics(area):
            first = figures.get(lead(one.book, area, topic).key)
            if first is None:
                continue
            others = [f for f in topic_figures(one.book, area, topic) if not f.is_absent]
            if first.key in one.book.disputed and any(_is_sure(one, f) for f in others):
                yield f"{area.slug}/{topic.id}: leads with {first.key}, which is in question"
            of_kind = [f for f in others if f.indicator == first.indicator]
            is_part = first.period.is_part_year
            if is_part and any(not f.period.is_part_year for f in of_kind):
                yield f"{area.slug}/{topic.id}: leads with a part of a year"


def _is_sure(one: Walked, figure: Figure) -> bool:
    return figure.key not in one.book.disputed and figure.period.is_stated


def no_part_stands_for_the_whole(one: Walked) -> Iterator[str]:
    """A topic's page that leads with a count of a part, of whose whole the area has no figure,
    tells the other parts of that time as well."""
    for area in one.book.profiled:
        for topic in one.book.own_topics(area):
            told = lead(one.book, area, topic)
            first = one.figures.get(told.key)
            categories = one.book.voice(first.indicator).dataset.categories if first else {}
            above = categories[first.category].within if first else ""
            if first is None or first.count is None or not above:
                continue
            held = {
                f.category: f
                for f in one.book.figures.of_area(area.code)
                if (f.indicator, f.period) == (first.indicator, first.period) and not f.is_absent
            }
            others = [f for c, f in held.items() if categories[c].within == above and f != first]
            said = " ".join(told.said)
            for other in others if above not in held else []:
                if wording.number(other.count or 0) not in said:
                    yield f"{area.slug}/{topic.id}: {other.key} is left out"


def all_areas_are_newest(one: Walked) -> Iterator[str]:
    """The measure of a topic is the newest of those that may lead it which three districts in four
    share; and what its author declares is that measure."""
    for topic in one.book.topics.values():
        shown = subject_measure(one.book, topic)
        for pair in _pairs(one, topic):
            for period, areas in _shared(one, pair).items():
                if shown is None or period > shown.period.last.isoformat():
                    yield f"{topic.id}: {len(areas)} districts have {pair} for {period}"
    for problem in misnamed(one.book):
        yield str(problem)


def _pairs(one: Walked, topic: Topic) -> list[tuple[str, str]]:
    first = one.book.lead(topic)
    return [*([first] if first else []), *topic.matter.lead_also.items()]


def _shared(one: Walked, pair: tuple[str, str]) -> dict[str, set[str]]:
    """The last days of whole periods for which three districts in four have a sure figure."""
    districts = {area.code for area in one.book.districts}
    held: dict[str, set[str]] = {}
    for figure in one.book.figures.across(*pair):
        is_whole = figure.period.is_stated and not figure.period.is_part_year
        is_told = not (figure.is_absent or figure.is_unreliable) and _is_sure(one, figure)
        if is_whole and is_told and figure.area in districts:
            held.setdefault(figure.period.last.isoformat(), set()).add(figure.area)
    return {last: areas for last, areas in held.items() if len(areas) >= 0.75 * len(districts)}


def pages_across_show_it(one: Walked) -> Iterator[str]:
    """The first chart of a topic's page across all areas, where three districts have its measure,
    is of that measure in its period."""
    pages = {page.path: page for page in one.pages}
    for topic in one.book.topics.values():
        shown = subject_measure(one.book, topic)
        page = pages[f"topics/{topic.id}/"]
        held = [d for d in one.book.districts if shown and d.code in shown.figures]
        rated = [d for d in held if shown and shown.figures[d.code].value is not None]
        if shown is None or len(rated) < 3:
            continue
        first = _first_drawn(page)
        if first is None or (first.indicator, first.category, first.period) != (
            *shown.pair,
            shown.period,
        ):
            yield f"{page.path}: begins with {first and first.key}, and is about {shown.pair}"


def _first_drawn(page: Page) -> Figure | None:
    """The first figure of the chart that stands first on a page."""
    name = SPEC.search(page.markdown)
    spec = page.files[f"{name[1]}.vl.json"] if name else ""
    return next((d.rows[0].figures[0] for d in page.drawings if d.spec == spec), None)


RULES = (leads_are_sure, no_part_stands_for_the_whole, all_areas_are_newest, pages_across_show_it)
