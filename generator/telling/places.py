"""Words for a place in a list, and for the numbers of a list that is too short for places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot
from typing import NamedTuple

from generator.figures.comparisons import Rank
from generator.figures.figures import Figure
from generator.telling.extremes import MOST_NAMED
from generator.telling.speech import Voice
from generator.terms import wording

# A place among fewer says nothing that their numbers do not.
FEWEST_RANKED = 5


class Peer(NamedTuple):
    """An area in a list: its name, its number as it is printed and as it is, the range that chance
    leaves it, and whether the documents agree on it."""

    name: str
    text: str
    value: float
    lower: float | None = None
    upper: float | None = None
    is_agreed: bool = True


def standing(voice: Voice, figure: Figure, rank: Rank | None, listed: str, end: str = "") -> str:
    """Which place does it take in a stated list, from the nearer ``end`` unless one is named?
    Empty where it cannot be ranked, or among few."""
    if rank is None or rank.of < FEWEST_RANKED:
        return ""
    if rank.tied == rank.of:
        return f"All {wording.in_words(rank.of)} {listed} with a figure had the same."
    name, among = wording.upper_first(voice.place(figure.area)), wording.in_words(rank.of)
    if rank.is_middle:
        return f"{name} was in the middle of the {among} {listed}{_without(rank)}."
    joint = "joint " if rank.tied > 1 else ""
    figure_of = f"{joint}{wording.placed(*rank.counted(end))} figure of the"
    return f"{name} had the {figure_of} {among} {listed}{_without(rank)}."


def _without(rank: Rank) -> str:
    """How many more there are that have no place, and why; blank where all have one."""
    rest = [f"{wording.in_words(rank.missing)} more had no figure"] if rank.missing else []
    if rank.doubted:
        verb = "is" if rank.doubted == 1 else "are"
        rest.append(f"{wording.in_words(rank.doubted)} more {verb} being checked")
    if few := rank.uncounted - rank.rough:
        rest.append(f"{wording.in_words(few)} more had too few to be ranked")
    if rank.rough:
        rest.append(f"{wording.in_words(rank.rough)} more had only a rough number")
    return f" ({wording.listing(rest)})" if rest else ""


def place_of(rank: Rank, plural: str, end: str = "") -> str:
    """The place in a list, from its nearer end unless one is named, as a part of a sentence: "the
    sixth lowest of 13 districts", "in the middle of 13 districts". Empty among few."""
    if rank.of < FEWEST_RANKED:
        return ""
    among = f"of {wording.in_words(rank.of)} {plural}"
    if rank.is_middle:
        return f"in the middle {among}"
    joint = "joint " if rank.tied > 1 else "the "
    return f"{joint}{wording.placed(*rank.counted(end))} {among}"


def agreed(peers: Sequence[Peer], kind: str) -> tuple[list[Peer], str]:
    """Those on whose figures the documents agree, and what they are then called."""
    found = [one for one in peers if one.is_agreed]
    return found, kind if len(found) == len(peers) else f"{kind} on which the documents agree"


def placed(
    this: Peer, peers: Sequence[Peer], kind: str, without: int, counted_from: str = ""
) -> str:
    """The place of an area among its peers, counted from the nearer end unless one is named, and
    with whom it shares it: "the sixth lowest of 13 districts". Empty among few.

    It is shared with those whose number is printed alike. Which place it is not said of one that
    chance does not tell from others at that end, and nobody is low where some (``without``) had too
    few to be told.
    """
    if len(peers) < FEWEST_RANKED:
        return ""
    apart = [one.value for one in peers if one.text != this.text]
    above, below = (sum(x > this.value for x in apart), sum(x < this.value for x in apart))
    tied = len(peers) - len(apart)
    rank = Rank(below + 1, above + 1, len(peers), tied, missing=0, uncounted=without)
    end = "highest" if not above else "lowest" if not below and not without else ""
    if end and (close := near(this, peers)):
        several = f"one of {wording.in_words(len(close) + 1)} that chance could make the {end}"
        return f"{several}, among {wording.in_words(len(peers))} {kind}"
    same = sorted(one.name for one in peers if one.text == this.text and one.name != this.name)
    return f"{place_of(rank, kind, counted_from)}{level_with(same)}"


def near(this: Peer, peers: Sequence[Peer]) -> list[Peer]:
    """Which others does chance not tell from this one? None where there are no ranges.

    The range of a difference from the ranges of its two figures: Zou and Donner, "Construction of
    confidence limits about effect measures", Statistics in Medicine 27 (2008), equation 2.
    """
    return [other for other in peers if other != this and _is_near(this, other)]


def _is_near(one: Peer, other: Peer) -> bool:
    low, high = sorted((one, other), key=lambda listed: listed.value)
    if low.upper is None or high.lower is None:
        return False
    return high.value - low.value < hypot(high.value - high.lower, low.upper - low.value)


def beside_few(voice: Voice, figures: Sequence[Figure], rank: Rank) -> str:
    """The numbers of the others of a list that is too short for places, the rough ones too, and how
    many more there are. Empty without any."""
    said = in_each(voice, [figure for figure in figures if not figure.is_unreliable])
    rest = replace(rank, uncounted=rank.uncounted - rank.rough, rough=0)
    return f"{said}{_without(rest)}." if said else ""


def in_each(voice: Voice, figures: Sequence[Figure]) -> str:
    """How much it was in each of a few areas, without a stop: "In Dover it was 4.9 and in Thanet
    9.3". Those without a number are left out; blank where none has one."""
    told = [(voice.place(f.area), voice.short(f)) for f in figures if voice.short(f)]
    if not told:
        return ""
    (first, number), *more = told
    said = [f"In {first} it was {number}", *(f"in {place} {text}" for place, text in more)]
    return wording.listing(said)


def level_with(names: Sequence[str]) -> str:
    """Whose number is printed alike: a place among those is no finding by itself. Blank without.

    >>> level_with([]), level_with(["Ashford", "Thanet"]), level_with(["A", "B", "C"])
    ('', ', level with Ashford and Thanet', ', level with three others')
    """
    if not names:
        return ""
    told = names if len(names) <= MOST_NAMED else [f"{wording.in_words(len(names))} others"]
    return f", level with {wording.listing(told)}"
