"""How large a download is, told beside the links to it where it is large enough to matter."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Templates write this where they link to a file, by its address, for pages are made before files.
MARK = re.compile(rb"<!-- size of ([^ ]+) -->")
# Below that nobody waits for it, on a phone either.
LEAST = 1_000_000


def with_sizes(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages that speak of downloads, with the sizes of the large ones put in.

    >>> files = {"a.csv": b"x" * 7_640_000, "b.csv": b"x"}
    >>> page = b"A<!-- size of a.csv -->, B<!-- size of b.csv -->"
    >>> with_sizes({**files, "index.md": page})
    {'index.md': b'A (7.6 MB), B'}
    """
    return {
        name: MARK.sub(lambda found: _told(len(files.get(found[1].decode(), b""))), data)
        for name, data in files.items()
        if name.endswith("index.md") and b"<!-- size of " in data
    }


def _told(size: int) -> bytes:
    return f" ({size / LEAST:.1f} MB)".encode() if size >= LEAST else b""
