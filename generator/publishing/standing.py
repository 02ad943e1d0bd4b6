"""What of the last site stands in the new one too, and so is not made again.

A file that goes to the site as it is stands by its content. A page, or a chart on its own, stands
where nothing changed of all that decides it, and where it still is what was made then.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.preparing import Prepared
from generator.storage.inputs import hash_of
from generator.storage.keeping import word_for
from generator.storage.sitefolders import MARKER, files_in, published_as

ADDRESSES, LAST_MODIFIED = "sitemap.xml", re.compile(r"\s*<lastmod>[^<]*</lastmod>")
# A file of a site: one word for all that decided it, and the hash of what was made.
Told = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Last:
    """The last site, and what is remembered of the files in it; and the word for the frame now."""

    site_dir: Path
    told: Told
    frame: str


def is_chart(name: str) -> bool:
    """Is it the page of a chart on its own, which other sites show in theirs?"""
    return name.startswith("embed/") and name.endswith(".html")


def words(made: Prepared, frame: str, files: Iterable[str], *, are_pages: bool) -> dict[str, str]:
    """By file of the site, one word for all that decides it: its source, the frame, what the frame
    is told, and which ``files`` there are to link to.

    ``are_pages`` says whether that is so of pages; of charts it always is.
    """
    told = (json.dumps(made.publisher, sort_keys=True), str(made.is_preview))
    around = word_for(frame, *told, "\n".join(sorted(files)))
    return {
        published_as(name): word_for(around, name, content)
        for name, content in made.files.items()
        if is_chart(name) or (are_pages and name.endswith(".md"))
    }


def wanted(made: Prepared, now: Mapping[str, str], last: Last) -> dict[str, str]:
    """Of each file whose content is known before it is made, the hash of that content."""
    known = {name: last.told[name][1] for name in now if last.told.get(name, ("",))[0] == now[name]}
    as_it_is = {n: h for n, h in made.files.items() if not (is_chart(n) or n.endswith(".md"))}
    return known | as_it_is


def taken_over(site_dir: Path, making: Path, wanted: Mapping[str, str]) -> set[str]:
    """Which of these files, by name and hash, has the last site? They are in the new one now.

    They are the same files under a second name: it takes time to write them, and more to remove
    them. A link, a file with a name elsewhere too, and one with other rights are made again.
    """
    taken: set[str] = set()
    new_file = os.lstat(making / MARKER)
    made: set[str] = set()
    for name in sorted(files_in(site_dir).intersection(wanted)):
        old, new = f"{site_dir}/{name}", f"{making}/{name}"
        if _is_like(os.lstat(old), new_file) and hash_of(Path(old)) == wanted[name]:
            if (folder := os.path.dirname(new)) not in made:
                os.makedirs(folder, exist_ok=True)
                made.add(folder)
            try:
                os.link(old, new)
            except OSError:  # not every disk can do it
                return taken
            taken.add(name)
    return taken


def _is_like(one: os.stat_result, other: os.stat_result) -> bool:
    """Is it a file of the same kind, rights and owners, and has it one name only?"""
    first, second = ((s.st_mode, s.st_uid, s.st_gid) for s in (one, other))
    return first == second and one.st_nlink == 1


def undated(making: Path) -> None:
    """Take out of the list of all addresses the day on which MkDocs wrote it, which is none of the
    figures': the same data make the same files on any day."""
    path = making / ADDRESSES
    if not path.is_file():
        return
    text = LAST_MODIFIED.sub("", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="\n")
    packed = making / f"{ADDRESSES}.gz"
    packed.write_bytes(gzip.compress(text.encode(), mtime=0))


def remembered(now: Mapping[str, str], making: Path, last: Last, taken: Collection[str]) -> Told:
    """What is remembered of the files of the new site, for the next one."""
    return {
        name: last.told[name] if name in taken else (word, hash_of(making / name))
        for name, word in now.items()
    }
