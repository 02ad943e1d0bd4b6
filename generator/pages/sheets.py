"""A sheet for a committee: what the page of a place finds, on one page of A4 of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.charts.drawing import Drawing
from generator.figures.figures import Figure
from generator.pages import blocks, ward_gaps
from generator.pages.book import Book, Page
from generator.pages.five_lines import WHOM, beside, five_lines, opening_figure
from generator.pages.maps import locator
from generator.pages.movements import change_of, named_types
from generator.pages.openings import opening
from generator.pages.place_tiles import Tile, figure_tiles, span_of, told
from generator.pages.subjects import TOLD_ABOVE, by_subject
from generator.telling.speech import CHECKED, Voice
from generator.telling.verdicts import NOT_COMPARED, WHY_SAME, verdict
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.periods import Period
from generator.terms.sources import cited

FOLDER = "summary/"
# What one sheet has room for: subjects, charts beside each other, and how high these may be.
MOST_SUBJECTS, MOST_CHARTS, HIGHEST = 7, 2, 400
UP, DOWN, NO_CLEAR_CHANGE, NO_EARLIER = "More", "Fewer", "No clear change", "Not compared"
ROUGH = "Not compared: given only roughly"
# What a sheet has nothing to say of.
BLANK = dict.fromkeys(("five", "lead", "tiles", "rows", "reading", "sources", "whose", "lines"), "")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A subject on the sheet: the word, the rate with its range, the comparator's, and how many
    there were in equal lengths of time."""

    label: str
    key: str
    verdict: str
    here: str
    around: str
    before: str = ""
    now: str = ""
    change: str = NO_EARLIER


def sheet(book: Book, area: Area, page: Page) -> Page:
    """What does the page of a place say, on one sheet of A4? ``page`` is that page."""
    here = f"{page.path}{FOLDER}"
    figure = opening_figure(book, area)
    found = _of_figure(book, area, figure) if figure else _without(book, area)
    markdown = book.render(
        "sheet",
        area=area,
        around=book.holdings.areas.ancestor(area, "district") if area.level == "ward" else None,
        to=lambda there: relative(here, there),
        there=page.path,
        locator=locator(book, area),
        charts=list(_charts(page)),
        calls=blocks.first_calls(book, book.site.profile_subjects or book.holdings.subjects, area),
        **BLANK | found,
    )
    return Page(
        here,
        f"{page.title} on one sheet",
        markdown,
        description=f"{page.title}: what its page finds, on one sheet of A4.",
        kind="sheet",
        crumbs=(*page.crumbs, (page.path, area.name)),
    )


def _of_figure(book: Book, area: Area, figure: Figure) -> dict[str, object]:
    """What stands on the sheet of a place that has a figure of the measure that opens profiles."""
    subjects = told(book, area, figure, MOST_SUBJECTS + 1, named_types(book, figure))
    rows, spans = _rows(book, figure, subjects[1:])
    sources = blocks.sources_of(book, [one for _, one in subjects])
    other = book.comparator(area)
    return {
        # Whom to call has a place of its own there.
        "five": [replace(one, similar=None) for one in five_lines(book, area) if one.label != WHOM],
        "tiles": [_alone(tile) for tile in figure_tiles(book, area, figure)],
        "when": span_of(book, figure),
        "rows": rows,
        "spans": spans,
        "other": other.name if other else "",
        "against": wording.place(other) if other else "",
        "per": book.voice(figure.indicator).per(),
        "reading": [WHY_SAME] if other else [],
        "sources": cited(sources),
    }


def _without(book: Book, area: Area) -> dict[str, object]:
    """What stands there without one: the nearest figures, a line a subject."""
    district = book.holdings.areas.ancestor(area, "district") if area.level == "ward" else None
    if district is None:
        lead = opening(book, area, book.own_topics(area))
        rows = [row for row in by_subject(book, area, None).rows if row.said != TOLD_ABOVE]
        lines = [(row.title, row.said, row.key) for row in rows]
        return {"lead": lead, "lines": lines[:MOST_SUBJECTS]}
    near = ward_gaps.nearest(book, district)[:MOST_SUBJECTS]
    own = wording.place(area)
    return {
        "whose": f"These are figures of {district.name} or of what lies around it, not of {own}.",
        "lines": [(one["title"], one["finding"], one["key"]) for one in near],
    }


def _alone(tile: Tile) -> Tile:
    """A tile beside its one comparator: on paper nobody chooses another."""
    return replace(tile, similar="", similar_verdict="")


def _charts(page: Page) -> Iterator[tuple[str, Drawing]]:
    """The first charts of a page that half a sheet has room for, the highest first, by their ids:
    each is drawn already."""
    ids = {
        spec: name.removesuffix(".vl.json") for name, spec in page.files.items() if "/" not in name
    }
    low = [one for one in page.drawings if _height(one) <= HIGHEST][:MOST_CHARTS]
    return ((ids[one.spec], one) for one in sorted(low, key=_height, reverse=True))


def _height(drawing: Drawing) -> float:
    """How high the plot of its phone drawing is: as wide as half a sheet."""
    return drawing.specs.phone.size["height"]


def _rows(
    book: Book, figure: Figure, subjects: list[tuple[str, Figure]]
) -> tuple[list[SheetRow], tuple[str, str]]:
    """The types of the measure that opens profiles and what is no part of it, and which equal
    lengths of time their changes are between: those of the measure itself."""
    change, _ = change_of(book, figure)
    spans = (change.other.period, change.figure.period) if change else None
    rows = [_row(book, label, one, spans) for label, one in subjects]
    if spans is None:
        return rows, ("", "")
    before, now = (book.voice(figure.indicator).period_label(span) for span in spans)
    return rows, (wording.upper_first(before), wording.upper_first(now))


def _row(book: Book, label: str, figure: Figure, spans: tuple[Period, Period] | None) -> SheetRow:
    voice, found = book.voice(figure.indicator), beside(book, figure)
    row = SheetRow(
        label,
        figure.key,
        verdict(found) if found else NOT_COMPARED,
        _rate(voice, figure),
        voice.short(found.other) if found else _around(book, voice, figure),
    )
    change, _ = change_of(book, figure)
    if change is None or (change.other.period, change.figure.period) != spans:
        return _not_set_beside(book, row, figure, spans)
    word = NO_CLEAR_CHANGE
    if change.is_clear and change.difference:
        word = UP if change.difference > 0 else DOWN
    before, now = (voice.count_text(one) for one in (change.other, change.figure))
    return replace(row, before=before, now=now, change=word)


def _not_set_beside(
    book: Book, row: SheetRow, figure: Figure, spans: tuple[Period, Period] | None
) -> SheetRow:
    """A row without a change: what is held of the two lengths of time is told none the less."""
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    held = {one.period: one for one in series}
    pair = [held.get(span) for span in spans or ()]
    before, now = (_told(voice, one) for one in pair or (None, None))
    is_rough = any(one and one.is_rough for one in pair)
    return replace(row, before=before, now=now, change=ROUGH if is_rough else NO_EARLIER)


def _told(voice: Voice, figure: Figure | None) -> str:
    """How many there were, or that this is being checked; blank where nothing is held."""
    if figure is None:
        return ""
    return CHECKED if figure.is_absent and figure.is_doubted else voice.count_text(figure)


def _around(book: Book, voice: Voice, figure: Figure) -> str:
    """The comparator's rate of the same kind and period, where this place has none."""
    other = book.comparator(book.holdings.areas[figure.area])
    series = book.figures.series(
        figure.indicator, figure.category, area=other.code if other else ""
    )
    return next((voice.short(one) for one in series if one.period == figure.period), "")


def _rate(voice: Voice, figure: Figure) -> str:
    """A rate with its range; of so few that there is no rate, how many they are."""
    if figure.value is None:
        return f"{voice.count_text(figure)} in all, no rate"
    spread = voice.range_text(figure)
    return f"{voice.short(figure)} ({spread})" if spread else voice.short(figure)
