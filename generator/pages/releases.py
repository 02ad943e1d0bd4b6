"""The releases: what each was, what was corrected in it, and the whole site as it was."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.book import Book, Page
from generator.pages.release_changes import changed
from generator.reading.releases import KeptRelease
from generator.releases.notices import corrections
from generator.terms import wording
from generator.terms.addresses import relative

HERE = "releases/"
CRUMBS = (("", "Home"), (HERE, "Releases"))


def releases(book: Book) -> Iterator[Page]:
    """The list of all releases, and the page of each."""
    yield _all(book)
    yield from (_one(book, held) for held in book.holdings.releases)


def _all(book: Book) -> Page:
    held = book.holdings.releases[::-1]
    markdown = book.render(
        "releases",
        to=lambda there: relative(HERE, there),
        releases=held,
        corrections=corrections(held),
        lead=_lead(held, book.site.release_label),
        is_made=any(one.is_frozen for one in held if one.id == book.site.release),
        due=next((one.said.next_release for one in held if one.id == book.site.release), ""),
    )
    return Page(
        HERE,
        "Releases",
        markdown,
        description="What was published when, and what was corrected since.",
        kind="releases",
        crumbs=CRUMBS[:1],
    )


def _lead(held: tuple[KeptRelease, ...], now: str) -> str:
    """Which release the pages of today are of, how many there are, and how many corrections."""
    made = [one for one in held if one.is_frozen]
    said = f"These pages are of the release of {now}"
    if not made:
        return f"{said}, the first."
    several = wording.counted(len(made), ("release", "releases"))
    wrong = sum(len(one.said.corrections) for one in held)
    gone = sum(len(one.said.withdrawals) for one in held)
    found = wording.counted(wrong, ("correction", "corrections")) if wrong else "no correction"
    page = f" and {wording.counted(gone, ('withdrawal', 'withdrawals'))}" if gone else ""
    kept = f"{wording.upper_first(several)} kept since {made[-1].label}, with {found}{page}."
    return f"{said}. {kept}"


def _one(book: Book, held: KeptRelease) -> Page:
    here = f"{HERE}{held.id}/"
    markdown = book.render(
        "release",
        to=lambda there: relative(here, there),
        held=held,
        corrections=corrections((held,)),
        changed=changed(book, held),
        state=f"Dated {held.said.day}.",
    )
    return Page(
        here,
        f"Release of {held.label}",
        markdown,
        description=f"What is in the release of {held.label}, and what was corrected since.",
        kind="releases",
        crumbs=CRUMBS,
    )
