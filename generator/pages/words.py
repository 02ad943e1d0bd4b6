"""The five words of a topic file, bound to one page: figure, say, chart, table and link."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from generator.charts.drawing import ONE_LEVEL, ChartRequest, Drawing, Wants, draw, kind_module
from generator.figures.figures import Figure
from generator.pages.across_lead import across_lead
from generator.pages.across_tables import across_tables
from generator.pages.blocks import Shown, chart_block, files_beside, shown
from generator.pages.book import Book
from generator.pages.cautions import NOT_ACCREDITED
from generator.pages.findings import gap_of
from generator.pages.five_lines import five_lines
from generator.pages.leads import lead
from generator.pages.listed import compared, listed, one_level
from generator.pages.marking import as_html, plain_text
from generator.pages.sayings import Sayings
from generator.pages.similar import SIMILAR, either
from generator.pages.tables import figures_tables
from generator.pages.topic_lines import topic_lines
from generator.reading.topics import Topic
from generator.reading.topictext import MOST_CALLS, SAYINGS
from generator.telling.speech import Voice
from generator.telling.verdicts import counted_from
from generator.terms.addresses import relative, shortened
from generator.terms.areas import Area

SIMILAR_AREAS = "similar areas"


@dataclass
class PageWords:
    """The words for one area's page on a topic, or (with no area) for the page across all areas."""

    book: Book
    topic: Topic | None
    area: Area | None
    here: str
    charts: dict[str, Shown] = field(default_factory=dict)
    # Figures of areas around this one that its sentences tell: their sources are the page's too.
    around: list[Figure] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def bound(self) -> dict[str, object]:
        """What a topic's block may use."""
        sayings = Sayings(self)
        return {
            "figure": self.figure,
            "chart": self.chart,
            "table": self.table,
            "link": self.link,
            **{f"say.{name}": getattr(sayings, name) for name in SAYINGS},
        }

    def files(self, title: str) -> dict[str, str]:
        """What stands beside the page."""
        return files_beside(self.book, self.here, title, self.charts)

    def drawings(self) -> tuple[Drawing, ...]:
        """The charts of the page."""
        return tuple(chart.drawing for chart in self.charts.values())

    @cached_property
    def opens_with(self) -> str:
        """The key of the figure that an area's page on the topic opens with; blank elsewhere."""
        if self.topic is None or self.area is None or self.area.level == "ward":
            return ""
        return lead(self.book, self.area, self.topic).key

    @cached_property
    def _opening(self) -> list[str]:
        """What a page begins with, and what its five lines say in other words; and what its foot
        says of all that the police record."""
        if self.topic is None:
            return []
        if self.area is None:
            return [NOT_ACCREDITED, *(o.said for o in across_lead(self.book, self.topic))]
        if self.topic is self.book.opening or self.area.level == "ward":
            lines = five_lines(self.book, self.area)
            return [NOT_ACCREDITED, *(line.said for line in lines)]
        told = [line.said for line in topic_lines(self.book, self.area, self.topic)]
        return [NOT_ACCREDITED, *told, *lead(self.book, self.area, self.topic).said]

    def once(self, sentence: str) -> str:
        """A sentence, if the page has not told it yet; nothing where it has."""
        if not sentence or any(sentence in text for text in (*self._opening, *self.told)):
            return ""
        self.told.append(sentence)
        return sentence

    def category(self, voice: Voice, category: str | None) -> str:
        """The category meant: the one named, the topic's lead, the indicator's, or the first; on
        the page of a topic the first of its own."""
        matter = self.topic.matter if self.topic else None
        if category:
            return category
        if matter and matter.lead == voice.key and matter.lead_category:
            return matter.lead_category
        own = matter.categories.get(voice.key, ()) if matter else ()
        if matter and (led := matter.lead_also.get(voice.key)) in own:
            return str(led)
        first = own or tuple(voice.dataset.categories)
        return voice.indicator.category or first[0]

    def newest(self, indicator: str, category: str | None) -> tuple[Voice, Figure | None]:
        """The newest figure of this area."""
        voice = self.book.voice(indicator)
        area = self.area or self.book.root
        return voice, self.book.newest(indicator, self.category(voice, category), area)

    def figure(self, indicator: str, category: str | None = None) -> str:
        """The number alone."""
        voice, figure = self.newest(indicator, category)
        if figure is None or figure.is_absent:
            return "no figure"
        return plain_text(voice.short(figure)) + str(self.book.mark(figure.key))

    def link(self, target: str, text: str) -> str:
        """A link to a topic (this area's page, where it has one) or to another page."""
        topic = self.book.topics.get(target)
        address = f"{target}/"
        if topic:
            own = self.area and topic in self.book.own_topics(self.area)
            address = (
                self.book.address(self.area, topic) if self.area and own else f"topics/{topic.id}/"
            )
        return f'<a href="{html.escape(relative(self.here, address))}">{html.escape(text)}</a>'

    def table(self, indicator: str, category: str | None = None) -> str:
        """All figures of an indicator, in the middle of Markdown."""
        return as_html(self.tables(indicator, category))

    def tables(self, indicator: str, category: str | None = None) -> str:
        """All figures of an indicator: by category for an area, by area across areas."""
        voice = self.book.voice(indicator)
        named = (category,) if category else self._all_categories(voice)
        if self.area:
            series = [
                (
                    voice.category_label(c),
                    self.book.figures.series(indicator, c, area=self.area.code),
                )
                for c in named
            ]
            heading = "Type" if len(named) > 1 else "What"
            tables = figures_tables(self.book, voice, series, heading, voice.indicator.title)
        else:
            tables = across_tables(self.book, voice, named)
        return "\n\n".join(self.book.render("table", table=table) for table in tables)

    def _all_categories(self, voice: Voice) -> tuple[str, ...]:
        if self.topic:
            return self.book.categories(self.topic, voice.key)
        return (
            (voice.indicator.category,)
            if voice.indicator.category
            else tuple(voice.dataset.categories)
        )

    def _side_by_side(self, voice: Voice, every: tuple[str, ...]) -> tuple[str, ...]:
        """The categories that a chart of parts shows, of those that this area has."""
        series, area = self.book.figures.series, self.area.code if self.area else ""
        held = [c for c in every if series(voice.key, c, area=area)]
        return one_level(voice.dataset, held or every)

    def chart(
        self,
        kind: str,
        indicator: str,
        *,
        category: str | None = None,
        against: Sequence[str] = (),
        among: str = "",
        beside: str = "",
        beside_category: str = "",
        id: str = "",
    ) -> str:
        """A chart with finding, table, source and links; nothing where there is too little."""
        voice = self.book.voice(indicator)
        wants: Wants = kind_module(kind).WANTS
        is_one = bool(category) or wants.categories == "one" or bool(among)
        wanted = (self.category(voice, category),) if is_one else self._all_categories(voice)
        if wants.categories == ONE_LEVEL and not is_one:
            wanted = self._side_by_side(voice, wanted)
        asked = (indicator, wanted[0])
        areas = listed(self.book, self.area, among or wants.areas, asked)
        request = ChartRequest(
            kind,
            voice,
            self.book.figures,
            area=self._among(asked, areas) if wants.areas else self.area,
            categories=wanted,
            against=self._beside(asked, against, is_listed=bool(wants.areas)),
            areas=areas,
            beside=self.book.voice(beside) if beside else None,
            beside_category=beside_category,
            disputed=self.book.disputed,
            counted_from=self._counted_from(asked),
            colours=self.book.site.colours,
        )
        told = either(self.book, request)
        return "".join(self._drawn(one, id, against) for one, against in told)

    def _drawn(self, request: ChartRequest, given: str, against: str) -> str:
        """A chart as the HTML of its page; nothing where there is too little to draw."""
        drawing = draw(request, self.book.charts)
        if drawing is None:
            return ""
        if any(drawing.spec == one.drawing.spec for one in self.charts.values()):
            return ""  # it stands on the page already
        given = f"{given or request.kind}-{SIMILAR}" if against == SIMILAR else given
        name = self._chart_id(given, request.kind, request.voice.key)
        self.charts[name] = one = shown(self.book, drawing, request.voice)
        is_at_home = self.area is not None and one.place == self.area.name
        # A caution stands once on a page, but one that goes with the figure wherever it is; that of
        # a place is among its five lines.
        is_led = self.topic is self.book.opening
        own = [text for text in one.own if text in one.bound or (not is_led and self.once(text))]
        one = replace(one, is_at_home=is_at_home, own=own)
        return as_html(chart_block(self.book, self.here, name, one, against))

    def _chart_id(self, given: str, kind: str, indicator: str) -> str:
        """An id that no chart of the page has: its own, with more behind it where it is taken."""
        name, more = given or kind, self.topic.id if given and self.topic else indicator
        others = (f"{name}-{more}-{n}" for n in range(2, MOST_CALLS))
        names = chain((name, f"{name}-{more}"), others)
        return next(n for n in map(shortened, names) if n not in self.charts)

    def _among(self, asked: tuple[str, str], areas: tuple[Area, ...]) -> Area | None:
        """This area where others are listed: none that they would be set beside, and on whose
        figures the documents disagree."""
        place, disputed = self._shown(*asked), self.book.disputed
        series = self.book.figures.series(*asked, area=place.code) if place else []
        is_beside = place is not None and place not in areas
        return None if is_beside and any(f.key in disputed for f in series) else place

    def _shown(self, indicator: str, category: str) -> Area | None:
        """This area, or, where it is counted only with another, their partnership."""
        if self.area is None:
            return None
        series = self.book.figures.series
        return self.book.holdings.areas.standing_for(
            self.area, lambda area: bool(series(indicator, category, area=area.code))
        )

    def _counted_from(self, asked: tuple[str, str]) -> str:
        """The end that a place beside the verdict of this area's newest figure is counted from."""
        place = self._shown(*asked)
        figure = self.book.newest(*asked, place) if place else None
        return counted_from(gap_of(self.book, figure)) if figure else ""

    def _beside(
        self, asked: tuple[str, str], against: str | Sequence[str], *, is_listed: bool
    ) -> tuple[Area, ...]:
        """What a chart sets an area beside: its one comparator, whatever level the author named,
        or similar areas; across all areas what was named, and for areas that are listed the area of
        the whole site in any case."""
        words = [against] if isinstance(against, str) else against
        if self.area is None and is_listed:
            return (self.book.root,)
        place = self._shown(*asked)
        if place is None or not words:
            return compared(self.book, self.area, words)
        figure = self.book.newest(*asked, place)
        gap = gap_of(self.book, figure) if figure else None
        found = (gap.other.area,) if gap and set(words) - {SIMILAR_AREAS} else ()
        similar = compared(self.book, self.area, [word for word in words if word == SIMILAR_AREAS])
        return (*(self.book.holdings.areas[code] for code in found), *similar)
