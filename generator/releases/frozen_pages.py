"""A page of a release: it says from its first day that it is frozen, and has one empty place in
which alone anything may change, for a correction or a withdrawal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import escape

from generator.reading.releases import KeptRelease
from generator.terms.addresses import relative

OPEN, CLOSE = "<!--corrections-->", "<!--/corrections-->"
SLOT = re.compile(re.escape(OPEN).encode() + b".*?" + re.escape(CLOSE).encode(), re.S)
# Into the article, so that it is printed and read aloud; of a page without one into its body.
ARTICLE, BODY = re.compile(r'<article id="content"[^>]*>'), re.compile(r"<body[^>]*>")
CHARSET = re.compile(r"<meta charset=[^>]*>")
FEED = re.compile(r'<link rel="alternate" type="application/atom\+xml"[^>]*>\n?')
# What is so until a release is made, and not after.
OF_TODAY = re.compile(r'<div class="of-today">.*?</div>', re.S)
NO_INDEX = '<meta name="robots" content="noindex">'
# What a site has at its root for all of it, and no page of a release leads to.
NOT_FROZEN = re.compile(
    r"404\.html|sitemap\.xml(\.gz)?|\.crime-profiles.*|feed\.atom|.*/feed\.atom"
)


def frozen(html: str, file: str, held: KeptRelease, root: str, earlier: Iterable[str] = ()) -> str:
    """A page of the site as it stands in this release: ``file`` is its name in the site, ``root``
    the site's own address (blank while it has none), ``earlier`` the releases that it may lead
    to."""
    for other in {*earlier, held.id}:
        # One folder deeper than it was, it leads out of its own release to another.
        html = re.sub(rf'(href=")((?:\.\./)*{other}/)', r"\1../\2", html)
    html = re.sub(r'(<a href=")((?:\.\./)*feed\.atom")', r"\1../\2", html)
    # What changes after a release is told by the feeds of today.
    html = OF_TODAY.sub("", FEED.sub("", html))
    found = ARTICLE.search(html) or BODY.search(html)
    at = found.end() if found else 0
    html = f"{html[:at]}{notice(file, held)}{html[at:]}"
    if NO_INDEX not in html:
        html = CHARSET.sub(lambda tag: f"{tag[0]}\n{NO_INDEX}", html, count=1)
    return dated(html, held.id, root)


def dated(text: str, release: str, root: str) -> str:
    """A text in which the whole addresses of pages are those of the release."""
    for whole in {root, quote(root)} if root else ():
        text = text.replace(whole, f"{whole}{release}/")
    return text


def notice(file: str, held: KeptRelease) -> str:
    """That a page is frozen, with the ways to the newest one and to the release, and the place."""
    page = file.removesuffix("index.html")
    here, there = f"{held.id}/{page}", f"releases/{held.id}/"
    newest, about = (escape(relative(here, one)) for one in (page, there))
    return (
        f'<aside class="frozen" aria-label="A page of a release"><p>{said_of(held)} '
        f'<span class="leads"><a href="{newest}">The newest page</a>. '
        f'<a href="{about}#corrections">This release and its corrections</a>.</span></p>'
        f"{OPEN}{CLOSE}</aside>"
    )


def said_of(held: KeptRelease) -> str:
    """How a page of a release is frozen, in a sentence. What was not put before the public at the
    time that it is called after does not say that it was."""
    on = "on" if held.id.count("-") == 2 else "in"
    was = f"as released {on} {held.label}"
    if not held.said.date.startswith(held.id):
        was = f"as the release of {held.label}, dated {held.said.day}"
    return f"Frozen {was}{', as a demonstration' if held.said.is_demonstration else ''}."


def emptied(page: bytes) -> bytes:
    """A page with nothing in its place, as a release is summed and compared."""
    return SLOT.sub(f"{OPEN}{CLOSE}".encode(), page, count=1)


def filled(page: bytes, words: str) -> bytes:
    """A page with these words in its place."""
    return SLOT.sub(lambda _: f"{OPEN}{words}{CLOSE}".encode(), page, count=1)
