"""Formats of a workbook that show a number as something else: "<5", an asterisk, nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

STYLES = "xl/styles.xml"
FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
CELLS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
CELL = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
# What is shown as it is typed in a format; what stands in brackets, a condition among it.
TYPED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
IN_BRACKETS = re.compile(r"\[([^\]]*)\]")
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)")
SHOWS = re.compile(r"[0#?@dmyhs]|general", re.I)
LARGEST = 20_000_000


class FormatPart(NamedTuple):
    """One part of a format: its condition, whether it shows the number, and what it adds."""

    condition: tuple[str, str] | None
    shows: bool
    adds: str


def formats_of(book: zipfile.ZipFile) -> dict[str, str]:
    """The formats that people made, by the number of a style that has one."""
    if STYLES not in book.namelist() or book.getinfo(STYLES).file_size > LARGEST:
        return {}
    text = book.read(STYLES).decode("utf-8", "replace")
    codes = {_of(tag, "numFmtId"): unescape(_of(tag, "formatCode")) for tag in FORMAT.findall(text)}
    cells = CELLS.search(text)
    styles = CELL.findall(cells[0]) if cells else []
    ids = {str(n): _of(tag, "numFmtId") for n, tag in enumerate(styles)}
    return {style: codes[own] for style, own in ids.items() if _may_mask(codes.get(own, ""))}


def _may_mask(code: str) -> bool:
    return bool(code) and any(masks({"": code}, "", value) for value in (0.5, 1.0, 3.0, 1e6, -3.0))


def masks(formats: Mapping[str, str], style: str, value: float) -> bool:
    """Is a number above or below nought shown as something else in a cell of this style?

    >>> codes = {"a": '"<5"', "b": ";;;", "c": '[<5]"*";0', "d": "0;-0;;@", "e": "[White]0"}
    >>> [masks(codes, style, 3) for style in codes]
    [True, True, True, False, True]
    >>> masks(codes, "c", 7), masks(codes, "d", 0), masks({"f": '0" offences"'}, "f", 3)
    (False, False, False)
    """
    code = formats.get(style, "")
    if not code or not value:
        return False
    part = _part_for([_read(one) for one in _parts(code)], value)
    return part is None or not part.shows or bool(re.search(r"[<>*%]", part.adds))


def _parts(code: str) -> list[str]:
    """The parts of a format, between semicolons that are not typed text."""
    bare = TYPED.sub(lambda found: "x" * len(found[0]), code)
    ends = [n for n, mark in enumerate(bare) if mark == ";"]
    starts = [0, *(n + 1 for n in ends)]
    return [code[a:b] for a, b in zip(starts, [*ends, len(code)], strict=True)]


def _read(part: str) -> FormatPart:
    brackets = " ".join(IN_BRACKETS.findall(TYPED.sub("", part)))
    asked = CONDITION.search(brackets)
    adds = "".join(a or b for a, b in TYPED.findall(part))
    bare = IN_BRACKETS.sub("", TYPED.sub("", part))
    is_seen = bool(SHOWS.search(bare)) and "white" not in brackets.lower()
    return FormatPart((asked[1], asked[2]) if asked else None, is_seen, adds)


def _part_for(parts: list[FormatPart], value: float) -> FormatPart | None:
    """The part by which a number is shown; None where it is shown as nothing that is known."""
    if any(part.condition for part in parts):
        told = (part for part in parts if part.condition is None or _holds(part.condition, value))
        return next(told, None)
    return parts[1] if value < 0 and len(parts) > 1 else parts[0]


def _holds(condition: tuple[str, str], value: float) -> bool:
    sign, text = condition
    limit = float(text)
    held = {"<": value < limit, ">": value > limit, "=": value == limit, "<>": value != limit}
    held |= {"<=": value <= limit, ">=": value >= limit}
    return held[sign]


def _of(tag: str, attribute: str) -> str:
    found = re.search(rf"""(?<![\w:]){attribute}=(["'])(.*?)\1""", tag)
    return found[2] if found else ""
