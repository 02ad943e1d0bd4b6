"""What a person should look at before a draft is published."""

from __future__ import annotations

from generator.figures.doubts import gathered
from generator.pages.book import Book, Page
from generator.terms.addresses import relative


def review(book: Book) -> Page:
    """Placeholders, unchecked contacts and datasets, withheld cells, and what areas cover."""
    here = "review/"
    site, holdings = book.site, book.holdings
    placeholders = [
        key for key, value in site.model_dump().items() if str(value).startswith("[publisher")
    ]
    withheld = holdings.observations[holdings.observations["status"].str.contains("c")]
    coverage = [
        (a, [t for t in book.topics.values() if t in book.own_topics(a)]) for a in book.profiled
    ]
    markdown = book.render(
        "review",
        to=lambda there: relative(here, there),
        placeholders=placeholders,
        contacts=[c for c in holdings.contacts if c.checked is None],
        datasets=[(k, d) for k, d in holdings.datasets.items() if not d.checked_by],
        doubts=gathered.standing(holdings),
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
