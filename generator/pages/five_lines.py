"""The five lines that open the page of a place: how much, which way, against whom, with what
caution, whom to call."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.figures.same_months import newer_part, same_months
from generator.figures.visited import visited
from generator.pages import blocks
from generator.pages.book import Book
from generator.pages.standings import standing
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.telling.verdicts import NOT_COMPARED, SAME, by_months, part_year, verdict
from generator.terms import wording
from generator.terms.areas import Area

# A place that so large a part of a district's crimes falls to is named in its caution.
TELLING = 0.1
MOST_TYPES = 3
CALLED = ("emergency", "crime")


@dataclass(frozen=True, slots=True)
class OneOfFive:
    """One of the five: its label, its sentences, the verdict that opens it (or blank) and the key
    of the figure that it is about."""

    label: str
    said: str
    verdict: str = ""
    key: str = ""


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
        for other in book.figures.across(figure.indicator, figure.category)
        if other.period == figure.period and areas[other.area].level == "ward"
    }


def five_lines(book: Book, area: Area) -> list[OneOfFive]:
    """What is said first of a place, of the measure that opens profiles; nothing where the place
    has no yearly rate or count of it. Lines that have nothing to say are left out."""
    figure = opening_figure(book, area)
    if figure is None:
        return []
    voice = book.voice(figure.indicator)
    lines = [
        OneOfFive("How much", narrative.level(voice, figure), key=figure.key),
        OneOfFive("Which way", _which_way(book, voice, figure)),
        _against(book, voice, figure),
        OneOfFive("With what caution", _caution(book, voice, figure)),
        OneOfFive("Whom to call", _whom_to_call(book, area)),
    ]
    return [line for line in lines if line.said]


def beside(book: Book, figure: Figure) -> Comparison | None:
    """A figure against its one comparator's of the same kind and period."""
    other = book.comparator(book.holdings.areas[figure.area])
    if other is None:
        return None
    series = book.figures.series(figure.indicator, figure.category, area=other.code)
    return next((c for o in series if (c := comparisons.against(figure, o))), None)


def _which_way(book: Book, voice: Voice, figure: Figure) -> str:
    """The movement of the types, then of the whole; between years, or between equal months; and
    that there is a newer part of a year, where there is."""
    change, is_of_years = change_of(book, voice, figure)
    said = narrative.trend(voice, change) if is_of_years else by_months(voice, change)
    moved = _types_moved(book, voice, figure) if said and not is_of_years else ""
    told = f"{moved} In all: {wording.lower_first(said)}" if moved else said
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    return f"{told} {part_year(voice, newer_part(series, figure))}".strip()


def change_of(book: Book, voice: Voice, figure: Figure) -> tuple[Comparison | None, bool]:
    """A figure against the year before, and True; else the same months of both years, and False."""
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    earlier = comparisons.year_before(series, figure)
    if earlier:
        return comparisons.over_time(book.holdings, voice.indicator, figure, earlier), True
    pair = same_months(series, figure)
    found = comparisons.over_time(book.holdings, voice.indicator, *pair) if pair else None
    return found, False


def _types_moved(book: Book, voice: Voice, figure: Figure) -> str:
    """Which types rose or fell clearly, the largest movement first. Wards have too few of each."""
    if book.holdings.areas[figure.area].level == "ward":
        return ""
    moved = []
    for category in voice.dataset.parts(figure.category):
        part = book.newest(figure.indicator, category, book.holdings.areas[figure.area])
        if part is None or part.period != figure.period:
            continue
        change, _ = change_of(book, voice, part)
        if change and change.is_clear and change.percent is not None:
            moved.append((change.difference or 0.0, category))
    said = [
        wording.listing(
            [
                wording.lower_first(voice.category_label(category))
                for size, category in sorted(moved, key=lambda one: -abs(one[0]))
                if (size > 0) == is_up
            ][:MOST_TYPES]
        )
        + verb
        for is_up, verb in ((False, " fell"), (True, " rose"))
        if any((size > 0) == is_up for size, _ in moved)
    ]
    return f"{wording.upper_first('; '.join(said))}." if said else ""


def _against(book: Book, voice: Voice, figure: Figure) -> OneOfFive:
    area = book.holdings.areas[figure.area]
    other = book.comparator(area)
    if other is None:
        return OneOfFive("Against whom", "")
    found = beside(book, figure)
    word = verdict(found)
    place = standing(book, figure, area.level)
    rank = _place_of(place.rank, LISTED.get(area.level, "areas")) if place.rank else ""
    around = wording.place(other)
    if word == NOT_COMPARED or found is None:
        few = figure.count is not None and figure.count < voice.indicator.smallest_for_rate
        why = f"with {around}: a count below {voice.indicator.smallest_for_rate} has no rate."
        return OneOfFive("Against whom", why if few else f"with {around}.", NOT_COMPARED)
    whole = " as a whole" if area.level == "ward" else ""
    if word == SAME:
        said = f"as {around}{whole} ({voice.short(found.other)})."
    else:
        ends = (wording.number(x or 0, voice.indicator.decimals) for x in _ends(figure))
        span = " and ".join(ends)
        said = f"than {around}{whole} ({voice.short(found.other)}; chance alone could put the "
        said += f"figure here between {span})."
    return OneOfFive("Against whom", f"{said} {rank}".strip(), word)


def _ends(figure: Figure) -> tuple[float, float]:
    return figure.lower or 0.0, figure.upper or 0.0


LISTED = {"ward": "wards", "district": "districts"}


def _place_of(rank: comparisons.Rank, plural: str) -> str:
    """The place in a list, from its nearer end: "Sixth lowest of 13 districts."."""
    is_low = rank.from_lowest <= rank.from_highest
    place, end = (rank.from_lowest, "lowest") if is_low else (rank.from_highest, "highest")
    joint = "Joint " if rank.tied > 1 else ""
    told = wording.placed(place, end)
    return f"{joint or 'The '}{told} of {wording.in_words(rank.of)} {plural}."


def visited_wards(book: Book, district: Area, figure: Figure) -> set[str]:
    """The wards of a district that many visit, by the measure and the period of a figure."""
    key = (district.code, f"visited/{figure.indicator}/{figure.category}/{figure.period.iso}")
    if key not in book.findings:
        wards = {ward.code for ward in book.holdings.areas.within(district, "ward")}

        def of_wards(category: str) -> dict[str, Figure]:
            across = book.figures.across(figure.indicator, category)
            return {f.area: f for f in across if f.area in wards and f.period == figure.period}

        types: dict[str, list[Figure]] = {}
        for category in book.voice(figure.indicator).dataset.parts(figure.category):
            for code, one in of_wards(category).items():
                types.setdefault(code, []).append(one)
        book.findings[key] = visited(of_wards(figure.category), types)
    found: set[str] = book.findings[key]
    return found


def _caution(book: Book, voice: Voice, figure: Figure) -> str:
    """The one caution that changes how the figure is read."""
    areas = book.holdings.areas
    area = areas[figure.area]
    district = areas.ancestor(area, "district") if area.level == "ward" else area
    centres = visited_wards(book, district, figure) if district else set()
    if area.code in centres:
        return (
            "Far more people come here to shop, to work or to go out than live here, so a rate for "
            "residents says more of the place than of them."
        )
    if area.level == "district" and (told := _much_in_one(book, figure, centres)):
        return told
    return voice.indicator.cautions[0] if voice.indicator.cautions else ""


def _much_in_one(book: Book, figure: Figure, centres: set[str]) -> str:
    """How large a part of a district's count was recorded in the ward that most visit."""
    found = [
        f
        for f in book.figures.across(figure.indicator, figure.category)
        if f.area in centres and f.period == figure.period and f.size >= TELLING * figure.size
    ]
    if not found:
        return ""
    largest = max(found, key=lambda f: f.size)
    part = wording.percent(100 * largest.size / figure.size)
    where = wording.place(book.holdings.areas[largest.area])
    return f"{part} were recorded in {where}, where few people live and many visit."


def _whom_to_call(book: Book, area: Area) -> str:
    """The numbers for an emergency and for anything else, as the register of contacts has them."""
    numbers: list[tuple[str, str]] = []
    for subject, offices in blocks.contacts_for(book, CALLED, area):
        told = next((office.telephone for office in offices if office.telephone), "")
        if told and told not in [number for number, _ in numbers]:
            numbers.append((told, subject.id))
    said = [f"{n} in an emergency" if s == CALLED[0] else f"{n} otherwise" for n, s in numbers]
    return f"{', '.join(said)}; who else helps stands below." if said else ""
