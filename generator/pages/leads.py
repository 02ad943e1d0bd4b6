"""What a page leads with: a topic's finding about an area, and which topics tell the most."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import log

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.cautions import first_caution
from generator.pages.findings import TopicFinding, finding, unsettled
from generator.pages.similar import said_of
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.periods import Period


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic on a profile: its finding, and where it stands; the period of its figure, and what
    stands for the detail where similar areas are chosen."""

    title: str
    address: str
    finding: str
    detail: str = ""
    key: str = ""
    period: Period | None = None
    similar: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """The first sentences of a page, the cautions that stand beside them, and which figure the
    first of them is about. ``similar`` stands for the sentence ``around`` where similar areas are
    chosen."""

    said: list[str]
    cautions: list[str] = field(default_factory=list)
    key: str = ""
    around: str = ""
    similar: str = ""


def first_said(book: Book, found: TopicFinding) -> Lead:
    """The sentences of a finding as a page begins with them."""
    return Lead(
        found.sentences,
        found.cautions,
        found.figure.key,
        around=narrative.against(found.voice, found.gap),
        similar=said_of(book, found.alike),
    )


def topic_figures(book: Book, area: Area, topic: Topic) -> list[Figure]:
    """Every figure of an area on a topic, indicator by indicator."""
    held: dict[str, list[Figure]] = {}
    for figure in book.figures.of_area(area.code):
        held.setdefault(figure.indicator, []).append(figure)
    return [
        figure
        for indicator in topic.matter.indicators
        for figure in held.get(indicator, ())
        if figure.category in book.categories(topic, indicator)
    ]


def topic_finding(book: Book, area: Area, topic: Topic) -> TopicFinding | None:
    """A topic's finding in an area: of its leading indicator, or of the first with a figure."""

    def found() -> TopicFinding | None:
        figure = book.leading(topic, area)
        if figure is None or figure.is_absent or figure.key in book.disputed:
            figure = _first_told(book, area, topic) or figure
        if figure is None:
            return None
        others = [book.figures.newest(*pair, area=area.code) for pair in book.leads(topic)]
        return replace(finding(book, figure), unsettled=unsettled(book, figure, others))

    return book.kept(("finding", area.code, topic.id), found)


def _first_told(book: Book, area: Area, topic: Topic) -> Figure | None:
    """The figure to begin with where none leads: of the indicator with the newest, its first
    category, and its newest and longest span; what is no count of a place among others goes first.
    """
    held = {figure.indicator for figure in book.figures.of_area(area.code)}
    if held.isdisjoint(topic.matter.indicators):
        return None
    order = [i for i in book.newest_first(topic, [area.code]) if not book.is_base(i)]
    order.sort(key=lambda i: book.voice(i).measure.kind in ("rank", "change"))
    told = [
        found
        for indicator in order
        for category in book.categories(topic, indicator)
        if (found := book.newest(indicator, category, area)) and not found.is_absent
    ]
    # The documents agree on it, where they agree on any.
    told.sort(key=lambda f: (f.key in book.disputed, not f.period.is_stated))
    return max([told[0], *parts_beside(book, told[0])], key=_size) if told else None


def _size(figure: Figure) -> float:
    return figure.count or 0.0


def parts_beside(book: Book, figure: Figure) -> list[Figure]:
    """The other parts of what a count is a part of, of the same area and period, the largest first,
    where there is no figure of the whole: then no part stands for all of it."""
    voice = book.voice(figure.indicator)
    above = voice.dataset.categories[figure.category].within
    if voice.measure.kind != "count" or not above:
        return []
    held = {
        f.category: f
        for f in book.figures.of_area(figure.area)
        if f.indicator == figure.indicator and f.period == figure.period and not f.is_absent
    }
    others = [held[c] for c in voice.dataset.parts(above) if c in held and c != figure.category]
    return [] if above in held else sorted(others, key=_size, reverse=True)


def lead(book: Book, area: Area, topic: Topic) -> Lead:
    """The first sentences of a topic's page."""
    found = topic_finding(book, area, topic)
    if found is None:
        return Lead([])
    newer = newer_around(book, area, topic, found.figure)
    if newer is None:
        first = first_said(book, found)
        others = parts_beside(book, found.figure)
        return replace(
            first, said=[*first.said, *(narrative.level(found.voice, o) for o in others)]
        )
    none = f"There is no such figure for {wording.place(area)} itself"
    if area.level == "partnership":
        none = f"There is no such figure for {wording.place(area)}"
        if told := _of_members(book, area, topic, newer):
            return replace(told, said=[*told.said, f"{none}; these are of each."])
    # Two counts of different things are never read as one beside the other.
    own = f"{none}; what is held is older, counts something else and stands further down."
    said = [narrative.level(book.voice(newer.indicator), newer), own]
    careful = first_caution(book, newer)
    return Lead(said, [careful] if careful else [], key=newer.key)


def _of_members(book: Book, area: Area, topic: Topic, newer: Figure) -> Lead | None:
    """What the members of a partnership lead with, where all have it of the same months as the
    figure of the area around; None where not."""
    members, _ = book.holdings.areas.members(area)
    found = [one for m in members if (one := topic_finding(book, m, topic))]
    like = (newer.indicator, newer.period)
    if not found or any((f.figure.indicator, f.figure.period) != like for f in found):
        return None
    said = " ".join(narrative.level(one.voice, one.figure) for one in found)
    careful = first_caution(book, found[0].figure)
    told = Lead([said], [careful] if careful else [], key=found[0].figure.key)
    return told if len(found) == len(members) else None


def newer_around(book: Book, area: Area, topic: Topic, own: Figure) -> Figure | None:
    """The figure that leads a topic in the nearest area around that has it, where this one does not
    have it and its own are older; None where there is none."""
    pair = book.lead(topic)
    if pair is None or own.indicator == pair[0]:
        return None
    figure = book.nearest(area, *pair)
    return figure if figure and figure.period.last > own.period.last else None


def topic_line(book: Book, area: Area, topic: Topic, here: str) -> TopicLine | None:
    """A topic's finding in a line."""
    finding = topic_finding(book, area, topic)
    if finding is None:
        return None
    address = relative(here, book.address(area, topic))
    voice = finding.voice
    first, *rest = finding.sentences
    detail = rest[0] if rest else ""
    newer = finding.newer
    if newer and newer.is_doubted and detail != narrative.absence(voice, newer):
        detail = f"{detail} {narrative.newest_checked(voice, newer)}".strip()
    if finding.unsettled and detail != finding.unsettled:
        detail = f"{detail} {finding.unsettled}".strip()
    figure = finding.figure
    around = narrative.against(finding.voice, finding.gap)
    return TopicLine(
        topic.matter.title,
        address,
        first,
        detail,
        key=figure.key,
        period=figure.period,
        similar=said_of(book, finding.alike) if detail and detail == around else "",
    )


def nearest_figure(book: Book, area: Area, topic: Topic) -> Figure | None:
    """The nearest figure there is on a topic: of the smallest area around this one that has any."""
    lead = book.lead(topic)
    pairs = [lead] if lead else []
    pairs += [(i, c) for i in topic.matter.indicators for c in book.categories(topic, i)]
    # Most of a place is nearer than the country around it.
    inside = [one for one in book.profiled if one.parent == area.code and one.level == "county"]
    own = (f for county in inside for pair in pairs if (f := book.newest(*pair, county)))
    if held := next((figure for figure in own if not figure.is_absent), None):
        return held
    figures = [figure for pair in pairs if (figure := book.nearest(area, *pair))]
    family = [above.code for above in book.around(area)]
    return min(figures, key=lambda figure: family.index(figure.area), default=None)


def nearest_line(book: Book, area: Area, topic: Topic, here: str) -> TopicLine:
    """For a topic without a figure here: the nearest figure there is, or why there is none."""
    address = relative(here, f"topics/{topic.id}/")
    own = topic_finding(book, area, topic)
    nearest = own.figure if own else nearest_figure(book, area, topic)
    key = nearest.key if nearest else ""
    if nearest:
        said = narrative.level(book.voice(nearest.indicator), nearest)
    else:
        place = wording.place(area)
        said = topic.matter.elsewhere or (
            f"These sources hold no figure for {place}, nor for the areas around it."
            f"{_others(book, topic)}"
        )
    return TopicLine(topic.matter.title, address, said, key=key)


def _others(book: Book, topic: Topic) -> str:
    names = [area.name for area in book.profiled if topic in book.own_topics(area)]
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} more areas"]
    return f" They do for {wording.listing(names)}." if names else ""


def telling(book: Book, area: Area, topic: Topic) -> tuple[int, float, int]:
    """Where a topic stands on a profile: clear changes by size, then distance from the area around
    it, then the editor's order. Sensitive topics, and what is no event, never lead."""
    place = list(book.topics).index(topic.id)
    finding = topic_finding(book, area, topic)
    if finding is None or topic.matter.is_sensitive or not finding.voice.indicator.is_tested:
        return (2, 0.0, place)
    if finding.change and finding.change.is_clear and finding.change.ratio:
        return (0, -abs(log(finding.change.ratio)), place)
    if finding.gap and finding.gap.ratio:
        return (1, -abs(log(finding.gap.ratio)), place)
    return (2, 0.0, place)
