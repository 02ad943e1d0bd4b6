"""What the words of a spreadsheet mean: names become codes, headings periods, measures and
categories. Nothing is guessed: what is not known is asked, with the nearest that there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.importers.sheets.spelt_periods import of_day, period_of, was_typed
from generator.importers.sheets.tables import YEAR, bare
from generator.importers.sheets.vocabulary import (
    ALL,
    BASE,
    CHANGED,
    COUNCIL,
    NUMBER,
    ODD,
    OF_A_YEAR,
    SHARE,
    TOTAL,
)
from generator.problems import nearest
from generator.reading.typed import period_fault
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain
from generator.terms.datasets import Dataset
from generator.terms.mappings import OPEN, PASSED, SheetMapping
from generator.terms.periods import MONTHS, Period

MOST_NAMED = 8
NO_AREA = "is no area that is known"
CODE, ID = re.compile(r"[A-Z][0-9]{8}"), re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Meant(NamedTuple):
    """What a word stands for ("-": it is passed over; the codes of areas that followed one another
    with a blank between), or, where nobody knows, what is asked."""

    word: str = ""
    asked: str = ""
    hint: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What words of a sheet are looked up in: the registers, the dataset where there is one, and
    what people wrote; whether residents are held to set numbers against. ``held`` are the lengths
    of the periods it has, with the month they end in; ``found`` gathers the categories of a
    dataset that is not there yet."""

    areas: Areas
    dataset: Dataset | None
    mapping: SheetMapping
    held: frozenset[tuple[int | None, int]] = frozenset()
    has_residents: bool = False
    found: dict[str, str] = field(default_factory=dict)

    def is_area(self, text: str) -> bool:
        """Is this the name or the code of an area?"""
        return text in self.areas or bool(self.areas.called(text))


def span_of(period: Period) -> tuple[int | None, int]:
    """How long a period is and, where it is made of years, in which month it ends."""
    is_years = bool(period.months) and period.months % 12 == 0  # type: ignore[operator]
    return period.months, period.last.month if is_years else 0


def area_of(known: KnownWords, text: str) -> Meant:
    """Which area has this name or code?"""
    name = bare(text)
    if said := known.mapping.word("area", text) or known.mapping.word("area", name):
        codes = [one.code for one in known.areas.called(said) if _is_wanted(known, one)]
        said = codes[0] if len(codes) == 1 and said not in known.areas else said
        return _said(said, lambda code: code in known.areas, f'"{said}" is no code of an area')
    if name in known.areas:
        return Meant(name)
    called = [area for area in known.areas.called(name) if _is_wanted(known, area)]
    if called and (doubled := _also_a_force(known, name, called)):
        return doubled
    if called:
        # Several are told apart by the period, or by another column of the row.
        return Meant(" ".join(area.code for area in called))
    if CODE.fullmatch(name):
        return Meant(asked=f"{name} is a code that no area has", hint="Add it to the register.")
    if TOTAL.fullmatch(name):
        return Meant(PASSED)
    names = {area.name: area for area in known.areas if _is_wanted(known, area)}
    short = COUNCIL.sub("", name)
    begun = [one for one in names if plain(one).startswith(f"{plain(short)} ")]
    same = [one for one in names if plain(one) == plain(short)]
    found = same or (begun if len(begun) == 1 else [])
    near = found[0] if found else nearest(short, names)
    if not near and known.mapping.elsewhere == PASSED:
        return Meant(PASSED)
    hint = f"Is it {near}?" if near else "It may be of another force."
    answer = names[near].code if near else ""
    return Meant(asked=f'"{name}" {NO_AREA}', hint=hint, answer=answer)


def _also_a_force(known: KnownWords, name: str, called: Sequence[Area]) -> Meant | None:
    """Is a county meant, or the police force whose name begins like it, which may hold more?"""
    wanted = [area for area in known.areas if area.level == "force" and _is_wanted(known, area)]
    force = next((a for a in wanted if plain(a.name).startswith(f"{plain(name)} ")), None)
    if force is None or force in called or name in known.areas:
        return None
    listed = ", ".join(f"{area.code} ({area.name}, {area.level})" for area in (*called, force))
    return Meant(asked=f'"{name}" may be a county or a police area', hint=f"They are {listed}.")


def _is_wanted(known: KnownWords, area: Area) -> bool:
    levels = known.dataset.levels if known.dataset else ()
    return area.level in levels if levels else area.level != "group"


def _said(said: str, is_one: Callable[[str], bool], asked: str) -> Meant:
    return Meant(said) if said == PASSED or is_one(said) else Meant(asked=asked)


def period_meant(known: KnownWords, text: str, *, is_day: bool) -> Meant:
    """Which period is written here?"""
    name = bare(text)
    if said := known.mapping.word("period", text) or known.mapping.word("period", name):
        is_one = period_fault(said) is None
        return _said(said, lambda _: is_one, f'"{said}" is no period such as P12M/2025-03')
    if is_day:
        period = of_day(text, known.mapping.dates)
        asked = f'The spreadsheet holds the day {text} here, made perhaps of "{was_typed(text)}"'
        return Meant(period.iso) if period else Meant(asked=asked)
    year = _of_year(known, name) if YEAR.fullmatch(name) else None
    if isinstance(year, Meant):
        return year
    period = year or period_of(name)
    if period is None:
        if CHANGED.fullmatch(name) or TOTAL.fullmatch(name):
            return Meant(PASSED)
        hint = "Is it a heading of something else?"
        if OF_A_YEAR.fullmatch(name) or name.isdigit():
            hint = "Give it its year in the sheet: Apr 2025, Q1 2025/26."
        years = re.fullmatch(r"(\d\d)/(\d\d)", name)
        is_year = years and int(years[2]) == (int(years[1]) + 1) % 100
        answer = f"P12M/20{years[2]}-03" if years and is_year else ""
        return Meant(asked=f'"{name}" is no period', hint=hint, answer=answer)
    if known.held and span_of(period) not in known.held:
        label = wording.lower_first(period.label("calendar year"))
        asked = f'"{name}" is {label} ({period.iso}), and the dataset holds no such span'
        return Meant(asked=asked, hint="Is that meant?", answer=period.iso)
    return Meant(period.iso)


def _of_year(known: KnownWords, name: str) -> Period | Meant:
    """The year of this number: a calendar year, or one that ends in another month, as people say
    or the dataset has it."""
    ends = {month for months, month in known.held if months == 12}
    said = known.mapping.years
    if said in ("", OPEN) and len(ends) == 1:
        return Period.of_months(12, int(name), ends.pop()) if ends == {12} else _asked_year(name)
    if said in ("", OPEN):
        return _asked_year(name)
    month = 12 if said == "calendar" else MONTHS[said.lower()]
    return Period.of_months(12, int(name), month)


def _asked_year(name: str) -> Meant:
    return Meant(asked=f'"{name}" may be a calendar year, or a year that ends in another month')


def category_of(known: KnownWords, text: str) -> Meant:
    """Which category of the dataset is this? One that is not there yet gets its own."""
    name = bare(text)
    dataset = known.dataset
    if said := known.mapping.word("category", text) or known.mapping.word("category", name):
        if dataset is None and not ID.fullmatch(said) and said != PASSED:
            return Meant(asked=f'"{said}" is no id', hint="Small letters, digits and hyphens only.")
        if dataset is None and said != PASSED:
            known.found.setdefault(said, name)
        is_one = dataset is None or said in dataset.categories
        return _said(said, lambda _: is_one, f'"{said}" is no category of the dataset')
    if dataset is None:
        if CHANGED.fullmatch(name):
            return Meant(PASSED)
        if not name or ODD.fullmatch(name) or OF_A_YEAR.fullmatch(name):
            return _no_category(name)
        key = "all" if ALL.fullmatch(name) else "-".join(plain(name).split())
        key = f"of-{key}" if key[:1].isdigit() else key  # an id of digits alone would be a number
        known.found.setdefault(key, name)
        return Meant(key)
    labels = {plain(key.replace("-", " ")): key for key in dataset.categories}
    labels |= {plain(c.label): key for key, c in dataset.categories.items()}
    same = [key for key, c in dataset.categories.items() if plain(c.label) == plain(name)]
    if len(same) > 1 and name not in dataset.categories:
        hint = f"They are {wording.listing(same)}."
        return Meant(asked=f'Several categories are called "{name}"', hint=hint)
    if found := labels.get(plain(name)) or (name if name in dataset.categories else ""):
        return Meant(found)
    if "all" in dataset.categories and ALL.fullmatch(name):
        return Meant("all")
    if CHANGED.fullmatch(name):
        return Meant(PASSED)
    return _undeclared(name, "category", labels)


def _undeclared(name: str, part: str, words: Mapping[str, str]) -> Meant:
    """What is asked of a word of which the dataset declares nothing; ``words`` are those it has."""
    near = nearest(plain(name), words)
    listed = list(dict.fromkeys(words.values()))
    some = ", ".join(listed[:MOST_NAMED]) + (", …" if len(listed) > MOST_NAMED else "")
    hint = f'Is it "{near}"?' if near else f"There are {some}."
    return Meant("", f'"{name}" is no {part} of the dataset', hint, words[near] if near else "")


def _no_category(name: str) -> Meant:
    """What is asked of a heading that is no kind of what is counted, as far as can be seen."""
    if not name:
        return Meant(asked="A column or a row has no heading", hint="What is it?", answer=PASSED)
    if OF_A_YEAR.fullmatch(name):
        asked = f'"{name}" is a part of a year, and not a kind of what is counted'
        return Meant(asked=asked, hint="Give it its year in the sheet: Apr 2025, Q1 2025/26.")
    asked = f'"{name}" seems to be of another kind than the numbers beside it'
    return Meant(asked=asked, hint="A table of counts holds counts only.", answer=PASSED)


def measure_of(known: KnownWords, text: str) -> Meant:
    """Which measure of the dataset is this?"""
    name, dataset = bare(text), known.dataset
    if said := known.mapping.word("measure", text) or known.mapping.word("measure", name):
        is_one = dataset is None or said in dataset.measures
        return _said(said, lambda _: is_one, f'"{said}" is no measure of the dataset')
    if dataset is None:
        of_kind = {"percent": SHARE, "respondents": BASE, "number": NUMBER}
        found = next((key for key, words in of_kind.items() if words.fullmatch(name)), "")
        if not found and CHANGED.fullmatch(name):
            return Meant(PASSED)
        found = found or ("percent" if re.match(r"%|per ?cent", name, re.I) else "")
        found = found or ("respondents" if re.match(r"base\b|n\b", name, re.I) else "")
        if found:
            return Meant(found)
        hint = "It is number, percent or respondents (how many answered)."
        return Meant(asked=f'What "{name}" counts is not known', hint=hint)
    words: dict[str, str] = {}
    for key, measure in dataset.measures.items():
        for unit in measure.unit if plain(measure.unit[1]) else ():
            # A word by which two measures are called says of neither that it is meant.
            words[plain(unit)] = key if words.get(plain(unit), key) == key else ""
    words = {word: key for word, key in words.items() if key}
    words |= {plain(key.replace("-", " ")): key for key in dataset.measures}
    if found := words.get(plain(name) or name) or _by_kind(dataset, name):
        return Meant(found)
    if CHANGED.fullmatch(name):
        return Meant(PASSED)
    return _undeclared(name, "measure", words)


def _by_kind(dataset: Dataset, name: str) -> str:
    """The only measure of a kind, where a heading says no more than the kind."""
    shown = dataset.indicators.values()
    bases = {indicator.base for indicator in shown if indicator.base}
    ends = {end for indicator in shown for end in (indicator.lower, indicator.upper)}
    kinds = {key: one.kind for key, one in dataset.measures.items() if key not in ends}
    if BASE.fullmatch(name):
        return bases.pop() if len(bases) == 1 else ""
    wanted = "count" if NUMBER.fullmatch(name) else "percent" if SHARE.fullmatch(name) else ""
    others = {kind for key, kind in kinds.items() if key not in bases}
    if wanted == "count" and others != {"count"}:
        return ""
    found = [key for key, kind in kinds.items() if kind == wanted and key not in bases]
    return found[0] if len(found) == 1 else ""


def is_declared(known: KnownWords, part: str, word: str) -> bool:
    """Is this a code, a period or an id as our own files write it?"""
    if part == "area":
        return word in known.areas
    if part == "period":
        return period_fault(word) is None
    if known.dataset is None:
        is_id = word.replace("-", "").isalnum() and word.islower()
        if is_id and part == "category":
            known.found.setdefault(word, wording.upper_first(word.replace("-", " ")))
        return is_id
    return word in (known.dataset.categories if part == "category" else known.dataset.measures)


def meant(known: KnownWords, part: str, text: str, *, is_day: bool = False) -> Meant:
    """What does a text of the sheet mean as this part?"""
    if part == "period":
        return period_meant(known, text, is_day=is_day)
    if is_day and text not in known.mapping.words.get(part, {}):  # type: ignore[call-overload]
        asked = (
            f'The spreadsheet made the day {text} of what was typed, perhaps "{was_typed(text)}"'
        )
        return Meant(asked=asked, hint="Type it again in a cell formatted as text.")
    looked_up = {"area": area_of, "category": category_of, "measure": measure_of}
    return looked_up[part](known, text)
