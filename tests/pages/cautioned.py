"""What pages say of what figures do not say, and what is wrong with it: a figure, a chart or a
citation without its caution; a caution of another place, type or time; an end of a list that chance
gives to several; a verdict that a part which no district can have has made; a type that stands for
its whole topic; whom to call without an emergency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from generator.charts.drawing import Drawing
from generator.figures.comparisons import against
from generator.figures.figures import Figure
from generator.pages.across_lead import across_lead
from generator.pages.book import Page
from generator.pages.cautions import NOT_ACCREDITED, shared_out
from generator.pages.five_lines import CAUTION, HOW_MUCH, WHOM, OneOfFive, five_lines
from generator.pages.leads import topic_finding
from generator.pages.one_type import type_of
from generator.pages.subjects import by_subject
from generator.pages.topic_lines import topic_lines
from generator.telling.verdicts import HIGHER, LOWER, verdict
from generator.terms.indicators import Caution
from tests.pages.beside import Walked

TAG = re.compile(r"<[^>]+>")
CITED = re.compile(r'<p class="to-cite">(.*?)</p>', re.S)
LISTED = re.compile(r"<table>.*?</table>\n</div>(?:\n<p class=\"notes\">.*?</p>)*", re.S)
NUMBERED = re.compile(r"\[note (\d+)\]")
# An end of a list, as no tie is told.
END = re.compile(r"\b(?:Highest|Lowest) of \d+")
EMERGENCY = "999 in an emergency"


def _plain(text: str) -> str:
    return unescape(TAG.sub("", text))


def _cautions(one: Walked, figures: Iterable[Figure]) -> list[Caution]:
    return [c for f in figures for c in one.book.voice(f.indicator).cautions(f)]


class Opened(NamedTuple):
    """A page, the figure that its first lines are about, and these lines."""

    page: str
    figure: Figure | None
    lines: list[OneOfFive]


def opened(one: Walked) -> list[Opened]:
    """The first lines of places, of topics in places and of topics; made once for a site."""
    name = id(one.book)
    if name not in OPENED:
        OPENED[name] = [Opened(*told) for told in _opened(one)]
    return OPENED[name]


OPENED: dict[int, list[Opened]] = {}


def _opened(one: Walked) -> Iterator[tuple[str, Figure | None, list[OneOfFive]]]:
    book = one.book
    for area in book.profiled:
        for topic in book.own_topics(area):
            lines = topic_lines(book, area, topic)
            keys = [line.key for line in lines if line.label == HOW_MUCH]
            yield f"{area.slug}/{topic.id}", one.figures.get(keys[0]) if keys else None, lines
        yield area.slug, None, five_lines(book, area)
    for topic in book.topics.values():
        yield f"topics/{topic.id}", None, across_lead(book, topic)


def first_lines_have_their_caution(one: Walked) -> Iterator[str]:
    """The page of a topic in a place says what the figure that it leads with does not say, where
    its indicator has a caution of it: all places, the largest too. How much of it is of one ward,
    where many visit, or without a place, may stand for that."""
    for page, figure, lines in opened(one):
        texts = {c.text for c in _cautions(one, [figure] if figure else [])} - {NOT_ACCREDITED}
        told = " ".join(line.said for line in lines)
        is_other = " were recorded in " in told or " had no place " in told
        if texts and not is_other and not any(text in told for text in texts):
            yield f"{page}: without a caution"


def narrow_cautions_lead(one: Walked) -> Iterator[str]:
    """Where a caution is of the very type, place or time of what a page leads with, it is the one
    that the first lines have."""
    for page, figure, lines in opened(one):
        narrow = [c.text for c in _cautions(one, [figure] if figure else []) if c.is_narrow]
        told = " ".join(line.said for line in lines)
        is_own = figure is not None and narrow
        if is_own and not any(text in told for text in narrow):
            yield f"{page}: {narrow[0]}"


def charts_alone_have_their_cautions(one: Walked) -> Iterator[str]:
    """A chart on a page of its own has every caution of the figures that it shows."""
    for page in one.pages:
        alone = {
            name: unescape(html)
            for name, html in page.files.items()
            if name.startswith("embed/") and name.endswith("index.html")
        }
        for drawing in page.drawings:
            texts = {c.text for c in _cautions(one, _shown(drawing))}
            for name, html in alone.items():
                if f'data-name="{drawing.told.finding}"' in html:
                    yield from (f"{name}: without {text}" for text in texts if text not in html)


def _shown(drawing: Drawing) -> list[Figure]:
    return [figure for row in drawing.rows for figure in row.figures]


def bound_cautions_travel(one: Walked) -> Iterator[str]:
    """A caution that is bound to a figure stands on every page that tells it, behind its sentence
    and in the citation of its charts."""
    book = one.book
    bound = [f for f in one.figures.values() if not f.is_absent and _texts(one, f)]
    said = [(f, book.voice(f.indicator).spoken(f), _texts(one, f)) for f in bound]
    for page in one.pages:
        cited = " ".join(_plain(text) for text in CITED.findall(page.markdown))
        for drawing in page.drawings:
            texts = {text for f in _shown(drawing) for text in _texts(one, f)}
            yield from (f"{page.path}: cited without {t}" for t in texts if t not in cited)
        text = _plain(page.markdown)
        for figure, spoken, bound_texts in said:
            start = f"{spoken} in {book.voice(figure.indicator).place(figure.area)}."
            for found in re.finditer(re.escape(start), text):
                behind = text[found.end() :].lstrip()
                if not any(behind.startswith(t) for t in bound_texts):
                    yield f"{page.path}: {start} without its caution"


def _texts(one: Walked, figure: Figure) -> list[str]:
    return [c.text for c in _cautions(one, [figure]) if c.is_bound]


def cautions_are_of_the_page(one: Walked) -> Iterator[str]:
    """The first lines have no caution that is of other places, types or times than what they are
    about."""
    for page, figure, lines in opened(one):
        if figure is None:
            continue
        own = {c.text for c in _cautions(one, [figure])}
        every = {c.text for c in one.book.voice(figure.indicator).indicator.cautions}
        told = " ".join(line.said for line in lines if line.label == CAUTION)
        yield from (f"{page}: {text}" for text in every - own if text in told)


def types_are_named(one: Walked) -> Iterator[str]:
    """A topic whose figure is of one of its types says which, in its row on the page of a place, on
    its own page and before its verdict."""
    book, told = one.book, {page: lines for page, _, lines in opened(one)}
    for area in book.profiled:
        lead = book.leading(book.opening, area) if book.opening else None
        rows = by_subject(book, area, lead).rows if lead else []
        for topic in book.own_topics(area):
            found = topic_finding(book, area, topic)
            label = type_of(book, topic, found.figure) if found else ""
            if not label or found is None:
                continue
            lines = told[f"{area.slug}/{topic.id}"]
            is_told = any(f"is of {label.lower()} only" in line.said.lower() for line in lines)
            if lines[0].key == found.figure.key and not is_told:
                yield f"{area.slug}/{topic.id}: without {label}"
            yield from (
                f"{area.slug}/{topic.id}: {line.verdict} without {label}"
                for line in lines
                if line.verdict and line.of != label
            )
            if any(row.key == found.figure.key and row.title == topic.matter.title for row in rows):
                yield f"{area.slug}: {topic.matter.title} of {label}"


def ends_are_shared(one: Walked) -> Iterator[str]:
    """No first line calls a place the highest or the lowest where another lies within its range and
    it within that of the other, unless it says what chance could give."""
    book = one.book
    for page, figure, lines in opened(one):
        if figure is None:
            continue
        peers = [f for f in book.figures.beside(figure) if _is_beside(one, figure, f)]
        if any(_is_within(figure, other) for other in peers):
            said = " ".join(line.said for line in lines)
            yield from (f"{page}: {found[0]}" for found in END.finditer(said))
    pages = {page.path: page for page in one.pages}
    for path, _, lines in opened(one):
        yield from _ends_across(pages.get(f"{path}/"), lines)


def _ends_across(page: Page | None, lines: list[OneOfFive]) -> Iterator[str]:
    """The line that says where the most are, against the title of the chart of the same figures."""
    said = " ".join(line.said for line in lines if line.label == "Where")
    titles = [d.told.finding for d in page.drawings if d.kind == "ranking"] if page else []
    for title in titles[:1]:
        if page and said and "chance" in title and "chance" not in said:
            yield f"{page.path}: {said} Its chart: {title}"


def _is_beside(one: Walked, figure: Figure, other: Figure) -> bool:
    areas = one.book.holdings.areas
    is_of_site = areas[other.area] in one.book.profiled or areas[other.area].level == "ward"
    is_peer = areas[other.area].level == areas[figure.area].level
    return other.area != figure.area and is_of_site and is_peer


def _is_within(one: Figure, other: Figure) -> bool:
    pairs = ((one, other), (other, one))
    return one.value != other.value and all(
        a.lower is not None and b.value is not None and a.lower <= b.value <= (a.upper or 0)
        for a, b in pairs
    )


def verdicts_hold_both_ways(one: Walked) -> Iterator[str]:
    """Higher and lower hold with and without what the comparator has and no smaller area can."""
    for area in one.book.profiled:
        for topic in one.book.own_topics(area):
            found = topic_finding(one.book, area, topic)
            other = shared_out(one.book, found.gap.other) if found and found.gap else None
            if found is None or other is None:
                continue
            told, without = verdict(found.gap), verdict(against(found.figure, other))
            if told in (HIGHER, LOWER) and without != told:
                yield f"{area.slug}/{topic.id}: {told}, and {without} without"


def an_emergency_goes_first(one: Walked) -> Iterator[str]:
    """The line whom to call begins with the number for an emergency."""
    for page, _, lines in opened(one):
        for line in lines:
            if line.label == WHOM and not line.said.startswith(EMERGENCY):
                yield f"{page}: {line.said}"


def notes_have_their_mark(one: Walked) -> Iterator[str]:
    """Below a table stands no numbered note without its number in the table."""
    for page in one.pages:
        yield from _unmarked(page)


def _unmarked(page: Page) -> Iterator[str]:
    for found in LISTED.findall(page.markdown):
        table, _, below = found.partition("</table>")
        for number in set(NUMBERED.findall(below)) - set(NUMBERED.findall(table)):
            yield f"{page.path}: note {number} without its mark"


RULES = (
    first_lines_have_their_caution,
    narrow_cautions_lead,
    charts_alone_have_their_cautions,
    bound_cautions_travel,
    cautions_are_of_the_page,
    types_are_named,
    ends_are_shared,
    verdicts_hold_both_ways,
    an_emergency_goes_first,
    notes_have_their_mark,
)
