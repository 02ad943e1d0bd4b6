"""What has grown old by the release: all figures, or contacts that nobody looked at for a year."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures.doubts import terms
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms.cells import with_letter
from generator.terms.periods import Period

SITE = "data/site.yml"
FILE = "data/contacts.csv"


def release(holdings: Holdings) -> Iterator[Doubt]:
    """A release that is years later than the newest figure."""
    released = holdings.site.released if holdings.site else None
    rows = holdings.observations
    known = rows[~with_letter(rows["status"], "f")] if len(rows) else rows
    spans = [Period.parse(iso) for iso in known["period"].unique()]
    newest = max((p for p in spans if p.is_stated), key=lambda p: p.last, default=None)
    if not released or not newest or released.year - newest.last.year <= terms.FAR_RELEASE:
        return
    yield Doubt(
        "release",
        holdings.at(SITE, "release"),
        f"The release is {released.day} {released:%B %Y}, {released.year - newest.last.year} years "
        f"after the newest figure, which is {newest.phrase()}.",
        f"Correct release:, or add what is newer; {terms.OR_ACCEPT}",
    )


def is_release_in_doubt(holdings: Holdings) -> bool:
    """Is the release far from all figures, and nobody has accepted that? Much would follow."""
    accepted = holdings.accepted
    return any(not any(map(one.is_covered_by, accepted)) for one in release(holdings))


def contacts(holdings: Holdings) -> Iterator[Doubt]:
    """Contacts last checked more than a year before the release."""
    released = holdings.site.released if holdings.site else None
    sheet = holdings.sheets.get(FILE)
    if not sheet or not released or is_release_in_doubt(holdings):
        return
    # Every row is a contact, also where something in it is told.
    for (row, _), one in zip(sheet.rows, holdings.contacts, strict=True):
        checked = one.checked
        if checked is None:
            continue
        if (released - checked).days > terms.STALE:
            yield Doubt(
                "contact",
                sheet.at(row, "checked"),
                f"{one.office} was last checked on {checked.day} {checked:%B %Y}, more than a "
                f"year before the release ({released.day} {released:%B %Y}).",
                "Call it, or look at its own page, and put that day into checked; "
                f"{terms.OR_ACCEPT}",
                words=frozenset((one.id,)),
            )


RULES = (release, contacts)
