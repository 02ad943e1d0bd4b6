"""Results kept between builds, each under a word for all that it was made from.

A kept file begins with the hash of its content. One that was cut off, emptied or edited is as good
as none: it is made again. Files are written beside their place and then moved into it, so that
whoever reads finds the old one or the new one, whole.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import version
from pathlib import Path


def word_for(*parts: str | bytes, libraries: tuple[str, ...] = ()) -> str:
    """One word for all that decides a result: its parts, libraries by version, and the Python.

    >>> word_for("ab", "c") == word_for("a", "bc")
    False
    """
    seen = hashlib.sha256(sys.version.encode())
    for name in libraries:
        seen.update(f"{name} {version(name)}\n".encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        seen.update(len(data).to_bytes(8, "big") + data)
    return seen.hexdigest()[:32]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is never seen half-written. Raises OSError."""
    half_done = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            half_done.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            half_done.write_bytes(content)
        half_done.replace(path)
    except BaseException:
        half_done.unlink(missing_ok=True)
        raise


def keep(path: Path, content: bytes) -> None:
    """Keep a result in a file, to be read with ``kept``. Raises OSError."""
    write_whole(path, _hash(content) + b"\n" + content)


def kept(path: Path) -> bytes | None:
    """What was kept in a file, or None where there is none or it is not what was written."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    told, _, content = whole.partition(b"\n")
    return content if told == _hash(content) else None


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
