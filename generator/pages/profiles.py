"""A district's profile (or the county's, the force area's, a partnership's) and its topics."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from generator import comparisons, narrative
from generator.areas import Area
from generator.figures import Figure
from generator.pages import blocks
from generator.pages.book import Book, Page, relative
from generator.pages.tables import Table, figures_table
from generator.pages.words import PageWords, plain_text
from generator.topics import Topic

PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic on a profile: its finding, its period and where it stands."""

    title: str
    address: str
    finding: str
    is_own: bool
    detail: str = ""


def profile(book: Book, area: Area) -> Page:
    """The page that answers: what is it like here, which way is it moving, compared with where?"""
    here = book.address(area)
    words = PageWords(book, book.topics.get(PROFILE), area, here)
    body = words.topic.render("area", words.bound()) if words.topic else ""
    topics = [topic for topic in book.topics.values() if topic.id != PROFILE]
    own = [topic for topic in topics if topic in book.own_topics(area)]
    lines = [topic_line(book, area, topic, here) for topic in sorted(own, key=lambda t: telling(book, area, t))]
    wards = book.wards(area) if area.level == "district" else {}
    markdown = book.render(
        "profile", area=area, here=here, to=lambda there: relative(here, there), lead=_lead(book, area, own),
        tiles=tiles(book, area, own, here), lines=[line for line in lines if line],
        others=[other for topic in topics if topic not in own and (other := nearest_line(book, area, topic, here))],
        wards=[(relative(here, book.address(found[0])), found[0].name, found) for found in wards.values()],
        inside=[a for a in book.profiled if a.parent == area.code or a in book.holdings.areas.members(area)[0]],
        contacts=blocks.contacts_for(book, ["emergency", "crime", "anti-social-behaviour", "domestic-abuse"], area),
        offices=blocks.local_offices(book, area), sources=blocks.sources_of(book, book.figures.of_area(area.code)),
        groups=[(g, book.holdings.areas.members(g)[0]) for g in book.holdings.areas.groups_of(area)],
        charts="@@charts@@", which=which_kent(book, area),
    ).replace("@@charts@@", f"\n\n{body}\n\n" if words.drawings else "")
    return Page(here, area.name, markdown, f"Crime figures for {narrative.wording.place(area)}, each with its period and source.",
                "profile", crumbs(book, area), _files(words), tuple(words.drawings.values()))


def topic_page(book: Book, area: Area, topic: Topic) -> Page:
    """One topic in one area: the finding, what counts, the charts, all figures, whom to call, sources."""
    here = book.address(area, topic)
    words = PageWords(book, topic, area, here)
    body = topic.render("area", words.bound())
    place = narrative.wording.place(area)
    figures = [f for i in topic.matter.indicators for f in book.figures.of_area(area.code)
               if f.indicator == i and f.category in book.categories(topic, i)]
    datasets = [book.voice(i).dataset_id for i in topic.matter.indicators]
    markdown = book.render(
        "topic", area=area, topic=topic, here=here, to=lambda there: relative(here, there), place=place,
        lead=lead_sentences(book, area, topic, figures), body="@@body@@", tables=_tables(book, area, topic),
        statements=blocks.statements_for(book, datasets, area), sources=blocks.sources_of(book, figures),
        indicators=_meanings(book, topic, figures), partial=_partial(book, figures),
        contacts=blocks.contacts_for(book, topic.matter.subjects, area), which=which_kent(book, area),
        siblings=[(relative(here, book.address(area, t)), t.short) for t in book.own_topics(area)
                  if t.id not in (PROFILE, topic.id)],
        cautions=[],
    ).replace("@@body@@", f"\n\n{body}\n\n")
    return Page(here, f"{topic.matter.title}, {area.name}", markdown,
                f"{topic.matter.title} in {place}: figures, charts and sources.", "topic",
                (*crumbs(book, area), (book.address(area), area.name)), _files(words), tuple(words.drawings.values()))


def crumbs(book: Book, area: Area) -> tuple[tuple[str, str], ...]:
    """The pages above an area's, from the top."""
    above = [a for a in reversed(book.holdings.areas.family(area)) if a in book.profiled]
    return (("", "Home"), *((book.address(a), a.name) for a in above))


def _files(words: PageWords) -> dict[str, str]:
    return {f"{name}.vl.json": drawing.spec for name, drawing in words.drawings.items()}


def lead_sentences(book: Book, area: Area, topic: Topic, figures: list[Figure]) -> list[str]:
    """The finding: how much, then against the time before and the area around it."""
    lead = book.lead(topic)
    figure = book.newest(*lead, area) if lead else None
    if figure is None:
        figure = next((f for f in figures if not f.is_absent), None)
    if figure is None:
        return []
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area.code)
    newest = series[-1] if series else figure
    earlier = comparisons.year_before(series, newest)
    change = comparisons.over_time(book.holdings, voice.indicator, newest, earlier) if earlier else None
    said = [narrative.level(voice, newest), narrative.trend(voice, change), against_nearest(book, newest)]
    return [sentence for sentence in said if sentence] + [f"Read this change with care. {text}" for text in narrative.cautions(change)]


def against_nearest(book: Book, figure: Figure) -> str:
    """How it compares with the smallest area around it that has the same figure."""
    areas = book.holdings.areas
    for above in areas.family(areas[figure.area]):
        for other in book.figures.series(figure.indicator, figure.category, above.code):
            said = narrative.against(book.voice(figure.indicator), comparisons.against(figure, other))
            if other.period == figure.period and said:
                return said
    return ""


def topic_line(book: Book, area: Area, topic: Topic, here: str) -> TopicLine | None:
    """A topic's finding in a line."""
    figures = [f for i in topic.matter.indicators for f in book.figures.of_area(area.code)
               if f.indicator == i and f.category in book.categories(topic, i)]
    said = lead_sentences(book, area, topic, figures)
    if not said:
        return None
    return TopicLine(topic.matter.title, relative(here, book.address(area, topic)), said[0], True,
                     said[1] if len(said) > 1 and not said[1].startswith("Read this") else "")


def nearest_line(book: Book, area: Area, topic: Topic, here: str) -> TopicLine | None:
    """For a topic without a figure here: the nearest figure there is, and where it stands."""
    address = relative(here, f"topics/{topic.id}/")
    lead = book.lead(topic)
    found = book.nearest(area, *lead) if lead else None
    for indicator in () if found else topic.matter.indicators:
        for category in book.categories(topic, indicator):
            found = found or book.nearest(area, indicator, category)
    if found is None:
        return TopicLine(topic.matter.title, address, topic.matter.elsewhere, False)
    return TopicLine(topic.matter.title, address, narrative.level(book.voice(found.indicator), found), False)


def telling(book: Book, area: Area, topic: Topic) -> tuple[int, float, int]:
    """Where a topic stands on a profile: clear changes by size, then distance from the area around it,
    then the editor's order. Sensitive topics never lead."""
    place = list(book.topics).index(topic.id)
    lead = book.lead(topic)
    figure = book.newest(*lead, area) if lead else None
    if figure is None or topic.matter.is_sensitive or not book.voice(figure.indicator).indicator.is_tested:
        return (2, 0.0, place)
    series = book.figures.series(figure.indicator, figure.category, area.code)
    earlier = comparisons.year_before(series, figure)
    change = comparisons.over_time(book.holdings, book.voice(figure.indicator).indicator, figure, earlier) if earlier else None
    if change and change.is_clear and change.ratio:
        return (0, -abs(log(change.ratio)), place)
    for above in book.holdings.areas.family(area):
        for other in book.figures.series(figure.indicator, figure.category, above.code):
            gap = comparisons.against(figure, other)
            if gap and gap.ratio:
                return (1, -abs(log(gap.ratio)), place)
    return (2, 0.0, place)


def _lead(book: Book, area: Area, own: list[Topic]) -> list[str]:
    """The first sentences of a profile: its own profile topic's lead, or its most telling topic's."""
    start = book.topics.get(PROFILE)
    for topic in ([start] if start else []) + own:
        lead = book.lead(topic)
        if lead and (figure := book.newest(*lead, area)) and not figure.is_absent:
            return lead_sentences(book, area, topic, [figure])
    return []


def tiles(book: Book, area: Area, own: list[Topic], here: str) -> list[dict[str, str]]:
    """Up to four headline figures: label, figure, period, link."""
    found = []
    for topic in own:
        lead = book.lead(topic)
        figure = book.newest(*lead, area) if lead else None
        if figure is None or figure.is_absent or topic.matter.is_sensitive:
            continue
        voice = book.voice(figure.indicator)
        has_value = figure.value is not None
        found.append({
            "label": topic.short, "value": voice.short(figure) if has_value else voice.count_text(figure),
            "unit": voice.axis(has_rates=has_value), "period": narrative.wording.upper_first(voice.period_label(figure.period)),
            "address": relative(here, book.address(area, topic)),
        })
    return found[:4]


def which_kent(book: Book, area: Area) -> str:
    """For an area that shares its name with another kind of area: what it is made of."""
    members, _ = book.holdings.areas.members(area)
    if not members:
        return ""
    return f"{area.name} here means {narrative.wording.listing([m.name for m in members])}."


def _tables(book: Book, area: Area, topic: Topic) -> list[Table]:
    """Every figure on the topic here, an indicator a table."""
    found = []
    for indicator in topic.matter.indicators:
        voice = book.voice(indicator)
        series = [(_indented(book, indicator, c), book.figures.series(indicator, c, area.code))
                  for c in book.categories(topic, indicator)]
        heading = "Type" if len(series) > 1 else "What"
        if table := figures_table(book, voice, series, heading, voice.indicator.title):
            found.append(table)
    return found


def _indented(book: Book, indicator: str, category: str) -> str:
    voice = book.voice(indicator)
    return "– " * max(0, voice.dataset.depth(category) - 1) + voice.category_label(category)


def _meanings(book: Book, topic: Topic, figures: list[Figure]) -> list[tuple[str, str, tuple[str, ...]]]:
    held = {figure.indicator for figure in figures}
    voices = [book.voice(i) for i in topic.matter.indicators if i in held]
    return [(v.indicator.title, v.indicator.meaning, v.indicator.cautions) for v in voices]


def _partial(book: Book, figures: list[Figure]) -> list[str]:
    return list(dict.fromkeys(book.holdings.datasets[f.dataset].partial for f in figures
                              if book.holdings.datasets[f.dataset].partial))


__all__ = ["crumbs", "lead_sentences", "nearest_line", "plain_text", "profile", "topic_page"]
