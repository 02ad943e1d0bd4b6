"""What axe found on pages of a draft: the file that its command line writes, kept beside the file
of the release that the draft was to become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.problems import Fault
from generator.reading.reader import LARGEST_TABLE, Reader
from generator.terms.releases import folder_of

NOT_AXE = Fault(
    "It does not hold what axe writes with --save.",
    "Save the results again (data/EACH-RELEASE.md says how), or take the file away.",
)


class BrokenRule(BaseModel):
    """A rule that a page breaks: in words, and at how many places."""

    help: str
    nodes: list[object]


class AxePage(BaseModel):
    """A page that axe looked at: its address at that time, when, and which rules it breaks."""

    url: str
    timestamp: datetime
    violations: list[BrokenRule]

    @property
    def address(self) -> str:
        """The address within the site."""
        return urlsplit(self.url).path


# One page alone, or a list of several.
PAGES = TypeAdapter[AxePage | list[AxePage]](AxePage | list[AxePage])


def axe_results(reader: Reader, release: str) -> tuple[AxePage, ...]:
    """What axe found before this release; nothing where no results are kept."""
    file = f"{folder_of(release)}.axe.json"
    if not reader.has(file):
        return ()
    content = reader.content(file, "it holds what axe found", LARGEST_TABLE)
    try:
        found = PAGES.validate_json(content or b"[]")
    except ValidationError:
        reader.tell("release", file, NOT_AXE)
        return ()
    return (found,) if isinstance(found, AxePage) else tuple(found)


def by_rule(pages: Sequence[AxePage]) -> dict[str, list[str]]:
    """By what is wrong, where: each page with the number of places on it."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for rule in page.violations:
            places = f"{page.address} ({len(rule.nodes)})"
            found.setdefault(rule.help, []).append(places)
    return found
