"""What stands for itself and what is said once: every document that a page shows rows of among its
sources, a chart on a page of its own with all that it needs, and nothing twice. Each rule gives a
line for each thing that breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.charts.drawing import Drawing
from generator.telling.verdicts import BY_CHANCE
from tests.pages.beside import Walked, drawn_on

SOURCES = re.compile(r'<details class="sources">.*?</details>', re.S)
REGISTERED = re.compile(r'data/sources/#([\w-]+)"')
PRINTED = re.compile(
    r'<details class="group printed"><summary>(.*?)</summary>(.*?)</details>', re.S
)
CAUTION = re.compile(r'<p class="caution">(.*?)</p>')
MOVED = re.compile(r" a year before| rose to | fell to |the same as |no clear change")
FOLDED = re.compile(r"<details\b|</details>")
PARAGRAPH = re.compile(r'<p class="meaning">(.*?)</p>|<p class="lead">(.*?)</p>', re.S)
LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.S)
NEAREST = re.compile(r'<li><a href="[^"]*">[^<]*</a><span>(.*?)</span></li>', re.S)
OF_YEAR = re.compile(r"As printed in (\d{4})")


def sources_name_every_document(one: Walked) -> Iterator[str]:
    """Where a page lists its sources, every document that it names elsewhere is one of them."""
    for page in one.pages:
        listed = set(REGISTERED.findall(" ".join(SOURCES.findall(page.markdown))))
        named = set(REGISTERED.findall(SOURCES.sub("", page.markdown)))
        if listed and named - listed:
            yield f"{page.path}: without {sorted(named - listed)}"


def folds_name_every_year(one: Walked) -> Iterator[str]:
    """A fold of offices as printed names each year in which one of them was printed."""
    for page in one.pages:
        for summary, inside in PRINTED.findall(page.markdown):
            left = [year for year in OF_YEAR.findall(inside) if year not in summary]
            if left:
                yield f"{page.path}: {summary!r} without {sorted(set(left))}"


def charts_alone(one: Walked) -> Iterator[tuple[str, str, Drawing]]:
    """Each chart on a page of its own: the name of the file, its HTML, and the chart."""
    for page in one.pages:
        drawn = {drawing.spec: drawing for drawing in page.drawings}
        for name, html in page.files.items():
            spec = re.sub(r"([^/]+)/index\.html$", r"\1/\1.vl.json", name)
            if name.startswith("embed/") and page.files.get(spec) in drawn and spec != name:
                yield name, html, drawn[page.files[spec]]


def charts_alone_say_what_is_provisional(one: Walked) -> Iterator[str]:
    """A chart alone says once that what it shows is provisional, and only where something is."""
    for name, html, drawing in charts_alone(one):
        marks = {"p" in f.status for row in drawing.rows for f in row.figures if not f.is_absent}
        # A caution of which numbers stand in for the provisional ones is no such mark.
        said = re.findall("provisional", CAUTION.sub("", html), re.I)
        if len(said) != (True in marks):
            yield f"{name}: {marks}"


def charts_alone_have_each_caution_once(one: Walked) -> Iterator[str]:
    """No caution stands twice on the page of a chart alone."""
    for name, html, _ in charts_alone(one):
        cautions = CAUTION.findall(html)
        yield from (f"{name}: {text}" for text in set(cautions) if cautions.count(text) > 1)


def open_surveys_have_no_change_in_a_title(one: Walked) -> Iterator[str]:
    """A chart of a survey that anyone could answer tells the newest in its title, and no change."""
    for page, drawing in drawn_on(one):
        voice = one.book.voice(drawing.indicator)
        is_share = voice.measure.kind != "count" or voice.indicator.per == 100
        if voice.dataset.who_answered and is_share and MOVED.search(drawing.told.finding):
            yield f"{page.path}: {drawing.told.finding}"


def a_paragraph_stands_once(one: Walked) -> Iterator[str]:
    """No finding and no words of what is counted stand twice in the open part of a page or in one
    of its folds, and no paragraph says twice that a period is not stated."""
    for page in one.pages:
        for part in FOLDED.split(page.markdown):
            told = [plain(text) for found in PARAGRAPH.findall(part) for text in found if text]
            twice = {text for text in told if told.count(text) > 1}
            yield from (f"{page.path}: {text}" for text in twice)
        for line in page.markdown.split("\n"):
            if line.count("n a period that the source does not state,") > 1:
                yield f"{page.path}: {plain(line)}"


def a_ward_is_led_to_what_it_has_told(one: Walked) -> Iterator[str]:
    """What the page of a ward leads with is not told again among the nearest figures."""
    for page in one.pages:
        leads = [plain(text) for text in LEAD.findall(page.markdown)]
        near = [plain(text) for text in NEAREST.findall(page.markdown)]
        yield from (f"{page.path}: {text}" for text in near if text in leads)


def plain(html: str) -> str:
    """A piece of HTML as text, but for ranges, which are told once a page."""
    return " ".join(re.sub(r"<[^>]+>", "", html).replace(BY_CHANCE, "").split())


RULES = (
    sources_name_every_document,
    folds_name_every_year,
    charts_alone_say_what_is_provisional,
    charts_alone_have_each_caution_once,
    open_surveys_have_no_change_in_a_title,
    a_paragraph_stands_once,
    a_ward_is_led_to_what_it_has_told,
)
