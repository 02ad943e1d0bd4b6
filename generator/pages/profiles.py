"""A district's profile (or the county's, the force area's, a partnership's) and its topics."""

from __future__ import annotations

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages import blocks
from generator.pages.book import Book, Page
from generator.pages.ended import followed_by
from generator.pages.five_lines import five_lines, opening_figure, ward_figures
from generator.pages.leads import Lead, topic_figures
from generator.pages.maps import locator
from generator.pages.marking import as_markdown, plain_text
from generator.pages.meanings import Meanings, meanings
from generator.pages.openings import opening
from generator.pages.place_tiles import figure_tiles, span_of, tiles
from generator.pages.release_changes import for_area
from generator.pages.renamed import called
from generator.pages.sections import untold
from generator.pages.similar import with_choice
from generator.pages.subjects import by_subject
from generator.pages.tabled import Table
from generator.pages.tables import figures_tables
from generator.pages.topic_lines import led_by, topic_lines
from generator.pages.ward_maps import mapped, ward_map
from generator.pages.words import PageWords
from generator.reading.topics import Topic
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.datasets import Dataset

FEW = "Few figures are published for wards; each ward's page says what there is and whom to call."


def profile(book: Book, area: Area) -> Page:
    """The page that answers: what is it like here, which way is it moving, compared with where?"""
    here = book.address(area)
    words = PageWords(book, book.opening, area, here)
    own = book.own_topics(area)
    figure = opening_figure(book, area)
    chosen = [c for c in book.chosen(area) if c.kind != "theme"][:1]
    held = book.figures.of_area(area.code)
    markdown = book.render(
        "profile",
        area=area,
        to=lambda there: relative(here, there),
        five=five_lines(book, area),
        lead=Lead([]) if figure else opening(book, area, own),
        tiles=figure_tiles(book, area, figure) if figure else tiles(book, area, own, here),
        when=span_of(book, figure) if figure else "",
        locator=locator(book, area),
        subjects=by_subject(book, area, figure),
        calls=blocks.first_calls(book, book.site.profile_subjects or book.holdings.subjects, area),
        chosen=chosen,
        offices=blocks.local_offices(book, area),
        sources=blocks.sources_of(book, held, lists=chosen),
        recorded=blocks.police_record(book, held),
        changed=for_area(book, area),
        called=called(book, area),
        which=which_of_the_name(book, area),
        **_texts(words, area),
        **_places(book, area),
    )
    place = wording.place(area)
    return Page(
        here,
        area.name,
        with_choice(book, area, here, markdown),
        description=f"Crime figures for {place}, each with its period and source.",
        kind="profile",
        crumbs=crumbs(book, area),
        files=words.files(area.name),
        drawings=words.drawings(),
    )


def _texts(words: PageWords, area: Area) -> dict[str, object]:
    """What the topic that opens profiles says of an area: its charts, those of earlier years, and
    the text about it."""
    charts, is_drawn = _block(words, "area")
    names = dict.fromkeys(f.dataset for f in words.book.figures.of_area(area.code))
    charts = "\n\n".join([charts, *map(plain_text, blocks.apart(words.book, names))])
    earlier, is_earlier = _block(words, "earlier")
    own = words.topic.commentary.get(area.code, "") if words.topic else ""
    return {
        "charts": Markup(as_markdown(charts) if is_drawn else ""),
        "earlier": Markup(as_markdown(earlier) if is_earlier else ""),
        "commentary": Markup(as_markdown(own) if own else ""),
    }


def _block(words: PageWords, name: str) -> tuple[str, bool]:
    """One block of the topic that opens profiles, and whether there is a chart in it."""
    before = len(words.charts)
    said = words.topic.text.render(name, words.bound()) if words.topic else ""
    return said, len(words.charts) > before


def _places(book: Book, area: Area) -> dict[str, object]:
    """What lies in an area, and what it is counted together with."""
    areas = book.holdings.areas
    members = [m for m in areas.members(area)[0] if not m.end]
    wards = book.wards(area) if area.level == "district" else {}
    drawn = _ward_map(book, area)
    return {
        "inside": [a for a in book.profiled if a.parent == area.code or a in members],
        "after": followed_by(book, area),
        "before": [areas[s.old] for s in areas.past(area)],
        "wards": [found[0] for found in wards.values()],
        "wards_told": "" if any(opening_figure(book, w[0]) for w in wards.values()) else FEW,
        "ward_map": drawn,
        "mapped": [ward.code for ward in mapped(book, area)] if drawn else [],
        # Those of one area are no company of the others.
        "groups": [
            (group, areas.members(group)[0])
            for group in areas.groups_of(area)
            if group.level != "group" or not group.parent
        ],
    }


def _ward_map(book: Book, area: Area) -> Markup:
    """A district's wards shaded by the measure that opens profiles; nothing for other places."""
    figure = opening_figure(book, area)
    if area.level != "district" or figure is None:
        return Markup("")
    return ward_map(book, area, ward_figures(book, figure))


def topic_page(book: Book, area: Area, topic: Topic) -> Page:
    """One topic in one area: finding, what counts, charts, all figures, whom to call, sources."""
    here = book.address(area, topic)
    words = PageWords(book, topic, area, here)
    told = _body(words, topic, area)
    figures = topic_figures(book, area, topic)
    told_of = (*figures, *words.around)
    statements = blocks.statements_for(book, blocks.categories_shown(book, topic), area)
    chosen = book.chosen(area) if topic.matter.has_priorities else []
    markdown = book.render(
        "topic",
        area=area,
        topic=topic,
        to=lambda there: relative(here, there),
        locator=locator(book, led_by(book, area, topic)),
        five=topic_lines(book, area, topic),
        **told,
        groups=_tables(book, area, topic),
        chosen=chosen,
        statements=statements,
        sources=blocks.sources_of(book, told_of, statements, chosen),
        recorded=blocks.police_record(book, told_of),
        meanings=_meanings(book, topic, figures),
        partial=blocks.covered_in_part(book, (f.dataset for f in figures)),
        contacts=blocks.contacts_for(book, topic.matter.subjects, area),
        which=which_of_the_name(book, area),
        siblings=_siblings(book, area, topic),
    )
    return Page(
        here,
        f"{topic.matter.title}, {area.name}",
        with_choice(book, area, here, markdown),
        description=f"{topic.matter.title} in {wording.place(area)}: figures, charts and sources.",
        kind="topic",
        crumbs=(*crumbs(book, area), (book.address(area), area.name)),
        files=words.files(f"{topic.matter.title}, {area.name}"),
        drawings=words.drawings(),
    )


def _siblings(book: Book, area: Area, topic: Topic) -> list[tuple[str, str]]:
    """The other topics on which an area has a page: the address from there, and the name."""
    here = book.address(area, topic)
    others = (one for one in book.own_topics(area) if one is not topic)
    return [(relative(here, book.address(area, one)), one.short) for one in others]


def _body(words: PageWords, topic: Topic, area: Area) -> dict[str, Markup]:
    """The charts and words of a topic about an area: of now and by its author; of earlier years,
    apart, where there are others."""
    now = topic.text.render("area", words.bound())
    earlier = f"{topic.text.render('earlier', words.bound())}\n\n{untold(words, topic)}".strip()
    own = topic.commentary.get(area.code, "")
    names = dict.fromkeys(f.dataset for f in topic_figures(words.book, area, topic))
    own = "\n\n".join([*map(plain_text, blocks.apart(words.book, names)), own]).strip()
    is_apart = "earlier" in topic.text.blocks and now.strip()
    body = "\n\n".join(part for part in (now, "" if is_apart else earlier, own) if part)
    return {
        "body": Markup(as_markdown(body)),
        "earlier": Markup(as_markdown(earlier) if is_apart and earlier else ""),
    }


def crumbs(book: Book, area: Area) -> tuple[tuple[str, str], ...]:
    """The pages above an area's, from the top."""
    above = [a for a in reversed(book.holdings.areas.family(area)) if a in book.profiled]
    return (("", "Home"), *((book.address(a), a.name) for a in above))


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


def _meanings(book: Book, topic: Topic, figures: list[Figure]) -> list[Meanings]:
    held: dict[str, list[Figure]] = {indicator: [] for indicator in book.newest_first(topic)}
    for figure in figures:
        held.setdefault(figure.indicator, []).append(figure)
    return meanings(book, {key: own for key, own in held.items() if own})
