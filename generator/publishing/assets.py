"""Style sheets, scripts and pictures that pages ask for: each is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from generator.checks.addressed import FILES
from generator.problems import Place, Problem
from generator.storage.inputs import CODE, MATTER, TEMPLATES, files_below

# A file below assets/ as a template names it, and what a style sheet asks for.
NAMED = re.compile(r"""["'(]\.?/?(assets/[\w./-]+\.\w+)["')]""")
ASKED = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?!data:|https?:|[/#])([^"')\s?#]+)""")


def missing(project: Path, look: Path, named: str) -> Iterator[Problem]:
    """Files below assets/ that a template or a style sheet names, and that there are not.

    ``named`` is the folder of the look as people know it.
    """
    held = {name for name, _ in files_below(look)} | set(FILES)
    held |= {name for name, _ in files_below(project / MATTER[1])}
    told = set()
    for name, path in files_below(look):
        if not name.startswith("templates/"):
            for asked, line in _asked(name, path):
                if asked not in held:
                    told.add(asked)
                    what = f'There is no file "{asked}" in {named}/.'
                    remedy = "Put it there, or correct its name here."
                    yield Problem("site", Place(f"{named}/{name}", line), what, remedy)
    own = project / TEMPLATES
    for path in sorted((CODE / "templates").glob("*.j2")):
        path = own / path.name if (own / path.name).is_file() else path
        for asked, _ in _asked(path.name, path):
            if asked not in held and asked not in told:
                told.add(asked)
                what = "The file is missing, and pages of the site ask for it."
                yield Problem("site", Place(f"{named}/{asked}"), what, "Put it back.")


def _asked(name: str, path: Path) -> Iterator[tuple[str, int]]:
    """Which files of the site does this one name, and on which lines?"""
    if not name.endswith((".html", ".j2", ".css")):
        return
    text = path.read_bytes().decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if name.endswith(".css"):
            for asked in ASKED.findall(line):
                yield posixpath.normpath(posixpath.join(posixpath.dirname(name), asked)), number
        else:
            yield from ((asked, number) for asked in NAMED.findall(line))
