"""Areas that got another name and kept their code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.terms.areas import slug

RENAMED = "data/areas/renamed.csv"


@dataclass(frozen=True, slots=True)
class Renamed:
    """What an area was called until a day, from which it has the name that it has now, or one that
    another row gives."""

    code: str
    name: str
    until: date

    @property
    def slug(self) -> str:
        """The name as an address.

        >>> Renamed("X1", "Old Town", date(2027, 5, 4)).slug
        'old-town'
        """
        return slug(self.name)

    @property
    def told(self) -> str:
        """The name and the day in words.

        >>> Renamed("X1", "Old Town", date(2027, 5, 4)).told
        'Called Old Town until 4 May 2027.'
        """
        return f"Called {self.name} until {self.until.day} {self.until:%B %Y}."
