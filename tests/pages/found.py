"""What charts and first lines state, and what is wrong with it: a finding from what the documents
disagree on, from counts of places of different size, or from what chance could give as well; of
another topic; twice on a page; beside nothing where there is a comparator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from generator.charts.drawing import Drawing, Row
from generator.figures.figures import Figure
from generator.pages.book import Page
from generator.pages.leads import lead
from generator.pages.marking import HTML, MARKDOWN
from generator.pages.topic_lines import topic_lines
from generator.reading.topics import Topic
from tests.pages.beside import Walked, drawn_on

DISAGREE = "The documents disagree"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Words of an order, which a title of counts of places of different size has not.
ORDERED = re.compile(r"\b(?:most|fewest|highest|lowest|first|last|more than|fewer than)\b")
EVEN = re.compile(r"chance|level with|the same")
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
BLOCKS = re.compile(
    r"<table.*?</table>|<figure.*?</figure>|<nav.*?</nav>|<summary.*?</summary>", re.S
)
PARAGRAPH = re.compile(r"<p(?: class=\"lead\")?(?: data-key=\"[^\"]*\")?>(.*?)</p>", re.S)
TAG = re.compile(r"<[^>]+>")
# A sentence with so many letters and a number says something that is not to be said again.
LONG = 50


def charts_are_of_their_topic(one: Walked) -> Iterator[str]:
    """A chart on the page of a topic shows nothing but what belongs to the topic."""
    topics = one.book.topics
    for page, drawing in drawn_on(one):
        last = page.path.strip("/").rpartition("/")[2]
        topic = topics.get(last)
        if topic is None or page.kind not in ("topic", "across"):
            continue
        for figure in (figure for row in drawing.rows for figure in row.figures):
            if not _is_of(one, topic, figure):
                yield f"{page.path} {drawing.kind}: {figure.indicator} of {figure.category}"
                break


def _is_of(one: Walked, topic: Topic, figure: Figure) -> bool:
    if figure.indicator not in topic.matter.indicators:
        return False
    return figure.category in one.book.categories(topic, figure.indicator)


def titles_are_agreed(one: Walked) -> Iterator[str]:
    """No title of a chart has a number in it on which the documents disagree, unless it says so."""
    for page, drawing in drawn_on(one):
        title, voice = drawing.told.finding, one.book.voice(drawing.indicator)
        figures = [figure for row in drawing.rows for figure in row.figures]
        doubted = [figure for figure in figures if figure.key in one.book.disputed]
        sure = [figure for figure in figures if figure.key not in one.book.disputed]
        texts = {text for f in doubted for text in (voice.short(f), voice.count_text(f))}
        texts -= {text for f in sure for text in (voice.short(f), voice.count_text(f))}
        numbers = {number for text in texts for number in NUMBER.findall(text)}
        if numbers & set(NUMBER.findall(title)) and "documents disagree" not in title:
            yield f"{page.path} {drawing.kind}: {title}"


def leads_say_doubt(one: Walked) -> Iterator[str]:
    """A topic's page that leads with a figure on which the documents disagree, for want of another,
    begins with that, and neither compares it nor tells a movement to it."""
    for area in one.book.profiled:
        for topic in one.book.own_topics(area):
            told = lead(one.book, area, topic)
            if told.key not in one.book.disputed:
                continue
            first = next((line.said for line in topic_lines(one.book, area, topic)), "")
            if not all(text.startswith(DISAGREE) for text in (told.said[0], first)):
                yield f"{area.slug}/{topic.id}: {' '.join(told.said)} / {first}"


def counts_have_no_order(one: Walked) -> Iterator[str]:
    """A ranking of counts of places of different size does not say who has the most; residents
    are that size."""
    bases = {
        (i.denominator.dataset, i.denominator.measure)
        for _, i in one.book.holdings.indicators.values()
        if i.denominator
    }
    for page, drawing in drawn_on(one):
        voice = one.book.voice(drawing.indicator)
        is_listed = drawing.kind in ("ranking", "change") and len(_areas(drawing)) > 1
        is_count = voice.measure.kind == "count" and voice.indicator.per != 100
        if not (is_listed and is_count) or any(row.is_rate for row in drawing.rows):
            continue
        if (voice.dataset_id, voice.indicator.value) in bases:
            continue
        if ORDERED.search(drawing.told.finding):
            yield f"{page.path} {drawing.kind}: {drawing.told.finding}"


def _areas(drawing: Drawing) -> set[str]:
    return {figure.area for row in drawing.rows for figure in row.figures}


def ties_are_told(one: Walked) -> Iterator[str]:
    """No title of a ranking calls an area the most or the least where the next lies within its
    range and it within that of the next."""
    for page, drawing in drawn_on(one):
        rows = [row for row in drawing.rows if row.drawn.get("role") == "row"]
        if drawing.kind != "ranking" or len(rows) < 5:
            continue
        title = drawing.told.finding
        for edge, other in ((rows[0], rows[1]), (rows[-1], rows[-2])):
            is_told = edge.says["label"] in title and ORDERED.search(title)
            if is_told and not EVEN.search(title) and _is_within(edge, other):
                yield f"{page.path}: {title}, and {other.says['label']} {other.says['text']}"


def _is_within(one: Row, other: Row) -> bool:
    """Does each of two lie in the range of the other?"""
    pairs = ((one.drawn, other.drawn), (other.drawn, one.drawn))
    return (
        all(a["lower"] is not None and a["lower"] <= b["value"] <= a["upper"] for a, b in pairs)
        and one.drawn["value"] != other.drawn["value"]
    )


def who_is_left_out_is_named(one: Walked) -> Iterator[str]:
    """A ranking of areas of a district names those in which too few answered."""
    areas = one.book.holdings.areas
    for page, drawing in drawn_on(one):
        if drawing.kind != "ranking":
            continue
        first = drawing.rows[0].figures[0]
        shown, parents = _areas(drawing), {areas[code].parent for code in _areas(drawing)}
        for other in one.book.figures.across(first.indicator, first.category):
            is_peer = other.period == first.period and areas[other.area].parent in parents
            name = areas[other.area].name
            is_out = is_peer and other.is_unreliable and other.area not in shown
            if is_out and not re.search(rf"Left out[^<]*{re.escape(name)}", _plain(page)):
                yield f"{page.path}: {name} is left out"


def across_is_beside(one: Walked) -> Iterator[str]:
    """A ranking of districts on the page of a topic across areas has the area of the whole site in
    it wherever that has an agreed figure of the kind, of which a larger place has not more."""
    root = one.book.root.code
    for page, drawing in drawn_on(one):
        rows = [row for row in drawing.rows if row.drawn.get("role") == "row"]
        if page.kind != "across" or drawing.kind != "ranking" or not rows:
            continue
        first, voice = rows[0].figures[0], one.book.voice(drawing.indicator)
        if voice.measure.kind == "count" and not rows[0].is_rate and voice.indicator.per != 100:
            continue
        held = [f for f in one.book.figures.beside(first) if f.area == root]
        sure = [f for f in held if f.value is not None and f.key not in one.book.disputed]
        if any(not f.is_doubted for f in sure) and root not in _areas(drawing):
            yield f"{page.path} {drawing.indicator}: without {root}"


def nothing_stands_twice(one: Walked) -> Iterator[str]:
    """No chart stands twice on a page, nor does a sentence of what a page tells outside of lists,
    tables and charts."""
    for page in one.pages:
        specs = Counter(drawing.spec for drawing in page.drawings)
        for drawing in page.drawings:
            if specs[drawing.spec] > 1:
                yield f"{page.path}: {drawing.kind} twice, {drawing.told.finding}"
        if page.kind in ("profile", "topic", "ward", "across"):
            told = Counter(_sentences(page))
            yield from (f"{page.path}: twice, {text}" for text, times in told.items() if times > 1)


def _plain(page: Page) -> str:
    return unescape(TAG.sub("", page.markdown))


def _sentences(page: Page) -> Iterator[str]:
    """The sentences with a number in them that stand in paragraphs of the page."""
    text = BLOCKS.sub("", page.markdown)
    written = [part.partition(MARKDOWN[1])[0] for part in text.split(MARKDOWN[0])[1:]]
    paragraphs = [one for part in written for one in re.split(r"\n\s*\n", _without(part))]
    # What a source says of each of two wards stands with each.
    own = (one for one in PARAGRAPH.findall(text) if 'class="from"' not in one)
    for paragraph in (*own, *paragraphs):
        for sentence in SENTENCES.split(unescape(TAG.sub("", paragraph)).strip()):
            if len(sentence) >= LONG and NUMBER.search(sentence):
                yield re.sub(r" \((?:this figure|\[p\]).*?\)| \[\w\]", "", sentence)


def _without(markdown: str) -> str:
    return re.sub(rf"{HTML[0]}.*?{HTML[1]}", "", markdown, flags=re.S)


def near_measures_say_why(one: Walked) -> Iterator[str]:
    """A page that shows figures of two datasets that count nearly the same says once why there are
    two, in the words of the one that declares it."""
    datasets = one.book.holdings.datasets
    indicators = {key: name for key, (name, _) in one.book.holdings.indicators.items()}
    for page in one.pages:
        if page.kind not in ("profile", "topic", "across") or page.path.endswith("/figures/"):
            continue
        keys = re.findall(r'data-key="([^/"]+)/', page.markdown)
        drawn = [drawing.indicator for drawing in page.drawings]
        names = {indicators[key] for key in (*keys, *drawn) if key in indicators}
        for name in names:
            for other, why in datasets[name].apart_from.items():
                if other in names and _plain(page).count(why) != 1:
                    yield f"{page.path}: {name} beside {other}, without a word"


RULES = (
    charts_are_of_their_topic,
    titles_are_agreed,
    leads_say_doubt,
    counts_have_no_order,
    ties_are_told,
    who_is_left_out_is_named,
    across_is_beside,
    nothing_stands_twice,
    near_measures_say_why,
)
