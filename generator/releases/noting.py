"""A withdrawal is written down in the file of its release, in which all else stays as it was."""

from __future__ import annotations

import codecs
import json
import re

from generator.problems import Fault, Place, ProfileError
from generator.reading.yamlfiles import read_yaml
from generator.terms.addresses import page_address
from generator.terms.releases import Release, Withdrawal

# A list without anything in it, and the remark behind it.
EMPTY = re.compile(r"withdrawals:(?:[ \t]*(?:\[[ \t]*\]|~|null))?([ \t]+#.*|[ \t]*)")
ON_ONE_LINE = Fault(
    "The withdrawals of this release stand on one line, to which none can be added.",
    "Write each on a line of its own below withdrawals:, and give the command again.",
)
NOT_WRITTEN = Fault(
    "The withdrawal cannot be written down here.",
    "Indent each withdrawal by two spaces below withdrawals:, and give --why in plain text.",
)


def noted(content: bytes, place: str, one: Withdrawal) -> bytes:
    """The file of a release with one more withdrawal. Raises ProfileError where none fits in."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    # Not split at other ends of lines, for those may stand in a text.
    lines = content.removeprefix(mark).decode().split("\n")
    said = {"page": f"/{page_address(one.page)}", "date": one.date, "why": one.why}
    words = ", ".join(f"{key}: {json.dumps(x, ensure_ascii=False)}" for key, x in said.items())
    made = "\n".join(_with_line(lines, f"  - {{{words}}}", place))
    # Whatever stands in it, it can still be read with the new line; or nothing is done.
    if problems := read_yaml(made, place, Release).problems:
        raise ProfileError([NOT_WRITTEN.at("release", problem.place) for problem in problems])
    return mark + made.encode()


def _with_line(lines: list[str], line: str, place: str) -> list[str]:
    """These lines with one below withdrawals:, ended as the first of them is."""
    end = "\r" if lines[0].endswith("\r") else ""
    at = next((n for n, text in enumerate(lines) if text.startswith("withdrawals:")), len(lines))
    before, here, after = lines[:at], lines[at : at + 1], lines[at + 1 :]
    empty = EMPTY.fullmatch(here[0].rstrip("\r")) if here else None
    if here and not empty:
        raise ProfileError([ON_ONE_LINE.at("release", Place(place))])
    while not here and before and not before[-1].strip():
        before.pop()  # blank lines at the end of the file
    if not after and before:
        before[-1] = f"{before[-1].rstrip(chr(13))}{end}"
    remark = empty[1] if empty else ""
    return [*before, f"withdrawals:{remark}{end}", f"{line}{end}", *(after or [""])]
