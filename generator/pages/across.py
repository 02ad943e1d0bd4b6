"""A topic across all areas: what it is about first, then what else there is, and all its figures on
a page of their own."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages import blocks
from generator.pages.across_lead import across_lead
from generator.pages.book import Book, Page
from generator.pages.listed import MOST_LISTED
from generator.pages.marking import as_markdown, plain_text
from generator.pages.meanings import meanings
from generator.pages.sections import FEWEST_AREAS, untold
from generator.pages.similar import groups_of
from generator.pages.subject_measures import SubjectMeasure, subject_measure
from generator.pages.words import PageWords
from generator.reading.topics import Topic
from generator.reading.topictext import Call
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.priorities import Chosen, by_theme

CRUMBS = (("", "Home"), ("topics/", "Topics"))


def across(book: Book, topic: Topic) -> Iterator[Page]:
    """One topic in every area that has a figure, and the page of all these figures."""
    figures = _figures_page(book, topic)
    yield _page(book, topic, figures)
    if figures:
        yield figures


def _page(book: Book, topic: Topic, figures: Page | None) -> Page:
    here = f"topics/{topic.id}/"
    words = PageWords(book, topic, None, here)
    body, more = _told(words, topic, subject_measure(book, topic))
    chosen = book.chosen(None) if topic.matter.has_priorities else []
    shown = _shown(book, topic)
    voices = [book.voice(indicator) for indicator in shown]
    markdown = book.render(
        "across",
        topic=topic,
        five=[] if chosen else across_lead(book, topic),
        chosen=chosen,
        similar=_similar(book) if topic.matter.has_similar_areas else [],
        themes=by_theme(c for c in chosen if c.kind != "theme"),
        to=lambda there: relative(here, there),
        body=Markup(as_markdown(body)),
        more=Markup(as_markdown(more)) if more else "",
        figures=figures.path if figures else "",
        statements=blocks.statements_for(book, blocks.categories_shown(book, topic), None),
        partial=blocks.covered_in_part(book, (voice.dataset_id for voice in voices)),
        contacts=blocks.contacts_for(book, topic.matter.subjects, book.root),
        meanings=meanings(book, shown),
        topics=[(f"topics/{t.id}/", t.short) for t in book.topics.values() if t is not topic],
        **_covered(book, topic, chosen),
    )
    title = f"{topic.matter.title}, all areas"
    return Page(
        here,
        title,
        markdown,
        description=f"{topic.matter.title} in every area with a figure.",
        kind="across",
        crumbs=CRUMBS,
        files=words.files(title),
        drawings=words.drawings(),
    )


def _told(words: PageWords, topic: Topic, own: SubjectMeasure | None) -> tuple[str, str]:
    """What the author's text and the charts that follow by rule say: of what the topic is about,
    and of all else. Without such a thing there is no else."""

    def is_own(call: Call) -> bool:
        asked = call.arguments[1:2] if call.word == "chart" else ()
        return own is not None and _is_of(words, call, asked, own)

    now, more = topic.text.parted("all_areas", words.bound(), is_own)
    if own and not now:
        now = _standing(words, own)
    names = dict.fromkeys(words.book.voice(i).dataset_id for i in topic.matter.indicators)
    why = map(plain_text, blocks.apart(words.book, names))
    rest = "\n\n".join([more, *why, untold(words, topic)]).strip()
    # Charts of something else do not stand in for what the topic is about, which may have none.
    shown = {one.drawing.indicator for one in words.charts.values()}
    is_of_else = own is not None and bool(shown - {own.indicator})
    return (now, rest) if now or is_of_else else (rest, "")


def _is_of(words: PageWords, call: Call, asked: tuple[object, ...], own: SubjectMeasure) -> bool:
    """Does a chart show what a topic is about?"""
    if asked != (own.indicator,) or "beside" in call.named:
        return False
    voice = words.book.voice(own.indicator)
    return words.category(voice, call.named.get("category")) == own.category


def _standing(words: PageWords, own: SubjectMeasure) -> str:
    """The districts side by side by what the topic is about, where enough of them have it."""
    held = [area for area in words.book.districts if area.code in own.figures]
    if len(held) < FEWEST_AREAS:
        return ""
    return words.chart("ranking", own.indicator, category=own.category, id="standing")


def _figures_page(book: Book, topic: Topic) -> Page | None:
    """Every figure of a topic, area by area; None where there is none."""
    here = f"topics/{topic.id}/figures/"
    words = PageWords(book, topic, None, here)
    groups: dict[str, list[str]] = {}
    for indicator in book.newest_first(topic):
        if tables := words.tables(indicator):
            voice = book.voice(indicator)
            groups.setdefault(voice.indicator.title, []).append(tables)
    if not groups:
        return None
    title = f"{topic.matter.title}, all figures"
    markdown = book.render(
        "across_figures",
        topic=topic,
        to=lambda there: relative(here, there),
        groups=[(name, Markup("\n\n".join(tables))) for name, tables in groups.items()],
        back=f"topics/{topic.id}/",
    )
    return Page(
        here,
        title,
        markdown,
        description=f"{topic.matter.title}: every figure, area by area, as tables.",
        kind="across",
        crumbs=(*CRUMBS, (f"topics/{topic.id}/", topic.short)),
    )


def _shown(book: Book, topic: Topic) -> dict[str, list[Figure]]:
    """The figures of a topic by their indicator, the newest first."""
    across = book.figures.across
    found = {
        indicator: [f for c in book.categories(topic, indicator) for f in across(indicator, c)]
        for indicator in book.newest_first(topic)
    }
    return {indicator: figures for indicator, figures in found.items() if figures}


def _similar(book: Book) -> list[tuple[Area, Area, list[Area]]]:
    """Each district with its own group of similar areas, and the members of this."""
    return [
        (district, group, book.holdings.areas.members(group)[0])
        for district in book.districts
        for group in groups_of(book, district)
    ]


def _covered(book: Book, topic: Topic, chosen: list[Chosen]) -> dict[str, object]:
    """Which areas have a figure on a topic, which districts have none, and the sources."""
    figures = [
        figure
        for indicator in topic.matter.indicators
        for category in book.categories(topic, indicator)
        for figure in book.figures.across(indicator, category)
    ]
    held = {figure.area for figure in figures}
    with_page = [area for area in book.profiled if topic in book.own_topics(area)]
    wards = [a for a in book.holdings.areas if a.level == "ward" and a.code in held]
    # Wards that had one name in turn share a page.
    names = [(book.address(ward), ward.name) for ward in wards]
    return {
        "areas": [(book.address(area, topic), area.name) for area in with_page],
        "wards": list(dict.fromkeys(names)) if len(wards) <= MOST_LISTED else [],
        "without": [d.name for d in book.districts if figures and d.code not in held],
        "sources": blocks.sources_of(book, figures, lists=chosen),
        "recorded": blocks.police_record(book, figures),
    }
