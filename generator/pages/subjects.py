"""What a place's page says of each subject: the verdict, one short line, and the year's months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.findings import TopicFinding
from generator.pages.leads import (
    TopicLine,
    nearest_figure,
    nearest_line,
    topic_finding,
    topic_line,
)
from generator.pages.movements import change_of
from generator.pages.one_type import titled
from generator.pages.residents import residents_day
from generator.pages.sparklines import sparkline
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.qualified import in_one_month
from generator.telling.speech import Voice
from generator.telling.verdicts import NOT_COMPARED, verdict
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.periods import Period

# Stands for the subject that the page begins with.
TOLD_ABOVE = "Told at the top of this page; all its figures have a page of their own."


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A topic on the page of a place: its verdict and the comparator's number, both also of the
    similar areas where these may be chosen, what is said, and the months of the year."""

    title: str
    address: str
    said: str
    moved: str = ""
    around: str = ""
    verdict: str = ""
    similar: str = ""
    similar_verdict: str = ""
    key: str = ""
    spark: str = ""


@dataclass(frozen=True, slots=True)
class BySubject:
    """The topics of a place: those with figures of now, those with earlier ones only, and those
    without any, with the nearest figure there is; ``told`` is what holds for all rows, and
    ``careful`` for changes that the earlier ones tell."""

    rows: list[SubjectRow]
    older: list[TopicLine]
    without: list[TopicLine]
    told: str = ""
    careful: str = ""


def by_subject(book: Book, area: Area, figure: Figure | None) -> BySubject:
    """What is there on each topic, in the order of the site's topics? Of now is what belongs to
    the year of ``figure``, which the page leads with; without one, everything is."""
    rows, older, without, careful = [], [], [], dict[str, None]()
    for topic in book.topics.values():
        own = topic_finding(book, area, topic)
        held = topic in book.own_topics(area)
        if held and own and (figure is None or is_of_now(book, own.figure, figure)):
            rows.append(_row(book, area, topic, own))
            continue
        elsewhere = _only_around(book, area, topic, figure) if figure else None
        if elsewhere and figure and held and own and _is_recent(own.figure, figure):
            rows.append(_row(book, area, topic, own))
            continue
        if elsewhere:
            rows.append(elsewhere)
        here = book.address(area)
        if held and (line := topic_line(book, area, topic, here)):
            older.append(line)
            careful |= dict.fromkeys(narrative.cautions(own.change) if own else ())
        elif not held and not elsewhere and not topic.matter.has_similar_areas:
            without.append(nearest_line(book, area, topic, here))
    older.sort(key=lambda line: line.period.last if line.period else date.min, reverse=True)
    told = _told(book, rows, figure) if figure else ""
    return BySubject(rows, older, without, told, " ".join(careful))


def _told(book: Book, rows: list[SubjectRow], lead: Figure) -> str:
    """Of when the rows are, and what the small lines show."""
    year = book.voice(lead.indicator).named(lead.period)
    per = book.voice(lead.indicator).per()
    said = f"Of {year}, {per}, unless a line says otherwise."
    if any(row.spark for row in rows):
        said += " The small line: its months, from nought."
    return said


def is_of_now(book: Book, own: Figure, lead: Figure) -> bool:
    """Is it of the same year, of one that ended in it, or what rates are worked out on?"""
    is_same = own.period in {lead.period, residents_day(book, lead)}
    return is_same or lead.period.first <= own.period.last <= lead.period.last


def _is_recent(own: Figure, lead: Figure) -> bool:
    """Is it a year older than what the page leads with, at most?"""
    return own.period.is_stated and own.period.last >= lead.period.before(12).first


def _row(book: Book, area: Area, topic: Topic, found: TopicFinding) -> SubjectRow:
    row = SubjectRow(
        titled(book, topic, found.figure),
        relative(book.address(area), book.address(area, topic)),
        TOLD_ABOVE,
        verdict=NOT_COMPARED if book.comparator(area) else "",
    )
    lead = book.leading(book.opening, area) if book.opening else None
    if lead and lead.key == found.figure.key:
        return replace(row, verdict=verdict(found.gap) if found.gap else row.verdict)
    figure = found.figure
    row = replace(
        row,
        said=_how_much(found.voice, figure, lead.period if lead else None),
        moved=f"{_moved(book, found)} {_missing(found)}".strip(),
        key=figure.key,
        spark=sparkline(_series(book, figure), figure.period),
    )
    return _set_beside(book, row, found)


def _set_beside(book: Book, row: SubjectRow, found: TopicFinding) -> SubjectRow:
    """With what it is set beside, where the two may be compared."""
    word = verdict(found.gap)
    if found.gap is None or word == NOT_COMPARED:
        return row
    name = book.holdings.areas[found.gap.other.area].name
    row = replace(row, around=f"{name} {found.voice.short(found.gap.other)}.", verdict=word)
    if found.alike is None:
        return row
    group = found.alike.comparison
    similar = f"Similar areas {found.voice.short(group.other)}."
    return replace(row, similar=similar, similar_verdict=verdict(group))


def _series(book: Book, figure: Figure) -> list[Figure]:
    return book.figures.series(figure.indicator, figure.category, area=figure.area)


def _how_much(voice: Voice, figure: Figure, year: Period | None) -> str:
    """A rate with its count, and its period where it is not the page's; else a whole sentence."""
    if not voice.is_rate or figure.value is None or figure.count is None:
        return narrative.level(voice, figure)
    when = "" if figure.period == year else f"{voice.period_label(figure.period)}: "
    rate = f"{voice.short(figure)} per {voice.indicator.per:,}"
    return wording.upper_first(f"{when}{voice.counted(figure)}, {rate}.")


def _moved(book: Book, found: TopicFinding) -> str:
    """How many there were a year before, or in the same months of both years; blank without."""
    if found.voice.measure.kind != "count" or found.voice.indicator.per == 100:
        return ""
    change, is_of_years = change_of(book, found.figure)
    if change is None or change.difference is None:
        return ""
    side = "no clear change from" if change.difference else "as many as the"
    if change.is_clear and change.difference:
        side = "up from" if change.difference > 0 else "down from"
    now, before = (found.voice.count_text(f) for f in (change.figure, change.other))
    span, earlier = change.figure.period, change.other.period
    if is_of_years:
        return f"{wording.upper_first(side)} {before} in {found.voice.named(earlier)}."
    is_of_one = span.first.year == span.last.year
    months = _months_alone(span) if is_of_one else span.label()
    month = in_one_month(change)
    return f"{now} in {months}, {side} {before} a year before{f', {month}' if month else ''}."


def _missing(found: TopicFinding) -> str:
    """Why a newer figure is not there, or not told; blank where there is none."""
    newer = narrative.absence(found.voice, found.newer) if found.newer else ""
    return f"{newer} {found.unsettled}".strip()


def _months_alone(span: Period) -> str:
    """The months of a part of a year without the year, which the page has said."""
    first, last = f"{span.first:%B}", f"{span.last:%B}"
    return first if first == last else f"{first} to {last}"


def _only_around(book: Book, area: Area, topic: Topic, lead: Figure) -> SubjectRow | None:
    """For a topic without a figure of now here: that of the nearest larger area, if it is of now
    or a year older at most."""
    pair = book.lead(topic)
    figure = (book.nearest(area, *pair) if pair else None) or nearest_figure(book, area, topic)
    if figure is None or not _is_recent(figure, lead):
        return None
    is_own = topic in book.own_topics(area)
    address = book.address(area, topic) if is_own else f"topics/{topic.id}/"
    said = _published_for(book, area, figure, has_older=is_own)
    row = SubjectRow(topic.matter.title, relative(book.address(area), address), said)
    return replace(row, key=figure.key, verdict=NOT_COMPARED if book.comparator(area) else "")


def _published_for(book: Book, area: Area, figure: Figure, *, has_older: bool) -> str:
    """The figure of a larger area, and that there is none here, or nowhere else; ``has_older``
    where the place has figures of another time."""
    voice = book.voice(figure.indicator)
    others = {other.code for other in book.profiled} - {figure.area}
    is_only = not any(other.area in others for other in book.figures.beside(figure))
    if is_only and figure.count is not None and voice.indicator.per != 100:
        told = f"{voice.counted(figure)} {voice.when(figure.period)}"
        start = "Now published" if has_older else "Published"
        return f"{start} for {voice.place(figure.area)} only: {told}."
    when = " of that time" if has_older else ""
    none = f"There is no such figure{when} for {wording.place(area)}."
    return f"{narrative.level(voice, figure)} {none}"
