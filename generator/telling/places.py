"""Words for a place in a list, and for the numbers of a list that is too short for places."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.comparisons import Rank
from generator.figures.figures import Figure
from generator.telling.extremes import MOST_NAMED
from generator.telling.speech import Voice
from generator.terms import wording

# A place among fewer says nothing that their numbers do not.
FEWEST_RANKED = 5


def standing(voice: Voice, figure: Figure, rank: Rank | None, listed: str) -> str:
    """Which place does it take in a stated list? Empty where it cannot be ranked, or among few."""
    if rank is None or rank.of < FEWEST_RANKED:
        return ""
    if rank.tied == rank.of:
        return f"All {wording.in_words(rank.of)} {listed} with a figure had the same."
    place, end = rank.from_nearer_end
    joint = "joint " if rank.tied > 1 else ""
    name = wording.upper_first(voice.place(figure.area))
    figure_of = f"{joint}{wording.placed(place, end)} figure of the"
    return f"{name} had the {figure_of} {wording.in_words(rank.of)} {listed}{_without(rank)}."


def _without(rank: Rank) -> str:
    """How many more there are that have no place, and why; blank where all have one."""
    rest = [f"{wording.in_words(rank.missing)} more had no figure"] if rank.missing else []
    if rank.doubted:
        verb = "is" if rank.doubted == 1 else "are"
        rest.append(f"{wording.in_words(rank.doubted)} more {verb} being checked")
    if rank.uncounted:
        rest.append(f"{wording.in_words(rank.uncounted)} more had too few to be ranked")
    return f" ({wording.listing(rest)})" if rest else ""


def place_of(rank: Rank, plural: str) -> str:
    """The place in a list, from its nearer end, as a part of a sentence: "sixth lowest of 13
    districts". Empty among few."""
    if rank.of < FEWEST_RANKED:
        return ""
    joint = "joint " if rank.tied > 1 else ""
    told = wording.placed(*rank.from_nearer_end)
    return f"{joint}{told} of {wording.in_words(rank.of)} {plural}"


def beside_few(voice: Voice, figures: Sequence[Figure], rank: Rank) -> str:
    """The numbers of the others of a list that is too short for places. Empty without any."""
    told = [(voice.place(f.area), voice.short(f)) for f in figures if voice.short(f)]
    if not told:
        return ""
    (first, number), *more = told
    said = [f"In {first} it was {number}", *(f"in {place} {text}" for place, text in more)]
    return f"{wording.listing(said)}{_without(rank)}."


def level_with(names: Sequence[str]) -> str:
    """Whose number is printed alike: a place among those is no finding by itself. Blank without.

    >>> level_with([]), level_with(["Ashford", "Thanet"]), level_with(["A", "B", "C"])
    ('', ', level with Ashford and Thanet', ', level with three others')
    """
    if not names:
        return ""
    told = names if len(names) <= MOST_NAMED else [f"{wording.in_words(len(names))} others"]
    return f", level with {wording.listing(told)}"
