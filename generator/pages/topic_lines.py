"""The five lines that open the page of a topic in a place."""

from __future__ import annotations

from generator.pages import blocks
from generator.pages.book import Book
from generator.pages.findings import AS_PRINTED, TopicFinding
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
from generator.pages.leads import lead, other_parts, topic_finding
from generator.pages.movements import which_way
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.verdicts import part_year
from generator.terms.areas import Area

EMERGENCY, OTHERWISE = blocks.CALLED
MOST_NUMBERS = 3


def topic_lines(book: Book, area: Area, topic: Topic) -> list[OneOfFive]:
    """How much, which way, against whom, with what caution, whom to call: of what a topic's page
    leads with. Lines that have nothing to say are left out; none where there is no figure."""
    found = topic_finding(book, area, topic)
    if found is None:
        return []
    told = lead(book, area, topic)
    if told.key == found.figure.key:
        lines = _lines(book, found)
    else:  # the newer figure of an area around, and that there is none here
        lines = [OneOfFive(HOW_MUCH, told.said[0], key=told.key), OneOfFive(CAUTION, told.said[1])]
    lines.append(OneOfFive(WHOM, whom_to_call(book, area, topic)))
    return [line for line in lines if line.said]


def _lines(book: Book, found: TopicFinding) -> list[OneOfFive]:
    level = narrative.level(found.voice, found.figure)
    said = " ".join([level, *other_parts(book, found)])
    # What is not there, is printed as a change or a place, or is disputed is set beside nothing.
    kind, figure = found.voice.measure.kind, found.figure
    is_alone = figure.is_absent or kind in AS_PRINTED or bool(found.doubt)
    cautions = [found.doubt] if found.doubt else found.cautions
    return [
        OneOfFive(HOW_MUCH, said, key=figure.key),
        OneOfFive(WHICH_WAY, "" if is_alone else _which_way(book, found)),
        OneOfFive(AGAINST, "") if is_alone else _against(book, found),
        OneOfFive(CAUTION, " ".join(cautions) or caution(book, figure)),
    ]


def _which_way(book: Book, found: TopicFinding) -> str:
    """The movement between equal lengths of time, what is newer and has no number, and what is
    being checked; or that there is nothing to set it beside."""
    moved = narrative.trend(found.voice, found.change)
    is_counted = found.voice.measure.kind == "count" and found.voice.indicator.per != 100
    is_counted = is_counted and bool(found.change or found.months)
    moved = which_way(book, found.figure, found.figure) if is_counted else moved
    newer = narrative.absence(found.voice, found.newer) if found.newer else ""
    part = "" if is_counted else part_year(found.voice, found.part)
    checked = (narrative.left_out(found.voice, figure) for figure in found.checked)
    told = " ".join(dict.fromkeys(text for text in (moved, newer, part, *checked) if text))
    series = book.figures.series(
        found.figure.indicator, found.figure.category, area=found.figure.area
    )
    is_first = not any(f.period.last < found.figure.period.last for f in series)
    none = "No earlier figure is held" + ("." if is_first else " that it could be set beside.")
    return told or none


def _against(book: Book, found: TopicFinding) -> OneOfFive:
    """Beside what a place is compared with; a place that is compared with none has no such line."""
    if book.comparator(book.holdings.areas[found.figure.area]) is None:
        return OneOfFive(AGAINST, "")
    return against_whom(book, found.figure, found.gap)


def whom_to_call(book: Book, area: Area, topic: Topic) -> str:
    """The first number for each of a topic's subjects, each once."""
    police, others = list[str](), list[str]()
    told, held = set[str](), set[str]()
    for subject, offices in blocks.contacts_for(book, topic.matter.subjects, area):
        held |= {office.id for office in offices}
        office = next((o for o in offices if o.telephone and o.telephone not in told), None)
        if office is None or len(told) == MOST_NUMBERS:
            continue
        told.add(office.telephone)
        when = {EMERGENCY: "in an emergency", OTHERWISE: "otherwise"}.get(subject.id)
        if when:
            police.append(f"{office.telephone} {when}")
        else:
            others.append(f"{office.office} {office.telephone}")
    said = "; ".join([*([", ".join(police)] if police else []), *others])
    more = "; who else helps stands below" if len(held) > len(told) else ""
    return f"{said}{more}." if said else ""
