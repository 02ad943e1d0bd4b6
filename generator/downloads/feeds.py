"""Feeds (Atom): what changed on the site, in a district or ward, or in a topic, release by release,
and what was corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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
from generator.releases.summaries import HowMany, by_area, has_number, how_many_new, numbers
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
        codes = {area.code for area in areas}
        if areas[0].level == "district":
            codes |= {ward.code for ward in book.holdings.areas.within(areas[0], "ward")}
        found = (_of_area(held, codes, by_code[held.id]) for held in releases)
        entries = [*(entry for entry in found if entry), *_ended(book, areas[0])]
        entries += _corrected(releases, page, leads)
        # By its code an area is known also when it has another name; a page of several is known by
        # that of the first ward that it was of.
        first = min(areas, key=lambda area: area.end or date.max)
        yield _feed(book, FeedOf(page, f"#{first.code}-", areas[0].name), entries)
    for topic in book.topics.values():
        page = f"topics/{topic.id}/"
        found = (_of_topic(book, held, topic.id) for held in releases)
        entries = [*filter(None, found), *_corrected(releases, page, leads)]
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
    day = area.end.isoformat() if area.end and has_ended(book, area) else ""
    dates = sorted(held.said.date for held in book.holdings.releases)
    # What had ended before the first release is no news.
    if not day or not dates or day <= dates[0]:
        return
    after = [one for one in followed_by(book, area) if book.address(one)]
    what = "ward of the name" if area.level == "ward" else f"{area.level} of"
    title = f"There has been no {what} {area.name} since {spoken(day)}"
    said = f"Its area is now in {wording.listing([one.name for one in after])}." if after else ""
    address = book.address(after[0] if after else area)
    told = next((date for date in dates if date >= day), day)
    yield FeedEntry(told, f"ended-{day}", title, f"{title}. {said}".strip(), address)


def _of_all(book: Book, held: KeptRelease) -> Iterator[FeedEntry]:
    """A release, with how many figures changed, and what was corrected in it."""
    found = changed(book, held)
    more = f" Figures: {found.told}." if found else ""
    said = f"{held.said.summary}{more}"
    title = f"Release of {held.label}"
    yield FeedEntry(held.said.date, held.id, title, said, f"releases/{held.id}/")
    yield from _corrected((held,), "", {})


class AreaChanges(NamedTuple):
    """What changed for areas in a release: how many figures, by area, and the largest revision of
    each in words, the largest of all first."""

    numbers: dict[str, HowMany]
    largest: dict[str, str]


def _by_area(book: Book, held: KeptRelease) -> AreaChanges | None:
    """What changed in a release, by area; None for the first."""
    found = changed(book, held)
    if found is None:
        return None
    changes, spoken = found.found.changes, Spoken(book.holdings)
    first = changes[changes["kind"] == "revised"].drop_duplicates("area")
    return AreaChanges(by_area(changes), {row.area: sentence(spoken, row) for row in each(first)})


def _of_area(
    held: KeptRelease, codes: Collection[str], found: AreaChanges | None
) -> FeedEntry | None:
    """A release, for some areas; of the first all is new."""
    said = held.said.summary
    if found:
        told = [found.numbers[code] for code in codes if code in found.numbers]
        if not any(map(any, told)):
            return None
        said = f"Figures: {HowMany(*map(sum, zip(*told, strict=True))).sentence}."
        largest = next((one for code, one in found.largest.items() if code in codes), "")
        said += f" The largest revision: {largest}." if largest else ""
    title, address = f"Release of {held.label}", f"releases/{held.id}/"
    return FeedEntry(held.said.date, held.id, title, said, address)


def _of_topic(book: Book, held: KeptRelease, topic: str) -> FeedEntry | None:
    found = changed(book, held)
    said = held.said.summary
    if found:
        mine = found.found.changes[is_of_topic(found.found.changes, book.topics[topic])]
        if not any(told := numbers(mine)):
            return None
        new = mine[(mine["kind"] == "new") & has_number(mine)]
        rest = f"New: {how_many_new(Spoken(book.holdings), new)}." if len(new) else ""
        is_all_new = sum(told) == len(new)
        said = rest if is_all_new else f"Figures: {told.sentence}. {rest}".strip()
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
