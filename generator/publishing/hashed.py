"""The addresses of assets with a hash of their bytes in them, so that no page ever meets the style,
script or list of another publication."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

# The assets of the whole site: those of a release lie below it, and never change.
FOLDER = "assets/"
NAMED = re.compile(r"assets/[\w-]+\.[0-9a-f]{10}\.\w+")
# On the page for what is not found the way to them begins at the root.
REFERENCE = re.compile(rb'(?<=")((?:[\w./-]*/)?)assets/([\w.-]+)(?=["?#])')
# What is asked for by people, by its name.
BY_NAME = ("licences.txt",)


def hashed_name(name: str, content: bytes) -> str:
    """The name of an asset with a hash of its bytes.

    >>> hashed_name("assets/profile.css", b"a")
    'assets/profile.ca978112ca.css'
    """
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def names(assets: Mapping[str, bytes]) -> dict[str, str]:
    """The new name of each asset of a site, without their folder."""
    return {
        name.removeprefix(FOLDER): hashed_name(name, content).removeprefix(FOLDER)
        for name, content in assets.items()
        if name.removeprefix(FOLDER) not in BY_NAME
    }


def led(html: bytes, renamed: Mapping[str, str]) -> bytes:
    """A page that names the assets of its site by these names."""

    def new(found: re.Match[bytes]) -> bytes:
        name = found[2].decode()
        return found[1] + b"assets/" + renamed.get(name, name).encode()

    return REFERENCE.sub(new, html)
