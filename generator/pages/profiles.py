"""A district's profile (or the county's, the force area's, a partnership's) and its topics."""

from __future__ import annotations

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages import blocks
from generator.pages.book import Book, Page
from generator.pages.leads import lead, nearest_line, opening, telling, topic_figures, topic_line
from generator.pages.marking import as_markdown
from generator.pages.sections import untold
from generator.pages.tabled import Table
from generator.pages.tables import figures_tables
from generator.pages.words import PageWords
from generator.reading.topics import Topic
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.datasets import Dataset


def profile(book: Book, area: Area) -> Page:
    """The page that answers: what is it like here, which way is it moving, compared with where?"""
    here = book.address(area)
    words = PageWords(book, book.opening, area, here)
    body = words.topic.text.render("area", words.bound()) if words.topic else ""
    own_words = words.topic.commentary.get(area.code, "") if words.topic else ""
    subjects = book.site.profile_subjects or book.holdings.subjects
    own = book.own_topics(area)
    lines = [
        topic_line(book, area, t, here) for t in sorted(own, key=lambda t: telling(book, area, t))
    ]
    markdown = book.render(
        "profile",
        area=area,
        to=lambda there: relative(here, there),
        lead=opening(book, area, own),
        tiles=tiles(book, area, own, here),
        lines=[line for line in lines if line],
        others=[nearest_line(book, area, t, here) for t in book.topics.values() if t not in own],
        contacts=blocks.contacts_for(book, subjects, area),
        chosen=[c for c in book.chosen(area) if c.kind != "theme"][:1],
        offices=blocks.local_offices(book, area),
        sources=blocks.sources_of(book, book.figures.of_area(area.code)),
        charts=Markup(as_markdown(body) if words.charts else ""),
        commentary=Markup(as_markdown(own_words) if own_words else ""),
        which=which_of_the_name(book, area),
        **_places(book, area),
    )
    place = wording.place(area)
    return Page(
        here,
        area.name,
        markdown,
        description=f"Crime figures for {place}, each with its period and source.",
        kind="profile",
        crumbs=crumbs(book, area),
        files=words.files(area.name),
        drawings=words.drawings(),
    )


def _places(book: Book, area: Area) -> dict[str, object]:
    """What lies in an area, and what it is counted together with."""
    areas = book.holdings.areas
    members = [m for m in areas.members(area)[0] if not m.end]
    wards = book.wards(area) if area.level == "district" else {}
    return {
        "inside": [a for a in book.profiled if a.parent == area.code or a in members],
        "after": [areas[s.new] for s in areas.successors(area)],
        "before": [areas[s.old] for s in areas.predecessors(area)],
        "wards": [found[0] for found in wards.values()],
        "groups": [(group, areas.members(group)[0]) for group in areas.groups_of(area)],
    }


def topic_page(book: Book, area: Area, topic: Topic) -> Page:
    """One topic in one area: finding, what counts, charts, all figures, whom to call, sources."""
    here = book.address(area, topic)
    words = PageWords(book, topic, area, here)
    body = f"{topic.text.render('area', words.bound())}\n\n{untold(words, topic)}"
    body += f"\n\n{topic.commentary.get(area.code, '')}"
    place = wording.place(area)
    figures = topic_figures(book, area, topic)
    markdown = book.render(
        "topic",
        area=area,
        topic=topic,
        here=here,
        to=lambda there: relative(here, there),
        place=place,
        lead=lead(book, area, topic),
        body=Markup(as_markdown(body)),
        groups=_tables(book, area, topic),
        chosen=book.chosen(area) if topic.matter.has_priorities else [],
        statements=blocks.statements_for(book, blocks.categories_shown(book, topic), area),
        sources=blocks.sources_of(book, figures),
        meanings=_meanings(book, topic, figures),
        partial=_partial(book, figures),
        contacts=blocks.contacts_for(book, topic.matter.subjects, area),
        which=which_of_the_name(book, area),
        siblings=[
            (relative(here, book.address(area, t)), t.short)
            for t in book.own_topics(area)
            if t is not topic
        ],
    )
    return Page(
        here,
        f"{topic.matter.title}, {area.name}",
        markdown,
        description=f"{topic.matter.title} in {place}: figures, charts and sources.",
        kind="topic",
        crumbs=(*crumbs(book, area), (book.address(area), area.name)),
        files=words.files(f"{topic.matter.title}, {area.name}"),
        drawings=words.drawings(),
    )


def crumbs(book: Book, area: Area) -> tuple[tuple[str, str], ...]:
    """The pages above an area's, from the top."""
    above = [a for a in reversed(book.holdings.areas.family(area)) if a in book.profiled]
    return (("", "Home"), *((book.address(a), a.name) for a in above))


def tiles(book: Book, area: Area, own: list[Topic], here: str) -> list[dict[str, str]]:
    """Up to four headline figures, one an indicator: label, figure, period, link."""
    told: set[str] = set()
    found = []
    for topic in own:
        figure = book.leading(topic, area)
        if figure is None or figure.is_absent or topic.matter.is_sensitive:
            continue
        if figure.indicator in told:
            continue
        told.add(figure.indicator)
        voice = book.voice(figure.indicator)
        # A count where there is one: the rate worked out here would stand beside the printed one.
        has_count = figure.count is not None and voice.indicator.per != 100
        found.append(
            {
                "label": topic.short,
                "value": voice.count_text(figure) if has_count else voice.short(figure),
                "unit": voice.category_label(figure.category)
                if voice.measure.kind == "percent"
                else voice.axis(has_rates=not has_count),
                "period": wording.upper_first(voice.period_label(figure.period)),
                "address": relative(here, book.address(area, topic)),
                "key": figure.key,
            }
        )
    return found[:4]


def which_of_the_name(book: Book, area: Area) -> str:
    """For an area that shares its name with another kind of area: what it is made of.

    Nothing where the name says so itself, as "Dartford and Gravesham" does.
    """
    members = [m.name for m in book.holdings.areas.members(area)[0] if not m.end]
    made_of = wording.listing(members)
    return f"{area.name} here means {made_of}." if made_of not in ("", area.name) else ""


def _tables(book: Book, area: Area, topic: Topic) -> list[tuple[str, list[Table]]]:
    """Every figure on the topic here, by dataset, an indicator a table; the newest first."""
    found: dict[str, list[Table]] = {}
    for indicator in book.newest_first(topic, [area.code]):
        voice = book.voice(indicator)
        labels = _indented(voice.dataset, book.categories(topic, indicator))
        series = [(label, book.figures.series(indicator, c, area=area.code)) for c, label in labels]
        heading = "Type" if len(series) > 1 else "What"
        if tables := figures_tables(book, voice, series, heading, voice.indicator.title):
            found.setdefault(voice.dataset_id, []).extend(tables)
    return [(book.holdings.datasets[name].title, tables) for name, tables in found.items()]


def _indented(dataset: Dataset, categories: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each category of a topic with its label, set in below those that it is part of."""
    depths = {category: dataset.depth(category) for category in categories}
    least = max(min(depths.values(), default=1), 1)
    return [(c, "– " * (depths[c] - least) + dataset.categories[c].label) for c in categories]


def _meanings(book: Book, topic: Topic, figures: list[Figure]) -> list[blocks.Meanings]:
    held = {figure.indicator for figure in figures}
    return blocks.meanings([book.voice(i) for i in book.newest_first(topic) if i in held])


def _partial(book: Book, figures: list[Figure]) -> list[str]:
    return list(
        dict.fromkeys(
            book.holdings.datasets[f.dataset].partial
            for f in figures
            if book.holdings.datasets[f.dataset].partial
        )
    )
