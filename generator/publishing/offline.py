"""A site that works where it is opened from a folder: links lead to files, and what scripts ask for
stands in the page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

# A link within the site, and where a page that has moved leads.
LINK = re.compile(r'(?<=\shref=")(?![a-z][a-z0-9+.-]*:|#|/)([^"#?]*)(?=["#?])')
MOVED = re.compile(r'(?<=; url=)(?![a-z]+:|/)([^"#?]*)(?=["#?])')
ASKED = re.compile(r'\sdata-[a-z]+="([^"]+\.json)"')
# Links of this page begin at the root of a server.
NOT_OPENED = "404.html"


def offline(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Every file of a published site as it is opened from a folder."""
    for name, content in files.items():
        if name == NOT_OPENED:
            continue
        if name.endswith(".html"):
            content = _opened(name, content.decode(), files).encode()
        yield name, content


def _opened(name: str, html: str, files: Mapping[str, bytes]) -> str:
    html = MOVED.sub(_to_file, LINK.sub(_to_file, html))
    blocks = "".join(_block(name, address, files) for address in ASKED.findall(html))
    return html.replace("</body>", f"{blocks}</body>", 1) if blocks else html


def _to_file(found: re.Match[str]) -> str:
    """The file that a link to a folder shows.

    >>> [LINK.sub(_to_file, f'<a href="{one}"') for one in ("../dover/", "..", "a.csv", "")]
    ['<a href="../dover/index.html"', '<a href="../index.html"', '<a href="a.csv"', '<a href=""']
    """
    path = found[1]
    if path.endswith("/"):
        return f"{path}index.html"
    return f"{path}/index.html" if posixpath.basename(path) in (".", "..") else path


def _block(name: str, address: str, files: Mapping[str, bytes]) -> str:
    """What a script of a page asks for, as a block in it; nothing where there is no such file."""
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
    if there not in files:
        return ""
    # A script ends at the first such mark, wherever it stands.
    text = files[there].decode().replace("</", "<\\/")
    return f'<script type="application/json" data-of="{address}">{text}</script>\n'
