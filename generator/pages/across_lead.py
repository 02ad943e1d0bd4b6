"""What the page of a topic across all areas begins with: how much in the largest area, where the
most and the least, and which way the districts moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.findings import finding
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.periods import Period

# Of fewer districts it is not said which has the most.
FEWEST = 5
LARGER = ("county", "force")
MOST_FOR_ITS_SIZE = ("the most for its size", "the least")


def across_lead(book: Book, topic: Topic) -> list[str]:
    """The first sentences: of the figure that leads the topic, in the newest whole period that it
    has. Nothing where no area has one."""
    figures = _newest(book, topic)
    if not figures:
        return []
    voice = book.voice(next(iter(figures.values())).indicator)
    said = [*_of_largest(book, voice, figures), *of_districts(book, voice, figures)]
    return said or [narrative.level(voice, next(iter(figures.values())))]


def _newest(book: Book, topic: Topic) -> dict[str, Figure]:
    """The figures of the newest whole period that a leading indicator has for many districts or a
    larger area, else of the newest of all, by area."""
    lead = book.lead(topic)
    profiled = {area.code for area in book.profiled}
    found: list[tuple[Period, dict[str, Figure]]] = []
    for pair in [*([lead] if lead else []), *topic.matter.lead_also.items()]:
        held: dict[Period, dict[str, Figure]] = {}
        for figure in book.figures.across(*pair):
            is_told = not (figure.is_absent or figure.is_unreliable or figure.is_doubted)
            if is_told and figure.area in profiled and not figure.period.is_part_year:
                held.setdefault(figure.period, {})[figure.area] = figure
        found += [(period, held[period]) for period in held if period.is_stated]
    larger = {area.code for area in book.profiled if area.level in LARGER}

    def tells(one: tuple[Period, dict[str, Figure]]) -> tuple[bool, date, int]:
        period, figures = one
        is_wide = len(figures) >= FEWEST or bool(larger & figures.keys())
        return is_wide, period.last, len(figures)

    return max(found, key=tells)[1] if found else {}


def _of_largest(book: Book, voice: Voice, figures: dict[str, Figure]) -> Iterator[str]:
    """How much it was in the area of the whole site, or the largest there is."""
    larger = [area for area in (book.root, *book.profiled) if area.level in LARGER]
    area = next((one for one in larger if one.code in figures), None)
    if area:
        found = finding(book, figures[area.code])
        yield narrative.level(voice, found.figure)
        if said := narrative.trend(voice, found.change):
            yield said


def of_districts(book: Book, voice: Voice, figures: dict[str, Figure]) -> Iterator[str]:
    """Where it was the most and the least for its size, and which way the districts moved."""
    mine = [figures[area.code] for area in book.districts if area.code in figures]
    is_share = voice.measure.kind == "percent" or voice.indicator.per == 100
    is_kind = is_share or voice.is_rate or voice.measure.kind == "rate"
    if len(mine) < FEWEST or not is_kind or any(f.value is None for f in mine):
        return
    if voice.dataset.partial:  # picked out by a text
        return
    values = [f.value or 0.0 for f in mine]
    highest = [f for f in mine if f.value == max(values)]
    lowest = [f for f in mine if f.value == min(values)]
    if len(highest) == 1 == len(lowest):
        ends = [f"{voice.place(f[0].area)} ({voice.short(f[0])})" for f in (highest, lowest)]
        most, least = ("the highest", "the lowest") if is_share else MOST_FOR_ITS_SIZE
        of = f"Of {wording.in_words(len(mine))} districts"
        yield f"{of} {ends[0]} had {most} and {ends[1]} {least}."
    if moved := _moved(book, voice, mine):
        yield moved


def _moved(book: Book, voice: Voice, mine: list[Figure]) -> str:
    """In how many districts it rose and fell clearly, where all have the year before."""
    if not voice.indicator.is_tested or voice.measure.kind not in ("count", "percent"):
        return ""
    changes = []
    for figure in mine:
        series = book.figures.series(figure.indicator, figure.category, area=figure.area)
        earlier = comparisons.year_before(series, figure)
        change = earlier and comparisons.over_time(book.holdings, voice.indicator, figure, earlier)
        if not change or change.difference is None or change.is_clear is None:
            return ""
        changes.append(change)
    rose = sum(1 for c in changes if c.is_clear and (c.difference or 0) > 0)
    fell = sum(1 for c in changes if c.is_clear and (c.difference or 0) < 0)
    if not rose and not fell:
        return "In none of them was there a clear change from the year before."
    told = [f"rose in {wording.in_words(rose)}"] * bool(rose)
    told += [f"fell in {wording.in_words(fell)}"] * bool(fell)
    rest = len(mine) - rose - fell
    clear = f", with no clear change in {wording.in_words(rest)}" if rest else ""
    return f"From the year before it {wording.listing(told)} of them{clear}."
