"""How wide text is drawn, and where a name that is too wide for its place goes into lines.

The widths are those of Liberation Sans (and so of Arial and Helvetica), in thousandths of its size.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

SIZE = 14
LINE = 16
WIDTHS = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r“”",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–£é",
    584: "+<=>~−×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—",
}
WIDTH_OF = {letter: width for width, letters in WIDTHS.items() for letter in letters}
# Letters that are not in the table are taken for wide ones, those of Chinese, Japanese and Korean
# and signs like them for squares; bold letters are so much wider.
OTHERS, SQUARE, BOLDER = 722, 1000, 1.08
HYPHENED = re.compile(r"[^-]+-*|-+")


@lru_cache(maxsize=4096)
def width(text: str, *, is_bold: bool = False) -> float:
    """How wide is the widest line of a text, in the units of a drawing?

    >>> width("Dover"), width("Dover\\nand Deal")
    (37.338, 56.028)
    """
    widest = max(sum(map(_width, line)) for line in text.split("\n"))
    return round(widest * SIZE / 1000 * (BOLDER if is_bold else 1), 3)


def _width(letter: str) -> int:
    if found := WIDTH_OF.get(letter):
        return found
    if combining(letter):
        return 0
    return SQUARE if east_asian_width(letter) in "WF" else OTHERS


@lru_cache(maxsize=4096)
def in_lines(text: str, most: float) -> str:
    """A text in as few lines as its place is wide, and these about as wide as one another.

    >>> in_lines("Boughton Monchelsea & Chart Sutton", 150)
    'Boughton Monchelsea\\n& Chart Sutton'
    >>> in_lines("St Margaret's-at-Cliffe", 116)
    "St Margaret's-\\nat-Cliffe"
    >>> in_lines("東京都新宿区", 50)
    '東京都\\n新宿区'
    """
    lines = _filled(text, most)
    # Not so narrow that a word would be cut which need not be.
    least = max(width(piece) for word in text.split(" ") for piece in _cut(word, most))
    for narrower in range(int(most), int(min(least, most)), -4):
        tried = _filled(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return "\n".join(lines)


def _filled(text: str, most: float) -> list[str]:
    """The words of a text in lines, each as full as it may be; only a word that is wider than its
    place goes on in the next line."""
    lines: list[str] = []
    for word in text.split(" "):
        before = " "
        for part in [word] if width(word) <= most else _cut(word, most):
            if lines and width(f"{lines[-1]}{before}{part}") <= most:
                lines[-1] += f"{before}{part}"
            else:
                lines.append(part)
            before = ""
    return lines


def _cut(word: str, most: float) -> list[str]:
    """The parts in which a word can be written: up to its hyphens, or as wide as its place."""
    parts: list[str] = []
    for piece in HYPHENED.findall(word):
        parts.append("")
        for letter in piece:
            if parts[-1] and width(parts[-1] + letter) > most:
                parts.append("")
            parts[-1] += letter
    return parts
