"""Rules about what a topic or the site asks for, and what no page would heed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Fault, Place, Problem, suggestion
from generator.reading.gazetteer import AREAS, GROUPS
from generator.reading.holdings import Holdings
from generator.reading.misfits import nearest_line
from generator.reading.topics import OPENING, Topic, Topics
from generator.terms.areas import LEVELS, PROFILED

SITE, PRIORITIES, TOPICS = "data/site.yml", "data/priorities.csv", "content/topics/*.md"


def levels_have_pages(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Levels of which no area has a page on a topic, whatever figures there are."""
    for topic in topics.values():
        for number, level in enumerate(topic.matter.levels):
            if level in LEVELS and level not in PROFILED:
                what = f"No {level} has a page on a topic."
                remedy = f"Take it out: such pages are of a {', '.join(PROFILED[:-1])} or "
                yield _told(topic, Fault(what, f"{remedy}{PROFILED[-1]}."), "levels", number)


def own_indicators(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Indicators that a topic says something of and does not show, and a lead that it keeps from
    charts."""
    for topic in topics.values():
        matter = topic.matter
        leads = [word for word in (matter.lead, *matter.lead_also) if word]
        named = {"lead": leads[:1] if matter.lead else [], "lead_also": [*matter.lead_also]}
        named |= {"tables_only": [*matter.tables_only], "categories": [*matter.categories]}
        for key, words in named.items() if topic.id != OPENING else ():
            for word in words:
                if word in holdings.indicators and word not in matter.indicators:
                    what = f'"{word}" is no indicator of this topic.'
                    remedy = f"Add it to indicators:, or take it out of {key}:."
                    yield _told(topic, Fault(what, remedy), key)
        for word in (word for word in matter.tables_only if word in leads):
            what = f'"{word}" leads the topic, and tables_only: keeps it from charts.'
            yield _told(topic, Fault(what, "Take it out of tables_only:."), "tables_only")


def said_once(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """What several topics say of themselves, and one of a site may."""
    for key in ("has_priorities", "has_similar_areas"):
        such = [topic for topic in topics.values() if getattr(topic.matter, key)]
        for topic in such[1:]:
            what = f"The topic of {such[0].file} has {key}: too, and one topic of a site may."
            yield _told(topic, Fault(what, "Take it out of one of them."), key)


def lists_there(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Topics of lists that nobody gave: priorities, areas similar to a district; and priorities
    that no topic lists."""
    areas = holdings.areas
    is_alike = any(
        area.level == "group" and area.parent and areas.members(area)[1] == "rate" for area in areas
    )
    for topic in topics.values():
        if topic.matter.has_similar_areas and not is_alike and not _is_unread(holdings, GROUPS):
            what = f"No district has areas similar to it in {GROUPS}."
            remedy = "Import them (crime-profiles import similar-areas), or take the key out."
            yield _told(topic, Fault(what, remedy), "has_similar_areas")
        if topic.matter.has_priorities and not (
            holdings.priorities or _is_unread(holdings, PRIORITIES)
        ):
            what = f"No priority stands in {PRIORITIES}."
            yield _told(
                topic, Fault(what, "Add some there, or take the key out."), "has_priorities"
            )
    is_listed = any(topic.matter.has_priorities for topic in topics.values())
    if holdings.priorities and not is_listed and not holdings.may_be_declared("", TOPICS):
        what = "No topic lists these priorities."
        remedy = "Write has_priorities: true into the one that is to list them."
        yield Problem("orphan", Place(PRIORITIES), what, remedy)


def home_leads(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """An indicator for the first page's map that no topic leads with, so that it is passed over."""
    home = holdings.site.home_indicator if holdings.site else ""
    leads = [topic.matter for topic in topics.values() if topic.id != OPENING]
    known = dict.fromkeys(word for one in leads for word in (one.lead, *one.lead_also))
    is_lost = home in holdings.indicators and home not in known
    if is_lost and not holdings.may_be_declared(home, TOPICS):
        what = f'No topic leads with "{home}", so the map does not begin with it.'
        place = holdings.at(SITE, "home_indicator")
        yield Problem("known", place, what, suggestion(home, known))


def _is_unread(holdings: Holdings, file: str) -> bool:
    """Could a file that cannot be read, or that of the areas, have held what is not there?"""
    return holdings.may_be_declared("", file, AREAS)


def _told(topic: Topic, fault: Fault, *keys: str | int) -> Problem:
    return fault.at("content", topic.at(nearest_line(topic.lines, keys)))


RULES = (levels_have_pages, own_indicators, said_once, lists_there, home_leads)
