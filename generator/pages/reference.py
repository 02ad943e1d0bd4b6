"""Contacts, downloads, one page a dataset, and the register of sources."""

from __future__ import annotations

from generator.pages.book import Book, Page
from generator.reading.topics import Topic
from generator.terms.addresses import relative
from generator.terms.attribution import asked_for, is_open
from generator.terms.cells import with_letter
from generator.terms.headings import OF_DATASET

HOME = (("", "Home"),)


def contacts(book: Book) -> Page:
    """Whom to call: by what has happened, then by office; emergency first."""
    here = "contacts/"
    current = [c for c in book.holdings.contacts if not c.is_unchecked_print]
    by_subject = [
        (s, [c for c in current if s.id in c.subjects]) for s in book.holdings.subjects.values()
    ]
    printed = [c for c in book.holdings.contacts if c.is_unchecked_print]
    names = {area.code: area.name for area in book.holdings.areas}
    markdown = book.render(
        "contacts",
        to=lambda there: relative(here, there),
        subjects=[(s, found) for s, found in by_subject if found],
        offices=sorted(current, key=lambda c: c.office),
        names=names,
        printed={
            year: [c for c in printed if c.printed == year]
            for year in sorted({c.printed for c in printed}, reverse=True)
        },
    )
    return Page(
        here,
        "Whom to call",
        markdown,
        description="Whom to call, by what has happened and by office.",
        kind="contacts",
        crumbs=HOME,
    )


def data_index(book: Book) -> Page:
    """Every dataset, with its file."""
    here = "data/"
    markdown = book.render(
        "data",
        to=lambda there: relative(here, there),
        datasets=sorted(book.holdings.datasets.items(), key=lambda item: item[1].title),
        areas=[(a.name, book.address(a)) for a in book.profiled],
    )
    return Page(
        here,
        "Data",
        markdown,
        description="Every figure of this site as CSV and as spreadsheets.",
        kind="data",
        crumbs=HOME,
    )


def dataset_page(book: Book, name: str) -> Page:
    """What a dataset is: who, licence, measures, categories, notes, and where it is shown."""
    here = f"data/{name}/"
    dataset = book.holdings.datasets[name]
    rows = book.holdings.observations[book.holdings.observations["dataset"] == name]
    ids = dict.fromkeys(word for text in rows["source"] for word in text.split())
    shown = [t for t in book.topics.values() if _uses(book, t, name)]
    markdown = book.render(
        "dataset",
        to=lambda there: relative(here, there),
        name=name,
        dataset=dataset,
        rows=len(rows),
        withheld=int(with_letter(rows["status"], "c").sum()),
        topics=shown,
        sources=[book.holdings.sources[i] for i in ids if i in book.holdings.sources],
        asked=asked_for(dataset),
        is_open=is_open(dataset.source.licence),
        columns=OF_DATASET,
    )
    return Page(
        here,
        dataset.title,
        markdown,
        description=dataset.about or dataset.title,
        kind="dataset",
        crumbs=(*HOME, ("data/", "Data")),
    )


def _uses(book: Book, topic: Topic, name: str) -> bool:
    return any(
        book.holdings.indicators[i][0] == name
        for i in topic.matter.indicators
        if i in book.holdings.indicators
    )


def sources_page(book: Book) -> Page:
    """The register of sources: document, section, title, marking, what is not shown and why."""
    here = "data/sources/"
    documents: dict[str, list[object]] = {}
    for entry in book.holdings.sources.values():
        documents.setdefault(f"{entry.publisher}, {entry.document}", []).append(entry)
    uses = {
        name: {word for text in rows["source"] for word in text.split()}
        for name, rows in book.holdings.observations.groupby("dataset")
    }
    used: dict[str, list[str]] = {}
    for name, ids in uses.items():
        for source in ids:
            used.setdefault(source, []).append(str(name))
    markdown = book.render(
        "sources",
        to=lambda there: relative(here, there),
        documents=documents,
        used=used,
        datasets=book.holdings.datasets,
    )
    return Page(
        here,
        "Register of sources",
        markdown,
        description="Where every figure comes from.",
        kind="sources",
        crumbs=(*HOME, ("data/", "Data")),
    )
