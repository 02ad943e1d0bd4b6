"""Marks beside the figures on which the documents disagree, and the page that tells of them all.

A mark is written empty, with the number of its finding; when a page is whole its marks are
numbered from 1 and told at the foot of the page, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import escape

from generator.pages.book import Book, Page
from generator.reading.ordinary import has_part
from generator.telling.disagreements import Disagreement, counted, document_name
from generator.terms.addresses import relative

HERE = "disagreements/"
# The part of the page of methods that says how they are found; not every project's has it.
PART = "disagreements"
TITLE = "Where the documents disagree"
MARK = re.compile(r'<sup class="mark" data-finding="([a-z0-9-]+)"></sup>')
# It begins with a word, for a pattern that begins with a group is looked for letter by letter.
RUN = re.compile(f"{MARK.pattern}(?:{MARK.pattern})*")
FOOT = "<!--disputed-->"


def numbered(book: Book, page: Page) -> Page:
    """A page with its marks numbered, and told at its foot."""
    by_id = book.disagreements
    order: dict[str, int] = {}

    def link(name: str, place: str) -> str:
        number = order.setdefault(name, len(order) + 1)
        target = f"{place}#{name}" if place else f"#disputed-{number}"
        label = f"The documents disagree on this figure: note {number}"
        return f'<a href="{escape(target)}" aria-label="{label}">{number}</a>'

    def fill(html: str, place: str) -> str:
        def together(run: re.Match[str]) -> str:
            links = "".join(link(name, place) for name in MARK.findall(run[0]))
            return f'<sup class="mark">{links}</sup>'

        return RUN.sub(together, html)

    if 'data-finding="' not in page.markdown and not any(
        'data-finding="' in text for text in page.files.values()
    ):
        return replace(page, markdown=page.markdown.replace(f"{FOOT}\n", ""))
    body = fill(page.markdown, "")
    notes = book.render(
        "disputed",
        page=relative(page.path, HERE),
        notes=[(number, by_id[name]) for name, number in order.items()],
    )
    body = body.replace(FOOT, notes, 1) if FOOT in body else f"{body}\n\n{notes}"
    files = {
        name: fill(text, relative(name.rpartition("/")[0] + "/", HERE))
        for name, text in page.files.items()
    }
    return replace(page, markdown=body, files=files)


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one table that are alike: what all are about, why, and each of them."""

    first: Disagreement
    why: str
    each: tuple[Disagreement, ...]


def grouped(found: Iterable[Disagreement]) -> list[Alike]:
    """Findings of the same table and kind, about the same thing and with the same slip, together.

    In the order of the first of each.
    """
    groups: dict[tuple[str, ...], list[Disagreement]] = {}
    for one in found:
        claim, why = one.finding.claim, one.finding.explanation
        key = (claim.source, claim.kind, one.subject, one.shown, why)
        groups.setdefault(key, []).append(one)
    return [Alike(each[0], each[0].finding.explanation, tuple(each)) for each in groups.values()]


def disagreements(book: Book) -> Page:
    """What the documents print that does not follow from their own figures, by document."""
    every = list(book.disagreements.values())
    documents = []
    for name, counts in book.audit.by_document.items():
        mine = [one for one in every if one.finding.claim.document == name]
        first = next(c for c, _ in book.audit.tested if c.document == name)
        tables = [
            (source, book.holdings.sources.get(source), c)
            for source, c in book.audit.by_source.items()
            if source.rpartition("-")[0] == name
        ]
        documents.append(
            {
                "id": name.lower(),
                "name": document_name(book.holdings, first.source),
                "counted": counted(counts),
                "serious": grouped(one for one in mine if not one.finding.is_slight),
                "slight": grouped(one for one in mine if one.finding.is_slight),
                "slight_count": sum(one.finding.is_slight for one in mine),
                "tables": tables,
            }
        )
    markdown = book.render(
        "disagreements",
        to=lambda there: relative(HERE, there),
        title=TITLE,
        counted=counted(book.audit.all),
        documents=documents,
        methods="methods/" + (f"#{PART}" if has_part(book.project, "methods.md", PART) else ""),
    )
    return Page(
        HERE,
        TITLE,
        markdown,
        description="What the source documents print that does not follow from their own figures.",
        kind="disagreements",
        crumbs=(("", "Home"), ("data/", "Data")),
    )
