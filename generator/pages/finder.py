"""What "Find your area" looks in: names of areas, topics, towns and villages, and postcodes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.pages.book import Book
from generator.pages.ended import has_ended, of_today
from generator.terms import wording
from generator.terms.areas import Area, plain

NAMES, POSTCODES = "assets/places.json", "assets/postcodes.json"
# What the licences of those ask for of whom an import holds something; the last has the year.
ASKED = {
    "POSTCODES": (
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0.",
        "Contains OS data © Crown copyright and database right {year}.",
        "Contains Royal Mail data © Royal Mail copyright and database right {year}.",
    ),
    "OPEN-NAMES": ("Contains OS data © Crown copyright and database right {year}.",),
}


def files(book: Book) -> dict[str, str]:
    """The files that the finder fetches: the second where postcodes are held, and only once a
    whole postcode is typed. It is one file for all, so that no request says which was typed."""
    areas = _areas(book)
    names = {
        "areas": areas,
        "others": list(_spellings(book)),
        "topics": list(_topics(book)),
        "places": list(_places(book, areas)),
        "has_postcodes": bool(book.holdings.findable.postcodes),
    }
    found = {NAMES: _as_json(names)}
    if book.holdings.findable.postcodes:
        found[POSTCODES] = _as_json(_postcodes(book, areas))
    return found


def credit(book: Book) -> str:
    """What those ask for from whom an import took names of places or postcodes: a line that is
    asked for of several years once, with all of them."""
    said: dict[str, set[str]] = {}
    held = {
        "POSTCODES": book.holdings.findable.postcodes,
        "OPEN-NAMES": book.holdings.findable.settlements,
    }
    for kind, lines in ASKED.items():
        years = [s.date for s in book.holdings.sources.values() if s.id.startswith(kind)]
        if held[kind] and years:
            for line in lines:
                said.setdefault(line, set()).add(max(years))
    return " ".join(line.format(year=wording.listing(sorted(said[line]))) for line in said)


def _areas(book: Book) -> dict[str, list[str]]:
    """By code, every area with a page: its name, its kind, its address, and a ward's district."""
    found = {
        a.code: [a.name, _kind(book, a), address]
        for a in book.profiled
        if (address := book.address(a))
    }
    for district in book.districts:
        for wards in book.wards(district).values():
            # One page serves all that had a name in turn: it is of the past if the newest is.
            until = f" until {wards[0].end.year}" if wards[0].end else ""
            kind = f"ward in {district.name}{until}"
            found |= {w.code: [w.name, kind, book.address(w), district.code] for w in wards}
    return found


def _kind(book: Book, area: Area) -> str:
    """What an area is, and until when it was; blank of a district of today."""
    if area.end and has_ended(book, area):
        return f"{area.level} until {area.end.year}"
    return "" if area.level == "district" else area.level


def _spellings(book: Book) -> Iterator[list[str]]:
    for one in book.holdings.renamed:
        area = book.holdings.areas[one.code]
        if (address := book.address(area)) and one.until <= book.site.released:
            yield [one.name, f"now {area.name}", address]
    for name, code in sorted(book.holdings.areas.spellings.items()):
        area = book.holdings.areas[code]
        # Letters that the finder passes over make no other name.
        if area in book.profiled and plain(name) != plain(area.name):
            yield [name, f"now {area.name}" if area.name not in name else "", book.address(area)]


def _topics(book: Book) -> Iterator[list[str | list[str]]]:
    """Every topic: its name, its address, and by what else it is known: its title, and what it
    counts of what the police record."""
    kinds, named = _kinds(book), {plain(topic.short) for topic in book.topics.values()}
    for topic in book.topics.values():
        own = {plain(name): name for name in (*kinds.get(topic.id, ()), topic.matter.title)}
        others = sorted(name for key, name in own.items() if key not in named)
        yield [topic.short, f"topics/{topic.id}/", others]


def _kinds(book: Book) -> dict[str, list[str]]:
    """The types of what the police record, by the one topic that each is looked for in: of those
    that have it, the one that is about the fewest types."""
    held: dict[str, dict[str, int]] = {}
    for topic in book.topics.values():
        for indicator in topic.matter.indicators:
            voice, shown = book.voice(indicator), book.categories(topic, indicator)
            is_named = voice.dataset.police_record and voice.measure.kind == "count"
            for category in shown if is_named else ():
                if voice.dataset.categories[category].within:
                    label = voice.category_label(category)
                    fewest = min(len(shown), held.get(label, {}).get(topic.id, len(shown)))
                    held.setdefault(label, {})[topic.id] = fewest
    found: dict[str, list[str]] = {}
    for label, topics in held.items():
        found.setdefault(min(topics, key=lambda one: topics[one]), []).append(label)
    return found


def _places(book: Book, areas: dict[str, list[str]]) -> Iterator[list[str]]:
    """Towns and villages, but those that have the name of the district they lie in."""
    for one in book.holdings.findable.settlements:
        area = of_today(book, one.area)
        name, kind, *_ = areas.get(area, ["", ""])
        if area in areas and (kind or plain(name) != plain(one.place)):
            yield [one.place, area]


def _postcodes(book: Book, areas: dict[str, list[str]]) -> dict[str, object]:
    """The last letters of the postcodes of each sector, then their areas by their place in the
    list of codes."""
    sectors = [one for outward in book.holdings.findable.postcodes.values() for one in outward]
    now = {code: of_today(book, code) for code in {c for one in sectors for c in one.areas}}
    codes = sorted({code for code in now.values() if code in areas})
    numbers = {code: str(number) for number, code in enumerate(codes)}
    told: dict[str, list[str]] = {}
    for one in sectors:
        known = dict.fromkeys(now[code] for code in one.areas)
        here = [numbers[code] for code in known if code in areas]
        if here:
            told.setdefault(one.sector, []).append(" ".join(["".join(one.units), *here]))
    return {"areas": codes, "sectors": told}


def _as_json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
