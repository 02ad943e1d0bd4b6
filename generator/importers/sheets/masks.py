"""Formats of a workbook that show a number as something else: "<5", an asterisk, nothing."""

from __future__ import annotations

import re
import zipfile
from html import unescape

STYLES = "xl/styles.xml"
FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
CELLS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
CELL = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
# What is shown as it is typed in a format, and conditions and colours.
TYPED = re.compile(r'"[^"]*"|\\.|_.|\*.')
IN_BRACKETS = re.compile(r"\[([^\]]*)\]")
LARGEST = 20_000_000


def masking_styles(book: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the styles that do not show the number in a cell."""
    if STYLES not in book.namelist() or book.getinfo(STYLES).file_size > LARGEST:
        return frozenset()
    text = book.read(STYLES).decode("utf-8", "replace")
    codes = {_of(tag, "numFmtId"): unescape(_of(tag, "formatCode")) for tag in FORMAT.findall(text)}
    masks = {number for number, code in codes.items() if is_mask(code)}
    cells = CELLS.search(text)
    styles = CELL.findall(cells[0]) if cells and masks else []
    return frozenset(str(n) for n, tag in enumerate(styles) if _of(tag, "numFmtId") in masks)


def is_mask(code: str) -> bool:
    """Does a format show some numbers above nought as no number? Its first part is for these, and
    each part with a condition may be.

    >>> [is_mask(code) for code in ('"<5"', ";;;", '[<5]"*";0', "0;-0;;@", "#,##0", "mmm yy")]
    [True, True, True, False, False, False]
    """
    parts = TYPED.sub("", code).split(";")
    asked = [bool(re.search(r"[<>=]", " ".join(IN_BRACKETS.findall(part)))) for part in parts]
    bare = [IN_BRACKETS.sub("", part) for part in parts]
    shows = [bool(re.search(r"[0#?@dmyhsgn]", part, re.I)) for part in bare]
    is_general = [part.strip().lower() == "general" for part in bare]
    seen = [one or other for one, other in zip(shows, is_general, strict=True)]
    return not seen[0] or any(a and not s for a, s in zip(asked, seen, strict=True))


def _of(tag: str, attribute: str) -> str:
    found = re.search(rf"""(?<![\w:]){attribute}=(["'])(.*?)\1""", tag)
    return found[2] if found else ""
