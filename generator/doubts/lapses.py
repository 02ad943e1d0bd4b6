"""What has grown old by the release: contacts that nobody has looked at for a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.doubts import terms
from generator.doubts.terms import Doubt
from generator.holdings import Holdings

FILE = "data/contacts.csv"


def contacts(holdings: Holdings) -> Iterator[Doubt]:
    """Contacts last checked more than a year before the release."""
    release = holdings.site.released if holdings.site else None
    sheet = holdings.sheets.get(FILE)
    for row, cells in sheet.rows if sheet and release else ():
        try:
            checked = date.fromisoformat(cells["checked"])
        except ValueError:
            continue  # blank, or told while reading
        if release and (release - checked).days > terms.STALE:
            yield Doubt(
                "contact",
                FILE,
                f"{cells['office']} was last checked on {checked.day} {checked:%B %Y}, more than a "
                f"year before the release ({release.day} {release:%B %Y}).",
                "Call it, or look at its own page, and put that day into checked; "
                f"{terms.OR_ACCEPT}",
                row,
                "checked",
                words=frozenset((cells["id"],)),
            )


RULES = (contacts,)
