"""What the words of a spreadsheet mean: names become codes, headings periods, measures and
categories. Nothing is guessed: what is not known is asked, with the nearest that there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from generator.importers.layout import bare
from generator.importers.spelt_periods import of_day, period_of, was_typed
from generator.problems import nearest
from generator.reading.typed import period_fault
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain
from generator.terms.datasets import Dataset
from generator.terms.mappings import PASSED, SheetMapping
from generator.terms.periods import Period

TOTAL = re.compile(r"(grand |overall |sub-?)?totals?|all( areas| districts| wards)?|sum", re.I)
ALL = re.compile(r"((grand|overall) )?total|all|overall|everything|total crime|all crimes?", re.I)
NUMBER = re.compile(
    r"(the )?(numbers?|counts?|values?|no\.?|total|figures?|incidents|offences)", re.I
)
SHARE = re.compile(r"%|per ?cent(age)?|share|proportion", re.I)
BASE = re.compile(
    r"base|n ?=?|respondents|sample( size)?|answers|number (asked|who answered)", re.I
)
CHANGED = re.compile(
    r".*\b(change|difference|diff|variance|rank|ranking|position|trend|direction|rag)\b.*"
    r"|[+-]/-|±",
    re.I,
)
CODE = re.compile(r"[A-Z][0-9]{8}")


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
        return _said(said, lambda code: code in known.areas, f'"{said}" is no code of an area')
    if name in known.areas:
        return Meant(name)
    called = [area for area in known.areas.called(name) if _is_wanted(known, area)]
    if len(called) == 1 or _in_turn(called):
        return Meant(" ".join(area.code for area in called))
    if called:
        listed = ", ".join(f"{area.code} ({area.level})" for area in called[:6])
        return Meant(asked=f'{len(called)} areas are called "{name}"', hint=f"They are {listed}.")
    if CODE.fullmatch(name):
        return Meant(asked=f"{name} is a code that no area has", hint="Add it to the register.")
    if TOTAL.fullmatch(name):
        return Meant(PASSED)
    names = {area.name: area for area in known.areas if _is_wanted(known, area)}
    begun = [one for one in names if plain(one).startswith(f"{plain(name)} ")]
    near = begun[0] if len(begun) == 1 else nearest(name, names)
    if not near and known.mapping.elsewhere == PASSED:
        return Meant(PASSED)
    hint = f"Is it {near}?" if near else "It may be of another force."
    answer = names[near].code if near else ""
    return Meant(asked=f'"{name}" is no area that is known', hint=hint, answer=answer)


def _in_turn(called: Sequence[Area]) -> bool:
    """Did these areas of one name follow one another, so that the period says which is meant?"""
    spans = sorted((area.start or date.min, area.end or date.max) for area in called)
    return bool(called) and all(end <= start for (_, end), (start, _) in pairwise(spans))


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
    period = period_of(name)
    if period is None:
        if CHANGED.fullmatch(name) or TOTAL.fullmatch(name):
            return Meant(PASSED)
        return Meant(asked=f'"{name}" is no period', hint="Is it a heading of something else?")
    if known.held and span_of(period) not in known.held:
        label = wording.lower_first(period.label("calendar year"))
        asked = f'"{name}" is {label} ({period.iso}), and the dataset holds no such span'
        return Meant(asked=asked, hint="Is that meant?", answer=period.iso)
    return Meant(period.iso)


def category_of(known: KnownWords, text: str) -> Meant:
    """Which category of the dataset is this? One that is not there yet gets its own."""
    name = bare(text)
    dataset = known.dataset
    if said := known.mapping.word("category", text) or known.mapping.word("category", name):
        is_one = dataset is None or said in dataset.categories
        if dataset is None and said != PASSED:
            known.found.setdefault(said, name)
        return _said(said, lambda _: is_one, f'"{said}" is no category of the dataset')
    if dataset is None:
        if CHANGED.fullmatch(name):
            return Meant(PASSED)
        key = "all" if ALL.fullmatch(name) else "-".join(plain(name).split())
        known.found.setdefault(key, name)
        return Meant(key)
    labels = {plain(c.label): key for key, c in dataset.categories.items()}
    labels |= {plain(key.replace("-", " ")): key for key in dataset.categories}
    if found := labels.get(plain(name)):
        return Meant(found)
    if "all" in dataset.categories and ALL.fullmatch(name):
        return Meant("all")
    if CHANGED.fullmatch(name):
        return Meant(PASSED)
    near = nearest(plain(name), labels)
    hint = f'Is it "{near}"?' if near else f"There are {_some(dataset.categories)}."
    answer = labels[near] if near else ""
    return Meant(asked=f'"{name}" is no category of the dataset', hint=hint, answer=answer)


def measure_of(known: KnownWords, text: str) -> Meant:
    """Which measure of the dataset is this?"""
    name, dataset = bare(text), known.dataset
    if said := known.mapping.word("measure", text) or known.mapping.word("measure", name):
        is_one = dataset is None or said in dataset.measures
        return _said(said, lambda _: is_one, f'"{said}" is no measure of the dataset')
    if dataset is None:
        of_kind = {"percent": SHARE, "respondents": BASE, "number": NUMBER}
        found = next((key for key, words in of_kind.items() if words.fullmatch(name)), "")
        if found or CHANGED.fullmatch(name):
            return Meant(found or PASSED)
        return Meant(asked=f'What "{name}" counts is not known', hint="It may be number.")
    words = {plain(key.replace("-", " ")): key for key in dataset.measures}
    for key, measure in dataset.measures.items():
        words |= {plain(unit): key for unit in measure.unit if plain(unit)}
    if found := words.get(plain(name)) or _by_kind(dataset, name):
        return Meant(found)
    if CHANGED.fullmatch(name):
        return Meant(PASSED)
    near = nearest(plain(name), words)
    hint = f'Is it "{near}"?' if near else f"There are {_some(dataset.measures)}."
    answer = words[near] if near else ""
    return Meant(asked=f'"{name}" is no measure of the dataset', hint=hint, answer=answer)


def _by_kind(dataset: Dataset, name: str) -> str:
    """The only measure of a kind, where a heading says no more than the kind."""
    bases = {indicator.base for indicator in dataset.indicators.values() if indicator.base}
    kinds = {key: measure.kind for key, measure in dataset.measures.items()}
    if BASE.fullmatch(name):
        return bases.pop() if len(bases) == 1 else ""
    wanted = "count" if NUMBER.fullmatch(name) else "percent" if SHARE.fullmatch(name) else ""
    found = [key for key, kind in kinds.items() if kind == wanted and key not in bases]
    return found[0] if len(found) == 1 else ""


def _some(words: Iterable[str]) -> str:
    listed = list(words)
    return ", ".join(listed[:8]) + (", …" if len(listed) > 8 else "")


def is_declared(known: KnownWords, part: str, word: str) -> bool:
    """Is this a code, a period or an id as our own files write it?"""
    if part == "area":
        return word in known.areas
    if part == "period":
        return period_fault(word) is None
    if known.dataset is None:
        return word.replace("-", "").isalnum() and word.islower()
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
