"""Who answers, and how fresh that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Subject:
    """A reason to call, in the words of the person who calls."""

    id: str
    label: str
    what_happened: str
    advice: str


@dataclass(frozen=True, slots=True)
class Contact:
    """An office that answers: what for, for whom, and when that was last checked."""

    id: str
    office: str
    subjects: tuple[str, ...]
    areas: tuple[str, ...]
    address: str
    telephone: str
    email: str
    web: str
    hours: str
    printed: str
    checked: date | None
    checked_against: str

    @property
    def is_unchecked_print(self) -> bool:
        """Does it come from an old document, with nobody having checked it since?"""
        return bool(self.printed) and self.checked is None

    @property
    def is_link(self) -> bool:
        """May the web address be followed? One that only an old document gives stands as text: it
        may be somebody else's by now."""
        return bool(self.web) and not self.is_unchecked_print

    @property
    def web_text(self) -> str:
        """The web address as people write it."""
        return re.sub(r"^https?://", "", self.web).removesuffix("/")

    @property
    def dialled(self) -> str | None:
        """The number as a telephone dials it, or None where it cannot be dialled.

        >>> contact("0808 2000 247").dialled, contact("01474 337328/7000").dialled
        ('08082000247', None)
        """
        number = self.telephone.replace(" ", "")
        is_number = re.fullmatch(r"999|101|111|0[1-9]\d{8,9}|\+44\d{9,10}", number)
        return number if is_number else None


def contact(telephone: str) -> Contact:
    """A contact of which only the number matters, for examples."""
    return Contact(
        "example",
        "Example office",
        (),
        areas=(),
        address="",
        telephone=telephone,
        email="",
        web="",
        hours="",
        printed="",
        checked=None,
        checked_against="",
    )
