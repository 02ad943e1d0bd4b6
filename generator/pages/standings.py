"""A figure's place among the areas that it is listed with."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures import comparisons
from generator.figures.comparisons import Rank
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.telling import places
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
    in the site's own area? Those that existed then are listed."""
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
    said = places.standing(voice, figure, rank, named)
    if rank and rank.of < places.FEWEST_RANKED:
        others = [other for other in found if other.area != figure.area]
        said = places.beside_few(voice, others, rank)
    return Standing(rank, listed, found, said)
