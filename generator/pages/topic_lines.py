"""The five lines that open the page of a topic in a place."""

from __future__ import annotations

from dataclasses import replace

from generator.figures.figures import Figure, why_absent
from generator.pages import blocks
from generator.pages.book import Book
from generator.pages.findings import AS_PRINTED, TopicFinding, finding
from generator.pages.five_lines import (
    AGAINST,
    CAUTION,
    HOW_MUCH,
    WHICH_WAY,
    WHOM,
    OneOfFive,
    against_whom,
    caution,
)
from generator.pages.leads import lead, newer_around, parts_beside, topic_finding
from generator.pages.movements import which_way
from generator.pages.newer_counts import newer_count
from generator.pages.not_compared import hindered
from generator.pages.one_type import told_type, type_of
from generator.pages.residents import rates_for
from generator.reading.topics import Topic
from generator.telling import named, narrative
from generator.terms import wording
from generator.terms.areas import Area

EMERGENCY, OTHERWISE = blocks.CALLED
MOST_NUMBERS = 3


def topic_lines(book: Book, area: Area, topic: Topic) -> list[OneOfFive]:
    """How much, which way, against whom, with what caution, whom to call: of what a topic's page
    leads with. Lines that have nothing to say are left out; none where there is no figure."""
    return book.kept(("lines", area.code, topic.id), lambda: _topic_lines(book, area, topic))


def _topic_lines(book: Book, area: Area, topic: Topic) -> list[OneOfFive]:
    found = topic_finding(book, area, topic)
    if found is None:
        return []
    told = lead(book, area, topic)
    if told.key == found.figure.key:
        lines = _lines(book, topic, found)
    elif shared := counted_with(book, area, topic):
        whose = f"These lines are of {wording.place(_area_of(book, shared))}."
        why = " ".join([told.said[1], *told.cautions, whose])
        lines = [
            replace(o, said=why) if o.label == CAUTION else o for o in _lines(book, topic, shared)
        ]
    else:  # the newer figure of an area around, and that there is none here
        careful = " ".join(text for text in (told.said[1], *told.cautions) if text)
        newer = newer_around(book, area, topic, found.figure)
        base = rates_for(book, [newer] if newer else [])
        first = OneOfFive(HOW_MUCH, told.said[0], key=told.key, base=base)
        lines = [first, OneOfFive(CAUTION, careful)]
    lines.append(OneOfFive(WHOM, whom_to_call(book, area, topic)))
    return [line for line in lines if line.said]


def counted_with(book: Book, area: Area, topic: Topic) -> TopicFinding | None:
    """What a topic leads with where that is a figure of the partnership in which an area is counted
    with others; None where it is the area's own, or of a larger area around."""
    own = topic_finding(book, area, topic)
    newer = newer_around(book, area, topic, own.figure) if own else None
    together = book.holdings.areas[newer.area] if newer else None
    if newer is None or together is None or together.level != "partnership":
        return None
    shared = topic_finding(book, together, topic)
    return shared if shared and shared.figure.key == newer.key else None


def led_by(book: Book, area: Area, topic: Topic) -> Area:
    """The area that the first line of a topic's page is of: its own, or with whom it is counted."""
    shared = counted_with(book, area, topic)
    return _area_of(book, shared) if shared else area


def _area_of(book: Book, found: TopicFinding) -> Area:
    return book.holdings.areas[found.figure.area]


def _lines(book: Book, topic: Topic, found: TopicFinding) -> list[OneOfFive]:
    figures = [found.figure, *parts_beside(book, found.figure)]
    level = [found.level, *(narrative.level(found.voice, figure) for figure in figures[1:])]
    type_told = told_type(book, topic, found.figure)
    beside = [*level, as_many(book, found), type_told, found.unsettled]
    said = " ".join(text for text in beside if text)
    # What is not there, is printed as a change or a place, or is disputed is set beside nothing.
    kind, figure = found.voice.measure.kind, found.figure
    is_alone = figure.is_absent or kind in AS_PRINTED or bool(found.doubt)
    cautions = [] if found.doubt else found.cautions
    own = "" if found.doubt else caution(book, figure)
    return [
        OneOfFive(HOW_MUCH, said, key=figure.key, base=rates_for(book, figures)),
        OneOfFive(WHICH_WAY, "" if is_alone else _each_way(book, topic, found, figures)),
        OneOfFive(AGAINST, "") if is_alone else _against(book, topic, found),
        OneOfFive(CAUTION, " ".join(dict.fromkeys(text for text in (*cautions, own) if text))),
    ]


def _each_way(book: Book, topic: Topic, found: TopicFinding, figures: list[Figure]) -> str:
    """Which way, of each by its name where several are told; and a newer count of another thing, or
    that there is nothing to set the figure beside."""
    newer = newer_count(book, topic, found.figure, [found.figure.area])
    if len(figures) == 1:
        told = (_which_way(book, found), newer)
        return " ".join(text for text in told if text) or _nothing_before(book, found)
    each = [finding(book, figure) for figure in figures]
    return " ".join([*(_by_name(book, one) for one in each), newer]).strip()


def _by_name(book: Book, found: TopicFinding) -> str:
    """Which way the one of several moves that bears this name."""
    said = _which_way(book, found) or _nothing_before(book, found)
    return named.by_name(found.voice.category_label(found.figure.category), said)


def _which_way(book: Book, found: TopicFinding) -> str:
    """The movement between equal lengths of time, what is newer and has no number, and what is
    being checked."""
    moved = narrative.trend(found.voice, found.change)
    is_counted = found.voice.measure.kind == "count" and found.voice.indicator.per != 100
    is_counted = is_counted and bool(found.change or found.months)
    moved = which_way(book, found.figure) if is_counted else f"{moved} {found.after}"
    newer = narrative.absence(found.voice, found.newer) if found.newer else ""
    part = "" if is_counted else found.part
    checked = (narrative.left_out(found.voice, figure) for figure in found.checked)
    said = (moved.strip(), found.printed, newer, part, *checked)
    return " ".join(dict.fromkeys(text for text in said if text))


def _nothing_before(book: Book, found: TopicFinding) -> str:
    """That no earlier figure is held, or why the newest of these is set beside none."""
    voice, figure = found.voice, found.figure
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    # A month of a year is a part of it, and not earlier.
    earlier = [f for f in series if f.period.first < figure.period.first]
    if not earlier:
        return "No earlier figure of this kind is held."
    as_long = [f for f in earlier if f.period.months == figure.period.months]
    last = (as_long or earlier)[-1]
    why = "the documents disagree on it" if last.key in book.disputed else _why_not(figure, last)
    return f"It is not compared with the figure {voice.when(last.period)}: {why}."


def _why_not(figure: Figure, last: Figure) -> str:
    """Why is a figure not compared with an earlier one?"""
    if last.is_doubted:
        return "that is being checked"
    if last.is_absent:
        return {"c": "that is withheld"}.get(why_absent(last), "there is no number")
    if why := hindered(figure, last):
        return why
    if last.is_forecast or figure.is_forecast:
        return f"{'that' if last.is_forecast else 'this'} is a forecast"
    if figure.period.overlaps(last.period):
        return "the two share some of their months"
    is_as_long = figure.period.comparable(last.period)
    return "they are of other months of the year" if is_as_long else "they are not as long"


def as_many(book: Book, found: TopicFinding) -> str:
    """The other types of a count that is no rate, of which there were as many; blank without."""
    figure, voice = found.figure, found.voice
    within = voice.dataset.categories[figure.category].within
    if not within or not figure.count or voice.measure.kind != "count" or voice.is_rate:
        return ""
    others = [
        voice.inside(voice.category_label(other.category))
        for other in book.figures.of_area(figure.area)
        if (other.indicator, other.period) == (figure.indicator, figure.period)
        and other.category != figure.category
        and other.count == figure.count
        and voice.dataset.categories[other.category].within == within
    ]
    return f"The number is the same for {wording.listing(others)}." if others else ""


def _against(book: Book, topic: Topic, found: TopicFinding) -> OneOfFive:
    """Beside what a place is compared with; a place that is compared with none has no such line."""
    if book.comparator(book.holdings.areas[found.figure.area]) is None:
        return OneOfFive(AGAINST, "")
    told = against_whom(book, found.figure, found.gap)
    label = type_of(book, topic, found.figure)
    similar = replace(told.similar, of=label) if told.similar else None
    return replace(told, of=label, similar=similar)


def whom_to_call(book: Book, area: Area, topic: Topic) -> str:
    """Who is there for a topic; the number for an emergency; and the first for each of its
    subjects, each once."""
    if not topic.matter.subjects:
        return ""
    first = [topic.matter.call_first] if topic.matter.call_first else []
    police, others = list[str](), list[str]()
    told, held = set[str](), set[str]()
    otherwise = {
        o.telephone for _, found in blocks.contacts_for(book, [OTHERWISE], area) for o in found
    }
    for subject, offices in blocks.contacts_for(book, [EMERGENCY, *topic.matter.subjects], area):
        held |= {office.id for office in offices}
        office = next((o for o in offices if o.telephone and o.telephone not in told), None)
        if office is None or len(told) == MOST_NUMBERS:
            continue
        told.add(office.telephone)
        if subject.id == EMERGENCY:
            police += [f"{office.telephone} in an emergency", *first]
        elif office.telephone in otherwise:
            police.append(f"{office.telephone} otherwise")
        else:
            others.append(f"{office.office} {office.telephone}")
    said = "; ".join([("; " if first else ", ").join(police), *others])
    more = "; who else helps stands below" if len(held) > len(told) else ""
    return f"{said}{more}." if said else ""
