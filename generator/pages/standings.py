"""A figure's place among the areas that it is listed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.figures import comparisons
from generator.figures.comparisons import Rank
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.findings import gap_of
from generator.telling import places
from generator.telling.places import Peer
from generator.telling.speech import Voice
from generator.telling.verdicts import counted_from
from generator.terms import wording
from generator.terms.areas import LEVELS, Area

# Levels whose areas have a place among each other told.
LISTED = ("district", "ward", "force")


@dataclass(frozen=True, slots=True)
class Standing:
    """A place, None where there is none; the areas that it is among, and their figures; and the
    sentence about it."""

    rank: Rank | None
    areas: list[Area]
    figures: list[Figure]
    sentence: str


def standing(book: Book, figure: Figure, level: str) -> Standing:
    """Which place does a figure take among the areas of a level: wards in their district, others
    in the site's own area? Those that existed then are listed. It is counted from the end that the
    verdict beside the figure's one comparator is of."""
    areas = book.holdings.areas
    district = areas.ancestor(areas[figure.area], "district") if level == "ward" else None
    where = district or book.root
    edition = book.voice(figure.indicator).dataset.wards_as_of
    listed = areas.listed(where, level, figure.period, edition)
    codes = {area.code for area in listed}
    found = [other for other in book.figures.beside(figure) if other.area in codes]
    voice, is_listed = book.voice(figure.indicator), figure.area in codes
    rank = comparisons.rank(figure, found, len(listed), voice.short) if is_listed else None
    named = f"{LEVELS[level].plural} in {wording.place(where)}"
    end = counted_from(gap_of(book, figure))
    said = places.standing(voice, figure, rank, named, end)
    if rank and rank.of < places.FEWEST_RANKED:
        others = [other for other in found if other.area != figure.area]
        said = places.beside_few(voice, others, rank)
    return Standing(rank, listed, found, said)


def place_told(book: Book, figure: Figure, end: str = "") -> str:
    """The place of a figure's area among those of its level, as the chart's title has it: "Sixth
    lowest of 13 districts."; partnerships stand for such as are counted only together. Counted from
    the nearer end unless one is named; blank without."""
    areas = book.holdings.areas
    level = areas[figure.area].level
    if level not in ("ward", "district"):
        return ""
    listed = standing(book, figure, level).figures
    held, kind = {one.area for one in listed}, LEVELS[level].plural
    joint = [
        other
        for other in book.figures.beside(figure)
        if areas[other.area].level == "partnership" and other.value is not None
        if not held & {member.code for member in areas.members(areas[other.area])[0]}
    ]
    if joint and level == "district":
        listed, kind = [*listed, *joint], "areas"
    return placed_among(book, figure, listed, kind, end)


def placed_among(
    book: Book, figure: Figure, figures: Sequence[Figure], kind: str, end: str = ""
) -> str:
    """The place of a figure among others of its kind, itself one of them, as a sentence. Blank
    where it has none, or where these are numbers of places of different size."""
    voice = book.voice(figure.indicator)
    held = [f for f in figures if not (f.is_absent or f.is_doubted)]
    told = [f for f in held if f.can_be_ranked]
    if figure not in told or voice.is_of_size(is_rate=voice.is_rate):
        return ""
    peers = {f.area: _listed(book, voice, f) for f in told}
    sound, named = places.agreed(list(peers.values()), kind)
    mine = peers[figure.area]
    without = len(held) - len(told)
    said = places.placed(mine, sound, named, without, end) if mine.is_agreed else ""
    return f"{wording.upper_first(said.removeprefix('the '))}." if said else ""


def _listed(book: Book, voice: Voice, figure: Figure) -> Peer:
    """A figure as one of a list of areas."""
    name, is_agreed = voice.area(figure.area).name, figure.key not in book.disputed
    ends = figure.lower, figure.upper
    return Peer(name, voice.short(figure), figure.value or 0.0, *ends, is_agreed)
