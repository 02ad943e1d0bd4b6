"""The home page, the pages across all areas, and the page that sets areas side by side."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages import blocks, finder
from generator.pages.across_lead import across_lead
from generator.pages.book import Book, Page
from generator.pages.home_map import first_map, newness, side_by_side
from generator.pages.leads import TopicLine, topic_line
from generator.pages.listed import MOST_LISTED
from generator.pages.marking import as_markdown
from generator.pages.moved import moved
from generator.pages.sections import untold
from generator.pages.similar import groups_of
from generator.pages.words import PageWords
from generator.reading.topics import Topic
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.priorities import by_theme


def home(book: Book) -> Page:
    """Find your area; what there is; how to read it."""
    title = book.site.title
    choices = _choices(book)
    markdown = book.render(
        "home",
        to=lambda there: relative("", there),
        title=title,
        tiles=_tiles(book, choices),
        choices=choices,
        map=first_map(book),
        topics=list(book.topics.values()),
        newest=_newest_period(book),
        others=[a for a in book.profiled if a.level != "district"],
        wards=[
            (d, [f[0] for f in book.wards(d).values()]) for d in book.districts if book.wards(d)
        ],
        findings=moved(book) or _findings(book),
        has_postcodes=bool(book.holdings.findable.postcodes),
        credit=finder.credit(book),
    )
    return Page(
        "",
        title,
        markdown,
        f"{title}: what the police recorded, how that compares, whom to call.",
        "home",
        files={
            **finder.files(book),
            "assets/tiles.json": json.dumps(choices, sort_keys=True),
        },
    )


def _tiles(book: Book, choices: list[dict[str, Any]]) -> list[dict[str, object]]:
    """A tile for each district in its place on the map, with its number of the first choice."""
    values = choices[0]["values"] if choices else {}
    found = []
    for area in book.districts:
        column, row = book.holdings.tiles.get(area.code, (0, 0))
        text = values.get(area.code, "")
        found.append({"area": area, "column": column, "row": row, "text": text})
    return sorted(found, key=lambda tile: (tile["row"], tile["column"]))


def _choices(book: Book) -> list[dict[str, Any]]:
    """The figures that the tile map can show: each topic's leading one, in one period."""
    choices: list[dict[str, Any]] = []
    for topic in book.topics.values():
        lead = book.lead(topic)
        period, figures = side_by_side(book, lead) if lead else (None, {})
        if not lead or period is None:
            continue
        voice = book.voice(lead[0])
        values = {
            code: _dagger(book, f, voice.short(f) or voice.count_text(f))
            + ("" if f.area == code else " *")
            for code, f in figures.items()
        }
        together = {f.area for code, f in figures.items() if f.area != code}
        choices.append(
            {
                "id": topic.id,
                "indicator": lead[0],
                "label": topic.short,
                "unit": voice.axis(has_rates=any(f.value is not None for f in figures.values())),
                "period": voice.period_label(period),
                "when": period,
                "values": values,
                "doubted": any(f.key in book.disputed for f in figures.values()),
                "together": wording.listing([book.holdings.areas[c].name for c in together]),
            }
        )
    # The newest whole year first, and of several measures of it the one that the site names.
    choices.sort(key=lambda choice: choice["indicator"] != book.site.home_indicator)
    choices.sort(key=lambda choice: newness(choice.pop("when")), reverse=True)
    return choices


def _dagger(book: Book, figure: Figure, text: str) -> str:
    """A number with a dagger where the documents disagree on it and no mark can be a link."""
    return f"{text} †" if figure.key in book.disputed else text


def _newest_period(book: Book) -> str:
    lead = next((book.lead(t) for t in book.topics.values() if book.lead(t)), None)
    if not lead:
        return ""
    periods = [f.period for f in book.figures.across(*lead)]
    return book.voice(lead[0]).named(max(periods, key=newness)) if periods else ""


def _findings(book: Book) -> list[TopicLine]:
    """What a release brings, a line a topic: the leading finding of the area that has the most."""
    ranked = sorted(book.profiled, key=lambda a: -len(book.own_topics(a)))
    if not ranked:
        return []
    area = ranked[0]
    lines = [topic_line(book, area, t, "") for t in book.own_topics(area)]
    return [line for line in lines if line][:4]


def across(book: Book, topic: Topic) -> Page:
    """One topic in every area that has a figure."""
    here = f"topics/{topic.id}/"
    words = PageWords(book, topic, None, here)
    body = f"{topic.text.render('all_areas', words.bound())}\n\n{untold(words, topic)}"
    tables = [words.tables(indicator) for indicator in book.newest_first(topic)]
    voices = [book.voice(indicator) for indicator in book.newest_first(topic)]
    chosen = book.chosen(None) if topic.matter.has_priorities else []
    markdown = book.render(
        "across",
        topic=topic,
        lead=[] if chosen else across_lead(book, topic),
        chosen=chosen,
        similar=_similar(book) if topic.matter.has_similar_areas else [],
        themes=by_theme(c for c in chosen if c.kind != "theme"),
        to=lambda there: relative(here, there),
        body=Markup(as_markdown(body)),
        tables=Markup("\n\n".join(t for t in tables if t)),
        statements=blocks.statements_for(book, blocks.categories_shown(book, topic), None),
        partial=list(dict.fromkeys(v.dataset.partial for v in voices if v.dataset.partial)),
        contacts=blocks.contacts_for(book, topic.matter.subjects, book.root),
        meanings=blocks.meanings(voices),
        topics=[(f"topics/{t.id}/", t.short) for t in book.topics.values() if t is not topic],
        **_covered(book, topic),
    )
    title = f"{topic.matter.title}, all areas"
    return Page(
        here,
        title,
        markdown,
        description=f"{topic.matter.title} in every area with a figure.",
        kind="across",
        crumbs=(("", "Home"), ("topics/", "Topics")),
        files=words.files(title),
        drawings=words.drawings(),
    )


def _similar(book: Book) -> list[tuple[Area, Area, list[Area]]]:
    """Each district with its own group of similar areas, and the members of this."""
    return [
        (district, group, book.holdings.areas.members(group)[0])
        for district in book.districts
        for group in groups_of(book, district)
    ]


def _covered(book: Book, topic: Topic) -> dict[str, object]:
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
    return {
        "areas": [(book.address(area, topic), area.name) for area in with_page],
        "wards": [(book.address(w), w.name) for w in wards if len(wards) <= MOST_LISTED],
        "without": [d.name for d in book.districts if figures and d.code not in held],
        "sources": blocks.sources_of(book, figures),
        "recorded": blocks.police_record(book, figures),
    }


def topics_index(book: Book) -> Page:
    """All topics, a line each."""
    listed = list(book.topics.values())
    markdown = book.render("topics", to=lambda there: relative("topics/", there), topics=listed)
    return Page(
        "topics/",
        "Topics",
        markdown,
        description="Every topic of this site.",
        kind="list",
        crumbs=(("", "Home"),),
    )


def compare(book: Book) -> Page:
    """Two to four areas side by side; without JavaScript, the way to the pages across all areas."""
    rows = []
    for topic in book.topics.values():
        lead = book.lead(topic)
        if not lead:
            continue
        voice = book.voice(lead[0])
        values = {a.slug: _compared(book, lead, a) for a in book.profiled}
        rows.append(
            {
                "topic": topic.short,
                "address": f"topics/{topic.id}/",
                "measure": voice.indicator.title,
                "unit": voice.axis(has_rates=voice.is_rate),
                "values": {k: v for k, v in values.items() if v},
            }
        )
    names = {a.slug: a.name for a in book.profiled}
    data = json.dumps({"areas": names, "rows": rows}, ensure_ascii=False, sort_keys=True)
    markdown = book.render(
        "compare",
        to=lambda there: relative("compare/", there),
        areas=book.profiled,
        topics=list(book.topics.values()),
        is_doubted="†" in data,
    )
    return Page(
        "compare/",
        "Compare areas",
        markdown,
        description="Set two to four areas side by side.",
        kind="compare",
        crumbs=(("", "Home"),),
        files={"compare.json": data},
    )


def _compared(book: Book, lead: tuple[str, str], area: Area) -> list[str] | None:
    figure = book.newest(*lead, area)
    if figure is None or figure.is_absent or figure.is_doubted:
        return None
    voice = book.voice(lead[0])
    value = voice.short(figure) if figure.value is not None else voice.count_text(figure)
    value = _dagger(book, figure, value)
    return [value, wording.upper_first(voice.period_label(figure.period)), _range(voice, figure)]


def _range(voice: Voice, figure: Figure) -> str:
    if figure.lower is None or figure.upper is None or figure.value is None:
        return ""
    ends = (wording.number(x, voice.indicator.decimals) for x in (figure.lower, figure.upper))
    return " to ".join(ends)
