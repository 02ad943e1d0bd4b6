"""Rules on a project's own colours: they stand out enough, and charts can tell theirs apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.colours import DRAWN, PAIRS, TEXT, contrast

FILE = "data/site.yml"
SCHEMES = {"light": "on light paper", "dark": "in the dark"}


def colours_stand_out(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Every colour of text and of marks stands out from what it stands on, light and dark."""
    if not holdings.site:
        return
    roles = holdings.site.colours.roles()
    for role, ground, least in PAIRS:
        for scheme, said in SCHEMES.items():
            one, other = (getattr(roles[name], scheme) for name in (role, ground))
            found = contrast(one, other)
            if found < least:
                what = (
                    f'"{role}" ({one}) stands out from "{ground}" ({other}) {said} '
                    f"by {_below(found):.1f} to 1 only."
                )
                kind = "Text" if least == TEXT else "A line or a mark"
                remedy = f"{kind} needs {least:g} to 1: make one of them darker or lighter."
                yield Problem("colour", _place(holdings, role, ground, scheme), what, remedy)


def drawn_colours_differ(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """No two colours that charts draw with are the same: by them a page finds a chart's parts."""
    if not holdings.site:
        return
    roles = holdings.site.colours.roles()
    for one, other in combinations(DRAWN, 2):
        if roles[one].light == roles[other].light:
            what = f'"{one}" and "{other}" are the same on light paper ({roles[one].light}).'
            remedy = "Charts tell their parts apart by colour: change one of them a little."
            yield Problem("colour", _place(holdings, one, other, "light"), what, remedy)


def _below(ratio: float) -> float:
    """A ratio to one decimal that is never rounded up to what is asked for."""
    return int(ratio * 10) / 10


def _place(holdings: Holdings, role: str, ground: str, scheme: str) -> Place:
    """Where the project gives the first of these colours: its own line, or its role's."""
    lines = holdings.lines.get(FILE, {})
    places = [("colours", name, scheme) for name in (role, ground)]
    return Place(FILE, next((lines[place] for place in places if place in lines), None))


RULES = (colours_stand_out, drawn_colours_differ)
