"""What the page of a topic across all areas begins with: how much in the largest area, where the
most and the least, and which way the districts moved."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.findings import finding
from generator.pages.movements import change_of
from generator.pages.subject_measures import LARGER, YEAR, SubjectMeasure, subject_measure
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.periods import Period

# Of fewer districts it is not said which has the most.
FEWEST = 5
MOST_FOR_ITS_SIZE = ("the most for its size", "the least")


def across_lead(book: Book, topic: Topic) -> list[str]:
    """The first sentences, of what the topic is about. Nothing where no area has a figure of it."""
    own = subject_measure(book, topic)
    if own is None:
        return []
    voice, figures = book.voice(own.indicator), own.figures
    said = [*_of_largest(book, voice, figures), *of_districts(book, voice, figures)]
    said = said or [narrative.level(voice, next(iter(figures.values())))]
    return [*said, *_newer_part(book, topic, own)]


def _newer_part(book: Book, topic: Topic, own: SubjectMeasure) -> Iterator[str]:
    """The newest figure of a part of a year in a larger area, where the whole years are much older:
    told alone, for it leads nothing and is set beside nothing."""
    pairs = ((i, book.categories(topic, i)[0]) for i in topic.matter.indicators)
    parts = [
        figure
        for pair in pairs
        for figure in book.figures.across(*pair)
        if figure.period.is_part_year
        and book.holdings.areas[figure.area].level in LARGER
        and (figure.period.last - own.period.last).days >= YEAR
        and not (figure.is_absent or figure.is_doubted or figure.key in book.disputed)
        and book.voice(figure.indicator).measure.kind == "count"
    ]
    if parts:
        newest = max(parts, key=lambda f: (f.period.last, f.period.days))
        said = narrative.level(book.voice(newest.indicator), newest)
        yield f"{said} A part of a year is not compared with a whole one."


def _of_largest(book: Book, voice: Voice, figures: dict[str, Figure]) -> Iterator[str]:
    """How much it was in the area of the whole site, or the largest there is."""
    larger = [area for area in (book.root, *book.profiled) if area.level in LARGER]
    area = next((one for one in larger if one.code in figures), None)
    if area:
        found = finding(book, figures[area.code])
        yield narrative.level(voice, found.figure)
        if said := narrative.trend(voice, found.change) or found.months:
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
    """In how many districts it rose and fell clearly: where all have the year before, between the
    years; or else between the same months of the two."""
    if not voice.indicator.is_tested or voice.measure.kind not in ("count", "percent"):
        return ""
    changes = [change for figure in mine if (change := change_of(book, figure)[0])]
    spans = {(change.figure.period, change.other.period) for change in changes}
    is_told = all(c.difference is not None and c.is_clear is not None for c in changes)
    if len(changes) < len(mine) or len(spans) > 1 or not is_told:
        return ""
    now, before = spans.pop()
    if not now.months or before != now.before(12):
        return ""
    return _directions(changes, _since(voice, mine[0].period, now))


def _since(voice: Voice, whole: Period, now: Period) -> str:
    """From when to when, as the sentence about the directions begins."""
    if now == whole:
        return "From the year before"
    months = "month" if now.months == 1 else "months"
    return f"In {now.label()}, against the same {months} a year before,"


def _directions(changes: list[Comparison], since: str) -> str:
    rose = sum(1 for c in changes if c.is_clear and (c.difference or 0) > 0)
    fell = sum(1 for c in changes if c.is_clear and (c.difference or 0) < 0)
    if not rose and not fell:
        return f"{since} there was no clear change in any of them."
    told = [f"rose in {wording.in_words(rose)}"] * bool(rose)
    told += [f"fell in {wording.in_words(fell)}"] * bool(fell)
    rest = len(changes) - rose - fell
    clear = f", with no clear change in {wording.in_words(rest)}" if rest else ""
    return f"{since} it {wording.listing(told)} of them{clear}."
