"""The releases: what each was, what was corrected in it, and the whole site as it was."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.book import Book, Page
from generator.pages.release_changes import changed
from generator.reading.releases import KeptRelease
from generator.releases.notices import corrections, told
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
        lead=_lead(held),
        now=_now(book, held),
    )
    return Page(
        HERE,
        "Releases",
        markdown,
        description="What was published when, and what was corrected since.",
        kind="releases",
        crumbs=CRUMBS[:1],
    )


def _lead(held: tuple[KeptRelease, ...]) -> str:
    """How many releases there are, and how many corrections."""
    made = [one for one in held if one.is_frozen]
    if not made:
        return "No release has been frozen yet: these pages may still change."
    several = wording.counted(len(made), ("release", "releases"))
    found = sum(len(one.said.corrections) for one in held)
    wrong = wording.counted(found, ("correction", "corrections")) if found else "no correction"
    return f"{wording.upper_first(several)} since {made[-1].label}, and {wrong}."


def _now(book: Book, held: tuple[KeptRelease, ...]) -> str:
    """Which release the pages of today are of, and when the next one is due."""
    own = next((one for one in held if one.id == book.site.release), None)
    is_made = own is not None and own.is_frozen
    are = "are those of" if is_made else "are to become"
    said = f"The pages of today {are} the release of {book.site.release_label}."
    due = own.said.next_release.rstrip(".") if own else ""
    return f"{said} The next release: {due}." if due else said


def _one(book: Book, held: KeptRelease) -> Page:
    here = f"{HERE}{held.id}/"
    markdown = book.render(
        "release",
        to=lambda there: relative(here, there),
        held=held,
        told=told,
        changed=changed(book, held),
        state=f"Its day is {held.said.day}.",
    )
    return Page(
        here,
        f"Release of {held.label}",
        markdown,
        description=f"What is in the release of {held.label}, and what was corrected since.",
        kind="releases",
        crumbs=CRUMBS,
    )
