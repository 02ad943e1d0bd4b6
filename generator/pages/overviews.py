"""The home page, and the list of topics."""

from __future__ import annotations

import json
from typing import Any

from generator.pages import finder
from generator.pages.book import Book, Page
from generator.pages.ended import has_ended
from generator.pages.home_map import subject_maps
from generator.pages.leads import TopicLine, topic_line
from generator.pages.moved import moved
from generator.pages.subject_measures import SubjectMeasure, covers, label, subject_measure
from generator.reading.topics import Topic
from generator.releases.notices import corrections
from generator.terms import wording
from generator.terms.addresses import relative


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
        maps=subject_maps(book),
        topics=list(book.topics.values()),
        newest=_newest_period(book),
        corrections=corrections(book.holdings.releases),
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
    """A tile for each district in its place on the map, with its number of the first choice; for
    one that is no more, where there is any of its time."""
    values = choices[0]["values"] if choices else {}
    held = {code for choice in choices for code in choice["values"]}
    found = []
    for area in book.districts:
        if has_ended(book, area) and area.code not in held:
            continue
        column, row = book.holdings.tiles.get(area.code, (0, 0))
        text = values.get(area.code, "")
        found.append({"area": area, "column": column, "row": row, "text": text})
    return sorted(found, key=lambda tile: (tile["row"], tile["column"]))


def _choices(book: Book) -> list[dict[str, Any]]:
    """The figures that the tile map can show: what each topic is about, where most districts have
    it."""
    held = [(t, one) for t in book.topics.values() if (one := subject_measure(book, t))]
    held = [(topic, one) for topic, one in held if covers(book, one)]
    # The one that the site names, then the newest first.
    held.sort(key=lambda pair: pair[1].period.last, reverse=True)
    held.sort(key=lambda pair: pair[1].indicator != book.site.home_indicator)
    return [_choice(book, topic, one) for topic, one in held]


def _choice(book: Book, topic: Topic, shown: SubjectMeasure) -> dict[str, Any]:
    voice = book.voice(shown.indicator)
    # A count has no place beside rates.
    then = [district for district in book.districts if district.is_live_in(shown.period)]
    held = {d.code: f for d in then if (f := shown.of(book, d))}
    figures = {code: figure for code, figure in held.items() if figure.value is not None}
    together = dict.fromkeys(f.area for code, f in figures.items() if f.area != code)
    return {
        "id": topic.id,
        "indicator": shown.indicator,
        "label": label(voice, topic, shown),
        "unit": voice.axis(has_rates=voice.is_rate),
        "period": voice.period_label(shown.period),
        "values": {
            code: voice.short(f) + ("" if f.area == code else " *") for code, f in figures.items()
        },
        "together": wording.listing([book.holdings.areas[code].name for code in together]),
    }


def _newest_period(book: Book) -> str:
    held = [one for t in book.topics.values() if (one := subject_measure(book, t))]
    held.sort(key=lambda one: one.indicator != book.site.home_indicator)
    return book.voice(held[0].indicator).named(held[0].period) if held else ""


def _findings(book: Book) -> list[TopicLine]:
    """What a release brings, a line a topic: the leading finding of the area that has the most."""
    live = [area for area in book.profiled if not has_ended(book, area)]
    ranked = sorted(live, key=lambda a: -len(book.own_topics(a)))
    if not ranked:
        return []
    area = ranked[0]
    lines = [topic_line(book, area, t, "") for t in book.own_topics(area)]
    return [line for line in lines if line][:4]


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
