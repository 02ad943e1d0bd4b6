"""What a reader of a built page reads: its blocks of text, in order, and their sentences."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

# Elements that begin a text of their own; everything else runs on in the text around it.
BLOCKS = {"p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "td", "th", "caption", "summary"}
BLOCKS |= {"figcaption", "legend", "div", "section", "label", "button"}
# Parts of a line that are read apart from what stands beside them.
APART = {"where", "finding", "measure", "label", "value", "about", "unit", "period", "level"}
APART |= {"place", "from", "code", "hours"}
# What nobody reads as text.
SILENT = {"script", "style", "svg", "nav", "sup"}
VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr"}
# The class of a text that is a link and nothing else.
LINKED = "linked"
# A stop ends a sentence before a capital, a digit or a sign that opens one.
END = re.compile(r"(?<=[.?!])(?:\[\d+\])?\s+(?=[A-Z0-9\"“‘(\[])")
# A stop that ends none.
ABBREVIATED = re.compile(r"\b(?:St|No|Mr|Mrs|Ms|Dr|e\.g|i\.e|vs|cf)\.$")


class Block(NamedTuple):
    """A text of a page: the element and the classes around it, from the outermost, and whether it
    is folded away until it is asked for."""

    kind: str
    classes: frozenset[str]
    text: str
    is_folded: bool

    @property
    def sentences(self) -> list[str]:
        """The sentences of it."""
        found: list[str] = []
        for part in END.split(self.text):
            if found and ABBREVIATED.search(found[-1]):
                found[-1] += f" {part}"
            else:
                found.append(part)
        return found


class _Reader(HTMLParser):
    """Gathers the blocks of an article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[tuple[str, frozenset[str], bool]] = []
        self.words: list[str] = []
        self.is_linked = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.words.append(" ")
            return
        classes = frozenset((dict(attrs).get("class") or "").split())
        follows_link = tag == "span" and "findings" in self._classes
        is_apart = tag in BLOCKS or bool(classes & APART) or follows_link
        if is_apart:
            self._close()
        self.open.append((tag, classes, is_apart))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in {name for name, _, _ in self.open}:
            if self.open[-1][2]:
                self._close()
            name, _, _ = self.open.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        names = {name for name, _, _ in self.open}
        if not SILENT & names:
            self.words.append(data)
            self.is_linked &= "a" in names or not data.strip()

    @property
    def _classes(self) -> frozenset[str]:
        return frozenset().union(*(classes for _, classes, _ in self.open))

    def _close(self) -> None:
        text = " ".join("".join(self.words).split())
        classes = self._classes | ({LINKED} if self.is_linked else frozenset())
        self.words, self.is_linked = [], True
        names = [name for name, _, _ in self.open]
        if text and "article" in names:
            kind = next((name for name in reversed(names) if name in BLOCKS), "")
            is_folded = "details" in names and "summary" not in names
            self.blocks.append(Block(kind, classes, text, is_folded))


def blocks(page: str) -> list[Block]:
    """The texts of a page's article, as HTML, in order; not the cells of tables, nor pictures."""
    reader = _Reader()
    reader.feed(re.sub(r"<svg.*?</svg>|<tbody.*?</tbody>", "", page, flags=re.DOTALL))
    reader.close()
    return reader.blocks


@cache
def pages(site: Path) -> tuple[tuple[str, list[Block]], ...]:
    """Every page of a built site by its address, with its texts: read once by each worker."""
    read = ((path, path.read_text(encoding="utf-8")) for path in sorted(site.rglob("index.html")))
    return tuple(
        (path.parent.relative_to(site).as_posix(), blocks(text))
        for path, text in read
        if "<article" in text
    )
