"""Titles of a spreadsheet tagged as headings, so that a screen reader finds them as such.

The guidance asks for that, and the library that lays spreadsheets out only makes them large.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

# The numbers by which every spreadsheet program knows these styles.
HEADINGS = (("Heading 1", 16), ("Heading 2", 17))
FORMAT = re.compile(r"<xf [^>]*?/>|<xf [^>]*?[^/]>.*?</xf>", re.S)
OWN = re.compile(r"(<cellXfs[^>]*>)(.*?)(</cellXfs>)", re.S)
FONT = re.compile(r'fontId="(\d+)"')


def tagged(styles: str, used: Sequence[Collection[int]]) -> str:
    """The styles of a spreadsheet in which these formats are headings, by level from the first."""
    found = OWN.search(styles)
    assert found is not None  # every file of the library has them
    formats = FORMAT.findall(found[2])
    bases, names = "", ""
    for level, ((name, number), places) in enumerate(zip(HEADINGS, used, strict=True), 1):
        font = "0"
        for place in places:
            font = FONT.findall(formats[place])[0]
            formats[place] = formats[place].replace('xfId="0"', f'xfId="{level}"')
        bases += f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0"/>'
        names += f'<cellStyle name="{name}" xfId="{level}" builtinId="{number}"/>'
    styles = styles.replace(found[0], found[1] + "".join(formats) + found[3])
    styles = _joined(styles, "cellStyleXfs", bases)
    return _joined(styles, "cellStyles", names)


def _joined(styles: str, part: str, more: str) -> str:
    """With more entries at the end of a part, which says how many it has."""
    styles = re.sub(rf'<{part} count="\d+">', f'<{part} count="{1 + len(HEADINGS)}">', styles)
    return styles.replace(f"</{part}>", f"{more}</{part}>")
