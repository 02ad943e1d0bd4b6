"""How numbers, periods and places are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from generator.terms.areas import Area
from generator.terms.datasets import QUALIFIERS

# A name is of so many words at most; and what may follow it without a space.
MOST_OF_NAME, AFTER_NAME = 8, re.compile(r"(['’]s)?[,:;.]?$")
MINUS = "\u2212"
SMALL_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def rounded(value: float, decimals: int = 0) -> Decimal:
    """A value rounded once, half away from zero.

    >>> [str(rounded(value)) for value in (0.5, 1.5, 2.5, -0.5)]
    ['1', '2', '3', '-1']
    >>> str(rounded(0.285, 2))
    '0.29'
    """
    return Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )


@lru_cache(maxsize=65536)
def number(value: float, decimals: int = 0) -> str:
    """With thousands commas and a real minus sign; never minus nought.

    >>> number(7508), number(-0.04, 1), number(-2.25, 1)
    ('7,508', '0.0', '−2.3')
    """
    amount = rounded(value, decimals)
    text = f"{abs(amount):,}"
    return MINUS + text if amount < 0 else text


def signed(value: float, decimals: int = 0) -> str:
    """A change with its sign.

    >>> signed(927), signed(-74), signed(0)
    ('+927', '−74', '0')
    """
    text = number(value, decimals)
    return text if text.startswith(MINUS) or rounded(value, decimals) == 0 else "+" + text


def percent(value: float, decimals: int = 0) -> str:
    """A percentage.

    >>> percent(38.0257, 1)
    '38.0%'
    """
    return number(value, decimals) + "%"


def some(value: float, decimals: int = 0) -> str:
    """A number that was worked out: what is not nought is never written as nought.

    >>> some(0.03, 1), some(0.0, 1), some(12.34, 1)
    ('under 0.1', '0.0', '12.3')
    """
    if value > 0 and not rounded(value, decimals):
        return f"under {number(10**-decimals, decimals)}"
    return number(value, decimals)


def more(change: float) -> str:
    """A change in percent, in words.

    >>> more(-9.2), more(0.3), more(0)
    ('9% fewer', 'under 1% more', 'no change')
    """
    if not change:
        return "no change"
    size = percent(abs(change))
    side = "more" if change > 0 else "fewer"
    return f"{size} {side}" if size != "0%" else f"under 1% {side}"


def places_of(printed: str) -> int:
    """How many decimals did the source print?

    >>> places_of("73.0"), places_of("25")
    (1, 0)
    """
    return len(printed.partition(".")[2])


POUNDS = "pounds"


def counted(value: float, unit: Sequence[str]) -> str:
    """A count with its unit, the small ones in words.

    >>> [counted(number, ("crime", "crimes")) for number in (1, 0, 7508)]
    ['one crime', 'no crimes', '7,508 crimes']
    >>> counted(18000, ("pound for repairs", "pounds for repairs"))
    '£18,000 for repairs'
    """
    whole = int(rounded(value))
    if unit[1].startswith(POUNDS):
        return f"£{number(whole)}{unit[1].removeprefix(POUNDS)}"
    return f"{in_words(whole)} {unit[0] if whole == 1 else unit[1]}"


def in_words(whole: int) -> str:
    """Nought to nine in words, more in figures.

    >>> in_words(3), in_words(10)
    ('three', '10')
    """
    return SMALL_WORDS[whole] if 0 <= whole < len(SMALL_WORDS) else number(whole)


def of_some(whole: int) -> str:
    """The same standing alone, where nought is "none".

    >>> of_some(0), of_some(4)
    ('none', 'four')
    """
    return in_words(whole) if whole else "none"


def ordinal(place: int) -> str:
    """A place in a list.

    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '112th']
    """
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def placed(place: int, end: str) -> str:
    """A place counted from one end, the first nine in words.

    >>> placed(1, "lowest"), placed(4, "lowest"), placed(12, "highest")
    ('lowest', 'fourth lowest', '12th highest')
    """
    told = PLACES[place - 1] if 0 < place <= len(PLACES) else ordinal(place)
    return end if place == 1 else f"{told} {end}"


def listing(words: Sequence[str]) -> str:
    """Several things in a row.

    >>> listing(["Dover", "Thanet", "Swale"])
    'Dover, Thanet and Swale'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def span(first: str, last: str) -> str:
    """From one period to another, by their labels; what both begin with is said once.

    >>> span("2015/16", "2016/17"), span("year ending March 2015", "year ending March 2017")
    ('2015/16 to 2016/17', 'year ending March, 2015 to 2017')
    """
    stem, _, year = first.rpartition(" ")
    if first == last:
        return first
    if stem and year.isdigit() and last.rpartition(" ")[0] == stem:
        return f"{stem}, {year} to {last.rpartition(' ')[2]}"
    return f"{first} to {last}"


def place(area: Area) -> str:
    """A place inside a sentence: "the South East", "the Kent Police area", "Kent (12 districts)"…

    >>> place(Area("E12000008", "South East", "region"))
    'the South East'
    """
    if area.name.startswith("The "):
        return "the " + area.name[4:]
    name = lower_first(area.name) if area.level == "group" else area.name
    return area.standing.in_words.format(name=name)


def lower_first(text: str, names: Collection[str] = ()) -> str:
    """With a small first letter, for use inside a sentence; as it is where it begins with a name,
    by its look or as one of ``names``.

    >>> lower_first("Areas most similar to Dover")
    'areas most similar to Dover'
    >>> lower_first("Crime Severity Score"), lower_first("CCTV incidents")
    ('Crime Severity Score', 'CCTV incidents')
    >>> lower_first("Asian or Asian British visitors")  # with a capital again, so a name
    'Asian or Asian British visitors'
    >>> lower_first("Kent's average", ["Kent"]), lower_first("Kentish fire", ["Kent"])
    ("Kent's average", 'kentish fire')
    """
    first, _, rest = text.partition(" ")
    is_name = (len(first) > 1 and first.isupper()) or rest[:1].isupper() or first in rest.split()
    is_name = is_name or _begins_with(text, names)
    return text if is_name else text[:1].lower() + text[1:]


def _begins_with(text: str, names: Collection[str]) -> bool:
    """Are the first words of a text one of these names?"""
    words = text.split(" ", MOST_OF_NAME)[:MOST_OF_NAME] if names else []
    return any(AFTER_NAME.sub("", " ".join(words[: n + 1])) in names for n in range(len(words)))


def upper_first(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def qualified(text: str, notes: Sequence[str]) -> str:
    """With the word in which the source rounded: "nearly 5,000,000", "under 2%".

    >>> qualified("2%", ["under"])
    'under 2%'
    """
    words = [QUALIFIERS[note] for note in notes if note in QUALIFIERS]
    return f"{words[0]} {text}" if words else text
