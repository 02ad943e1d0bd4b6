"""What people type to find their area: the names of towns and villages, and postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# A sector is all of a postcode but its last two letters: "CT16 1" of "CT16 1AA".
SECTOR = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ([0-9])")
UNIT = re.compile(r"[A-Z]{2}")
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town, a village or a part of one, and the district or ward in which it lies.

    ``source`` names the file that an import took it from; blank where somebody typed it.
    """

    place: str
    area: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """Postcodes of one sector, by their last two letters, that lie in or near the same areas.

    The area that they lie in comes first.
    """

    sector: str
    units: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findable:
    """What "Find your area" knows beside areas: places, and postcodes by their outward code in
    small letters."""

    settlements: tuple[Settlement, ...] = ()
    postcodes: dict[str, tuple[Sector, ...]] = field(default_factory=dict)


def split(postcode: str) -> tuple[str, str, str] | None:
    """The outward code, the digit of the sector and the unit of a postcode, however it is typed.

    >>> split("ct161aa"), split(" Ct16  1aA "), split("Dover")
    (('CT16', '1', 'AA'), ('CT16', '1', 'AA'), None)
    """
    found = POSTCODE.fullmatch(re.sub(r"\s", "", postcode).upper())
    return (found[1], found[2], found[3]) if found else None
