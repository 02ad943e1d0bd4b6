"""Rules about names that become addresses: each is safe, and no two pages want the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import NOWHERE, Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.ordinary import Published
from generator.reading.topics import OPENING, Topic, Topics
from generator.terms.addresses import fault, fault_of_file, proposed, remedy
from generator.terms.areas import PROFILED, Area, plain

AREAS = "data/areas/areas.csv"
# What the site itself has or will have, and the pages of it that a topic may link to.
PAGES = (
    *("topics", "compare", "contacts", "releases", "data", "data/coverage", "data/sources"),
    "disagreements",
)
KEPT = (
    *("embed", "assets", "review", "profile", "data/index"),
    *("404", "feed", "index", "sitemap", "search"),
)
FILES = (
    *("404.html", "sitemap.xml", "sitemap.xml.gz", "feed.atom", "data/figures.csv"),
    *("assets/colours.css", "assets/licences.txt", "assets/places.json"),
    *("assets/postcodes.json", "assets/tiles.json", "assets/compare.json"),
    *("disagreements/findings.csv", "data/figures.csv-metadata.json"),
)
# Pages that people write, at addresses that the site links to.
WRITTEN = ("about", "glossary", "methods", "accessibility", "privacy")
IN_AN_AREA = ("wards", "summary", "figures")
RELEASE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class Taken(NamedTuple):
    """A file of the site, who wants it in words, and the place where that is said."""

    path: str
    by: str
    place: Place = NOWHERE
    remedy: str = "Give one of them another name."


def addresses(holdings: Holdings, topics: Topics, published: list[Published]) -> Iterator[Problem]:
    """Names that are no part of an address, two pages for one address, links to no page."""
    yield from _ids(holdings, topics)
    yield from _area_names(holdings)
    yield from _file_names(published)
    yield from _clashes(taken_by(holdings, topics, published))
    yield from _links(holdings, topics, published)


def _ids(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    for topic in topics.values():
        if why := fault(topic.id):
            what = f'The name of the topic, "{topic.id}", {why}.'
            yield Problem("address", topic.at(), what, f"Rename the file. {remedy(topic.id)}")
        elif topic.id in IN_AN_AREA:
            what = f'The name of the topic, "{topic.id}", is that of another page of an area.'
            yield Problem("address", topic.at(), what, "Rename the file.")
    for name, dataset in holdings.datasets.items():
        folder = f"data/datasets/{name}"
        if why := fault(name):
            what = f'The name of the dataset, "{name}", {why}.'
            yield Problem("address", Place(folder), what, f"Rename the folder. {remedy(name)}")
        file = f"{folder}/dataset.yml"
        words = [("indicators", key, key) for key in dataset.indicators]
        words += [
            ("categories", key, part) for key in dataset.categories for part in key.split("/")
        ]
        for kind, key, word in words:
            if why := fault(word):
                what = f'The id "{key}" {why}.'
                yield Problem("address", holdings.at(file, kind, key), what, remedy(word))
    for file, known in (
        ("data/subjects.csv", list(holdings.subjects)),
        ("data/sources.csv", list(holdings.sources)),
    ):
        rows = _rows(holdings, file, "id")
        for key in known:
            if why := fault(key.lower()):
                what, place = f'The id "{key}" {why}.', Place(file, rows.get(key), "id")
                yield Problem("address", place, what, remedy(key.lower()))
        yield from _same_but_for_case(file, known, rows)


def _same_but_for_case(file: str, known: list[str], rows: dict[str, int]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for key in known:
        other = first.setdefault(key.casefold(), key)
        if other != key:
            what = f'The ids "{other}" and "{key}" differ in nothing but capitals.'
            yield Problem("address", Place(file, rows.get(key), "id"), what, "Give one another id.")


def _rows(holdings: Holdings, file: str, column: str) -> dict[str, int]:
    sheet = holdings.sheets.get(file)
    return {cells.get(column, ""): row for row, cells in sheet.rows} if sheet else {}


def _area_names(holdings: Holdings) -> Iterator[Problem]:
    rows = _rows(holdings, AREAS, "code")
    for area in holdings.areas:
        why = fault(area.slug)
        if not why or not area.name:
            continue
        row, example = rows.get(area.code), proposed(area.name) if area.slug else ""
        if area.address:
            what = f'The address "{area.address}" {why}.'
            yield Problem("address", Place(AREAS, row, "address"), what, remedy(area.address))
            continue
        told = "cannot be written in the letters a to z" if not area.slug else why
        what = f'The name "{area.name}" {told}, so its pages have no address.'
        ask = 'Give it one in a column "address"'
        like = f', such as "{example}".' if example else ": letters a to z, digits and hyphens."
        yield Problem("address", Place(AREAS, row, "name"), what, ask + like)


def _file_names(published: list[Published]) -> Iterator[Problem]:
    for one in published:
        folder, name, *deeper = one.file.split("/")
        is_content = folder == "content"
        if not is_content and name != "assets":
            continue
        for part in (name, *deeper)[: len(deeper)]:
            if why := fault(part):
                what = f'The name of the folder "{part}" {why}.'
                yield Problem("address", Place(one.file), what, f"Rename it. {remedy(part)}")
        last = [name, *deeper][-1]
        if last == "README.md" and is_content:
            continue
        if why := fault_of_file(last):
            stem, _, ending = last.rpartition(".")
            better = f"{proposed(stem)}.{ending.lower()}" if proposed(stem) else ""
            advice = f' Name it "{better}".' if better and better != last else f" {remedy('')}"
            what = f"The name of the file {why}."
            yield Problem("address", Place(one.file), what, advice.strip())


def taken_by(holdings: Holdings, topics: Topics, published: list[Published]) -> Iterator[Taken]:
    """Which files will the site have, now or later, and who wants each of them?

    The site's own come first and files that people put there last, so that what is told is what
    can be renamed.
    """
    site = "a page of the site itself"
    yield from (Taken(_page(name), site) for name in ("", *PAGES, *KEPT))
    yield from (Taken(name, site) for name in FILES)
    written = {one.path: one.file for one in reversed(published)}
    yield from (Taken(_page(name), written.get(_page(name), site)) for name in WRITTEN)
    for name in holdings.datasets:
        folder = Place(f"data/datasets/{name}")
        by = f'the dataset "{name}"'
        if not fault(name):
            yield Taken(_page(f"data/{name}"), by, folder, "Rename the folder.")
            for ending in ("csv", "csv-metadata.json", "xlsx"):
                yield Taken(f"data/{name}.{ending}", by, folder, "Rename the folder.")
    sound = [
        topic
        for topic in topics.values()
        if topic.id not in (OPENING, *IN_AN_AREA) and not fault(topic.id)
    ]
    for topic in sound:
        by = f'the topic "{topic.id}"'
        yield Taken(_page(f"topics/{topic.id}"), by, topic.at(), "Rename the file.")
    yield from _taken_by_areas(holdings, sound)
    for one in published:
        yield Taken(one.path, one.file, Place(one.file), "Rename or remove the file.")


def is_later(path: str) -> bool:
    """Is this the address of a page that there is not yet, and that is kept for it?"""
    name = path.removesuffix("/index.html")
    return name in KEPT or name.rpartition("/")[2] in (*IN_AN_AREA, "feed.atom")


def _taken_by_areas(holdings: Holdings, topics: list[Topic]) -> Iterator[Taken]:
    if holdings.site is None or holdings.site.area not in holdings.areas:
        return
    root, rows = holdings.areas[holdings.site.area], _rows(holdings, AREAS, "code")
    inner = [a for level in PROFILED for a in holdings.areas.within(root, level)]
    ask = 'Give one of them another address in a column "address".'
    for area in dict.fromkeys((root, *inner)):
        if fault(area.slug):
            continue
        by, place = f"{area.name} ({area.code})", Place(AREAS, rows.get(area.code))
        yield Taken(_page(area.slug), by, place, ask)
        for name in ("data.csv", "data.xlsx", "feed.atom"):
            yield Taken(f"{area.slug}/{name}", by, place, ask)
        for name in (*IN_AN_AREA, *(topic.id for topic in topics)):
            yield Taken(_page(f"{area.slug}/{name}"), by, place, ask)
        if area.level == "district":
            yield from _taken_by_wards(holdings, area, rows)


def _taken_by_wards(holdings: Holdings, district: Area, rows: dict[str, int]) -> Iterator[Taken]:
    """A page for each name: wards that had the same one in turn share it."""
    named: dict[tuple[str, str], Area] = {}
    for ward in holdings.areas.within(district, "ward"):
        if not fault(ward.slug):
            named.setdefault((ward.slug, plain(ward.name)), ward)
    for ward in named.values():
        path = f"{district.slug}/wards/{ward.slug}"
        by, place = f"{ward.name} ({ward.code})", Place(AREAS, rows.get(ward.code))
        ask = 'Give one of them another address in a column "address".'
        yield Taken(_page(path), by, place, ask)


def _page(name: str) -> str:
    return f"{name}/index.html".removeprefix("/")


def _clashes(wanted: Iterator[Taken]) -> Iterator[Problem]:
    """Two claims on one file, whatever its capitals; a file where a folder must be.

    Of each claimant the first clash is told, for its others follow from that.
    """
    taken: dict[str, Taken] = {}
    told: set[str] = set()
    for claim in wanted:
        first = taken.setdefault(claim.path.casefold(), claim)
        place = claim.path.partition("/")[0]
        is_release = RELEASE.fullmatch(place) is not None
        other = "the pages of a release" if is_release else first.by
        if other != claim.by and claim.by not in told and place not in told:
            told |= {claim.by, place} if is_release else {claim.by}
            yield _clash(claim, claim.path, other)
    folders = {folder: claim for path, claim in taken.items() for folder in _folders(path)}
    for path, claim in taken.items():
        if path in folders and claim.by not in told:
            yield _clash(claim, f"{path}/", folders[path].by)


def _clash(claim: Taken, path: str, other: str) -> Problem:
    address = f"/{path.removesuffix('index.html')}"
    what = f"The address {address} of {claim.by} is taken by {other}."
    return Problem("address", claim.place, what, claim.remedy)


def _folders(path: str) -> Iterator[str]:
    place = path.rfind("/")
    while place > 0:
        path = path[:place]
        yield path
        place = path.rfind("/")


def _links(holdings: Holdings, topics: Topics, published: list[Published]) -> Iterator[Problem]:
    """Links of topics to pages that there are not."""
    written = [one.path.removesuffix("/index.html") for one in published if one.text is not None]
    known = dict.fromkeys([*topics, *PAGES, *WRITTEN, *written])
    known.pop(OPENING, None)
    for topic in topics.values():
        for call in topic.text.calls():
            page = call.arguments[0] if call.arguments else call.named.get("page")
            if call.word == "link" and isinstance(page, str) and page not in ("", *known):
                if holdings.may_be_declared(page, "content/*"):
                    continue
                what = f'There is no topic or page "{page}".'
                yield Problem("content", topic.at(call.line), what, suggestion(page, known))
