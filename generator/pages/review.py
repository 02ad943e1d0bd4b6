"""What a person should look at before a draft is published, with a list to tick off on paper."""

from __future__ import annotations

from datetime import timedelta

from generator.checks.unfilled import placeholders
from generator.figures.doubts import gathered
from generator.figures.doubts.terms import STALE
from generator.pages.book import Book, Page
from generator.pages.release_changes import changed
from generator.reading.axe import by_rule
from generator.reading.releases import KeptRelease
from generator.terms.addresses import relative
from generator.terms.cells import with_letter
from generator.terms.contacts import Contact
from generator.terms.releases import spoken

# Stands in the page until all pages are known: which are new, and which lead on elsewhere.
PAGES = "<!--pages-->"
MOST_TOLD = 20


def review(book: Book) -> Page:
    """Problems, doubts, what changed, placeholders, contacts, datasets, withheld cells, sign-offs,
    and what areas cover."""
    here = "review/"
    holdings = book.holdings
    withheld = holdings.observations[with_letter(holdings.observations["status"], "c")]
    coverage = [
        (a, [t for t in book.topics.values() if t in book.own_topics(a)]) for a in book.profiled
    ]
    held = holdings.release
    axe = held.axe if held else ()
    markdown = book.render(
        "review",
        to=lambda there: relative(here, there),
        release=book.site.release_label,
        held=held,
        axe=axe,
        axe_found=by_rule(axe),
        axe_day=spoken(f"{max(one.timestamp for one in axe):%Y-%m-%d}") if axe else "",
        changed=changed(book, held) if held else None,
        placeholders=list(placeholders(book.project, holdings, book.topics))
        if book.project
        else [],
        unchecked=[c for c in holdings.contacts if c.checked is None],
        stale=_stale(book),
        datasets=[(k, d) for k, d in holdings.datasets.items() if not d.checked_by],
        doubts=[doubt.problem for doubt in gathered.standing(holdings)],
        missing=[one.label for one in holdings.releases if one.is_frozen and not one.archive],
        accepted=holdings.accepted,
        withheld=withheld.groupby("dataset").size().to_dict(),
        coverage=coverage,
        rows=len(holdings.observations),
    )
    return Page(
        here,
        "Review",
        markdown,
        description="What to look at before this draft is published.",
        kind="review",
        crumbs=(("", "Home"),),
    )


def _stale(book: Book) -> list[Contact]:
    """Contacts that were checked more than a year before the release."""
    since = book.site.released - timedelta(days=STALE)
    return [one for one in book.holdings.contacts if one.checked and one.checked < since]


def pages_told(held: KeptRelease | None, made: set[str], moved: set[str]) -> str:
    """Which pages are new since a release, and which of its addresses lead on elsewhere now?

    ``made`` are the addresses of the pages of a site, ``moved`` those that lead on.
    """
    if held is None:
        return "<p>No release has been made yet: every page is new.</p>"
    made = made - held.addresses - moved - {"review/"}
    new = sorted(one for one in made if not one.startswith("embed/"))
    gone = sorted(held.addresses & moved)
    since = f"since the release of {held.label}"
    led = f"addresses of the release of {held.label} lead on elsewhere"
    return _listed(new, f"new {since}") + _listed(gone, led)


def _listed(pages: list[str], what: str) -> str:
    shown = ", ".join(f"/{page}" for page in pages[:MOST_TOLD])
    more = f" and {len(pages) - MOST_TOLD:,} more" if len(pages) > MOST_TOLD else ""
    which = f": {shown}{more}" if pages else ""
    return f"<p>{len(pages):,} {what}{which}.</p>"
