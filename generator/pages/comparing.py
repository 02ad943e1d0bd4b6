"""The page that sets areas side by side: only what has one definition, one unit and one period."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages.across_lead import where_most
from generator.pages.book import Book, Page
from generator.pages.ended import of_districts
from generator.pages.subject_measures import AMOUNTS, SubjectMeasure, label, subject_measure
from generator.pages.tabled import Table, TableCell
from generator.reading.topics import Topic
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area

HERE = "compare/"
# Why a measure is in no row; a count of a larger place is larger because the place is.
COUNTS = "only counts are held, and a larger place has more of everything"
NO_AMOUNT = "what is held is a {kind}, which says nothing of how much there is"
NONE_WHOLE = "no whole period is held on which the documents agree"
LISTS = "lists are held, and no figure stands for a list"
SCORES = "the scores are judgements, each made in its own way"


def compare(book: Book) -> Page:
    """Two to four areas side by side, each row with one unit and one period; why the rest is in no
    row; wards added up. Without JavaScript, the districts by the measure that opens profiles."""
    rows, apart = [], []
    for topic in book.topics.values():
        found = subject_measure(book, topic)
        why = _why_not(book, topic, found)
        if found and not why:
            rows.append(_row(book, topic, found))
        elif topic.matter.lead:
            apart.append({"topic": topic.short, "address": f"topics/{topic.id}/", "why": why})
    main = subject_measure(book, book.opening) if book.opening else None
    data = {
        **_places(book),
        "rows": rows,
        "apart": apart,
        "wards": _wards(book, main),
    }
    markdown = book.render(
        "compare",
        to=lambda there: relative(HERE, there),
        areas=data["areas"],
        topics=list(book.topics.values()),
        said=where_most(book, book.voice(main.indicator), main.figures) if main else "",
        table=_table(book, main) if main else "",
        apart=apart,
        wards=data["wards"],
    )
    return Page(
        HERE,
        "Compare areas",
        markdown,
        description="Set two to four areas side by side.",
        kind="compare",
        crumbs=(("", "Home"),),
        files={"assets/compare.json": json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )


def _places(book: Book) -> dict[str, Any]:
    """The areas by their addresses, and which of them lie in a partnership."""
    return {
        "areas": {area.slug: _named(area) for area in book.profiled},
        "parts": {
            area.slug: [one.slug for one in parts]
            for area in book.profiled
            if (parts := _districts(book, area.code))
        },
    }


def _named(area: Area) -> str:
    """What an area is called where others stand beside it: a partnership as the several districts
    that it is."""
    return wording.place(area) if area.level == "partnership" else area.name


def _why_not(book: Book, topic: Topic, found: SubjectMeasure | None) -> str:
    """Why areas cannot be set side by side by what a topic is about; blank where they can. That it
    is held for one place goes before what it is, for several counts may be what is missing."""
    if topic.matter.has_priorities or topic.matter.has_similar_areas:
        return LISTS
    if found is None:
        return _of_no_measure(book, topic)
    voice = book.voice(found.indicator)
    held = [found.figures[a.code] for a in book.profiled if a.code in found.figures]
    told = {figure.area for figure in held if figure.value is not None}
    # A partnership is no second place beside a district that it holds.
    whole = {code for code in told if told & {one.code for one in _districts(book, code)}}
    if len(told - whole) < 2:
        return _only([voice.place(f.area) for f in held], voice.period_label(found.period))
    if voice.measure.kind not in AMOUNTS:
        return NO_AMOUNT.format(kind=voice.measure.kind)
    return "" if is_for_size(book, voice) else COUNTS


def _of_no_measure(book: Book, topic: Topic) -> str:
    """Why a topic has nothing that several areas share in a whole period."""
    kinds = {book.voice(indicator).measure.kind for indicator, _ in book.leads(topic)}
    return SCORES if kinds == {"score"} else NONE_WHOLE


def _only(names: list[str], when: str) -> str:
    """That these places alone have a figure then."""
    verb = "has" if len(names) == 1 else "have"
    return f"only {wording.listing(names)} {verb} a figure ({when})"


def _districts(book: Book, code: str) -> list[Area]:
    """The districts that a partnership holds; none of any other area."""
    area = book.holdings.areas[code]
    return book.holdings.areas.members(area)[0] if area.level == "partnership" else []


def is_for_size(book: Book, voice: Voice) -> bool:
    """Can places be set side by side by a figure: is it given for the size of its place, or is it
    that size itself, the residents that rates are for?"""
    return (
        voice.indicator.per != 1
        or voice.measure.kind in ("rate", "percent")
        or any(
            (base.dataset, base.measure) == (voice.dataset_id, voice.indicator.value)
            for _, other in book.holdings.indicators.values()
            if (base := other.denominator) and other.per == 1000
        )
    )


def _row(book: Book, topic: Topic, found: SubjectMeasure) -> dict[str, Any]:
    voice = book.voice(found.indicator)
    told = {
        area.slug: _told(voice, figure)
        for area in book.profiled
        if (figure := found.figures.get(area.code)) and figure.value is not None
    }
    return {
        "topic": label(voice, topic, found),
        "address": f"topics/{topic.id}/",
        "measure": voice.subject(found.category),
        "unit": voice.axis(has_rates=voice.is_rate),
        "period": voice.period_label(found.period),
        "iso": found.period.iso,
        "indicator": found.indicator,
        "values": told,
    }


def _told(voice: Voice, figure: Figure) -> dict[str, Any]:
    """A figure as a row has it: its text, its value, and its range where it has one."""
    told: dict[str, Any] = {"text": voice.short(figure), "value": figure.value}
    if figure.lower is not None and figure.upper is not None:
        text = voice.range_text(figure)
        told |= {"lower": figure.lower, "upper": figure.upper, "range": text}
    return told


def _table(book: Book, main: SubjectMeasure) -> Markup:
    """Every district by the measure that opens profiles, the highest first."""
    voice = book.voice(main.indicator)
    held = of_districts(book, main.figures)
    held.sort(key=lambda figure: (-(figure.value or 0), voice.area(figure.area).name))
    has_ranges = any(figure.lower is not None for figure in held)
    unit = voice.axis(has_rates=voice.is_rate)
    rows = tuple(
        (
            TableCell(voice.area(figure.area).name, is_number=False),
            TableCell(voice.short(figure), shown=figure.key),
            *([TableCell(_told(voice, figure).get("range", ""))] if has_ranges else []),
        )
        for figure in held
    )
    if not rows:
        return Markup("")
    caption = f"{voice.subject(main.category)}, {voice.period_label(main.period)}, districts"
    columns = ("Area", unit, *(["Range"] if has_ranges else []))
    return Markup(book.render("table", table=Table(caption, columns, rows)))


def _wards(book: Book, main: SubjectMeasure | None) -> dict[str, Any]:
    """The wards whose counts and residents can be added up, by district; nothing without any."""
    if main is None or not book.voice(main.indicator).is_rate:
        return {}
    voice = book.voice(main.indicator)
    held = {
        figure.area: figure
        for figure in book.figures.across(*main.pair)
        if figure.period == main.period and figure.count is not None and figure.denominator
    }
    districts = {
        district.slug: {"name": district.name, "wards": own}
        for district in book.districts
        if (own := _addable(book, district, held))
    }
    if not districts:
        return {}
    return {
        "districts": districts,
        "what": voice.unit(main.category)[1],
        "per": voice.per(),
        "times": voice.indicator.per,
        "least": voice.indicator.smallest_for_rate,
        "decimals": voice.indicator.decimals,
        "when": voice.when(main.period),
    }


def _addable(book: Book, district: Area, held: dict[str, Figure]) -> dict[str, list[Any]]:
    """The wards of a district that have a figure, by address: name, count and residents."""
    return {
        ward.slug: [ward.name, figure.count, figure.denominator]
        for named in book.wards(district).values()
        for ward in named[:1]
        if (figure := held.get(ward.code)) and figure.key not in book.disputed
    }
