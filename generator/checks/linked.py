"""Rules about links: every one that people write leads to a page, and to a place on it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

import pandas as pd

from generator.checks.addressed import AREAS, WRITTEN, is_later, taken_by
from generator.checks.anchors import ids_of
from generator.checks.markdown import WORD, as_words, looked_at
from generator.figures.figures import figures
from generator.problems import Fault, Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.ordinary import Published
from generator.reading.topics import COMMENTARY, Topic, Topics
from generator.terms.redirects import REDIRECTS, Redirect
from generator.terms.site import PLACEHOLDER

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
INDEX = "index.html"
# Files of the site that MkDocs writes last, and that no link in Markdown finds by name.
NO_SOURCE = ("sitemap.xml", "sitemap.xml.gz")


@dataclass(frozen=True, slots=True)
class Written:
    """A text with links: its file, the page that it stands on, and the folder that a link to
    another file starts from."""

    file: str
    text: str
    page: str
    folder: str


@dataclass(frozen=True)
class Known:
    """What a link may lead to: the files of the site, the Markdown of its pages by name, and the
    places on its pages: by the page, or by the topic of pages about one."""

    holdings: Holdings
    topics: Topics
    files: set[str]
    sources: dict[str, str]
    places: dict[str, set[str]]

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The figures, worked out when a link first asks what has a page."""
        return figures(self.holdings)


def links(holdings: Holdings, topics: Topics, published: list[Published]) -> Iterator[Problem]:
    """Links and anchors that lead nowhere, and pages that others link to and that are gone."""
    pages = {one.path: set(looked_at(one.text).ids) for one in published if one.text is not None}
    for name in WRITTEN:
        if f"{name}/{INDEX}" not in pages and f"content/{name}.md" not in holdings.unread:
            what = "The page is missing, and every page of the site links to it."
            place = Place(f"content/{name}.md")
            yield Problem("missing", place, what, "Put it back, or write it anew.")
    wanted = (one.path for one in taken_by(holdings, topics, published))
    files = {path for path in wanted if not is_later(path)}
    about = {name: ids_of(holdings, topic) for name, topic in topics.items()}
    known = Known(holdings, topics, files, _sources(files, published), pages | about)
    for one in _written(holdings, topics, published):
        looked = looked_at(one.text)
        for address in () if looked.faults else looked.addresses:
            is_typed = address in looked.typed
            fault = _fault_typed(known, one, address) if is_typed else None
            # The same address may stand in Markdown too.
            if not is_typed or f"({address}" in one.text or f": {address}" in one.text:
                fault = fault or _fault(known, one, address, _target)
            if fault:
                yield fault.at("content", Place(one.file, _line(one.text, address)))
    for topic in topics.values():
        yield from _of_topic(topic, about[topic.id])
    for moved in holdings.redirects:
        yield from _moved(known, moved)


def _moved(known: Known, one: Redirect) -> Iterator[Problem]:
    """Old addresses that lead on to no page, to no place on it, or to another old address."""
    others = {other.path: other.row for other in known.holdings.redirects}
    page, _, place = one.target.partition("#")
    made, own = (f"{way.strip('/')}/{INDEX}".removeprefix("/") for way in (page, one.path))
    what = remedy = ""
    if own in known.files and _is_sure(known, one.path) and _is_made(known, own):
        yield one.still_there()
    # Which charts stand on pages that are made is seen when they are.
    of_an_area = one.page.split("/")[0] in {area.slug for area in known.holdings.areas}
    places = {place} if of_an_area else known.places.get(made) or {place}
    if not one.page:
        what = f"The old address {one.address} leads to no page."
        remedy = "Write the page that has its figures now, as oldford/crime/."
    elif one.page in others:
        what = f'The address "{one.now}" is an old one itself.'
        remedy = f"Write what row {others[one.page]} leads to."
    elif made not in known.files and not is_later(made) and not _may_be(known, one.page):
        pages = (path.removesuffix(f"/{INDEX}") for path in known.files if _is_page(path))
        yield one.leads_nowhere(path for path in pages if path != INDEX)
    elif made in known.files and not _is_made(known, made):
        what = f'The address "{one.now}" is no page of the site.'
        remedy = "Open the page that you mean, and copy its address from there."
    elif place and place not in places:
        what = f'The address "{one.now}" leads to no place on that page.'
        remedy = suggestion(place, sorted(places), "Look at the headings of that page.")
    if what:
        yield Problem("address", Place(REDIRECTS, one.row, "now"), what, remedy)


def _may_be(known: Known, page: str) -> bool:
    """Could there be such a page, were all files as they should be?"""
    holdings = known.holdings
    is_known = holdings.site is not None and holdings.site.area in holdings.areas
    is_known &= all(problem.place.file != AREAS for problem in holdings.problems)
    return not is_known or holdings.may_be_declared(page, "data/*", "content/*")


def _is_sure(known: Known, path: str) -> bool:
    """Is it known before pages are made that one at this address is, if it has figures? Wards and
    partnerships may have none."""
    slug, _, rest = path.partition("/")
    levels = {area.level for area in known.holdings.areas if area.slug == slug}
    own = (not rest and levels != {"partnership"}) or rest in known.topics
    return bool(path) and (not levels or own)


def placeholders(
    holdings: Holdings, topics: Topics, published: list[Published]
) -> Iterator[Problem]:
    """Places in content/ that the publisher has not filled in, where the site does not say so."""
    if holdings.site is not None and not holdings.site.is_placeholder:
        yield from unfilled(holdings, topics, published)


def unfilled(holdings: Holdings, topics: Topics, published: list[Published]) -> Iterator[Problem]:
    """Every place in content/ that the publisher has not filled in."""
    texts = [(one.file, one.text) for one in _written(holdings, topics, published)]
    texts += [(topic.file, topic.text.whole) for topic in topics.values()]
    for file, text in texts:
        for number, line in enumerate(text.split("\n"), start=1):
            if PLACEHOLDER in line:
                what = "A placeholder of the publisher stands here."
                yield Problem("content", Place(file, number), what, "Write what it asks for.")


def _written(holdings: Holdings, topics: Topics, published: list[Published]) -> Iterator[Written]:
    for one in published:
        if one.text is not None:
            folder = posixpath.dirname(one.file.removeprefix("content/"))
            yield Written(one.file, one.text, one.path, folder)
    for topic in topics.values():
        for code, text in topic.commentary.items():
            if code in holdings.areas:
                folder = f"{holdings.areas[code].slug}/{topic.id}"
                file = f"{COMMENTARY}/{code}/{topic.id}.md"
                yield Written(file, text, f"{folder}/{INDEX}", folder)


def _sources(files: set[str], published: list[Published]) -> dict[str, str]:
    """The pages of the site by the name of their Markdown file, as links in Markdown name it."""
    written = {one.file.removeprefix("content/"): one.path for one in published if one.text}
    made = files - set(written.values())
    pages = {f"{path.removesuffix('html')}md": path for path in made if _is_page(path)}
    return pages | written


def _is_page(path: str) -> bool:
    return posixpath.basename(path) == INDEX


def _fault(
    known: Known, one: Written, address: str, target: Callable[[Known, Written, str], str]
) -> Fault | None:
    if ELSEWHERE.match(address):
        return None
    way, _, place = address.partition("#")
    page = target(known, one, unquote(way.partition("?")[0]))
    if page not in known.files or not _is_made(known, page):
        what = f'The link to "{address}" leads to no page or file of this site.'
        return Fault(what, "Open the page that you mean, and copy its address from there.")
    place = unquote(place)
    places = known.places.get(page) or known.places.get(_topic_of(page))
    if place and places and place not in places:
        what = f'The link to "{address}" leads to no place on that page.'
        return Fault(what, suggestion(place, sorted(places), "Look at the headings of that page."))
    return None


def _fault_typed(known: Known, one: Written, address: str) -> Fault | None:
    """Does a link that is written as HTML lead there in a browser, which knows only addresses?"""
    way = unquote(address.partition("#")[0].partition("?")[0])
    if ELSEWHERE.match(address) or not way or _address(known, one, way) in known.files:
        return _fault(known, one, address, _address)
    what = f'The link to "{address}" stands in HTML, where it starts from the page\'s address.'
    return Fault(what, "Write it in Markdown: [text](page.md), or ![text](picture.png).")


def _target(known: Known, one: Written, way: str) -> str:
    """The file of the site that a way in Markdown leads to, as MkDocs and browsers understand it.

    A way to a file starts from the folder of the text's own file, and names a page by its Markdown;
    others start from the page's address. Blank where MkDocs finds nothing.
    """
    last = posixpath.basename(way)
    if not way or way.startswith("/") or "." not in last or last in (".", ".."):
        return _address(known, one, way)
    name = posixpath.normpath(posixpath.join(one.folder, way))
    if name in known.sources:
        return known.sources[name]
    return "" if name.endswith(".html") or name in NO_SOURCE else name


def _address(known: Known, one: Written, way: str) -> str:
    """The file of the site that an address leads to from a page, as browsers understand it."""
    if not way:
        return one.page
    start = "" if way.startswith("/") else posixpath.dirname(one.page)
    name = posixpath.normpath(f"/{start}/{way}").lstrip("/")
    is_file = "." in posixpath.basename(name) and not way.endswith("/")
    return name if is_file else f"{name}/{INDEX}".removeprefix("/")


def _topic_of(page: str) -> str:
    """The topic that a page is about: the folder that it stands in."""
    return posixpath.basename(posixpath.dirname(page))


def _is_made(known: Known, page: str) -> bool:
    """Has an area figures on a topic, so that there is a page? True of every other page."""
    slug, _, rest = page.partition("/")
    topic = known.topics.get(rest.removesuffix(f"/{INDEX}"))
    if topic is None or topic.matter.has_priorities:
        return True
    codes = [a.code for a in known.holdings.areas if a.slug == slug and a.level != "ward"]
    if not codes:
        return True
    frame = known.figures
    mine = frame[frame["area"].isin(codes) & frame["indicator"].isin(topic.matter.indicators)]
    named = topic.matter.categories
    return any(
        category in named.get(indicator, (category,))
        for indicator, category in zip(mine["indicator"], mine["category"], strict=True)
    )


def _of_topic(topic: Topic, places: set[str]) -> Iterator[Problem]:
    """A topic's text stands on pages at many addresses, so a way from one of them misleads."""
    said = [as_words(parts) for parts in topic.text.blocks.values()]
    for address in (address for text in said for address in looked_at(text).addresses):
        if ELSEWHERE.match(address) or WORD in address:
            continue
        place = topic.at(_line(topic.text.whole, address))
        if not address.startswith("#"):
            what = f'The link to "{address}" would lead elsewhere from each page of the topic.'
            remedy = 'Write {{ link("crime", "all crime") }}, with the page and the text.'
            yield Problem("content", place, what, remedy)
        elif address[1:] not in places:
            what = f'The link to "{address}" leads to no place on the pages of the topic.'
            yield Problem("content", place, what, suggestion(address[1:], sorted(places)))


def _line(text: str, address: str) -> int | None:
    numbered = enumerate(text.split("\n"), start=1)
    return next((number for number, line in numbered if address in line), None)
