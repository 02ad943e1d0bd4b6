"""Where figures stand: looked up in the pages as they are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import unescape

from generator.figures.figures import Figure
from generator.pages.book import Book, Page

# A table's caption, or a cell of it with the figure that it shows.
TABLE = re.compile(r'<caption>(.*?)</caption>|<td[^>]*data-key="([^"]+)"[^>]*>(.*?)</td>', re.S)
TILE = re.compile(
    r'<span class="label">(.*?)</span> ?<span class="value" data-key="([^"]+)">(.*?)</span>', re.S
)
CHART = re.compile(r'<figure class="chart" id="([^"]+)".*?data-drawing="([^"]+)"', re.S)
MARK = re.compile(r"<sup.*?</sup>", re.S)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Stand:
    """A table, chart or tile that shows a figure: the page's address (a chart's with its id), what
    it is headed, and in a table what the cell says. ``is_near`` if the page is one of the figure's
    own area, or across all areas."""

    kind: str
    address: str
    title: str
    text: str = ""
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence about a figure, and the addresses of the pages that say it."""

    kind: str
    text: str
    addresses: tuple[str, ...]


class WrittenPages:
    """The pages as they are made, and where in them each figure stands."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.texts: dict[str, str] = {}
        self._stands: dict[str, dict[Stand, None]] = {}
        for page in pages:
            self.texts[f"/{page.path}"] = plain(page.markdown)
            self._tables(page)
            self._tiles(page)
            self._charts(page)

    def _tables(self, page: Page) -> None:
        caption = ""
        for found in TABLE.finditer(page.markdown):
            title, key, text = found.groups()
            if title is not None:
                caption = plain(title)
            else:
                self._add(key, Stand("table", f"/{page.path}", caption, plain(text)))

    def _tiles(self, page: Page) -> None:
        for label, key, text in TILE.findall(page.markdown):
            self._add(key, Stand("tile", f"/{page.path}", plain(label), plain(text)))

    def _charts(self, page: Page) -> None:
        drawn = {drawing.names[0]: drawing for drawing in page.drawings}
        for name, fingerprint in CHART.findall(page.markdown):
            drawing = drawn[fingerprint]
            stand = Stand("chart", f"/{page.path}#{name}", drawing.told.finding)
            for row in drawing.rows:
                for figure in row.figures:
                    self._add(figure.key, stand)

    def _add(self, key: str, stand: Stand) -> None:
        self._stands.setdefault(key, {})[stand] = None

    def stands(self, book: Book, figure: Figure) -> list[Stand]:
        """The tables, charts and tiles that show a figure, those of its own area's pages first."""
        area = book.holdings.areas[figure.area]
        here = book.address(area)
        found = self._stands.get(figure.key, ())
        near = [replace(one, is_near=_nearness(one.address, here)[0] < 2) for one in found]
        return sorted(near, key=lambda stand: _nearness(stand.address, here))

    def said(self, book: Book, figure: Figure, told: Sequence[tuple[str, str]]) -> list[Sentence]:
        """Which of these sentences the pages say, and where. The first says how much it is; on a
        page that does not say that, the others are of another figure."""
        area = book.holdings.areas[figure.area]
        here, first = book.address(area), told[0][1] if told else ""
        pages = {
            address: text
            for address, text in self.texts.items()
            # Another ward of the same name may have had the same number.
            if first in text and (area.level != "ward" or _is_of(address, here))
        }
        found = []
        for kind, text in told:
            on = sorted((a for a in pages if text in pages[a]), key=lambda a: _nearness(a, here))
            found += [Sentence(kind, text, tuple(on))] if on else []
        return found

    def has(self, address: str) -> bool:
        """Is there a page at this address?"""
        return address in self.texts


def plain(html: str) -> str:
    """The words of a piece of HTML, without its tags and marks.

    >>> plain('<b>Smith &amp; Co</b><sup class="mark">1</sup>.')
    'Smith & Co.'
    """
    return unescape(TAG.sub("", MARK.sub("", html)))


def _is_of(address: str, ward: str) -> bool:
    """May this page speak of a ward: its own, or one that is no ward's?"""
    return "/wards/" not in address or address == f"/{ward}"


def _nearness(address: str, here: str) -> tuple[int, str]:
    """Pages of the area itself first, then those across areas, then those of others."""
    if here and address.startswith(f"/{here}"):
        return 0, address
    return 1 if address.startswith("/topics/") else 2, address
