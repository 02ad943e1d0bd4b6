"""How complete each month of a force's figures is, and the numbers by which that is judged."""

from __future__ import annotations

from typing import NamedTuple

STATES = ("complete", "partial", "not supplied")
COMPLETE, PARTIAL, ABSENT = STATES
# A month is set beside so many on each side of it, and needs so many to be set beside.
AROUND, FEWEST = 6, 3
# Below half of the months around, or above twice, figures are not believed without a word.
LEAST, MOST = 0.5, 2.0
# A type of crime with so few in a usual month may well have none.
RARE = 10
# So large a share without a place leaves wards without their crimes.
UNPLACED = 0.1


class Covered(NamedTuple):
    """One line of the coverage table; who overruled it says so, and why."""

    force: str
    month: str
    state: str
    why: str = ""
    rows: str = ""
    unplaced: str = ""
    overruled_by: str = ""
    reason: str = ""
