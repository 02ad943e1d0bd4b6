"""What a source printed, as the numbers that it allows: 29%, +722, "just over half", "4th lowest".

What is written without a word of rounding allows half a unit of its last digit either way; the
words "about", "nearly", "over" and their like allow what ``WORDS_OF_ROUNDING`` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf
from typing import NamedTuple

from generator.terms.ranges import Range

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
COUNTED = {
    word: Fraction(number)
    for number, word in enumerate(
        [
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
        ]
    )
} | {"none": Fraction(0), "single": Fraction(1)}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
        ],
        start=1,
    )
}
# Shares in words, in percent. A bare one is as exact as people are who say it: to one in twenty.
SHARES = {
    "three quarters": Fraction(75), "two thirds": Fraction(200, 3), "three fifths": Fraction(60),
    "two fifths": Fraction(40), "a quarter": Fraction(25), "one quarter": Fraction(25),
    "quarter of": Fraction(25), "a third": Fraction(100, 3), "one third": Fraction(100, 3),
    "third of": Fraction(100, 3), "a fifth": Fraction(20),
    "half": Fraction(50),
}  # fmt: skip
CHANGES = {"doubl": Fraction(100), "trebl": Fraction(200), "tripl": Fraction(200)}
CHANGES |= {"halv": Fraction(-50)}
WORD_UNIT = Fraction(5)
SUPERLATIVE = re.compile(
    r"\b(high|low|few|larg|bigg|small|great|busi|quiet|young|old|b|long|short)(est)\b"
    r"|\bmost\b|\bleast\b|\btop\b|\bbest\b|\bworst\b"
)
FALLING = re.compile(
    r"decreas|downward|\bunder-|\bfall|fell|\blower|\bfewer\b(?! than)|\bless\b(?! than)"
    r"|\bdown\b|\bdrop|reduc|declin|\bbelow|↓|▼"
)
RISING = re.compile(
    r"increas|\brise|\brising|\brose|\brisen|\bhigher|\bmore\b(?! than)|\bup\b(?! to)"
    r"|\bgrew|growth|\babove|\bgreater|\badditional|\bextra|↑|▲"
)
LEVEL = re.compile(r"no change|unchanged|the same|remain|stable|equal|↔|→|\bno difference")
# What a word before a number allows, in units of its last digit that is not nought.
WORDS_OF_ROUNDING = (
    (re.compile(r"just over|just above|slightly (over|above|more)"), (Fraction(0), Fraction(1))),
    (re.compile(r"nearly|almost|just (under|below)|approaching|close to"), (Fraction(-1), 0)),
    (re.compile(r"\bover\b|more than|at least|exceed|in excess|or more|\babove\b"), (0, inf)),
    (re.compile(r"under\b|less than|fewer than|up to|at most|below"), (-inf, 0)),
    (
        re.compile(r"about|around|approx|roughly|circa|\bsome\b|\bc\.|~|estimated|virtually"),
        (Fraction(-1, 2), Fraction(1, 2)),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed text: its number with its sign, one unit of its last digit, and what it allows.

    ``direction`` is -1, 0 or 1 where words or signs say which way it goes, else None.
    """

    text: str
    number: Fraction | None
    unit: Fraction
    direction: int | None
    word: tuple[Fraction | float, Fraction | float] | None
    is_signed: bool
    is_in_words: bool = False

    def allows(self, *, is_count: bool, is_change: bool = False) -> Range | None:
        """Which numbers does it speak of? Whole counts are exact where nothing rounds them.

        Of a change, words such as "fell by" are its sign.
        """
        if self.number is None:
            return None
        size = abs(self.number)
        if self.word:
            low, high = self.word
            coarse = self.unit if self.is_in_words else coarse_unit(size, self.unit)
            found = Range(size + low * coarse, size + high * coarse, size)
        elif is_count and self.unit == 1:
            found = Range.exactly(size)
        else:
            found = Range.rounded(size, self.unit)
        is_negative = self.number < 0 or (is_change and not self.is_signed and self.direction == -1)
        return -found if is_negative else found

    @property
    def decimals(self) -> int:
        """How many digits stand after the point?"""
        return len(str(self.unit.denominator)) - 1 if self.unit < 1 else 0


def coarse_unit(number: Fraction, unit: Fraction) -> Fraction:
    """To what is a number rounded that people call "about" so much? 57,000: 1,000; 75: 5; 20: 10.

    >>> coarse_unit(Fraction(57000), Fraction(1)), coarse_unit(Fraction(75), Fraction(1))
    (Fraction(1000, 1), Fraction(5, 1))
    """
    whole = abs(number / unit)
    while whole and whole % 10 == 0:
        whole, unit = whole / 10, unit * 10
    return unit * 5 if whole % 10 == 5 else unit


def plain(text: str) -> str:
    """Lower case, without markup, with one kind of minus and no space after a sign."""
    bare = re.sub(r"<[^>]+>|\*\*", "", text).lower()
    bare = re.sub(r"[−–—](?=\s?\d)", "-", bare)
    return re.sub(r"([-+])\s+(?=\d)", r"\1", bare).strip()


@lru_cache(maxsize=8192)
def read(text: str) -> Printed:
    """What number is printed here?"""
    bare = plain(text)
    word = next((allowed for sign, allowed in WORDS_OF_ROUNDING if sign.search(bare)), None)
    said = _majority(bare) or _ratio(bare) or _digits(bare) or _in_words(bare) or Understood()
    return Printed(
        text,
        said.number,
        said.unit,
        direction=_direction(bare),
        word=word,
        is_signed=said.is_signed,
        is_in_words=said.is_in_words,
    )


@lru_cache(maxsize=1024)
def places(text: str) -> Range | None:
    """Which places in a list are printed here: the 4th, the highest, one of the top two?

    >>> [int(places(text).high) for text in ("4th lowest", "greatest number", "top two")]
    [4, 1, 2]
    """
    bare = plain(text)
    if match := re.search(r"\btop (\w+)", bare):
        count = COUNTED.get(match[1]) or (Fraction(match[1]) if match[1].isdigit() else None)
        if count:
            return Range(Fraction(1), count, count)
    number = _place(bare)
    return None if number is None else Range.exactly(Fraction(number))


def _place(bare: str) -> int | None:
    if match := NUMBER.search(bare):
        return int(match[0].replace(",", "")) if "." not in match[0] else None
    for word in re.split(r"[^a-z]+", bare):
        if word in ORDINALS:
            return ORDINALS[word]
    return 1 if SUPERLATIVE.search(bare) else None


class Understood(NamedTuple):
    """A number as it was understood, if any was, and the unit of its last digit."""

    number: Fraction | None = None
    unit: Fraction = Fraction(1)
    is_signed: bool = False
    is_in_words: bool = False


def _majority(bare: str) -> Understood | None:
    """More than half, whatever number stands beside it."""
    if "majority" in bare or re.search(r"\bmost (of|\w+s)\b", bare):
        return Understood(Fraction(75), Fraction(50), is_in_words=True)
    return None


def _ratio(bare: str) -> Understood | None:
    """One in five, 3 out of 10: as a percentage."""
    match = re.search(r"(\w+) (?:in|out of) (?:every )?(\w+)", bare)
    if not match:
        return None
    part, whole = (
        COUNTED.get(word) or (Fraction(word) if word.isdigit() else None) for word in match.groups()
    )
    if part is None or whole is None or whole < part:
        return None
    return Understood(100 * part / whole, WORD_UNIT, is_in_words=True)


def _digits(bare: str) -> Understood | None:
    match = NUMBER.search(bare)
    if not match:
        return None
    digits = match[0].replace(",", "")
    number, unit = Fraction(digits), Fraction(1, 10 ** len(digits.partition(".")[2]))
    after = bare[match.end() :]
    scale = next(
        (s for sign, s in ((r"\s?(bn|billion)\b", 10**9), (r"\s?m(illion)?\b", 10**6))
         if re.match(sign, after)),
        1,
    )  # fmt: skip
    if re.match(r"\s?times|\s?x\b", after):
        scale = 100
    sign = bare[: match.start()].rstrip("(£ ")[-1:]
    signed = -number if sign == "-" else number
    return Understood(signed * scale, unit * scale, is_signed=sign in ("-", "+"))


def _in_words(bare: str) -> Understood | None:
    for stem, number in CHANGES.items():
        if stem in bare:
            return Understood(number, WORD_UNIT, is_signed=True, is_in_words=True)
    for words, number in SHARES.items():
        if re.search(rf"\b{words}\b", bare):
            return Understood(number, WORD_UNIT, is_in_words=True)
    for word in re.split(r"[^a-z]+", bare):
        if word in COUNTED:
            return Understood(COUNTED[word])
    return None


def _direction(bare: str) -> int | None:
    if re.search(r"-\d", bare):
        return -1
    if re.search(r"\+\d", bare):
        return 1
    for sign, way in ((LEVEL, 0), (FALLING, -1), (RISING, 1)):
        if sign.search(bare):
            return way
    return None
