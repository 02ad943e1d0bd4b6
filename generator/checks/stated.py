"""Which whole numbers may a sentence say: in figures, in words, or as a percentage of another?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import ceil, floor

UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {word: number for number, word in enumerate(UNITS, start=1)}
WORDS |= {word: 10 * number for number, word in enumerate(TENS, start=2)}
WORDS |= {f"{ten}-{one}": WORDS[ten] + WORDS[one] for ten in TENS for one in UNITS[:9]}
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
PERCENT = r"\s?(?:%|per cent|percent)"
# What is counted after a number that is not of people or crimes.
OTHERS = rf"(?:{MONTHS}|(?:year|month|week|day|night|hour|quarter|time|ward|district|area)s?)\b"
# A whole number that stands alone: no year, date, percentage, sum of money, age or decimal.
ALONE = re.compile(
    r"(?<![\w£.,/–-])(\d{1,3}(?:,\d{3})*|\d+)(?![\w%/–-]|[.,]\d)"
    rf"(?!{PERCENT})(?!\s{OTHERS})"
)
WRITTEN = re.compile(
    rf"(?<![\w-])((?:{'|'.join(TENS)})[- ](?:{'|'.join(UNITS[:9])})|{'|'.join([*UNITS, *TENS])})"
    rf"(?![\w-])(?!{PERCENT})(?!\s{OTHERS})"
)
# One that counts nothing (no one, one of them, one another), and one in three.
FEW = rf"(?:\d|10|100|{'|'.join(UNITS[:10])})"
NO_COUNT = re.compile(
    r"\b(?:no|any|every|each|this|that|the|which) one\b|\bone (?:of|another)\b"
    rf"|\b{FEW} (?:in|in every|out of every) {FEW}\b"
)
PART = re.compile(rf"(?<![\w£.,/–-])(\d+(?:\.\d+)?|[a-z]+(?:[- ][a-z]+)?){PERCENT}(?=\W|$)")
# Percentages of what was before are parts of nothing.
CHANGED = re.compile(
    r"\b(?:rose|rise|fell|fall|grew|(?:in|de)crease[ds]?|more|fewer|less|up|down)\b"
)
YEARS = range(1800, 2201)


def numbers_in(text: str) -> set[int]:
    """Every whole number of a text that may count something."""
    return {number for number, _ in _counts_in(text)}


def about_total(text: str, nouns: Iterable[str]) -> set[int]:
    """The numbers of a text that stand before, or after, one of the words for what is counted."""
    words = {word for noun in nouns for word in re.findall(r"[a-z]{3,}", noun.lower())}
    words -= {"all", "the", "and", "for", "with"}
    near = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b")
    found = set()
    for number, (start, end) in _counts_in(text):
        sentence = text[_start(text, start) : end + len(re.split(r"[.;!?]\s", text[end:])[0])]
        if words and near.search(sentence):
            found.add(number)
    return found


def parts_of(text: str, bases: set[int]) -> set[int]:
    """The whole numbers that a percentage of a text leaves, as a part of one of the bases."""
    found: set[int] = set()
    for match in PART.finditer(text.lower()):
        said = match[1].replace(" ", "-").split("-")
        spelt = WORDS.get("-".join(said[-2:]), WORDS.get(said[-1]))
        is_figure = match[1][0].isdigit()
        if (spelt is None and not is_figure) or CHANGED.search(text.lower()):
            continue
        number = float(match[1]) if is_figure else float(spelt or 0)
        half = 0.5 * 10.0 ** -len(match[1].partition(".")[2]) if is_figure else 0.5
        for base in bases:
            low, high = (base * (number + way * half) / 100 for way in (-1, 1))
            # Where many numbers fit, none is said.
            if floor(high) - ceil(low) < 2:
                found |= set(range(ceil(low), floor(high) + 1))
    return found


def _counts_in(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each number that may count something, with where it begins and ends in the text."""
    text = text.lower()
    no_counts = [match.span() for match in NO_COUNT.finditer(text)]
    for match in (*ALONE.finditer(text), *WRITTEN.finditer(text)):
        start, end = match.span()
        word = match[1].replace(" ", "-")
        number = WORDS[word] if word in WORDS else int(word.replace(",", ""))
        is_none = any(first <= start and end <= last for first, last in no_counts)
        if not is_none and number not in YEARS:
            yield number, (start, end)


def _start(text: str, place: int) -> int:
    """Where the sentence begins that a place of the text is in."""
    return max((m.end() for m in re.finditer(r"[.;!?]\s", text[:place])), default=0)
