"""Rules about the ids of charts and headings, which people link to: each once on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.checks.markdown import SET_ID, as_words, looked_at
from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import COMMENTARY, OPENING, Topic, Topics
from generator.reading.topictext import Call, Parts

FRAME = {"content", "cite", "whom-to-call", "about-these-figures", "what-the-source-says"}
COMMON = FRAME | {"as-printed", "what-counts", "where-the-documents-disagree"}
# The ids that the templates give, by the block whose text stands between them.
GIVEN = {
    "profile": COMMON
    | {
        "topics",
        "other-topics",
        "areas",
        "wards",
        "priorities",
        "groups",
        "earlier",
        "more",
        "changed",
        "downloads",
    },
    "area": COMMON | {"chosen", "all-figures", "more", "earlier"},
    "all_areas": COMMON
    | {"who-chose-what", "chosen", "areas", "all-figures", "more", "similar-areas", "topics"},
    "ward": COMMON
    | {"nearest", "not-published", "other-wards", "ward", "where-it-lies", "counted"},
}


def anchors_unique(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Ids that stand twice on a page, or that the page gives to something of its own."""
    for topic in topics.values():
        for block, parts in _by_page(topic.text.blocks).items():
            kind = "profile" if topic.id == OPENING and block == "area" else block
            given = GIVEN.get(kind, set()) | _made(holdings, topic)
            # On a ward's page each topic has a heading, which is called after it.
            given |= {f"about-{topic.id}"} if block == "ward" else set()
            charts: set[str] = set()
            for call in _charts(parts):
                chart = str(call.named["id"])
                if chart in given or chart in charts:
                    what = _what("chart", chart, is_given=chart in given)
                    yield Problem("address", topic.at(call.line), what, "Choose another id.")
                charts.add(chart)
            text = as_words(parts)
            yield from _headings(topic.file, text, given | charts, topic.text.whole)
            if block == "area":
                taken = given | charts | set(SET_ID.findall(text))
                for code, written in topic.commentary.items():
                    yield from _headings(
                        f"{COMMENTARY}/{code}/{topic.id}.md", written, taken, written
                    )


def _by_page(blocks: Mapping[str, Parts]) -> dict[str, Parts]:
    """The blocks, with what is of earlier years behind what it stands below."""
    found = {name: parts for name, parts in blocks.items() if name != "earlier"}
    if "earlier" in blocks:
        found["area"] = (*found.get("area", ()), *blocks["earlier"])
    return found


def ids_of(holdings: Holdings, topic: Topic) -> set[str]:
    """Which places on the pages about a topic can a link lead to?"""
    found = _made(holdings, topic).union(*GIVEN.values())
    for parts in topic.text.blocks.values():
        found |= {str(call.named["id"]) for call in _charts(parts)}
        found |= set(looked_at(as_words(parts)).ids)
    return found


def _charts(parts: Parts) -> Iterator[Call]:
    for part in parts:
        if isinstance(part, Call) and part.word == "chart" and part.named.get("id"):
            yield part


def _made(holdings: Holdings, topic: Topic) -> set[str]:
    """The ids of the sections and calls that a page has because of its topic's matter."""
    names = [holdings.indicators[i][0] for i in topic.matter.indicators if i in holdings.indicators]
    return {*names, *(f"call-{subject}" for subject in topic.matter.subjects)}


def _headings(file: str, text: str, taken: set[str], whole: str) -> Iterator[Problem]:
    for name in looked_at(text).ids:
        if name in taken:
            remedy = "Give the heading an id of its own: ## The heading {#its-id}."
            what = _what("heading", name, is_given=True)
            yield Problem("address", Place(file, _line_of(name, whole)), what, remedy)


def _line_of(name: str, whole: str) -> int | None:
    """The line that gives this id, where there is one and no other."""
    lines = [
        number
        for number, line in enumerate(whole.split("\n"), start=1)
        if (line.startswith("#") or SET_ID.search(line)) and name in looked_at(line).ids
    ]
    return lines[0] if len(lines) == 1 else None


def _what(kind: str, name: str, *, is_given: bool) -> str:
    other = "something else on its page" if is_given else "another chart of its block"
    return f'The id "{name}" of a {kind} is that of {other} too.'


RULES = (anchors_unique,)
