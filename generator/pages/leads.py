"""What a page leads with: a topic's finding about an area, and which topics tell the most."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.figures.same_months import newer_part
from generator.pages.book import Book
from generator.pages.similar import BesideGroup, alike, said_of
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.telling.verdicts import part_year
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.periods import Period

# A printed change or place is told as it stands, and a score is no quantity.
AS_PRINTED = ("change", "rank")
NOT_SET_BESIDE = (*AS_PRINTED, "score")


@dataclass(frozen=True, slots=True)
class TopicFinding:
    """A figure with the two comparisons that make it a finding (None where they may not be made),
    and the newer one that is not there, if it is the newest with a number only. ``checked`` rest
    on a number in doubt, which is why something is left out of it; ``part`` is the newer figure of
    a part of a year, which is told and not compared; ``alike`` is beside similar areas."""

    voice: Voice
    figure: Figure
    change: Comparison | None
    gap: Comparison | None
    newer: Figure | None = None
    checked: tuple[Figure, ...] = ()
    part: Figure | None = None
    alike: BesideGroup | None = None

    @property
    def sentences(self) -> list[str]:
        """How much, against the time before, against the area around it."""
        said = (
            narrative.level(self.voice, self.figure),
            narrative.trend(self.voice, self.change),
            narrative.against(self.voice, self.gap),
            narrative.absence(self.voice, self.newer) if self.newer else "",
            part_year(self.voice, self.part),
            *(narrative.left_out(self.voice, figure) for figure in self.checked),
        )
        return list(dict.fromkeys(sentence for sentence in said if sentence))

    @property
    def cautions(self) -> list[str]:
        """What must be printed beside its change."""
        return [f"Read this change with care. {text}" for text in narrative.cautions(self.change)]


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


def finding(book: Book, figure: Figure) -> TopicFinding:
    """A figure against the year before, and against the smallest area around with the same."""
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    earlier = comparisons.year_before(series, figure)
    change = (
        comparisons.over_time(book.holdings, voice.indicator, figure, earlier) if earlier else None
    )
    newer = [f for f in series if f.is_absent and f.period.last > figure.period.last]
    gap = None if voice.measure.kind in NOT_SET_BESIDE else _gap(book, figure)
    change = None if voice.measure.kind in AS_PRINTED else change
    checked = _checked(book, figure, series, change, gap)
    return TopicFinding(
        voice,
        figure,
        change,
        gap=gap,
        newer=newer[-1] if newer else None,
        checked=checked,
        part=None if figure.period.is_part_year else newer_part(series, figure),
        alike=None if voice.measure.kind in NOT_SET_BESIDE else alike(book, figure),
    )


def first_said(book: Book, found: TopicFinding) -> Lead:
    """The sentences of a finding as a page begins with them."""
    return Lead(
        found.sentences,
        found.cautions,
        found.figure.key,
        around=narrative.against(found.voice, found.gap),
        similar=said_of(book, found.alike),
    )


def _checked(
    book: Book,
    figure: Figure,
    series: list[Figure],
    change: Comparison | None,
    gap: Comparison | None,
) -> tuple[Figure, ...]:
    """What would have been compared with a figure, had it not rested on a number in doubt."""
    areas = book.holdings.areas
    above = areas.family(areas[figure.area]) if gap is None else ()
    before = change.other.period.last if change else None
    earlier = [
        f
        for f in series
        if figure.period.comparable(f.period)
        and f.period.last < figure.period.last
        and (before is None or f.period.last > before)
    ]
    around = (
        other
        for area in above
        for other in book.figures.series(figure.indicator, figure.category, area=area.code)
        if other.period == figure.period
    )
    return tuple(f for f in (figure, *earlier[-1:], *around) if f.is_doubted)[:2]


def _gap(book: Book, figure: Figure) -> Comparison | None:
    area = book.holdings.areas[figure.area]
    first = book.comparator(area)
    if first is None and (area.level in ("county", "force") or book.is_alone(area)):
        return None
    # The one comparator of a place, or the nearest area around it that has the same figure.
    for above in (*([first] if first else []), *book.holdings.areas.family(area)):
        for other in book.figures.series(figure.indicator, figure.category, area=above.code):
            gap = comparisons.against(figure, other)
            if gap:
                return gap
    return None


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
    key = (area.code, topic.id)
    if key not in book.findings:
        figure = book.leading(topic, area)
        if figure is None or figure.is_absent:
            figure = _first_told(book, area, topic) or figure
        book.findings[key] = finding(book, figure) if figure else None
    found: TopicFinding | None = book.findings[key]
    return found


def _first_told(book: Book, area: Area, topic: Topic) -> Figure | None:
    """The figure to begin with where none leads: of the indicator with the newest, its first
    category, and its newest and longest span; what is no count of a place among others goes first.
    """
    order = [i for i in book.newest_first(topic, [area.code]) if not book.is_base(i)]
    order.sort(key=lambda i: book.voice(i).measure.kind in ("rank", "change"))
    told = [
        found
        for indicator in order
        for category in book.categories(topic, indicator)
        if (found := book.newest(indicator, category, area)) and not found.is_absent
    ]
    return next((f for f in told if f.period.is_stated), told[0] if told else None)


def lead(book: Book, area: Area, topic: Topic) -> Lead:
    """The first sentences of a topic's page."""
    found = topic_finding(book, area, topic)
    if found is None:
        return Lead([])
    newer = _newer_around(book, area, topic, found.figure)
    if newer is None:
        return first_said(book, found)
    none = f"There is no such figure for {wording.place(area)} itself"
    own = f"{none}; what is held is older, and counts something else. {found.sentences[0]}"
    return Lead([narrative.level(book.voice(newer.indicator), newer), own], key=newer.key)


def _newer_around(book: Book, area: Area, topic: Topic, own: Figure) -> Figure | None:
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
