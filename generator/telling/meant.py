"""Which area is meant by the words of a command, and what is said where that is not one."""

from __future__ import annotations

from collections.abc import Callable

from generator.problems import shown, suggestion
from generator.terms.areas import Area, Areas
from generator.unexpected import HinderedError

# So many places of one name, or periods of one series, are told; the rest is counted.
MOST_TOLD = 12


def area_meant(areas: Areas, text: str, address_of: Callable[[Area], str]) -> Area:
    """Which area is meant by a code, an address or a name? Raises HinderedError."""
    for code in (text, text.upper()):
        if code in areas:
            return areas[code]
    address = f"{text.strip('/')}/"
    called = [area for area in areas if address_of(area) == address] or areas.called(text)
    if len(called) == 1:
        return called[0]
    if called:
        told = [f"{area.code} ({_described(areas, area)})" for area in called[:MOST_TOLD]]
        more = f" and {len(called) - MOST_TOLD} more" if len(called) > MOST_TOLD else ""
        what = f'{len(called)} areas are called "{shown(text)}": {"; ".join(told)}{more}.'
        raise HinderedError(f"{what} Give the code of the one you mean.")
    known = dict.fromkeys(word for area in areas for word in (area.slug, area.name, area.code))
    where = "Codes and names stand in data/areas/areas.csv."
    raise HinderedError(
        f'There is no area called "{shown(text)}". {suggestion(text, known, where)}'
    )


def _described(areas: Areas, area: Area) -> str:
    """An area among others of its name: its level, where it lies, and its dates."""
    lies = f" in {areas[area.parent].name}" if area.parent else ""
    start = f", from {area.start.isoformat()}" if area.start else ""
    end = f", until {area.end.isoformat()}" if area.end else ""
    return f"{area.name}, {area.level}{lies}{start}{end}"
