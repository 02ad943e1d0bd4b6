"""What is only known of a draft once it is built, told on its page for reviewers: how large it is,
and which of its links lead nowhere."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.storage.keeping import write_whole
from generator.storage.sitefolders import MARKER, files_in
from generator.terms.releases import is_of_release

REVIEW = "review/index.html"
LIST = '<ul class="{}">'
LINK = re.compile(r'\shref="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
MOST_TOLD = 20
LARGEST = 5


def fill_in(site: Path) -> None:
    """Write on the page for reviewers of a draft how large it is and which links lead nowhere.

    Raises OSError.
    """
    path = site / REVIEW
    if not path.is_file():
        return
    sizes = {n: os.path.getsize(f"{site}/{n}") for n in files_in(site) if n != MARKER}
    html = path.read_text(encoding="utf-8")
    for name, told in (("sizes", sizes_told(sizes)), ("links", _links_told(site, sizes))):
        before, mark, after = html.partition(LIST.format(name))
        items = "".join(f"<li>{escape(one)}</li>\n" for one in told)
        html = f"{before}{mark}\n{items}{after[after.find('</ul>') :]}" if mark else html
    # The last draft may hold the same file under a second name: this one is a new file.
    write_whole(path, html.encode())


def sizes_told(sizes: Mapping[str, int]) -> list[str]:
    """How large are these files of a site, in sentences: in all, its largest pages and files?

    >>> sizes_told({"index.html": 120_400, "a.csv": 1_600_000})
    ['Files: 2, 1.7 MB; pages: 1.', 'Largest pages: / 120 kB.', 'Largest files: /a.csv 1.6 MB.']
    """
    own = {name: size for name, size in sizes.items() if not is_of_release(name)}
    pages = {n.removesuffix("index.html"): s for n, s in own.items() if n.endswith("index.html")}
    others = {name: size for name, size in own.items() if not name.endswith(".html")}
    said = [f"Files: {len(own):,}, {_size(sum(own.values()))}; pages: {len(pages):,}."]
    said += [_largest("pages", pages), _largest("files", others)]
    if earlier := sizes.keys() - own.keys():
        room = _size(sum(sizes[name] for name in earlier))
        said.append(f"The sites of earlier releases: {len(earlier):,} files, {room}.")
    return said


def _largest(kind: str, sizes: Mapping[str, int]) -> str:
    first = sorted(sizes, key=lambda name: (-sizes[name], name))[:LARGEST]
    told = ", ".join(f"/{name} {_size(sizes[name])}" for name in first)
    return f"Largest {kind}: {told}."


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1e6 else f"{number / 1e3:,.0f} kB"


def _links_told(site: Path, names: Iterable[str]) -> list[str]:
    """How many links were followed, and which lead nowhere?"""
    files = set(names)
    pages = {n: _text(site / n) for n in files if n.endswith(".html") and not is_of_release(n)}
    ids = {name: {unescape(one) for one in ID.findall(text)} for name, text in pages.items()}
    inside, away, broken = 0, set[str](), list[str]()
    for name, text in sorted(pages.items()):
        for said in map(unescape, dict.fromkeys(LINK.findall(text))):
            link = urlsplit(said)
            if link.scheme or link.netloc:
                away.add(said)
                continue
            inside += 1
            there, place = _file(name, unquote(link.path), files), unquote(link.fragment)
            if there not in files or (place and place not in ids.get(there, {place})):
                broken.append(f"/{name.removesuffix('index.html')} leads to {said}.")
    found = (
        f"{inside:,} links within the site were followed; leading nowhere: {len(broken) or 'none'}."
    )
    more = [f"And {len(broken) - MOST_TOLD:,} more."] if len(broken) > MOST_TOLD else []
    others = f"Addresses of other sites, and of mail, that were not tried: {len(away):,}."
    return [found, *broken[:MOST_TOLD], *more, others]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _file(page: str, link: str, files: set[str]) -> str:
    """The name of the file that a link on a page leads to."""
    if not link:
        return page
    start = "" if link.startswith("/") else posixpath.dirname(page)
    there = posixpath.normpath(posixpath.join(start, link.lstrip("/"))).removeprefix("./")
    there = "" if there == "." else there
    if there in files:
        return there
    return f"{there}/index.html".lstrip("/")
