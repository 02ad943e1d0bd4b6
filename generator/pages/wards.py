"""A ward's page. Most have no figures of their own, so it leads with the nearest there are."""

from __future__ import annotations

from datetime import date

from generator import narrative, wording
from generator.addresses import relative
from generator.areas import Area, Succession
from generator.figures import Figure
from generator.pages import blocks
from generator.pages.book import Book, Page
from generator.pages.findings import lead_sentences, nearest_figure, topic_finding
from generator.pages.profiles import crumbs
from generator.pages.tables import Table, figures_table

SUBJECTS = (
    "emergency",
    "crime",
    "anti-social-behaviour",
    "burglary-and-theft",
    "violence",
    "domestic-abuse",
    "hate-crime",
    "fraud",
    "anonymous-reports",
)


def ward_pages(book: Book, district: Area) -> list[Page]:
    """A page for each ward name of a district; what they all say is worked out once."""
    named = book.wards(district)
    shared = {
        "district": district,
        "nearest": _nearest(book, district),
        "contacts": blocks.contacts_for(book, SUBJECTS, district),
        "offices": blocks.local_offices(book, district),
        "siblings": [(book.address(found[0]), found[0]) for found in named.values()],
    }
    return [_ward_page(book, district, found, shared) for found in named.values()]


def _ward_page(book: Book, district: Area, wards: list[Area], shared: dict[str, object]) -> Page:
    """One ward name for ever: a section for each ward that had it, newest first."""
    here = book.address(wards[0])
    name = wards[0].name
    with_figures = [ward for ward in wards if _found(book, ward)]
    markdown = book.render(
        "ward",
        here=here,
        to=lambda there: relative(here, there),
        name=name,
        lead=_lead(book, with_figures),
        sections=[_section(book, ward) for ward in wards],
        is_without=not with_figures,
        ended=wards[0] if wards[0].end else None,
        why=_why(book, wards),
        **shared,
    )
    return Page(
        here,
        f"{name}, {district.name}",
        markdown,
        f"{name} ward in {district.name}: figures, and whom to call.",
        "ward",
        (*crumbs(book, district), (book.address(district), district.name)),
    )


def _found(book: Book, ward: Area) -> list[Figure]:
    return [figure for figure in book.figures.of_area(ward.code) if not figure.is_absent]


def _lead(book: Book, with_figures: list[Area]) -> list[str]:
    """The finding about the newest ward of this name that has one."""
    leads = (
        lead_sentences(book, ward, topic) for ward in with_figures for topic in book.topics.values()
    )
    return next((lead for lead in leads if lead), [])


def _section(book: Book, ward: Area) -> dict[str, object]:
    """One ward of this name: when it existed, what became of it, and its figures."""
    figures = _found(book, ward)
    datasets = dict.fromkeys(figure.dataset for figure in figures)
    return {
        "ward": ward,
        "id": f"since-{ward.start.year}"
        if ward.start
        else f"until-{ward.end.year}"
        if ward.end
        else "ward",
        "when": _when(ward),
        "tables": _tables(book, ward),
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


def _tables(book: Book, ward: Area) -> list[Table]:
    """Each indicator of the ward, its district's and its county's rows below its own."""
    found = []
    family = [
        ward,
        *(a for a in book.holdings.areas.family(ward) if a.level in ("district", "county")),
    ]
    held = dict.fromkeys((f.indicator, f.category) for f in _found(book, ward))
    for indicator, category in held:
        voice = book.voice(indicator)
        if voice.measure.kind == "rank":
            continue
        series = [
            (_label(area), book.figures.series(indicator, category, area.code)) for area in family
        ]
        if table := figures_table(book, voice, series, "Area", voice.indicator.title):
            found.append(table)
    return found


def _label(area: Area) -> str:
    return f"{area.name} ward" if area.level == "ward" else wording.upper_first(wording.place(area))


def _nearest(book: Book, district: Area) -> list[dict[str, str]]:
    """What is known of the district, a sentence a topic, then of the areas around it."""
    own, others = [], []
    for topic in book.topics.values():
        found = topic_finding(book, district, topic)
        if found and not found.figure.is_absent:
            line = (" ".join(found.sentences[:2]), book.address(district, topic), "yes")
            own.append((topic.short, line))
        elif figure := nearest_figure(book, district, topic):
            said = narrative.level(book.voice(figure.indicator), figure)
            others.append((topic.short, (said, f"topics/{topic.id}/", "")))
    return [
        {"title": title, "finding": said, "address": address, "is_own": is_own}
        for title, (said, address, is_own) in own + others
    ]


def _why(book: Book, wards: list[Area]) -> list[str]:
    """Why so little is published for wards: the reasons that topics give, each once."""
    held = {f.indicator for ward in wards for f in book.figures.of_area(ward.code)}
    return list(
        dict.fromkeys(
            topic.matter.wards
            for topic in book.topics.values()
            if topic.matter.wards and not held & set(topic.matter.indicators)
        )
    )
