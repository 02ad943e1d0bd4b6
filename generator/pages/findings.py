"""A figure with the comparisons that make it a finding: with the time before, and with the area
around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.cautions import fair
from generator.pages.movements import after_that, change_of
from generator.pages.printed import beside_own
from generator.pages.similar import BesideGroup, alike
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.telling.verdicts import by_months

# A printed change or place is told as it stands, and a score is no quantity.
AS_PRINTED = ("change", "rank")
NOT_SET_BESIDE = (*AS_PRINTED, "score")


@dataclass(frozen=True, slots=True)
class TopicFinding:
    """A figure with the two comparisons that make it a finding (None where they may not be made),
    and the newer one that is not there, if it is the newest with a number only. ``checked`` rest
    on a number in doubt, which is why something is left out of it; ``after`` says how a newer part
    of a year compares with the same months a year before, and ``part`` that there is one which is
    told and not compared; ``printed`` is a change as its source has it; ``alike`` is beside similar
    areas;
    ``months`` says how the same months of two years compare, where whole years do not; ``doubt``
    what follows from the rest where the documents disagree on the figure, of which nothing more is
    then told; ``unsettled`` that there is a newer one on which they disagree."""

    voice: Voice
    figure: Figure
    change: Comparison | None
    gap: Comparison | None
    newer: Figure | None = None
    checked: tuple[Figure, ...] = ()
    after: str = ""
    part: str = ""
    printed: str = ""
    alike: BesideGroup | None = None
    months: str = ""
    doubt: str = ""
    unsettled: str = ""

    @property
    def level(self) -> str:
        """How much, and first, where the documents disagree on that, so, and what follows."""
        told = narrative.level(self.voice, self.figure)
        return f"The documents disagree on this. {self.doubt} {told}" if self.doubt else told

    @property
    def sentences(self) -> list[str]:
        """How much, against the time before, against the area around it."""
        moved = (narrative.trend(self.voice, self.change) or self.months, self.printed, self.after)
        said = (
            self.level,
            " ".join(text for text in moved if text),
            narrative.against(self.voice, self.gap),
            narrative.absence(self.voice, self.newer) if self.newer else "",
            self.unsettled,
            self.part,
            *(narrative.left_out(self.voice, figure) for figure in self.checked),
        )
        return list(dict.fromkeys(sentence for sentence in said if sentence))

    @property
    def cautions(self) -> list[str]:
        """What must be printed beside it, or beside its change."""
        if who := self.voice.dataset.who_answered:
            return [who]
        return [f"Read this change with care. {text}" for text in narrative.cautions(self.change)]


def finding(book: Book, figure: Figure) -> TopicFinding:
    """A figure against the year before, and against the smallest area around with the same."""
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    moved, is_of_years = change_of(book, figure)
    newer = [f for f in series if f.is_absent and f.period.last > figure.period.last]
    gap = gap_of(book, figure)
    disputed = book.disputed
    is_sure = figure.key not in disputed and not (moved and moved.other.key in disputed)
    is_told = is_sure and is_of_years and voice.measure.kind not in AS_PRINTED
    change = moved if is_told else None
    months = by_months(voice, moved) if voice.measure.kind == "count" and not is_of_years else ""
    change, printed = beside_own(book, figure, change, is_moved=bool(change or months))
    after, part = after_that(book, figure)
    checked = _checked(book, figure, series, change, gap)
    return TopicFinding(
        voice,
        figure,
        change,
        gap=gap,
        newer=newer[-1] if newer else None,
        checked=checked,
        after=after,
        part=part,
        printed=printed,
        doubt=_doubt(book, figure),
        unsettled=unsettled(book, figure),
        months=months,
        alike=None if voice.measure.kind in NOT_SET_BESIDE else alike(book, figure),
    )


def unsettled(book: Book, figure: Figure, others: Iterable[Figure | None] = ()) -> str:
    """That the documents disagree on a newer figure of its series, or on one of ``others`` that
    might stand in its place; blank where they do not."""
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    newer = [
        f
        for f in (*series, *filter(None, others))
        if f.key in book.disputed
        and not f.is_absent
        and f.period.last > figure.period.last
        and (not f.period.is_part_year or f.period.months == figure.period.months)
    ]
    newest = max(newer, key=lambda f: f.period.last, default=None)
    return narrative.newest_disputed(book.voice(newest.indicator), newest) if newest else ""


def _doubt(book: Book, figure: Figure) -> str:
    """What follows from the other figures of documents that disagree on one; blank where they
    agree."""
    found = [book.disagreements[name].follows for name in book.disputed.get(figure.key, ())]
    return found[0].replace("What follows:", "From their other figures follows") if found else ""


def _checked(
    book: Book,
    figure: Figure,
    series: list[Figure],
    change: Comparison | None,
    gap: Comparison | None,
) -> tuple[Figure, ...]:
    """What would have been compared with a figure, had it not rested on a number in doubt."""
    areas = book.holdings.areas
    above = areas.family(areas[figure.area]) if gap is None else ()
    before = change.other.period.last if change else None
    earlier = [
        f
        for f in series
        if figure.period.comparable(f.period)
        and f.period.last < figure.period.last
        and (before is None or f.period.last > before)
    ]
    around = (
        other
        for area in above
        for other in book.figures.series(figure.indicator, figure.category, area=area.code)
        if other.period == figure.period
    )
    return tuple(f for f in (figure, *earlier[-1:], *around) if f.is_doubted)[:2]


def gap_of(book: Book, figure: Figure) -> Comparison | None:
    """A figure beside the one comparator of its place, in sentences and charts alike; None where
    nothing may be set beside it."""
    is_sure = figure.key not in book.disputed
    if not is_sure or book.voice(figure.indicator).measure.kind in NOT_SET_BESIDE:
        return None
    area = book.holdings.areas[figure.area]
    first = book.comparator(area)
    if first is None and (area.level in ("county", "force") or book.is_alone(area)):
        return None
    # The one comparator of a place, or the nearest area around it that has the same figure.
    for above in (*([first] if first else []), *book.holdings.areas.family(area)):
        for other in book.figures.series(figure.indicator, figure.category, area=above.code):
            gap = comparisons.against(figure, other)
            # What the documents disagree on is nothing to set another figure beside.
            if gap and other.key not in book.disputed:
                return fair(book, gap)
    return None
