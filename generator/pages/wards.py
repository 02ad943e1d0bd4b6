"""A ward's page. Most have no figures of their own, so it leads with the nearest there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages import blocks, ward_gaps
from generator.pages.blocks import Shown, files_beside
from generator.pages.book import Book, Page
from generator.pages.five_lines import five_lines, opening_figure, ward_figures
from generator.pages.leads import Lead, topic_finding
from generator.pages.maps import locator
from generator.pages.marking import apart, as_html, as_markdown, plain_text
from generator.pages.meanings import meanings
from generator.pages.place_tiles import figure_tiles, span_of
from generator.pages.profiles import crumbs
from generator.pages.renamed import called
from generator.pages.residents import residents_of
from generator.pages.subjects import TOLD_ABOVE, is_of_now
from generator.pages.tabled import Table
from generator.pages.tables import areas_table, figures_tables
from generator.pages.ward_maps import mapped, ward_map
from generator.pages.words import PageWords
from generator.telling import narrative
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area, Succession


def ward_pages(book: Book, district: Area) -> Iterator[Page]:
    """A page for each ward name of a district; what they all say is worked out once."""
    named = book.wards(district)
    subjects = book.site.ward_subjects or book.holdings.subjects
    shared = {
        "district": district,
        "nearest": ward_gaps.nearest(book, district),
        "told_above": TOLD_ABOVE,
        "calls": blocks.first_calls(book, subjects, district),
        "offices": blocks.local_offices(book, district),
        "mapped": [ward.code for ward in mapped(book, district)],
        "siblings": [(book.address(found[0]), found[0]) for found in named.values()],
    }
    return (_ward_page(book, district, found, shared) for found in named.values())


def _ward_page(book: Book, district: Area, wards: list[Area], shared: dict[str, object]) -> Page:
    """One ward name for ever: a section for each ward that had it, newest first."""
    here = book.address(wards[0])
    name = wards[0].name
    ended = wards[0] if wards[0].end else None
    with_figures = [ward for ward in wards if _found(book, ward)]
    charts: dict[str, Shown] = {}
    newest = wards[0] if opening_figure(book, wards[0]) else None
    words = PageWords(book, book.opening, newest, here, charts) if newest else None
    body = words.topic.text.render("ward", words.bound()) if words and words.topic else ""
    lead = Lead([]) if newest else _lead(book, with_figures)
    bodies = _bodies(book, with_figures, here, charts, list(lead.said))
    markdown = book.render(
        "ward",
        here=here,
        name=name,
        lead=lead,
        ended=ended,
        to=lambda there: relative(here, there),
        **_opened(book, newest),
        charts=Markup(as_markdown(body) if body else ""),
        topics=Markup(as_markdown(bodies.pop(newest.code)) if newest else ""),
        locator=locator(book, wards[0]),
        sections=[_section(book, ward, bodies.get(ward.code, "")) for ward in wards],
        is_without=not with_figures,
        called=called(book, wards[0]),
        why=ward_gaps.why(book, wards),
        **ward_gaps.unpublished(book, district, wards),
        **shared,
    )
    title = _title(district, wards[0])
    return Page(
        here,
        title,
        markdown,
        description=f"{name} ward in {district.name}: figures, and whom to call.",
        kind="ward",
        crumbs=(*crumbs(book, district), (book.address(district), district.name)),
        files=files_beside(book, here, title, charts),
        drawings=tuple(chart.drawing for chart in charts.values()),
    )


def _title(district: Area, ward: Area) -> str:
    """The name of a ward with its district, and until when it was."""
    until = f" (until {ward.end.year})" if ward.end else ""
    return f"{ward.name}, {district.name}{until}"


def _opened(book: Book, ward: Area | None) -> dict[str, object]:
    """What opens the page of a ward that has figures of the newest whole year."""
    figure = opening_figure(book, ward) if ward else None
    if ward is None or figure is None:
        return dict.fromkeys(("five", "tiles", "when", "ward_map", "meanings", "residents"), "")
    tiles = figure_tiles(book, ward, figure)
    district = book.comparator(ward)
    drawn = ward_map(book, district, ward_figures(book, figure), ward) if district else ""
    lines = five_lines(book, ward)
    return {
        "five": lines,
        "tiles": tiles,
        "when": span_of(book, figure),
        "ward_map": drawn,
        "meanings": meanings(book, {figure.indicator: [figure]}),
        "residents": residents_of(book, figure),
    }


def _bodies(
    book: Book, wards: list[Area], here: str, charts: dict[str, Shown], told: list[str]
) -> dict[str, str]:
    """What the topics say of each ward by its code; what was told is not told again, and no id
    stands twice."""
    said = [_body(book, ward, here, charts, told) for ward in wards]
    return dict(zip((ward.code for ward in wards), apart(said), strict=True))


def _body(book: Book, ward: Area, here: str, charts: dict[str, Shown], told: list[str]) -> str:
    """What the topics on which a ward has figures say of a ward; their charts join the page's."""
    held = {(f.indicator, f.category): f for f in _found(book, ward)}
    lead, said = opening_figure(book, ward), []
    for topic in book.topics.values():
        if "ward" not in topic.text.blocks:
            continue
        pairs = ((i, c) for i in topic.matter.indicators for c in book.categories(topic, i))
        figures = [held[pair] for pair in pairs if pair in held]
        words = PageWords(book, topic, ward, here, charts, told=told)
        text = topic.text.render("ward", words.bound()).strip() if figures else ""
        if text:
            text = f"### {plain_text(topic.short)} {{#about-{topic.id}}}\n\n{text}"
            is_now = lead is None or any(is_of_now(book, figure, lead) for figure in figures)
            said.append(text if is_now else _closed(topic.short, text))
    return "\n\n".join(said)


def _closed(title: str, text: str) -> str:
    """What is of earlier years, closed."""
    top = Markup('<details class="group"><summary>{}: earlier figures</summary>').format(title)
    return f"{as_html(top)}\n\n{text}\n\n{as_html('</details>')}"


def _found(book: Book, ward: Area) -> list[Figure]:
    return [figure for figure in book.figures.of_area(ward.code) if not figure.is_absent]


def _lead(book: Book, with_figures: list[Area]) -> Lead:
    """The finding about the newest ward of this name that has one."""
    for ward in with_figures:
        found = [one for t in book.topics.values() if (one := topic_finding(book, ward, t))]
        stated = [one for one in found if one.figure.period.is_stated and one.sentences] or found
        # A place in a list is told below, beside its list.
        for one in sorted(stated, key=lambda one: one.voice.measure.kind == "rank"):
            if one.sentences:
                return Lead(one.sentences, one.cautions, one.figure.key)
    return Lead([])


def _section(book: Book, ward: Area, body: str) -> dict[str, object]:
    """One ward of this name: when it existed, what became of it, and its figures."""
    figures = _found(book, ward)
    datasets: dict[str, set[str]] = {}
    for figure in figures:
        datasets.setdefault(figure.dataset, set()).add(figure.category)
    return {
        "ward": ward,
        "id": f"since-{ward.start.year}"
        if ward.start
        else f"until-{ward.end.year}"
        if ward.end
        else "ward",
        "when": _when(ward),
        "body": Markup(as_markdown(body) if body else ""),
        "tables": _tables(book, ward),
        "is_long": opening_figure(book, ward) is not None,
        "once": _once(book, ward),
        "after": _links(book, book.holdings.areas.successors(ward), is_after=True),
        "before": _links(book, book.holdings.areas.predecessors(ward), is_after=False),
        "sources": blocks.sources_of(book, figures),
        "statements": blocks.statements_for(book, datasets, ward),
        "places": [
            (f.key, narrative.level(book.voice(f.indicator), f))
            for f in figures
            if book.voice(f.indicator).measure.kind == "rank"
        ],
    }


def _when(ward: Area) -> str:
    if ward.start and ward.end:
        return f"from {_day(ward.start)} to {_day(ward.end)}"
    if ward.start:
        return f"since {_day(ward.start)}"
    return f"until {_day(ward.end)}" if ward.end else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _links(book: Book, found: list[Succession], *, is_after: bool) -> list[tuple[str, str]]:
    links = []
    for succession in found:
        other = book.holdings.areas[succession.new if is_after else succession.old]
        has_figures = " (with figures)" if _found(book, other) else ""
        links.append((book.address(other), other.name + has_figures))
    return sorted(links, key=lambda link: link[1])


def _once(book: Book, ward: Area) -> list[tuple[str, str]]:
    """What was told of the wards whose place a ward took: a sentence about each on each topic."""
    before = [book.holdings.areas[one.old] for one in book.holdings.areas.predecessors(ward)]
    found = (topic_finding(book, old, topic) for old in before for topic in book.topics.values())
    told = (
        (one.figure.key, one.sentences[0])
        for one in found
        if one and one.sentences and not _is_told_below(book, ward, one.figure)
    )
    return list(dict.fromkeys(told))


def _is_told_below(book: Book, ward: Area, figure: Figure) -> bool:
    """Does the section of an earlier ward of this name tell it?"""
    return book.address(book.holdings.areas[figure.area]) == book.address(ward)


def _tables(book: Book, ward: Area) -> list[Table]:
    """Each indicator of the ward beside what it is compared with."""
    district = book.comparator(ward)
    around = [district] if district else []
    held: dict[str, dict[str, list[Figure]]] = {}
    for figure in book.figures.of_area(ward.code):
        held.setdefault(figure.indicator, {}).setdefault(figure.category, []).append(figure)
    tables = []
    for indicator, by_category in held.items():
        voice = book.voice(indicator)
        if voice.measure.kind == "rank":
            continue
        periods = {f.period for series in by_category.values() for f in series}
        if len(by_category) > 1 and any(period.months == 1 for period in periods):
            types = [(voice.category_label(c), series) for c, series in by_category.items()]
            tables += figures_tables(book, voice, types, "Type", voice.indicator.title)
            continue
        if len(by_category) > 1 and len(periods) == 1:
            tables.append(areas_table(book, voice, [ward, *around], list(by_category)))
            continue
        for category in by_category:
            series = [
                (_label(area), book.figures.series(indicator, category, area=area.code))
                for area in (ward, *around)
            ]
            title = voice.indicator.title
            if len(by_category) > 1:
                title += f": {voice.inside(voice.category_label(category))}"
            tables += figures_tables(book, voice, series, "Area", title)
    return tables


def _label(area: Area) -> str:
    return f"{area.name} ward" if area.level == "ward" else wording.upper_first(wording.place(area))
