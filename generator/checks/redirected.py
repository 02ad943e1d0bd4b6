"""Rules about addresses that moved: each is an address, and each moved once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.addresses import fault, remedy
from generator.terms.redirects import REDIRECTS


def sound(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Addresses that are none, or that two rows lead on from. Whether there is a page still is seen
    when the pages are made."""
    first: dict[str, int] = {}
    for one in holdings.redirects:
        place = Place(REDIRECTS, one.row, "address")
        wrong = [(part, why) for part in one.path.split("/") if (why := fault(part))]
        if wrong:
            part, why = wrong[0]
            what, form = f'The part "{part}" of the address "{one.address}" {why}.', remedy(part)
            if not part:
                what = f'The address "{one.address}" has two strokes together.'
                form = "Keep one of them."
            if not one.path:
                what = "The old address is blank."
                form = "Write the address that there was, as old-ford/crime/; or take the row out."
            yield Problem("address", place, what, form)
        elif first.setdefault(one.path, one.row) != one.row:
            what = f'The address "{one.address}" stands in row {first[one.path]} too.'
            yield Problem("address", place, what, "Take one of the two out.")


RULES = (sound,)
