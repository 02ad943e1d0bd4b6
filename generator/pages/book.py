"""What all pages are made from: holdings, figures, topics, and where each page stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from generator.audit.auditing import Audit, audit
from generator.charts.drawing import Drawing, Row
from generator.figures.figures import Figure, Figures, latest
from generator.pages.templates import cannot_fill_in, templates
from generator.problems import ProfileError
from generator.reading.holdings import Holdings
from generator.reading.topics import OPENING, Topic, Topics, with_datasets
from generator.telling.disagreements import Disagreement, told
from generator.telling.speech import Voice, voice
from generator.terms import wording
from generator.terms.areas import PROFILED, Area
from generator.terms.priorities import Chosen, lists_of
from generator.terms.site import Site

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Page:
    """A path, a title and Markdown, with the files beside it and the charts in it."""

    path: str
    title: str
    markdown: str
    description: str = ""
    kind: str = "page"
    crumbs: tuple[tuple[str, str], ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    drawings: tuple[Drawing, ...] = ()


class Book:
    """The holdings, the figures and the topics of one site, with the lookups that pages share.

    ``project`` is the folder whose own templates are used before those that ship.
    """

    def __init__(
        self, holdings: Holdings, figures: Figures, topics: Topics, project: Path | None = None
    ) -> None:
        assert holdings.site is not None  # checks.py has stopped the build before
        self.holdings = holdings
        self.project = project
        self._templates = templates(project)
        self.figures = figures
        # Where the templates of charts are kept between builds, if anywhere.
        self.charts = project / "build" / "templates" if project else None
        topics = with_datasets(topics, holdings)
        self.opening = topics.get(OPENING)
        self._voices: dict[str, Voice] = {}
        self._kept: dict[tuple[Any, ...], Any] = {}
        self.topics = {key: topic for key, topic in topics.items() if key != OPENING}
        self.site: Site = holdings.site
        self.root: Area = holdings.areas[self.site.area]

    def kept(self, key: tuple[Any, ...], make: Callable[[], Found]) -> Found:
        """What was made for this key before, or is made now; its first word says what it is."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Found = self._kept[key]
        return found

    def voice(self, indicator: str) -> Voice:
        """How an indicator is spoken of."""
        if indicator not in self._voices:
            self._voices[indicator] = voice(self.holdings, indicator)
        return self._voices[indicator]

    @cached_property
    def audit(self) -> Audit:
        """What the sources print that does not follow from their own figures."""
        return audit(self.holdings)

    @cached_property
    def disagreements(self) -> dict[str, Disagreement]:
        """Every finding of the audit by its address."""
        return {one.id: one for one in told(self.holdings, self.audit)}

    @cached_property
    def disputed(self) -> dict[str, list[str]]:
        """By the key of a figure that is itself in question, the addresses of the findings."""
        indicators: dict[tuple[str, str], list[str]] = {}
        for key, (name, indicator) in self.holdings.indicators.items():
            indicators.setdefault((name, indicator.value), []).append(key)
        found: dict[str, list[str]] = {}
        for one in self.disagreements.values():
            if not one.finding.is_of_the_figure:
                continue
            dataset, area, period, measure, category = one.finding.cell
            for key in indicators.get((dataset, measure), ()):
                found.setdefault(f"{key}/{category}/{area}/{period}", []).append(one.id)
        return found

    def mark(self, key: str) -> Markup:
        """The empty marks beside a figure on which the documents disagree; nothing beside others.

        They are numbered when the page is whole (``disputes``).
        """
        return Markup("").join(
            Markup('<sup class="mark" data-finding="{}"></sup>').format(name)
            for name in self.disputed.get(key, ())
        )

    def doubted(self, rows: Iterable[Row]) -> list[tuple[str, Markup]]:
        """The rows of a chart on whose figures the documents disagree: label and marks."""
        marked = {}
        for row in rows:
            marks = Markup("").join(self.mark(figure.key) for figure in row.figures)
            label = row.says["label"].strip(" –")
            if marks and not row.is_this and row.says.get("who"):  # a point of the grey line
                label = f"{wording.place(self.holdings.areas[row.figures[0].area])}, {label}"
            if marks and label:
                marked[label] = marks
        return list(marked.items())

    @cached_property
    def districts(self) -> list[Area]:
        """The districts that have a profile, by name."""
        return self.holdings.areas.within(self.root, "district")

    @cached_property
    def elsewhere(self) -> set[str]:
        """The codes of what has figures for the comparison with similar areas alone: groups that
        are of one district, and their members outside. They have no place in lists."""
        areas = self.holdings.areas
        groups = {one.code for one in areas if one.level == "group" and one.parent}
        return groups | areas.outside([self.root, *self.districts]).keys()

    @cached_property
    def profiled(self) -> list[Area]:
        """Every area with a profile: the site's own, then what lies in it down to districts."""
        areas = self.holdings.areas
        inner = [a for level in PROFILED for a in areas.within(self.root, level)]
        found = [self.root, *inner] if self.root.level in PROFILED else inner
        return [a for a in dict.fromkeys(found) if a.level != "partnership" or self.own_topics(a)]

    def own_topics(self, area: Area) -> list[Topic]:
        """The topics on which this area has a figure of its own, in the editor's order."""

        def own() -> tuple[Topic, ...]:
            held = {(f.indicator, f.category) for f in self.figures.of_area(area.code)}
            return tuple(
                topic
                for topic in self.topics.values()
                if area.level in topic.matter.levels
                and ((topic.matter.has_priorities and self.chosen(area)) or self.is_of(topic, held))
            )

        return list(self.kept(("own topics", area.code), own))

    def is_of(self, topic: Topic, held: set[tuple[str, str]]) -> bool:
        """Is one of these (indicator, category) a topic's, and more than how many were asked?"""
        return any(
            (indicator, category) in held
            for indicator in topic.matter.indicators
            if not self.is_base(indicator)
            for category in self.categories(topic, indicator)
        )

    def is_base(self, indicator: str) -> bool:
        """Is it only how many were asked of another? It is no finding, and is in the tables."""
        name, told = self.holdings.indicators[indicator]
        return self.holdings.datasets[name].is_base(told.value)

    def chosen(self, area: Area | None) -> list[Chosen]:
        """What was chosen to be worked on: for an area by those who serve it, or everywhere."""
        found = self.holdings.priorities
        if area:
            groups = [g.code for g in self.holdings.areas.groups_of(area) if g.level != "group"]
            found = tuple(p for p in found if p.area in (area.code, *groups))
        return lists_of(found)

    def wards(self, district: Area) -> dict[str, list[Area]]:
        """A district's wards by address: those that had the same name in turn, the newest first."""
        found: dict[str, list[Area]] = {}
        for ward in self.holdings.areas.within(district, "ward"):
            found.setdefault(ward.slug, []).append(ward)
        for wards in found.values():
            wards.sort(key=lambda ward: (ward.end is not None, ward.start is None, ward.start))
        return found

    def address(self, area: Area, topic: Topic | None = None) -> str:
        """Where does the page about an area (and a topic) stand? Blank for an area without one."""
        if area.level == "ward":
            district = self.holdings.areas.ancestor(area, "district")
            return f"{district.slug}/wards/{area.slug}/" if district else ""
        if area not in self.profiled:
            return ""
        return f"{area.slug}/{topic.id}/" if topic else f"{area.slug}/"

    def newest(self, indicator: str, category: str, area: Area) -> Figure | None:
        """The newest figure of one indicator for an area, or None; one on which the documents
        disagree only where there is no other."""
        found = self.figures.newest(indicator, category, area=area.code)
        if found is None or found.key not in self.disputed:
            return found
        series = self.figures.series(indicator, category, area=area.code)
        sure = latest([figure for figure in series if figure.key not in self.disputed])
        return found if sure is None or sure.is_absent else sure

    def lead(self, topic: Topic) -> tuple[str, str] | None:
        """The indicator and category that open a topic's pages."""
        if not topic.matter.lead:
            return None
        default = next(iter(self.voice(topic.matter.lead).dataset.categories))
        own = self.voice(topic.matter.lead).indicator.category
        return topic.matter.lead, topic.matter.lead_category or own or default

    def leads(self, topic: Topic) -> list[tuple[str, str]]:
        """Every indicator and category that may open a topic's pages, the author's first."""
        first = self.lead(topic)
        return [*([first] if first else []), *topic.matter.lead_also.items()]

    def newest_first(self, topic: Topic, areas: Iterable[str] = ()) -> list[str]:
        """A topic's indicators, those with the newest figure (of these areas) first."""
        wanted = set(areas)

        def newest(indicator: str) -> int:
            found = [
                self.figures.series(indicator, category, area=area)
                for category in self.categories(topic, indicator)
                for area in wanted
            ] or [self.figures.across(indicator, c) for c in self.categories(topic, indicator)]
            days = [f.period.last.toordinal() for each in found for f in each if f.period.is_stated]
            return max(days, default=0)

        key = ("newest first", topic.id, *sorted(wanted))
        named = topic.matter.indicators
        return list(self.kept(key, lambda: sorted(named, key=newest, reverse=True)))

    def leading(self, topic: Topic, area: Area) -> Figure | None:
        """The newest figure of an area among those that may open a topic's pages, or None."""
        found = [figure for pair in self.leads(topic) if (figure := self.newest(*pair, area))]
        sure = [f for f in found if not f.is_absent and f.key not in self.disputed]
        told = sure or [figure for figure in found if not figure.is_absent] or found
        return max(told, key=lambda f: (f.period.is_stated, f.period.last), default=None)

    def categories(self, topic: Topic, indicator: str) -> tuple[str, ...]:
        """Which categories of an indicator belong to a topic: those it names, or all there are."""
        v = self.voice(indicator)
        if named := topic.matter.categories.get(indicator):
            return named
        return (v.indicator.category,) if v.indicator.category else tuple(v.dataset.categories)

    def comparator(self, area: Area) -> Area | None:
        """What is a place compared with? A ward with its district, a district with the area of the
        whole site, that and a county with nothing; nor is the only district with itself."""
        if area.level == "ward":
            return self.holdings.areas.ancestor(area, "district")
        if self.is_alone(area):
            return None
        return (
            self.root if area.level in ("district", "partnership") and area != self.root else None
        )

    def is_alone(self, area: Area) -> bool:
        """Is it the only district, so that what the whole site is about is itself?"""
        return self.districts == [area]

    def around(self, area: Area) -> list[Area]:
        """What lies around an area: the partnership it is counted with, then the larger areas."""
        areas = self.holdings.areas
        return [*areas.partnerships(area), *areas.family(area)]

    def nearest(self, area: Area, indicator: str, category: str) -> Figure | None:
        """The nearest figure there is: of the smallest area above that has one."""
        for above in self.around(area):
            found = self.newest(indicator, category, above)
            if found and not found.is_absent:
                return found
        return None

    def render(self, template: str, **values: Any) -> str:
        """An HTML block from a template, everything in it escaped.

        Raises ProfileError where one of the project's own templates cannot be filled in.
        """
        name = f"{template}.html.j2"
        try:
            return self._templates.get_template(name).render(book=self, **values).strip()
        except ProfileError:
            raise
        except Exception as error:
            fault = cannot_fill_in(error, self.project, name)
            if fault is None:
                raise
            raise fault from None
