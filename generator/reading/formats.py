"""What a file really is, whatever its name says, and which text it holds.

A workbook, a web page or a file in another encoding is told as what it is, with one sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import Fault

SAVE_AS = 'In the spreadsheet choose "Save as", then "CSV UTF-8 (comma delimited)".'
# The same of a text, in the words of Notepad.
SAVE_TEXT = 'In the editor choose "File" and "Save as", and there, beside "Encoding", "UTF-8".'
AS_CSV = f"Open it in its own program. {SAVE_AS}"
AGAIN = "Download the file itself again."


class Format(NamedTuple):
    """Another kind of file: bytes that show it, what it is, and what to do with it."""

    sign: bytes
    is_what: str
    remedy: str


# Formats that are known by their first bytes.
SIGNS = (
    Format(b"\xd0\xcf\x11\xe0", "an old Excel workbook or another Office document", AS_CSV),
    Format(b"\x00\x01\x00\x00Standard ", "an Access database", AS_CSV),
    Format(b"SQLite format 3", "a database", AS_CSV),
    Format(b"%PDF", "a PDF", "Type its numbers in, or ask for the spreadsheet behind it."),
    Format(b"{\\rtf", "a document of a word processor", "Copy its table into a spreadsheet."),
    Format(b"\x1f\x8b", "a compressed file (gzip)", "Unpack it, and keep what was in it."),
    Format(b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it, and keep what was in it."),
    Format(b"Rar!", "a compressed file (RAR)", "Unpack it, and keep what was in it."),
    Format(b"BZh", "a compressed file (bzip2)", "Unpack it, and keep what was in it."),
    Format(b"\xfd7zXZ", "a compressed file (xz)", "Unpack it, and keep what was in it."),
    Format(b"PAR1", "a Parquet file", AS_CSV),
    Format(b"\x89PNG", "a picture (PNG)", "Type its numbers in."),
    Format(b"\xff\xd8\xff", "a picture (JPEG)", "Type its numbers in."),
    Format(b"GIF8", "a picture (GIF)", "Type its numbers in."),
    Format(b"bplist", "a settings file of a Mac", AGAIN),
    Format(
        b"version https://git-lfs",
        "a pointer of Git LFS, which stands where a large file belongs",
        "Fetch the file itself: git lfs pull.",
    ),
)
# What a zip file holds says which program made it.
PACKED = (
    Format(b"opendocument.spreadsheet", "an OpenDocument spreadsheet", AS_CSV),
    Format(b"opendocument", "an OpenDocument document", "Copy its table into a spreadsheet."),
    Format(b"xl/", "an Excel workbook", AS_CSV),
    Format(b"word/", "a Word document", "Copy its table into a spreadsheet."),
    Format(b"ppt/", "a PowerPoint presentation", "Copy its table into a spreadsheet."),
    Format(b".iwa", "a Numbers or Pages document", AS_CSV),
    Format(b"", "a compressed file (zip)", "Unpack it, and keep what was in it."),
)
CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7}) ", re.M)
BLANKS = re.compile(r"(?:\s|\ufeff|<!--.*?-->)*", re.S)
PAGE = re.compile(r"<(!doctype html|html|head|body)\b", re.I)
PART_OF_PAGE = re.compile(r"<(title|script|style|meta|center|h[1-6]|table|div|p|br)\b", re.I)
# Bytes that stand for quotation marks, dashes and accents in one old encoding and rarely in others.
WINDOWS, MAC = rb"[\x85\x91-\x97\xa3\xe0-\xff]", rb"[\x88\x8e\x8f\x90\xca\xd0-\xd5]"


def text_of(content: bytes, *, is_table: bool) -> tuple[str, Fault | None]:
    """What text do these bytes hold, or what are they instead? A table is a CSV."""
    if fault := _other_format(content) or _wide(content):
        return "", fault if is_table else _of_a_text(fault)
    try:
        # A program that adds a mark does not look whether there is one.
        text = content.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        return "", _not_utf_8(content, error.start, is_table)
    if fault := _page(text, is_table):
        return "", fault
    if found := CONFLICT.search(text):
        what = "The file holds two versions of some rows, between the marks that Git leaves."
        remedy = "Choose one version, and take out the lines <<<<<<<, ======= and >>>>>>>."
        return "", Fault(what, remedy, _row(text[: found.start()]))
    if (end := text.find("\x00")) >= 0:
        what = "The file holds a byte that is nought, which no text has."
        return "", Fault(
            what, "It may be damaged: take it from where it came from again.", _row(text[:end])
        )
    return text, None


def _of_a_text(fault: Fault) -> Fault:
    """The same where no table belongs, which nobody saves from a spreadsheet."""
    told = {SAVE_AS: SAVE_TEXT, AS_CSV: f"Copy its words into an editor. {SAVE_TEXT}"}
    return fault._replace(remedy=told.get(fault.remedy, fault.remedy))


def _other_format(content: bytes) -> Fault | None:
    if content.startswith(b"PK"):
        known = (one for one in PACKED if one.sign in content)
    else:
        bare = content.removeprefix(b"\xef\xbb\xbf")
        known = (one for one in SIGNS if bare.startswith(one.sign))
    if one := next(known, None):
        return Fault(f"The file is {one.is_what}, whatever its name says.", one.remedy)
    return None


def _wide(content: bytes) -> Fault | None:
    """UTF-16 and UTF-32, with the mark at their start or without it."""
    start = content[:2000]
    if fault := _widest(start):
        return fault
    noughts = [start[first::2].count(0) for first in (0, 1)]
    is_marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not is_marked and not (len(start) >= 8 and max(noughts) * 2 > 0.7 * len(start)):
        return None
    order = "utf-16-be" if noughts[0] > noughts[1] else "utf-16-le"
    if fault := _page(start.decode(order, errors="ignore"), is_table=True):
        return fault
    return Fault("The file is in UTF-16 (Unicode text), not in UTF-8.", SAVE_AS)


def _widest(start: bytes) -> Fault | None:
    """UTF-32, of whose four bytes two or three are nought."""
    is_marked = start[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
    noughts = [start[first::4].count(0) * 4 >= 0.9 * len(start) for first in range(4)]
    if not is_marked and not (len(start) >= 16 and (all(noughts[:3]) or all(noughts[1:]))):
        return None
    return Fault("The file is in UTF-32 (Unicode text), not in UTF-8.", SAVE_AS)


def _page(text: str, is_table: bool) -> Fault | None:
    """A web page, or the answer of a service, where a table or our own text belongs."""
    start = text[BLANKS.match(text, 0, 5000).end() :][:2000]  # type: ignore[union-attr]
    if start.startswith("<?xml") and "Excel" in start:
        return Fault("The file is an Excel workbook in XML, whatever its name says.", AS_CSV)
    is_xhtml = start.startswith("<?xml") and "<html" in start.lower()
    if is_xhtml or PAGE.match(start) or (is_table and PART_OF_PAGE.match(start)):
        is_sheet = "urn:schemas-microsoft-com:office:excel" in text[:5000]
        what = "a web page that Excel saved" if is_sheet else "a web page, perhaps an error message"
        told = f"The file is {what}, whatever its name says."
        return Fault(told, AS_CSV if is_sheet else AGAIN)
    if start.startswith("HTTP/"):
        return Fault("The file is the answer of a web server, not a file of ours.", AGAIN)
    if is_table and re.match(r"<[?!a-z]", start, re.I):
        return Fault("The file is XML, whatever its name says.", AGAIN)
    if is_table and re.match(r'[\[{]\s*(["\[{\]}]|-?\d|$)', start):
        what = "The file is JSON, perhaps the answer or the error message of a service."
        return Fault(what, "Ask the service for CSV, or download the file itself.")
    return None


def _not_utf_8(content: bytes, at: int, is_table: bool) -> Fault:
    """Which encoding it probably is, and the text around the first byte that shows it."""
    good = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", content))
    is_mac = len(re.findall(MAC, content)) > len(re.findall(WINDOWS, content))
    encoding = "mac-roman" if is_mac else "cp1252"
    row = _row(content[:at].decode("latin-1"))
    begin = max(content.rfind(b"\n", 0, at), content.rfind(b"\r", 0, at)) + 1
    cell = max(begin, content.rfind(b",", 0, at) + 1) if is_table else begin
    around = content[max(cell, at - 15) : at + 16].decode(encoding, errors="replace")
    shown = around.splitlines()[0].partition("," if is_table else "\n")[0].strip(' "')
    column = _column(content, begin, at) if is_table else None
    if good:
        what = f'The file is in UTF-8 but for the character in "{shown}".'
        return Fault(_plain(what), "Type it again, and save the file as UTF-8.", row, column)
    name = "an old encoding of the Mac" if is_mac else "an old encoding of Windows"
    what = f'The file is not in UTF-8 but in {name}, as "{shown}" shows.'
    remedy = SAVE_AS if is_table else "Open it in the editor and save it again as UTF-8."
    return Fault(_plain(what), remedy, row, column)


def hidden(text: str) -> frozenset[str]:
    """Characters in it that no reader would see: control marks, marks that turn text around."""
    if text.isprintable():  # most are, and none of these marks is
        return frozenset()
    seen = (mark for mark in set(text) if mark not in "\n\r\t")
    return frozenset(mark for mark in seen if unicodedata.category(mark) in ("Cc", "Cf"))


def hidden_in_lines(text: str) -> Iterator[Fault]:
    """Each line that holds such a character."""
    marks = hidden(text)
    for number, line in enumerate(text.split("\n") if marks else (), start=1):
        if found := [mark for mark in line if mark in marks]:
            what = f"The line holds an invisible character (U+{ord(found[0]):04X})."
            yield Fault(what, "Type the line again.", number)


def _plain(text: str) -> str:
    """Without marks that would garble the terminal."""
    marks = hidden(text)
    return "".join("?" if mark in marks else mark for mark in text)


def _row(before: str) -> int:
    """The number of the line after this text."""
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def _column(content: bytes, begin: int, at: int) -> str | None:
    """The name at the head of the column in which a byte stands."""
    header = re.split(rb"[\r\n]", content, maxsplit=1)[0].removeprefix(b"\xef\xbb\xbf")
    names = header.decode("latin-1").split(",")
    number = re.sub(rb'"[^"]*"?', b"", content[begin:at]).count(b",")
    name = names[number].strip(' "') if number < len(names) else ""
    return name if name.isascii() and name else None
