"""The licences of what other people wrote and a site hands on: the text of one file."""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

# Packages whose own work reaches a site: the frame of pages.
HANDED_ON = ("mkdocs-material",)
RULE = "=" * 78


@cache
def licences() -> str:
    """Who wrote what of a site, and under which licence: the frame's."""
    told = "What other people wrote and this site hands on, and the licences that they gave it.\n"
    parts = [f"{name} {distribution(name).version}\n\n{_own(name)}" for name in HANDED_ON]
    return f"\n{RULE}\n\n".join(part.strip() + "\n" for part in (told, *parts))


def _own(name: str) -> str:
    """The licence that an installed package carries with it, or its name where it carries none."""
    package = distribution(name)
    for path in package.files or ():
        if path.name.upper().startswith("LICENSE") and ".dist-info" in path.parts[0]:
            return Path(path.locate()).read_text(encoding="utf-8")
    return package.metadata["License-Expression"] or package.metadata["License"] or "No licence."
