"""The five lines that open the page of a place: how much, which way, against whom, with what
caution, whom to call."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.figures.visited import visited
from generator.pages import blocks
from generator.pages.book import Book
from generator.pages.cautions import fair, first_caution, shared_out, told_without, unplaced
from generator.pages.findings import unsettled
from generator.pages.movements import which_way
from generator.pages.not_compared import ALONE, not_compared
from generator.pages.similar import alike, itself_and, made_of
from generator.pages.standings import place_told, placed_among
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.telling.verdicts import (
    COUNTED_FROM,
    NOT_COMPARED,
    counted_from,
    set_beside,
    telling,
    verdict,
)
from generator.terms import wording
from generator.terms.areas import Area

# What the five lines answer.
HOW_MUCH, WHICH_WAY, AGAINST = "How much", "Which way", "Against whom"
CAUTION, WHOM = "With what caution", "Whom to call"
# A place that so large a part of a district's crimes falls to is named in its caution.
TELLING = 0.1


@dataclass(frozen=True, slots=True)
class OneOfFive:
    """One of the five: its label, its sentences, the verdict that opens it (or blank) and the key
    of the figure that it is about; ``of`` names the one type that a verdict is of,
    ``similar`` stands in its place where similar areas are chosen, and ``base`` says of which year
    the residents are that its rate is for, where nothing else above does."""

    label: str
    said: str
    verdict: str = ""
    key: str = ""
    of: str = ""
    similar: OneOfFive | None = None
    base: str = ""


def opening_figure(book: Book, area: Area) -> Figure | None:
    """The figure that the five lines are about: of the measure that opens profiles, for whole
    years; None where the place has none."""
    figure = book.leading(book.opening, area) if book.opening else None
    if figure is None or figure.is_absent or figure.period.is_part_year:
        return None
    return figure if book.voice(figure.indicator).is_rate else None


def ward_figures(book: Book, figure: Figure) -> dict[str, Figure]:
    """The figures of a figure's kind and period of every ward, by its code."""
    areas = book.holdings.areas
    return {
        other.area: other
        for other in book.figures.beside(figure)
        if areas[other.area].level == "ward"
    }


def five_lines(book: Book, area: Area) -> list[OneOfFive]:
    """What is said first of a place, of the measure that opens profiles; nothing where the place
    has no yearly rate or count of it. Lines that have nothing to say are left out."""
    return book.kept(("five lines", area.code), lambda: _five_lines(book, area))


def _five_lines(book: Book, area: Area) -> list[OneOfFive]:
    figure = opening_figure(book, area)
    if figure is None:
        return []
    voice = book.voice(figure.indicator)
    much = f"{_how_much(book, voice, figure)} {unsettled(book, figure)}".strip()
    lines = [
        OneOfFive(HOW_MUCH, much, key=figure.key),
        OneOfFive(WHICH_WAY, which_way(book, figure)),
        against_whom(book, figure, beside(book, figure)),
        OneOfFive(CAUTION, caution(book, figure)),
        OneOfFive(WHOM, _whom_to_call(book, area)),
    ]
    return [line for line in lines if line.said]


def recorded(book: Book, figure: Figure) -> Figure | None:
    """All that was recorded, with a place or without, of which a figure is what has a place; None
    where nothing is without one."""
    voice = book.voice(figure.indicator)
    part = voice.indicator.part_of
    others = [k for k, o in voice.dataset.indicators.items() if part and o.value == part.measure]
    series = (book.figures.series(key, figure.category, area=figure.area) for key in others)
    same = (other for found in series for other in found if other.period == figure.period)
    return next((other for other in same if other.count and other.count > figure.size), None)


def _how_much(book: Book, voice: Voice, figure: Figure) -> str:
    every = recorded(book, figure)
    if every is None:
        return narrative.level(voice, figure)
    said = narrative.level(book.voice(every.indicator), every)
    part = voice.indicator.part_of
    placed = f"{wording.number(figure.size)} of them, those {part.words if part else ''},"
    return f"{said} {placed} are {voice.short(figure)} {voice.per()}."


def beside(book: Book, figure: Figure) -> Comparison | None:
    """A figure against its one comparator's of the same kind and period."""
    other = book.comparator(book.holdings.areas[figure.area])
    if other is None:
        return None
    series = book.figures.series(figure.indicator, figure.category, area=other.code)
    return fair(book, next((c for o in series if (c := comparisons.against(figure, o))), None))


def against_whom(book: Book, figure: Figure, found: Comparison | None) -> OneOfFive:
    """A figure beside what it is compared with, where there is such a thing: the verdict, the
    other's number, how far chance could move this one, and its place in the list."""
    voice = book.voice(figure.indicator)
    area = book.holdings.areas[figure.area]
    other = book.comparator(area)
    if other is None:
        return OneOfFive(AGAINST, ALONE, NOT_COMPARED)
    word = verdict(found)
    rank = place_told(book, figure, COUNTED_FROM.get(word, ""))
    if word == NOT_COMPARED or found is None:
        why = not_compared(book, figure, found, other)
        return OneOfFive(AGAINST, f"{why} {rank}".strip(), NOT_COMPARED)
    around = wording.place(book.holdings.areas[found.other.area])
    whole = " as a whole" if area.level == "ward" else ""
    others = [found.other, *filter(None, [shared_out(book, found.other)])]
    finer = telling(voice, found, others)
    without = told_without(book, finer, found.other)
    said = set_beside(finer, found, word, f"{around}{whole}", without)
    similar = _similar(book, voice, figure)
    return OneOfFive(AGAINST, f"{said} {rank}".strip(), word, similar=similar)


def _similar(book: Book, voice: Voice, figure: Figure) -> OneOfFive | None:
    """The same line beside the areas most similar to a district; None where they have no such
    figure."""
    found = alike(book, figure)
    word = verdict(found.comparison) if found else NOT_COMPARED
    if found is None or word == NOT_COMPARED:
        return None
    finer = telling(voice, found.comparison, [found.comparison.other])
    said = set_beside(finer, found.comparison, word, wording.place(found.group))
    listed = itself_and(found.rank) if found.rank else ""
    end = counted_from(found.comparison)
    rank = placed_among(book, figure, found.figures, listed, end)
    told = " ".join(part for part in (said, rank, made_of(found)) if part)
    return OneOfFive(AGAINST, told, word)


def visited_wards(book: Book, district: Area, figure: Figure) -> set[str]:
    """The wards of a district that many visit, by the measure and the period of a figure."""

    def found() -> set[str]:
        wards = {ward.code for ward in book.holdings.areas.within(district, "ward")}

        def of_wards(category: str) -> dict[str, Figure]:
            found = book.figures.beside(replace(figure, category=category))
            return {f.area: f for f in found if f.area in wards}

        types: dict[str, list[Figure]] = {}
        for category in book.voice(figure.indicator).dataset.parts(figure.category):
            for code, one in of_wards(category).items():
                types.setdefault(code, []).append(one)
        return visited(of_wards(figure.category), types)

    like = (figure.indicator, figure.category, figure.period.iso)
    return book.kept(("visited", district.code, *like), found)


def caution(book: Book, figure: Figure) -> str:
    """The one caution that changes how a figure is read."""
    areas, voice = book.holdings.areas, book.voice(figure.indicator)
    if voice.dataset.who_answered:
        return voice.dataset.who_answered
    area, own = areas[figure.area], voice.cautions(figure)
    narrow = next((one.text for one in own if one.is_narrow and not one.is_bound), "")
    if narrow:
        return narrow
    district = areas.ancestor(area, "district") if area.level == "ward" else area
    # Which wards many visit follows from all that was recorded there, and not from one type.
    every = opening_figure(book, area)
    is_type = every and (every.indicator, every.period) == (figure.indicator, figure.period)
    whole = every if every and is_type else figure
    centres = visited_wards(book, district, whole) if district else set()
    if area.code in centres:
        of_district = f" of {district.name}" if district else ""
        return (
            f"The rate is far above those of most wards{of_district}, and theft from shops is "
            "among the largest types: many people may come here who do not live here."
        )
    if area.level == "district" and (told := _much_in_one(book, figure, centres)):
        return told
    return unplaced(book, figure) or first_caution(book, figure)


def _much_in_one(book: Book, figure: Figure, centres: set[str]) -> str:
    """How large a part of a district's count was recorded in the ward that most visit."""
    found = [
        f
        for f in book.figures.beside(figure)
        if f.area in centres and f.size >= TELLING * figure.size
    ]
    if not found:
        return ""
    largest = max(found, key=lambda f: f.size)
    part = wording.percent(100 * largest.size / figure.size)
    where = wording.place(book.holdings.areas[largest.area])
    return f"{part} were recorded in {where} alone, a place that many may visit from elsewhere."


def _whom_to_call(book: Book, area: Area) -> str:
    """The numbers for an emergency and for anything else, as the register of contacts has them."""
    numbers: list[tuple[str, str]] = []
    for subject, offices in blocks.contacts_for(book, blocks.CALLED, area):
        told = next((office.telephone for office in offices if office.telephone), "")
        if told and told not in [number for number, _ in numbers]:
            numbers.append((told, subject.id))
    said = [
        f"{n} in an emergency" if s == blocks.CALLED[0] else f"{n} otherwise" for n, s in numbers
    ]
    return f"{', '.join(said)}; who else helps stands below." if said else ""
