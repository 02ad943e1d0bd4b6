"""The HTML blocks that pages are put together from: charts, sources, contacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.drawing import Drawing, kind_module
from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.cautions import bound_to, cautions_of, forecasts, provisional
from generator.pages.residents import rates_for
from generator.pages.tables import chart_table
from generator.reading.releases import cited_as
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.contacts import Contact, Subject
from generator.terms.periods import Period
from generator.terms.priorities import Chosen
from generator.terms.sources import SourceEntry, cited

# So many sentences about figures in doubt stand below a chart; the table has the rest.
MOST_TOLD = 3
# What anyone may have to call for, before anything else; and so many numbers stand on a page.
CALLED = ("emergency", "crime")
MOST_CALLS = 5
# What a source says in words, and its entry in the register.
Remark = tuple[str, SourceEntry | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with what stands beside it on every page; ``place`` is whose figures it shows, blank
    where they are several areas', and ``table`` the HTML of its table. ``own`` are the cautions of
    its indicator, ``bound`` those that its citation has too. ``is_at_home`` says that it stands on
    a page of that place, which need not be named again."""

    drawing: Drawing
    voice: Voice
    place: str
    table: Markup
    sources: list[tuple[str, list[SourceEntry]]]
    cautions: list[str]
    own: list[str]
    bound: list[str]
    doubted: list[tuple[str, Markup]]
    is_at_home: bool = False


def shown(book: Book, drawing: Drawing, voice: Voice) -> Shown:
    """What stands beside a chart: worked out once for its page and the page of its own."""
    figures = [figure for row in drawing.rows for figure in row.figures]
    table = chart_table(drawing)
    is_partial = bool(kind_module(drawing.kind).WANTS.areas and voice.dataset.partial)
    changes = cautions_of_changes(book, figures)
    # The first caution about changes says what all of them are.
    opened = [Markup("<strong>Read changes with care.</strong> ") + text for text in changes[:1]]
    return Shown(
        drawing,
        voice,
        _place(drawing, voice),
        table=Markup(book.render("table", table=table)),
        sources=cited(sources_of(book, figures)),
        cautions=[
            *([voice.dataset.partial] if is_partial else []),
            *forecasts(book, drawing),
            *opened,
            *changes[1:],
            *checked_beside(book, voice, figures),
            *unsure_beside(book, drawing),
        ],
        own=cautions_of(book, figures),
        bound=bound_to(book, figures),
        doubted=book.doubted(drawing.rows),
    )


def _place(drawing: Drawing, voice: Voice) -> str:
    """Whose figures does a chart show? A chart of wards shows its district's."""
    own = [row for row in drawing.rows if row.is_this] or drawing.rows
    codes = dict.fromkeys(row.figures[0].area for row in own if row.figures)
    first = voice.area(next(iter(codes)))
    if len(codes) == 1:
        return first.name
    return voice.area(first.parent).name if first.level == "ward" and first.parent else ""


def files_beside(book: Book, here: str, title: str, charts: Mapping[str, Shown]) -> dict[str, str]:
    """What stands beside a page: each chart's specification, and each chart as a bare page of its
    own, for other people's pages."""
    found = {f"{name}.vl.json": chart.drawing.spec for name, chart in charts.items()}
    for name, chart in charts.items():
        there = f"embed/{here}{name}/"
        found[f"{there}index.html"] = book.render(
            "embed",
            to=lambda address, there=there: relative(there, address),
            title=title,
            finding=chart.drawing.told.finding,
            page=here,
            name=name,
            chart=Markup(chart_block(book, there, name, chart)),
            base=rates_for(book, chart.drawing.rates),
            provisional=provisional(book, chart.drawing),
        )
        found[f"{there}{name}.vl.json"] = chart.drawing.spec
    return found


def chart_block(book: Book, here: str, name: str, chart: Shown, against: str = "") -> str:
    """A chart as the HTML that stands in the page; its picture is put in when the site is built.
    ``against`` says whom it sets an area beside, where the reader chooses: around or similar."""
    is_alone = here.startswith("embed/")
    page = here.removeprefix("embed/").removesuffix(f"{name}/") if is_alone else here
    cited = book.site.full(cited_as(book.holdings.releases, book.site.release, page))
    return book.render(
        "chart",
        name=name,
        full=f"{cited}#{name}" if cited else "",
        chart=chart,
        against=against,
        drawing=chart.drawing,
        spec=f"{name}.vl.json",
        data=relative(here, f"data/{chart.voice.dataset_id}/"),
        embed=relative(here, f"embed/{here}{name}/") if not is_alone else "",
    )


def checked_beside(book: Book, voice: Voice, shown: list[Figure]) -> list[str]:
    """What a chart of these figures leaves out, because it rests on a number in doubt: of the
    areas shown and, where areas of one level are set beside each other, of the others of it."""
    mine = [figure for figure in shown if figure.indicator == voice.key]
    areas, periods = {f.area for f in mine}, {f.period for f in mine}
    counted = Counter(voice.area(code).level for code in areas)
    found: dict[tuple[str, Period], Figure] = {}
    for category in dict.fromkeys(figure.category for figure in mine):
        for figure in book.figures.doubted(voice.key, category):
            is_peer = counted[voice.area(figure.area).level] > 1 and figure.period in periods
            if figure.area in areas or is_peer:
                found.setdefault((figure.area, figure.period), figure)
    said = dict.fromkeys(narrative.left_out(voice, figure) for figure in found.values())
    return list(said)[:MOST_TOLD]


def sources_of(
    book: Book, figures: Iterable[Figure], said: Iterable[Remark] = (), lists: Iterable[Chosen] = ()
) -> list[SourceEntry]:
    """Where these figures, statements and lists were printed, each place once."""
    told = {source for figure in figures for source in figure.source}
    told |= {source.id for _, source in said if source}
    ids = sorted(told.union(*(one.sources for one in lists)), key=_by_number)
    return [book.holdings.sources[i] for i in ids if i in book.holdings.sources]


def apart(book: Book, names: Collection[str]) -> list[str]:
    """Why two of these datasets count nearly the same and never match, in their own words."""
    return [
        why
        for name in names
        for other, why in book.holdings.datasets[name].apart_from.items()
        if other in names
    ]


def covered_in_part(book: Book, names: Iterable[str]) -> list[str]:
    """What these datasets leave out of the areas, each by the dataset's name."""
    held = (book.holdings.datasets[name] for name in dict.fromkeys(names))
    told, known = ((one.title, one.partial) for one in held if one.partial), book.holdings.names
    return [f"{title}: {wording.lower_first(partial, known)}" for title, partial in told]


def unsure_beside(book: Book, drawing: Drawing) -> list[str]:
    """Which areas a chart of areas leaves out, because too few people answered there."""
    listed = [row.figures[0] for row in drawing.rows if row.drawn.get("role") == "row"]
    areas = book.holdings.areas
    kinds = {(areas[f.area].level, areas[f.area].parent) for f in listed}
    out = [
        areas[other.area].name
        for other in (book.figures.beside(listed[0]) if listed else ())
        if other.is_unreliable and other.area not in {figure.area for figure in listed}
        if (areas[other.area].level, areas[other.area].parent) in kinds
    ]
    told = f"Left out, because too few people answered there: {wording.listing(sorted(out))}."
    return [told] if out else []


def police_record(book: Book, figures: Iterable[Figure]) -> set[str]:
    """What of these did the police record: "crime", "incidents", both, or nothing?"""
    kinds = {name: dataset.police_record for name, dataset in book.holdings.datasets.items()}
    return {kind for figure in figures if (kind := kinds[figure.dataset])}


def _by_number(source: str) -> tuple[str, int, str]:
    stem, _, number = source.rpartition("-")
    return (stem, int(number) if number.isdigit() else 0, source)


def cautions_of_changes(book: Book, figures: list[Figure]) -> list[str]:
    """Which cautions bear on a chart of these figures: those between its first and its last."""
    texts: dict[str, None] = {}
    for area in dict.fromkeys(figure.area for figure in figures):
        own = sorted((f for f in figures if f.area == area), key=lambda f: f.period.last)
        for category in dict.fromkeys(f.category for f in own):
            span = [f for f in own if f.category == category]
            events = comparisons.events_between(book.holdings, span[0], span[-1])
            texts |= dict.fromkeys(
                event.text for event in events if span[0].period != span[-1].period
            )
    return list(texts)


def contacts_for(
    book: Book, subjects: Iterable[str], area: Area | None
) -> list[tuple[Subject, list[Contact]]]:
    """Whom to call about these subjects here: offices that serve this area, the nearest first."""
    wanted = list(dict.fromkeys(subjects))
    family = [area.code, *(a.code for a in book.holdings.areas.family(area))] if area else []
    found = []
    for subject in (s for key, s in book.holdings.subjects.items() if key in wanted):
        serving = [
            c
            for c in book.holdings.contacts
            if subject.id in c.subjects
            and not c.is_unchecked_print
            and (not family or set(c.areas) & set(family))
        ]
        if serving:
            found.append((subject, serving))
    return found


def first_calls(book: Book, subjects: Iterable[str], area: Area) -> list[tuple[Subject, Contact]]:
    """Whom to call first here: in an emergency, otherwise, then the first helpline of the next
    subjects in the publisher's order, each number once. Everyone else stands among all contacts."""
    order = list(dict.fromkeys((*CALLED, *subjects)))
    serving = {subject.id: (subject, found) for subject, found in contacts_for(book, order, area)}
    told: dict[str, tuple[Subject, Contact]] = {}
    for subject, offices in (serving[key] for key in order if key in serving):
        new = (one for one in offices if one.telephone and one.telephone not in told)
        if first := next(new, None):
            told[first.telephone] = (subject, first)
    return list(told.values())[:MOST_CALLS]


def local_offices(book: Book, area: Area) -> list[Contact]:
    """The offices that a document printed for this very area and that nobody has checked since."""
    return [c for c in book.holdings.contacts if area.code in c.areas and c.is_unchecked_print]


def statements_for(book: Book, shown: Mapping[str, set[str]], area: Area | None) -> list[Remark]:
    """What the sources say in words about this area (all of them, without one).

    ``shown`` holds, by dataset, the categories that the page is about.
    """
    found = []
    for name, categories in shown.items():
        for statement in book.holdings.datasets[name].statements:
            is_here = area is None or not statement.areas or area.code in statement.areas
            if is_here and (not statement.categories or categories & set(statement.categories)):
                found.append((statement.text, book.holdings.sources.get(statement.source)))
    return found


def categories_shown(book: Book, topic: Topic) -> dict[str, set[str]]:
    """By dataset, which categories does a topic show?"""
    found: dict[str, set[str]] = {}
    for indicator in topic.matter.indicators:
        name = book.voice(indicator).dataset_id
        found.setdefault(name, set()).update(book.categories(topic, indicator))
    return found
