"""What changed in the figures from the release before to one: in all, by topic and by area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import pandas as pd

from generator.pages.book import Book
from generator.reading.releases import KeptRelease
from generator.releases import frozen
from generator.releases.aloud import turned_sentences
from generator.releases.differences import Difference, difference, each
from generator.releases.narrowed import of_areas
from generator.releases.renamed import renamed, without
from generator.releases.sentences import of_finding, of_wording, sentence
from generator.releases.spoken import Spoken
from generator.releases.summaries import by_topic, has_number, numbers, of_new
from generator.terms.areas import Area

MOST_TOLD = 20


class ChangeList(NamedTuple):
    """Lines under a heading, the first of them, and how many more there are."""

    id: str
    title: str
    lines: list[str]
    more: int


class OfArea(NamedTuple):
    """What changed for an area: how many figures of which kind, and the largest revision."""

    area: Area
    told: str
    largest: str


class Changed(NamedTuple):
    """What changed since the release before: its name, all of it in a sentence, and the parts."""

    since: KeptRelease
    told: str
    blocks: list[ChangeList]
    areas: list[OfArea]
    found: Difference


def changed(book: Book, held: KeptRelease) -> Changed | None:
    """What changed in a release; None where there is none before it."""
    return book.kept(("changed", held.id), lambda: _changed(book, held))


def _changed(book: Book, held: KeptRelease) -> Changed | None:
    before = [one for one in book.holdings.releases if one.is_frozen and one.id < held.id]
    if not before or not (held.is_frozen or held.id == book.site.release):
        return None
    since = before[-1]
    now = frozen.read(held.folder) if held.is_frozen else None
    now = now or frozen.as_held(book.holdings, book.audit)
    found = difference(frozen.read(since.folder), now, book.holdings)
    spoken = Spoken(book.holdings)
    blocks = [block for block in _blocks(book, spoken, found) if block.lines]
    areas = [one for area in book.profiled if (one := _of_area(book, spoken, found, area))]
    return Changed(since, numbers(found.changes).sentence, blocks, areas, found)


def _blocks(book: Book, spoken: Spoken, found: Difference) -> list[ChangeList]:
    """What is told of all areas, what matters most first."""
    revised, restated = found.of_kind("revised"), found.of_kind("restated")
    withheld = restated[restated["why"].str.startswith("withheld")]
    new = without(found.of_kind("new"), renamed(found.changes))
    new = new[has_number(new)]
    gone = without(found.of_kind("gone"), renamed(found.changes))
    turned = list(turned_sentences(spoken, found))
    topics = [of_new(spoken, topic, rows) for topic, rows in by_topic(new, book.topics)]
    caveats = [of_wording(spoken, row) for _, row in found.wordings.iterrows()]
    findings = [of_finding(row, book.holdings.sources) for _, row in found.findings.iterrows()]
    return [
        _listed("audit", "What the audit found since", findings, len(findings)),
        _listed("turned", "Places and directions that revisions turned", turned, len(turned)),
        _listed("revised", "Revised, the largest first", _each(spoken, revised), len(revised)),
        _listed("withheld", "Without a number since", _each(spoken, withheld), len(withheld)),
        _listed("new-figures", "New figures, by topic", topics, len(topics)),
        _listed("gone", "No longer given", _each(spoken, gone), len(gone)),
        _listed("caveats", "Caveats that are new, gone or in other words", caveats, len(caveats)),
    ]


def _each(spoken: Spoken, rows: pd.DataFrame) -> Iterator[str]:
    return (sentence(spoken, row) for row in each(rows.head(MOST_TOLD)))


def _listed(key: str, title: str, lines: Iterable[str], number: int) -> ChangeList:
    return ChangeList(key, title, list(islice(lines, MOST_TOLD)), max(0, number - MOST_TOLD))


def _of_area(book: Book, spoken: Spoken, found: Difference, area: Area) -> OfArea | None:
    """What changed for an area, with its wards where it is a district; None where nothing did."""
    inner = book.holdings.areas.within(area, "ward") if area.level == "district" else []
    mine = of_areas(found, {area.code, *(ward.code for ward in inner)})
    if mine.changes.empty:
        return None
    largest = [sentence(spoken, row) for row in each(mine.of_kind("revised").head(1))]
    return OfArea(area, numbers(mine.changes).sentence, largest[0] if largest else "")


def for_area(book: Book, area: Area) -> tuple[str, str]:
    """What changed for an area in the release of today, in a sentence, and the address where the
    rest stands; blank where nothing did, or there was none before."""
    held = book.holdings.release
    found = changed(book, held) if held else None
    mine = next((one for one in found.areas if one.area == area), None) if found else None
    if held is None or found is None or mine is None:
        return "", ""
    rest = f" The largest revision: {mine.largest}." if mine.largest else ""
    said = f"Figures changed since the release of {found.since.label}: {mine.told}.{rest}"
    return said, f"releases/{held.id}/#{area.slug}"
