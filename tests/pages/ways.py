"""Which way a place moves, and against whom it stands, as the first lines of pages say it: the
newest that is held, of what is named, over how long, and always why not. Each rule walks the lines
of a site, or those that it is given, and gives a line for each thing that breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.figures.figures import Figure
from generator.pages.across_lead import across_lead
from generator.pages.five_lines import AGAINST, CAUTION, HOW_MUCH, WHICH_WAY, OneOfFive
from generator.pages.moved import moved
from generator.telling import narrative
from generator.telling.speech import POINTS
from generator.telling.verdicts import NOT_COMPARED
from generator.terms import wording
from generator.terms.periods import Period
from tests.pages.beside import Walked
from tests.pages.lines import led_by, opened, said_of

Lines = Iterable[tuple[str, list[OneOfFive]]]
AS_PRINTED = "as the source prints it"
_walked: dict[int, list[tuple[str, list[OneOfFive]]]] = {}


def lines_of(one: Walked) -> Lines:
    """The first lines of every page of a place, made once for all rules."""
    if id(one.book) not in _walked:
        _walked[id(one.book)] = list(opened(one))
    return _walked[id(one.book)]


def _way(one: Walked, pages: Lines | None) -> Iterator[tuple[str, str, str, Figure, list[Figure]]]:
    """The address, how much, which way, the figure that is led with, and its series."""
    for address, lines in pages or lines_of(one):
        led, way = led_by(one, lines), said_of(lines, WHICH_WAY)
        if led is not None and way:
            series = one.book.figures.series(led.indicator, led.category, area=led.area)
            yield address, said_of(lines, HOW_MUCH), way, led, series


def newer_months_stand_beside_their_own(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """Months after what is led with are not said to have nothing to be set beside where the same
    months of the year before are held, every one."""
    for address, _, way, led, series in _way(one, pages):
        held = {f.period for f in series if f.period.months == 1 and f.count is not None}
        after = [p for p in held if p.first > led.period.last]
        if "not compared with a whole" in way and after and all(_before(p) in held for p in after):
            yield f"{address}: {way}"


def _before(period: Period) -> Period | None:
    return None if period.months is None else period.before(12)


def a_movement_names_what_moved(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """Where several numbers are told of one period, each movement begins with the name of its
    own."""
    for address, much, way, led, _ in _way(one, pages):
        voice = one.book.voice(led.indicator)
        beside = [
            f
            for f in one.book.figures.of_area(led.area)
            if (f.indicator, f.period) == (led.indicator, led.period) and not f.is_absent
        ]
        told = [f for f in beside if f.key != led.key and narrative.level(voice, f) in much]
        is_first = way == "No earlier figure of this kind is held."
        for figure in [led, *told] if told and not is_first else ():
            if f"{voice.category_label(figure.category)}: " not in way:
                yield f"{address}: {voice.category_label(figure.category)} in {way!r}"


def the_home_page_moves_as_the_pages_do(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """What the first page says of how a place moved is what the page of that place says."""
    told = {address: said_of(lines, WHICH_WAY) for address, lines in pages or lines_of(one)}
    for line in moved(one.book):
        moves = line.finding.partition(", ")[2].partition(" (range")[0]
        if moves and moves not in wording.lower_first(told.get(line.address, "")):
            yield f"/: {line.finding} / {told.get(line.address)}"


def what_the_source_prints_is_told(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """A change that the source prints of the same count is told where it is newer than what is led
    with, or where no movement is told; and no movement over years is told in its place."""
    for address, _, way, led, series in _way(one, pages):
        if led.key in one.book.disputed:
            continue
        for figure in _printed_beside(one, led):
            is_newer = figure.period.last > led.period.last
            since = Period.parse(one.book.voice(figure.indicator).measure.since)
            longer = [f for f in _told_before(one, way, series) if f.period.last < since.last]
            is_long = any(f.period != _before(led.period) for f in longer)
            is_none = "No earlier figure of this kind is held" in way
            if is_long or ((is_newer or is_none) and AS_PRINTED not in way.lower()):
                yield f"{address}: {figure.key} is not in {way!r}"


def _printed_beside(one: Walked, led: Figure) -> list[Figure]:
    """The changes that the source prints of what is led with, no older than that."""
    return [
        f
        for f in one.book.figures.of_area(led.area)
        if (f.dataset, f.category) == (led.dataset, led.category)
        and f.period.last >= led.period.last
        and not f.is_absent
        and one.book.voice(f.indicator).measure.kind == "change"
        and _is_of(one, led, f)
    ]


def _is_of(one: Walked, led: Figure, change: Figure) -> bool:
    """Is it a change of the same count: the one that its measure names, or the only one held?"""
    rows, names = one.book.holdings.observations, one.book.holdings.datasets[led.dataset].measures
    like = rows[(rows["dataset"] == led.dataset) & (rows["category"] == led.category)]
    counts = {names[key].unit for key in like["measure"] if names[key].kind == "count"}
    if told := one.book.voice(change.indicator).measure.counts:
        counts = {names[told].unit}
    return counts == {one.book.voice(led.indicator).measure.unit}


def what_the_source_prints_is_of_what_is_led_with(
    one: Walked, pages: Lines | None = None
) -> Iterator[str]:
    """A change that the source prints is told of the category and the count that is led with."""
    for address, _, way, led, _ in _way(one, pages):
        for figure in one.book.figures.of_area(led.area):
            voice = one.book.voice(figure.indicator)
            if figure.dataset != led.dataset or voice.measure.kind != "change":
                continue
            said = narrative.level(voice, figure)
            is_told = bool(said) and said[1:] in way
            is_own = figure.category == led.category
            if is_told and not (
                is_own and (voice.measure.unit[1] == POINTS or _is_of(one, led, figure))
            ):
                yield f"{address}: {figure.key} is in {way!r}"


def _told_before(one: Walked, way: str, series: list[Figure]) -> list[Figure]:
    """The earlier figures that a movement is told from."""
    return [f for f in series if f"than {one.book.voice(f.indicator).when(f.period)} (" in way]


def a_movement_over_years_says_over_how_many(
    one: Walked, pages: Lines | None = None
) -> Iterator[str]:
    """What is set beside another figure than the year before says how long before that was."""
    for address, _, way, led, series in _way(one, pages):
        for figure in _told_before(one, way, series):
            is_year = not led.period.months or figure.period == _before(led.period)
            if not is_year and not re.search(r", [\w]+ (months?|years?) before\)", way):
                yield f"{address}: {way}"


def a_part_of_a_year_stands_beside_its_own(
    one: Walked, pages: Lines | None = None
) -> Iterator[str]:
    """A part of a year of another count is not said to have nothing to be set beside where the same
    part of the year before is held; of a place, and across places."""
    topics = one.book.topics.values()
    across = [(f"topics/{t.id}/", across_lead(one.book, t)) for t in topics]
    for address, lines in pages or [*lines_of(one), *across]:
        way = said_of(lines, WHICH_WAY)
        if "A part of a year is not compared with a whole one." not in way:
            continue
        for figure in (f for f in one.figures.values() if f.period.is_part_year):
            voice = one.book.voice(figure.indicator)
            told = (voice.spoken(figure), voice.when(figure.period)[1:])
            series = one.book.figures.series(figure.indicator, figure.category, area=figure.area)
            held = [f for f in series if f.period == _before(figure.period) and not f.is_absent]
            if held and all(told) and all(text in way for text in told):
                yield f"{address}: {held[0].key} is held, and {way!r}"


def what_is_not_compared_says_why(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """With whom a figure is not compared is followed by why; and none is said to be held only where
    the other place has no such number of the same period."""
    for address, lines in pages or lines_of(one):
        led = led_by(one, lines)
        for line in lines:
            if line.label != AGAINST or line.verdict != NOT_COMPARED:
                continue
            first = line.said.split(". ")[0]
            if not re.search(r": \w|, (for which|whose|on whose) ", first):
                yield f"{address}: {line.said}"
            if "no such figure is held" in first and led is not None:
                other = one.book.comparator(one.book.holdings.areas[led.area])
                held = one.book.figures.of_area(other.code) if other else []
                like = [f for f in held if f.indicator == led.indicator and not f.is_absent]
                if any(led.category == f.category or led.period == f.period for f in like):
                    yield f"{address}: {line.said}"


def those_counted_together_fall_back_on_their_own(
    one: Walked, pages: Lines | None = None
) -> Iterator[str]:
    """A page of several districts that leads with an area around does so only where not all of them
    have that figure of the same months."""
    areas = one.book.holdings.areas
    leads = {address: led_by(one, lines) for address, lines in lines_of(one)}
    for address, lines in pages or lines_of(one):
        slug, _, topic = address.rstrip("/").partition("/")
        area = next((a for a in one.book.profiled if a.slug == slug), None)
        led = led_by(one, lines)
        if "together itself" in said_of(lines, CAUTION):
            yield f"{address}: {said_of(lines, CAUTION)}"
        if area is None or area.level != "partnership" or not topic or led is None:
            continue
        members = areas.members(area)[0]
        if led.area in {area.code, *(member.code for member in members)}:
            continue
        own = [leads.get(f"{member.slug}/{topic}/") for member in members]
        if all(f and (f.indicator, f.period) == (led.indicator, led.period) for f in own):
            yield f"{address}: leads with {led.key}"


def no_note_says_then(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """What is said of why there is no number names its time, and does not say "then" after another
    time has been told."""
    for address, lines in pages or lines_of(one):
        way = said_of(lines, WHICH_WAY)
        if re.search(r"(does not apply|is withheld|There is no [^.]*)\. [^.]*\bthen\.", way):
            yield f"{address}: {way}"


def a_part_is_told_for_what_it_is(one: Walked, pages: Lines | None = None) -> Iterator[str]:
    """Where a part of what is held is told, how much and which way both say that it is one."""
    for address, much, way, led, _ in _way(one, pages):
        voice = one.book.voice(led.indicator)
        part = voice.indicator.part_of
        found = re.search(r"[\d,]+ ([^.:]*) in [^.:]*, [\d,]+ in the same months", way)
        if part is None or led.area not in voice.parted or found is None:
            continue
        if part.words not in much or part.words not in found[1]:
            yield f"{address}: {part.words!r} in {way!r}"


RULES = (
    newer_months_stand_beside_their_own,
    a_movement_names_what_moved,
    the_home_page_moves_as_the_pages_do,
    what_the_source_prints_is_told,
    what_the_source_prints_is_of_what_is_led_with,
    a_movement_over_years_says_over_how_many,
    a_part_of_a_year_stands_beside_its_own,
    what_is_not_compared_says_why,
    those_counted_together_fall_back_on_their_own,
    no_note_says_then,
    a_part_is_told_for_what_it_is,
)
