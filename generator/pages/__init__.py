"""Content and templates become Markdown pages."""

from __future__ import annotations

from pathlib import Path

from generator.figures import Figures
from generator.holdings import Holdings
from generator.pages import overviews, profiles, reference, wards
from generator.pages.book import Book, Page
from generator.topics import Topic

__all__ = ["Book", "Page", "as_file", "site", "write"]


def site(
    holdings: Holdings, figures: Figures, topics: dict[str, Topic], only: set[str] | None = None
) -> list[Page]:
    """Which pages does the site have? With ``only``, just those of these areas (by address)."""
    book = Book(holdings, figures, topics)
    pages = []
    for area in book.profiled:
        if only is not None and area.slug not in only:
            continue
        pages.append(profiles.profile(book, area))
        pages += [profiles.topic_page(book, area, topic) for topic in book.own_topics(area)]
        if area.level == "district":
            pages += [wards.ward_page(book, area, found) for found in book.wards(area).values()]
    pages += [overviews.across(book, topic) for topic in book.topics.values()]
    pages += [
        overviews.home(book),
        overviews.topics_index(book),
        overviews.compare(book),
        reference.contacts(book),
        reference.data_index(book),
        reference.sources_page(book),
    ]
    return pages + [reference.dataset_page(book, name) for name in holdings.datasets]


def as_file(page: Page) -> str:
    """A page as the text of its Markdown file: front matter, then the body."""
    import json

    matter = {
        "title": page.title,
        "description": page.description,
        "kind": page.kind,
        "crumbs": [list(crumb) for crumb in page.crumbs],
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=True)}" for key, value in matter.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + page.markdown + "\n"


def write(files: dict[str, str | bytes], folder: Path) -> int:
    """Write these files and remove all others; only those whose text changed are touched. How many were?"""
    changed = 0
    for name, content in files.items():
        path = folder / name
        data = content.encode() if isinstance(content, str) else content
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        changed += 1
    wanted = set(files)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
            changed += 1
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return changed
