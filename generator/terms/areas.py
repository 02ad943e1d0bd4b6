"""Places, their families, their pasts. Joins are on codes; names are only for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from generator.terms.addresses import spelt
from generator.terms.periods import Period

T = TypeVar("T")


class Level(NamedTuple):
    """What holds for every area of one level.

    ``in_words`` is the place inside a sentence, ``plural`` its kind. ``is_part`` says that it is
    one of the parts that make up its parent, ``has_parts`` that such parts make it up;
    ``is_pooled`` that its figure may be made of its members'.
    """

    plural: str
    in_words: str = "{name}"
    has_profile: bool = False
    is_part: bool = False
    has_parts: bool = False
    is_pooled: bool = False


# From the largest to the smallest; a group lies in nothing.
LEVELS = {
    "world": Level("parts of the world"),
    "country": Level("countries"),
    "region": Level("regions", "the {name}"),
    "force": Level("forces", "the {name}", has_profile=True, has_parts=True, is_pooled=True),
    "county": Level(
        "counties", "{name} county", has_profile=True, is_part=True, has_parts=True, is_pooled=True
    ),
    "division": Level("divisions", "the {name}", has_parts=True, is_pooled=True),
    "partnership": Level("partnerships", "{name} together", has_profile=True, is_pooled=True),
    "district": Level("districts", has_profile=True, is_part=True, has_parts=True),
    "ward": Level("wards", "{name} ward", is_part=True),
    "group": Level("groups", "the {name}", is_pooled=True),
}
# A level that nobody knows, which is told as a problem.
UNKNOWN = Level("areas")
PROFILED = tuple(name for name, level in LEVELS.items() if level.has_profile)
# Levels whose areas are added up from others, in turn: from the smallest up, then any group.
POOLED = (*(n for n in reversed(LEVELS) if LEVELS[n].is_pooled and n != "group"), "group")
# Ways to put areas together that are no parents of theirs.
OUTSIDE = ("division", "partnership", "group")
SUCCESSIONS = ("recoded", "merged", "split", "redrawn")
# How the figure of a group is made of those of its members.
COMBINED = ("sum", "mean", "rate", "none")


@dataclass(frozen=True, slots=True)
class Area:
    """A place or group of places with a code.

    ``end`` is the first day on which it is no more; ``address`` stands in the place of the name in
    the addresses of its pages, where the name has none.
    """

    code: str
    name: str
    level: str
    parent: str | None = None
    start: date | None = None
    end: date | None = None
    address: str = ""

    @property
    def slug(self) -> str:
        """The name as an address: lower-case words and hyphens; blank where it has none.

        >>> Area("E05005140", "Pantiles and St Mark's", "ward").slug
        'pantiles-and-st-marks'
        """
        return self.address or slug(self.name)

    @property
    def standing(self) -> Level:
        """What holds for areas of its level; nothing much where nobody knows that level."""
        return LEVELS.get(self.level, UNKNOWN)

    def is_live_in(self, period: Period) -> bool:
        """Did the area exist on the last day of the period?"""
        begun = self.start is None or self.start <= period.last
        return begun and (self.end is None or period.last < self.end)


@dataclass(frozen=True, slots=True)
class Succession:
    """One area's place taken by another, on a date and with a ``share`` of the old one where they
    are known."""

    old: str
    new: str
    date: date | None
    kind: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One area as a member of a group, and how the group's figure is made: one of COMBINED."""

    group: str
    member: str
    combine: str


class Areas:
    """Every area, found by its code."""

    def __init__(
        self,
        areas: Iterable[Area],
        successions: Iterable[Succession] = (),
        memberships: Iterable[Membership] = (),
        names: dict[str, str] | None = None,
        editions: Iterable[tuple[int, str]] = (),
    ) -> None:
        self._areas = {area.code: area for area in areas}
        self.successions = tuple(successions)
        self.memberships = tuple(memberships)
        self._after = _by(self.successions, lambda one: one.old)
        self._before = _by(self.successions, lambda one: one.new)
        self._members = _by(self.memberships, lambda one: one.group)
        self._groups = _by(self.memberships, lambda one: one.member)
        self._children = _by(self, lambda area: area.parent or "")
        self.spellings = names or {}
        self.editions: dict[int, set[str]] = {}
        for year, code in editions:
            self.editions.setdefault(year, set()).add(code)
        self._families: dict[str, tuple[Area, ...]] = {}
        self._within: dict[tuple[str, str], list[Area]] = {}

    def __getitem__(self, code: str) -> Area:
        return self._areas[code]

    def __contains__(self, code: str) -> bool:
        return code in self._areas

    def __iter__(self) -> Iterator[Area]:
        return iter(self._areas.values())

    def __len__(self) -> int:
        return len(self._areas)

    @cached_property
    def _codes_by_name(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = {}
        for area in self:
            codes.setdefault(_known_as(area.name), []).append(area.code)
        for name, code in self.spellings.items():
            known = codes.setdefault(_known_as(name), [])
            if code not in known:
                known.append(code)
        return codes

    def called(self, name: str) -> list[Area]:
        """Which areas have this name, in any spelling on record? May be none, one or several."""
        return [self[code] for code in self._codes_by_name.get(_known_as(name), [])]

    def children(self, area: Area) -> list[Area]:
        """Which areas lie directly in this one? Groups and their like are no parents."""
        family = self._children.get(area.code, [])
        return [child for child in family if child.level not in OUTSIDE]

    def divisions(self, area: Area) -> list[Area]:
        """Which divisions is this area parted into?"""
        return [c for c in self._children.get(area.code, []) if c.level == "division"]

    def members(self, area: Area) -> tuple[list[Area], str]:
        """What is this area made of, and how are their figures combined: one of COMBINED?"""
        memberships = self._members.get(area.code)
        if memberships:
            return [self[m.member] for m in memberships], memberships[0].combine
        children = self.children(area)
        is_whole = area.level in ("force", "county") and children
        return (children, "sum") if is_whole else ([], "none")

    def groups_of(self, area: Area) -> list[Area]:
        """Which groups, partnerships and divisions count this area as a member?"""
        return [self[m.group] for m in self._groups.get(area.code, ())]

    def similar_to(self, area: Area) -> list[Area]:
        """Which groups of similar areas is this area set beside? Those of its own; else those that
        are of no one area, and count it as a member."""
        own = [g for g in self._children.get(area.code, ()) if g.level == "group"]
        return own or [g for g in self.groups_of(area) if g.level == "group" and not g.parent]

    def outside(self, inside: Iterable[Area]) -> dict[str, Area]:
        """The districts that are members of groups of similar areas, and none of those ``inside``,
        by code: they have figures, and no place in the lists of these."""
        codes = {one.code for one in inside}
        members = dict.fromkeys(m.member for m in self.memberships if m.combine == "rate")
        return {m: self[m] for m in members if m not in codes and self[m].level == "district"}

    def partnerships(self, area: Area) -> list[Area]:
        """Which partnerships count this area together with others?"""
        return [group for group in self.groups_of(area) if group.level == "partnership"]

    def standing_for(self, area: Area, has: Callable[[Area], bool]) -> Area:
        """Whose figure stands for an area's: its own where it ``has`` one, or that of those with
        which it is counted only together."""
        if has(area):
            return area
        return next((group for group in self.partnerships(area) if has(group)), area)

    def family(self, area: Area) -> tuple[Area, ...]:
        """The areas above this one, nearest first."""
        if area.code not in self._families:
            above = (self[area.parent],) if area.parent else ()
            found = (*above, *(further for one in above for further in self.family(one)))
            self._families[area.code] = found
        return self._families[area.code]

    def ancestor(self, area: Area, level: str) -> Area | None:
        """The area of this level that the area lies in, or None."""
        return next((above for above in self.family(area) if above.level == level), None)

    def within(self, area: Area, level: str) -> list[Area]:
        """All areas of a level in this area, at any depth, by name."""
        if (area.code, level) not in self._within:
            found = [o for o in self if o.level == level and area in self.family(o)]
            found.sort(key=lambda other: (plain(other.name), other.code))
            self._within[area.code, level] = found
        return list(self._within[area.code, level])

    def live_in(self, area: Area, level: str, period: Period) -> list[Area]:
        """Those of them that existed on the period's last day."""
        return [other for other in self.within(area, level) if other.is_live_in(period)]

    def listed(self, area: Area, level: str, period: Period, edition: int | None) -> list[Area]:
        """The same; or, where figures are of the wards of one year whatever their period, those."""
        if level != "ward" or edition is None:
            return self.live_in(area, level, period)
        return [o for o in self.within(area, level) if o.code in self.editions.get(edition, ())]

    def successors(self, area: Area) -> list[Succession]:
        """What took this area's place."""
        return list(self._after.get(area.code, ()))

    def past(self, area: Area) -> list[Succession]:
        """Those of them whose figures add up to its past: a partnership and its districts that all
        became one district have the same figures."""
        before = self.predecessors(area)
        return [one for one in before if self[one.old].level == area.level] or before

    def predecessors(self, area: Area) -> list[Succession]:
        """Whose place it took."""
        return list(self._before.get(area.code, ()))


def _by(things: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def _known_as(name: str) -> str:
    """A name as it is looked up: as it stands where no letter of it is one of a to z."""
    return plain(name) or name.casefold()


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """A name without case, accents, punctuation and the spellings of "and" and "Saint".

    >>> plain("Maxton, Elms Vale & Priory") == plain("Maxton Elms Vale and Priory")
    True
    """
    bare = spelt(name).replace("&", " and ")
    bare = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-–/]", " ", bare))
    words = ["st" if word == "saint" else word for word in bare.split()]
    return " ".join(words)


@lru_cache(maxsize=16384)
def slug(name: str) -> str:
    """A name as part of an address; blank where it has letters that are not a to z.

    Leaving such letters out would give two places one address.

    >>> slug("Bewl & Brenchley"), slug("東京 East")
    ('bewl-and-brenchley', '')
    """
    is_spelt = all(mark.isascii() or not mark.isalpha() for mark in spelt(name))
    return "-".join(plain(name).split()) if is_spelt else ""
