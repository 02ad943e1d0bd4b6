"""What a figure is compared with, what comes of it, and why it is not compared with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.findings import finding
from generator.pages.standings import LISTED, standing
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import Area

# What a printed number of these kinds is never set against, and why.
NEVER_IN_TIME = {
    "change": "it is a change already, and is told as its source printed it",
    "rank": "it is a place in a list, and is told as its source printed it",
}
NEVER_AROUND = NEVER_IN_TIME | {"score": "a score is no quantity that could be so many times one"}
HINDRANCES = {
    "absent": "one of the two has no number",
    "forecast": "one of the two is a forecast",
    "unreliable": "one of the two is marked as unreliable",
    "inexact": "one of the two is rounded in words, such as “over”",
    "unequal": "the two do not cover separate spans of equal length",
    "seasons": "it covers other months of the year",
    "size": "counts of places of different size are never compared",
}
VERDICTS_AROUND = {
    True: "a clear difference, for that lies outside this figure's range",
    False: "no clear difference, for that lies within this figure's range",
    None: "told without a test, for it has no range",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside another one. Where ``why_not`` is filled in they are not compared, and what
    would come of it is None. ``sentence`` is the site's, if any page says it.
    """

    area: str
    area_name: str
    period: str
    period_label: str
    shown: str
    difference: float | None = None
    ratio: float | None = None
    percent: float | None = None
    by_how_much: str = ""
    is_clear: bool | None = None
    verdict: str = ""
    cautions: tuple[str, ...] = ()
    why_not: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A place in a list of areas, from both ends; ``left_out`` are those that had no place."""

    from_lowest: int
    from_highest: int
    of: int
    tied: int
    areas: str
    left_out: tuple[str, ...]
    sentence: str


def before(book: Book, figure: Figure) -> Compared | None:
    """The figure beside that of a year before, or the nearest earlier one; None without any."""
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    earlier = [f for f in series if f.period.last < figure.period.last]
    if not earlier:
        return None
    other = comparisons.year_before(series, figure)
    if other is None:
        return _beside(voice, earlier[-1], _hindered(figure, earlier[-1], "seasons"))
    change = comparisons.over_time(book.holdings, voice.indicator, figure, other)
    if change is None:
        return _beside(voice, other, _hindered(figure, other, "absent"))
    why_not = NEVER_IN_TIME.get(voice.measure.kind) or _broken(change)
    told = replace(_beside(voice, other, why_not), sentence=narrative.trend(voice, change))
    if why_not:
        return told
    verdict, size = _verdict_in_time(voice, change), _by_how_much(voice, change)
    return replace(_with(told, change), verdict=verdict, by_how_much=size)


def _broken(change: Comparison) -> str:
    """Why there is a break between two figures; blank where there is none."""
    if event := change.broken_by:
        on = f"{event.date.day} {event.date:%B %Y}"
        return f"the series was broken on {on}: “{event.text.rstrip('.')}”"
    return "the series was broken in between" if change.difference is None else ""


def _hindered(figure: Figure, other: Figure, otherwise: str) -> str:
    """Why a figure may not be set beside another one."""
    return HINDRANCES[comparisons.hindrance(figure, other) or otherwise]


def _by_how_much(voice: Voice, change: Comparison) -> str:
    """A change as a number with its sign, in the count or in the unit of the figure."""
    is_counted = change.figure.count is not None and voice.indicator.per != 100
    decimals = max(wording.places_of(change.figure.printed), voice.indicator.decimals)
    size = wording.signed(change.difference or 0.0, 0 if is_counted else decimals)
    if change.percent is not None:
        return f"{size} ({wording.signed(change.percent, 1)}%, by the counts)"
    if is_counted:
        least = voice.indicator.smallest_for_percent
        return f"{size} (no percentage, for the earlier count is below {least})"
    is_share = voice.measure.kind == "percent" or voice.indicator.per == 100
    return f"{size} percentage points" if is_share else size


def _verdict_in_time(voice: Voice, change: Comparison) -> str:
    is_counted = change.figure.count is not None and voice.indicator.per != 100
    if is_counted and not voice.indicator.is_tested:
        return "told without a test, for it does not come about by chance"
    if change.is_clear is None:
        return "so few go up and down by chance" if is_counted else "no test can be made"
    return "a clear change" if change.is_clear else "no clear change, for chance could do as much"


def around(book: Book, figure: Figure) -> Iterator[Compared]:
    """The figure beside those of the same period of the areas around it and of similar areas."""
    voice, areas = book.voice(figure.indicator), book.holdings.areas
    area = areas[figure.area]
    for larger in (*book.around(area), *areas.similar_to(area)):
        series = book.figures.series(figure.indicator, figure.category, area=larger.code)
        for other in (one for one in series if one.period == figure.period):
            yield _larger(voice, figure, other)


def _larger(voice: Voice, figure: Figure, other: Figure) -> Compared:
    gap = comparisons.against(figure, other)
    if gap is None:
        return _beside(voice, other, _hindered(figure, other, "size"))
    never = NEVER_AROUND.get(voice.measure.kind, "")
    told = replace(_beside(voice, other, never), sentence=narrative.against(voice, gap))
    return told if never else replace(_with(told, gap), verdict=VERDICTS_AROUND[gap.is_clear])


def _beside(voice: Voice, other: Figure, why_not: str = "") -> Compared:
    place = wording.place(voice.area(other.area))
    label = voice.period_label(other.period)
    return Compared(
        other.area, place, other.period.iso, label, shown(voice, other), why_not=why_not
    )


def _with(told: Compared, found: Comparison) -> Compared:
    return replace(
        told,
        difference=found.difference,
        ratio=found.ratio,
        percent=found.percent,
        is_clear=found.is_clear,
        cautions=tuple(narrative.cautions(found)),
    )


def shown(voice: Voice, figure: Figure) -> str:
    """A figure as tables show it: its count, its value, or both; blank where there is none."""
    count, value = voice.count_text(figure), voice.short(figure)
    if not count or voice.indicator.per == 1:
        return value
    of = f"{value} {voice.per()}" if voice.is_rate else value
    return f"{count} ({of})" if value else count


def place(book: Book, figure: Figure) -> Listed | None:
    """Its place among the areas of its level, where it may have one."""
    voice, area = book.voice(figure.indicator), book.holdings.areas[figure.area]
    if area.level not in LISTED or voice.dataset.partial:
        return None
    found = standing(book, figure, area.level)
    rank = found.rank
    if rank is None:
        return None
    ranked = {f.area for f in found.figures if f.can_be_ranked}
    out = tuple(_left_out(a, found.figures) for a in found.areas if a.code not in ranked)
    ends = (rank.from_lowest, rank.from_highest, rank.of, rank.tied)
    return Listed(*ends, area.standing.plural, out, found.sentence)


def _left_out(area: Area, figures: Sequence[Figure]) -> str:
    """An area without a place, and why."""
    own = next((figure for figure in figures if figure.area == area.code), None)
    if own is None or own.is_absent:
        why = "being checked" if own and own.is_doubted else "no figure"
    else:
        rough = "only a rough number" if own.is_rough else "too few"
        why = "unreliable" if own.is_unreliable else rough
    return f"{area.name} ({why})"


def sentences(book: Book, figure: Figure) -> list[tuple[str, str]]:
    """Each sentence that the site may say of a figure, with its kind; the first says how much."""
    voice = book.voice(figure.indicator)
    change, own, newer = before(book, figure), place(book, figure), finding(book, figure).newer
    said = [
        ("level", narrative.level(voice, figure)),
        ("trend", change.sentence if change else ""),
        *(("against", other.sentence) for other in around(book, figure)),
        ("standing", own.sentence if own else ""),
        ("left out", narrative.left_out(voice, figure)),
        ("newer", narrative.absence(voice, newer) if newer else ""),
    ]
    return [(kind, text) for kind, text in dict.fromkeys(said) if text]
