"""Feeds (Atom): what changed on the site, in a district or ward, or in a topic, release by release,
and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from jinja2 import Environment

from generator.pages.book import Book
from generator.pages.ended import followed_by, has_ended
from generator.pages.release_changes import changed
from generator.reading.releases import KeptRelease
from generator.releases.differences import each
from generator.releases.narrowed import is_of_topic
from generator.releases.notices import corrections, pages_now
from generator.releases.sentences import sentence
from generator.releases.spoken import Spoken
from generator.releases.summaries import numbers
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.releases import spoken

FEED = Environment(autoescape=True, trim_blocks=True).from_string(
    """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>{{ title }}</title>
<id>{{ name.rstrip("#-") }}</id>
<link rel="alternate" type="text/html" href="{{ root }}{{ page }}"/>
<link rel="self" type="application/atom+xml" href="{{ root }}{{ page }}feed.atom"/>
<author><name>{{ publisher }}</name></author>
<updated>{{ entries[0].updated if entries else "1970-01-01" }}T00:00:00Z</updated>
{% for one in entries %}
<entry>
<title>{{ one.title }}</title>
<id>{{ name }}{{ one.id }}</id>
<link rel="alternate" type="text/html" href="{{ root }}{{ one.address }}"/>
<updated>{{ one.updated }}T00:00:00Z</updated>
<summary>{{ one.said }}</summary>
</entry>
{% endfor %}
</feed>
"""
)


class FeedOf(NamedTuple):
    """Which feed: the page that it is of, what the names of its entries begin with, its title."""

    page: str
    name: str
    title: str


class FeedEntry(NamedTuple):
    """Something that happened: on a day, with a stable id within its feed, and where it stands."""

    updated: str
    id: str
    title: str
    said: str
    address: str


def feeds(book: Book, leads: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The feed of the site, of each area with a page and of each topic: its address, and it.

    Where a page moved (``leads``), its feed stands at the old address too: nobody who reads a feed
    is led on by a page.
    """
    found = dict(_feeds(book, leads))
    yield from found.items()
    for old, now in leads.items():
        # A page of a place that leads to the place itself never had one.
        if f"{now}feed.atom" in found and not old.startswith((now, "embed/")):
            yield f"{old}feed.atom", found[f"{now}feed.atom"]


def _feeds(book: Book, leads: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    releases = book.holdings.releases[::-1]
    everything = [entry for held in releases for entry in _of_all(book, held)]
    yield _feed(book, FeedOf("", "#", book.site.title), everything)
    by_code = {held.id: _by_area(book, held) for held in releases}
    for page, areas in _places(book):
        codes = [area.code for area in areas]
        found = [_of_area(held, codes, by_code[held.id]) for held in releases]
        entries = [*(entry for entry in found if entry), *_ended(book, areas[0])]
        entries += _corrected(releases, page, leads)
        # By its code an area is known also when it has another name; a page of several is known by
        # that of the first ward that it was of.
        first = min(areas, key=lambda area: area.end or date.max)
        yield _feed(book, FeedOf(page, f"#{first.code}-", areas[0].name), entries)
    for topic in book.topics.values():
        page = f"topics/{topic.id}/"
        found = [_of_topic(book, held, topic.id) for held in releases]
        entries = [*(entry for entry in found if entry), *_corrected(releases, page, leads)]
        yield _feed(book, FeedOf(page, f"{page}#", topic.matter.title), entries)


def _places(book: Book) -> Iterator[tuple[str, list[Area]]]:
    """Each area with a page of its own, and the wards that share one."""
    for area in book.profiled:
        yield book.address(area), [area]
        if area.level == "district":
            for wards in book.wards(area).values():
                yield book.address(wards[0]), list(wards)


def _feed(book: Book, of: FeedOf, entries: list[FeedEntry]) -> tuple[str, bytes]:
    whole = of.title if of.title == book.site.title else f"{of.title}, {book.site.title}"
    text = FEED.render(
        title=whole,
        page=of.page,
        root=book.site.root,
        # A feed has a name of its own, also where the site has no address yet.
        name=f"{book.site.root or 'urn:crime-profiles:'}{of.name}",
        publisher=book.site.publisher,
        entries=sorted(entries, key=lambda entry: entry.updated, reverse=True),
    )
    return f"{of.page}feed.atom", text.encode()


def _ended(book: Book, area: Area) -> Iterator[FeedEntry]:
    """That an area is no more, and what is there now: nothing else will come of it."""
    if area.end is None or not has_ended(book, area):
        return
    after = [one for one in followed_by(book, area) if book.address(one)]
    day = area.end.isoformat()
    title = f"There has been no {area.level} of {area.name} since {spoken(day)}"
    said = f"Its area is now in {wording.listing([one.name for one in after])}." if after else ""
    address = book.address(after[0] if after else area)
    yield FeedEntry(day, f"ended-{day}", title, f"{title}. {said}".strip(), address)


def _of_all(book: Book, held: KeptRelease) -> Iterator[FeedEntry]:
    """A release, with how many figures changed, and what was corrected in it."""
    found = changed(book, held)
    more = f" Figures: {found.told}." if found else ""
    said = f"{held.said.summary}{more}"
    title = f"Release of {held.label}"
    yield FeedEntry(held.said.date, held.id, title, said, f"releases/{held.id}/")
    yield from _corrected((held,), "", {})


def _by_area(book: Book, held: KeptRelease) -> dict[str, tuple[str, str]]:
    """By area, how many figures changed in a release and the largest revision, in words."""
    found = changed(book, held)
    if found is None:
        return {}
    changes, spoken = found.found.changes, Spoken(book.holdings)
    first = changes[changes["kind"] == "revised"].drop_duplicates("area")
    largest = {row.area: sentence(spoken, row) for row in each(first)}
    return {
        str(code): (numbers(rows).sentence, largest.get(str(code), ""))
        for code, rows in changes.groupby("area", sort=False)
    }


def _of_area(
    held: KeptRelease, codes: list[str], found: dict[str, tuple[str, str]]
) -> FeedEntry | None:
    told_of = [found[code] for code in codes if code in found]
    if not told_of:
        return None
    said, largest = told_of[0]
    rest = f" The largest revision: {largest}." if largest else ""
    title, address = f"Release of {held.label}", f"releases/{held.id}/"
    return FeedEntry(held.said.date, held.id, title, f"Figures: {said}.{rest}", address)


def _of_topic(book: Book, held: KeptRelease, topic: str) -> FeedEntry | None:
    found = changed(book, held)
    if found is None:
        return None
    mine = found.found.changes[is_of_topic(found.found.changes, book.topics[topic])]
    if mine.empty:
        return None
    said = f"Figures: {numbers(mine).sentence}."
    title = f"Release of {held.label}"
    return FeedEntry(held.said.date, held.id, title, said, f"topics/{topic}/")


def _corrected(
    releases: tuple[KeptRelease, ...], page: str, leads: Mapping[str, str]
) -> Iterator[FeedEntry]:
    """The corrections of releases on a page or below it, as it was then or is now, and what was
    withdrawn there."""
    for one in corrections(releases):
        named = (*one.pages, *pages_now(one.pages, leads))
        if not page or any(where.startswith(page) for where in named):
            yield FeedEntry(one.date, one.name, one.title, one.said, one.address)
