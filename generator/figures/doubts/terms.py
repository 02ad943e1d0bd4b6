"""What a doubt is, and the one table of thresholds beyond which something is doubted."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from generator.problems import Place, Problem
from generator.terms.accepted import Accepted
from generator.terms.cells import Cell

# Told with the rule's own name in its place, which is what the line has to say.
RULE = "<rule>"
OR_ACCEPT = f'or accept it in data/accepted.csv as "{RULE}", with a reason and an office.'
REMEDY = f"Mend the number; or say what happened in data/events.csv (a break); {OR_ACCEPT}"
ACCEPT = f"Mend the number; {OR_ACCEPT}"
MEND_PERIOD = f"Mend the period; {OR_ACCEPT}"

# How far a number may move before it is doubted: what it may be multiplied or divided by, chance
# and the usual movement aside. "Steady" holds where at least FEWEST other moves are known.
FACTORS = {
    "count": {"steady": log(2), "unknown": log(3)},
    "printed": {"steady": log(5), "unknown": log(15)},
}
FEWEST = 3
# How far all areas of a level may move together: what is more may be a file in other units.
TOGETHER = log(3)
# Two numbers whose ratio is so near a power of ten (in tens) may differ by a decimal point.
SHIFTED = 0.06
# A move is no jump within so many times the usual one (the median of the other moves).
USUAL = 6
# Chance: so many standard errors of the ratio of two counts; for a nought, the same probability.
ERRORS, CHANCE = 3, 0.00135
# How many times as many, or as few, for each resident as in the other areas; and how many a year
# there may be for each at most, where an area is no mere ward.
OF_OTHERS, MOST_EACH = log(20), 1
# Residents: by how much a population may change in a year.
IN_A_YEAR = 0.10
# So many years between residents and what is set against them, beyond which a rate says little.
OLD_RESIDENTS = 5
# Years before the release beyond which a period is far past, and years between a period and its
# nearest neighbour in a dataset beyond which its year may be mistyped.
FAR_PAST, FAR_OFF = 30, 8
# So many numbers of the future are no slip of typing: the release is older than the figures.
MANY = 20
# So many years without a figure before the release: its year may be mistyped.
FAR_RELEASE = 10
# Days after which nobody can say that a contact still answers.
STALE = 366


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that calls for judgement: where it is, what it is, what to do about it.

    ``cells`` are the numbers that nothing is worked out from while it is open, the first of them
    the one that it is told of. ``side`` says in a word what is odd, ``beside`` names what it is
    set against; both are for the sentence on the page. ``words`` find it in data/accepted.csv.
    """

    rule: str
    place: Place
    what: str
    remedy: str = REMEDY
    cells: tuple[Cell, ...] = ()
    side: str = ""
    beside: str = ""
    words: frozenset[str] = frozenset()

    @property
    def problem(self) -> Problem:
        """What is told of it while it is open."""
        remedy = self.remedy.replace(RULE, self.rule)
        return Problem(self.rule, self.place, self.what, remedy, is_doubt=True)

    def is_covered_by(self, line: Accepted) -> bool:
        """Does a line of data/accepted.csv sign it off?"""
        return line.covers(self.rule, self.place, self.words)
