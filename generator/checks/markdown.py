"""Rules about what people write in Markdown: nothing in it runs, fetches or breaks a page.

The text is turned into HTML as the site's builder does it, and of that HTML only what stands in
the short lists below is let through. A word of a topic stands as a plain word meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

import markdown  # type: ignore[import-untyped]

from generator.problems import Fault, Place, Problem
from generator.reading.formats import hidden
from generator.reading.ordinary import Published
from generator.reading.topics import COMMENTARY, Topics
from generator.reading.topictext import Parts
from generator.terms.addresses import FORM, fault

# As in mkdocs.yml, with those that MkDocs adds by itself.
EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "def_list")
WORD = "zqwordqz"
MADE_BY_MARKDOWN = (
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
    *("pre", "code", "em", "strong", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
    *("br", "hr"),
)
TYPED = (
    *("b", "i", "u", "s", "del", "ins", "sup", "sub", "small", "mark", "abbr", "cite", "q", "dfn"),
    *("kbd", "samp", "var", "wbr", "caption", "tfoot", "div", "span", "details", "summary"),
)
ALONE = ("br", "hr", "img", "wbr")
ATTRIBUTES = {
    "*": ("id", "class", "title", "lang", "dir"),
    "a": ("href", "rel", "hreflang"),
    "img": ("src", "alt", "width", "height"),
    "th": ("colspan", "rowspan", "scope", "style"),
    "td": ("colspan", "rowspan", "style"),
    "ol": ("start", "reversed"),
    "li": ("value",),
    "details": ("open",),
}
STYLE = re.compile(r"text-align: (left|right|center);")
SCHEMES = ("https", "http", "mailto", "tel")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
# An id that the author sets: {#trend} or {: #trend .wide }.
SET_ID = re.compile(r"\{:?[^{}\n]*?#([^\s{}]+)")
# What the site's builder would take far too long over, or could not read at all.
LONGEST = 200_000
MOST_BRACKETS = 300
NESTED = re.compile(r"^(?:[ \t]*(?:>|[*+-][ \t]|\d+\.[ \t])){20}|^[ \t]{120}", re.M)
# Marks by which parts of a page are told apart, wherever they stand.
OURS = re.compile(r"<!--/?(?:html|markdown)-->|data-(?:kept|drawing|finding)", re.I)
# Marks between which a page's sections are folded; the first counts as a tag that is open.
FOLD, END_OF_FOLD = "!--fold--", "<!--/fold-->"
FOLDED = f"<{FOLD}> before the first heading that is folded, and {END_OF_FOLD} after the last part."
TOO_DEEP = Fault("The text is nested too deeply.", "Take lists and quotations apart.")
NO_TAG = "Take it out, or say it in Markdown."
ENTITY = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);?", re.I)
# The letters by which its line is found, and what is wrong there.
Spotted = tuple[str, Fault]


class Looked(NamedTuple):
    """What was found in a part of a page."""

    faults: tuple[Spotted, ...]
    ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    # Those that stand in HTML, and which nothing but a browser makes anything of.
    typed: tuple[str, ...] = ()


def harmless(topics: Topics, published: Iterable[Published]) -> Iterator[Problem]:
    """HTML that could run or fetch something, addresses that are none, ids that are not safe."""
    for topic in topics.values():
        said = [as_words(parts) for parts in topic.text.blocks.values()]
        yield from _faults_in(said, topic.file, topic.text.whole)
        for code, text in topic.commentary.items():
            yield from _faults_in([text], f"{COMMENTARY}/{code}/{topic.id}.md", text)
    for one in published:
        if one.text is not None:
            yield from _faults_in([one.text], one.file, one.text)


def as_words(parts: Parts) -> str:
    """The Markdown of a block with a plain word for each word in braces."""
    return "".join(part if isinstance(part, str) else WORD for part in parts)


def _faults_in(parts: list[str], file: str, whole: str) -> Iterator[Problem]:
    lines = whole.lower().split("\n")
    seen: dict[str, int] = {}
    for sign, wrong in (spotted for part in parts for spotted in looked_at(part).faults):
        there = [n for n, line in enumerate(lines, start=1) if sign.lower() in line]
        place = seen[sign] = seen.get(sign, -1) + 1
        row = there[min(place, len(there) - 1)] if there else None
        yield wrong.at("content", Place(file, row))


@lru_cache(maxsize=512)
def looked_at(text: str) -> Looked:
    """What is wrong in one part of a page, which ids does it have, and where do its links lead?"""
    if faults := tuple(_faults_of_form(text)):
        return Looked(faults)
    reading = _Reading()
    for match in SET_ID.finditer(text):
        if why := fault(match[1]):
            reading.tell(f"#{match[1]}", f'The id "{match[1]}" {why}.', FORM)
    converter = markdown.Markdown(extensions=list(EXTENSIONS))
    try:
        html = converter.convert(text)
    except RecursionError:
        return Looked((("", TOO_DEEP),))
    reading.feed(html)
    reading.close()
    # A link that is defined in one part may be used in another part of the same page.
    for address, _ in getattr(converter, "references", {}).values():
        if address not in reading.addresses:
            reading.look_at_address("a", "href", address)
    ids, addresses = tuple(sorted(reading.ids)), tuple(sorted(reading.addresses))
    return Looked(tuple(reading.ended()), ids, addresses, _typed(converter))


def _typed(converter: markdown.Markdown) -> tuple[str, ...]:
    """The addresses in the HTML that was left as it was written."""
    reading = _Reading()
    for html in converter.htmlStash.rawHtmlBlocks:
        if isinstance(html, str):
            reading.feed(html)
            reading.close()
            reading.reset()
    return tuple(sorted(reading.addresses))


def _faults_of_form(text: str) -> Iterator[Spotted]:
    """What keeps a text from being turned into HTML at all."""
    if len(text) > LONGEST:
        what = f"The text is longer than {LONGEST:,} characters."
        yield "", Fault(what, "Divide it into several pages.")
    if match := NESTED.search(text):
        yield match[0].strip("\n")[:60], TOO_DEEP
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if paragraph.count("[") > MOST_BRACKETS:
            what = f"A paragraph has more than {MOST_BRACKETS} square brackets."
            sign = paragraph.strip().partition("\n")[0][:60]
            yield sign, Fault(what, "Divide it, or take some out.")
    for match in ENTITY.finditer(text):
        if hidden(unescape(match[0])):
            what = f'"{match[0]}" stands for an invisible character.'
            yield match[0], Fault(what, "Take it out.")
    for match in OURS.finditer(text):
        what = f'"{match[0]}" is a mark that pages are put together by.'
        yield match[0], Fault(what, "Take it out.")


class _Reading(HTMLParser):
    """HTML while it is read: what is open, and what may not stand there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[Spotted] = []
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.addresses: set[str] = set()

    def tell(self, sign: str, what: str, remedy: str) -> None:
        """Note what is wrong, and the letters by which its line is found."""
        self.faults.append((sign, Fault(what, remedy)))

    def ended(self) -> list[Spotted]:
        """Everything found, and what was not closed."""
        self._close(0)
        return self.faults

    def _close(self, place: int) -> None:
        """Tell every tag that is open from this place on."""
        for tag in self.open[place:]:
            end = END_OF_FOLD if tag == FOLD else f"</{tag}>"
            self.tell(f"<{tag}", f"The tag <{tag}> is not closed.", f"Write {end}.")
        del self.open[place:]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MADE_BY_MARKDOWN and tag not in TYPED:
            self.tell(f"<{tag}", f"The tag <{tag[:40]}> may not stand here.", NO_TAG)
            return
        if tag not in ALONE:
            self.open.append(tag)
        for name, value in attrs:
            self._look_at_attribute(tag, name, value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            place = len(self.open) - 1 - self.open[::-1].index(tag)
            self._close(place + 1)
            self.open.pop()
        elif tag not in ALONE and (tag in MADE_BY_MARKDOWN or tag in TYPED):
            what = f"The tag </{tag}> closes nothing that is open."
            self.tell(f"</{tag}", what, "Take it out, or open it where it belongs.")

    def _look_at_attribute(self, tag: str, name: str, value: str) -> None:
        known = name in (*ATTRIBUTES["*"], *ATTRIBUTES.get(tag, ()))
        if not known or (name == "style" and not STYLE.fullmatch(value)):
            what = f'The attribute "{name[:40]}" may not stand in <{tag}>.'
            self.tell(name, what, "Take it out.")
        elif name in ("href", "src"):
            self.look_at_address(tag, name, value)
        elif WORD in value:
            what = f'A word in braces stands in the attribute "{name}".'
            self.tell(name, what, "Put it into the text.")
        elif name == "id":
            self._look_at_id(value)

    def _look_at_id(self, value: str) -> None:
        if value in self.ids:
            what = f'The id "{value}" stands twice.'
            self.tell(f"#{value}", what, "Give one heading another id.")
        self.ids.add(value)

    def look_at_address(self, tag: str, name: str, value: str) -> None:
        """Does a link lead where a link may, and is a picture one of our own?"""
        self.addresses.add(value)
        scheme = SCHEME.match(value)
        if WORD in value:
            what = "A word in braces stands in an address."
            self.tell("](", what, 'Write {{ link("crime", "all crime") }} for a link.')
        elif name == "src" and (scheme or value.startswith(("//", "\\"))):
            what = f'The picture "{value[:60]}" would be fetched from elsewhere.'
            self.tell(value[:60], what, "Put it into content/ and name it from there.")
        elif scheme and scheme[1].lower() not in SCHEMES:
            what = f'The address "{value[:60]}" is none that a link may have.'
            self.tell(scheme[0], what, "Begin it with https://, mailto: or tel:.")
        elif re.search(r"[\x00-\x20\x7f\\]", value) or value.startswith("//"):
            what = f'The address "{value[:60]}" cannot be read.'
            self.tell(value[:20], what, "Write it whole, with https:// and no blanks.")

    def handle_data(self, data: str) -> None:
        # What this parser takes for text and a browser might take for a tag.
        if re.search(r"<[a-z/!?]", data, re.I):
            self.tell("<", "A tag is begun and not ended.", "Write &lt; for the mark <.")

    def handle_comment(self, data: str) -> None:
        if data == "fold" and not self.open:
            self.open.append(FOLD)
        elif data == "/fold" and FOLD in self.open:
            self._close(1)
            self.open.pop()
        elif data in ("fold", "/fold"):
            what = f"The mark <!--{data}--> stands {'within' if self.open else 'without'} another."
            self.tell(f"<!--{data}-->", what, f"Write {FOLDED}")
        else:
            what = "A comment would be published with the page."
            self.tell("<!--", what, "Take it out.")

    def handle_decl(self, decl: str) -> None:
        self.tell("<!", "A tag that begins with <! may not stand here.", NO_TAG)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.tell("<?", "A tag that begins with <? may not stand here.", NO_TAG)
