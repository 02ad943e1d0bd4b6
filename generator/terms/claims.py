"""What a source printed that should follow from figures that are held, and what it follows from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.problems import NOWHERE, Fault, Place, suggestion
from generator.terms.cells import Cell
from generator.terms.periods import Period
from generator.terms.printed import Printed, read

CLAIM_KINDS = (
    "sum", "change", "percent_change", "rate", "share", "rank",
    "sign", "text_vs_table", "conflict", "impossible", "label",
)  # fmt: skip
CLAIM_COLUMNS = (
    "kind",
    "area",
    "period",
    "measure",
    "category",
    "against",
    "printed",
    "source",
    "line",
)
# What a label can get wrong; a claim of that kind begins with one of these.
LABELS = (
    "period", "length", "heading", "category", "unit", "years",
    "exchanged", "same", "column", "range", "telephone", "acronym",
)  # fmt: skip
# Kinds that say nothing without a figure that they follow from.
NEEDED = ("sum", "change", "percent_change", "share", "sign")
# Spans of time that a period is made of.
PARTS_OF_TIME = ("months", "quarters")


class Also(NamedTuple):
    """A figure of another dataset, in the same area and period."""

    dataset: str
    measure: str
    category: str


class Weights(NamedTuple):
    """Counts that parts of a mean are weighted by, in the areas and categories of the parts."""

    dataset: str
    measure: str
    period: str


class People(NamedTuple):
    """A population that a document prints, in the same area."""

    dataset: str
    measure: str
    category: str
    period: str


@dataclass(frozen=True, slots=True)
class Against:
    """What a claim follows from. Each field is a word of the column ``against``.

    ``dataset`` to ``category`` say where the other figure stands where that is not the claim's own
    place; several values are added. ``plus`` are more categories of the claim's own side.
    """

    dataset: str = ""
    area: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    also: Also | None = None
    is_down: bool = False
    start: str = "highest"
    among: tuple[str, ...] = ("districts",)
    of: str = ""
    is_mean: bool = False
    weights: Weights | None = None
    how_many: str = ""
    is_at_most: bool = False
    is_at_most_100: bool = False
    is_between: bool = False
    is_rest_of_100: bool = False
    mean_at_least: int = 0
    less: str = ""
    is_by_parts: bool = False
    over: int = 1
    people: People | None = None
    label: str = ""
    named: str = ""

    @property
    def earlier(self) -> str:
        """The first period that it is set against; blank without one."""
        return next(iter(self.period), "")

    @property
    def datasets(self) -> set[str]:
        """The other datasets that it names."""
        return {name for name in (self.dataset, self.also.dataset if self.also else "") if name}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source printed that should follow from figures that are held.

    ``place`` is where it was typed; one that a dataset implies by its shape has none.
    """

    kind: str
    cell: Cell
    against: Against
    text: str
    source: str
    line: str = ""
    place: Place = NOWHERE

    @property
    def document(self) -> str:
        """The document it stands in: the source's id without its number."""
        return self.source.rpartition("-")[0] or self.source

    @property
    def printed(self) -> Printed:
        """Its number."""
        return read(self.text)


def against_in(kind: str, text: str) -> tuple[Against, list[Fault]]:
    """What does a claim of this kind follow from, in these words, and what is wrong with them?

    >>> against_in("change", "period:P12M/2016-03 down")[0].earlier
    'P12M/2016-03'
    >>> against_in("change", "perod:P12M/2016-03")[1][0].what
    '"perod" is no word of a claim.'
    """
    words = [word.partition(":")[::2] for word in text.split()]
    fields: dict[str, Any] = {}
    faults: list[Fault] = []
    if kind == "label" and words and words[0][0] in LABELS:
        fields |= dict(zip(("label", "named"), words.pop(0), strict=True))
    elif kind == "label":
        faults.append(_no_label(words.pop(0)[0] if words else ""))
    for word, value in words:
        if word not in WORDS:
            faults.append(Fault(f'"{word}" is no word of a claim.', suggestion(word, WORDS)))
            continue
        field, reader = WORDS[word]
        found = reader(value)
        if field in fields:
            remedy = "Keep one; values to be added are joined by a plus sign."
            faults.append(Fault(f'"{word}" stands twice.', remedy))
        elif isinstance(found, Fault):
            faults.append(found)
        else:
            fields[field] = found
    against = Against(**fields)
    return against, [*faults, *(_lacking(kind, against) if not faults else ())]


def _no_label(word: str) -> Fault:
    if not word:
        what = "A claim about a label must say what of it is wrong."
        return Fault(what, f"One of {', '.join(LABELS)}.")
    what = f'"{word}" is none of the things that can be wrong with a label.'
    return Fault(what, suggestion(word, LABELS))


def _lacking(kind: str, against: Against) -> Iterator[Fault]:
    """The words that others call for."""
    if kind in NEEDED and against == Against():
        what = f'A claim of kind "{kind}" must say what it follows from.'
        yield Fault(what, "Fill in against: such as period:P12M/2016-03 or category:all.")
    if against.how_many and not against.period:
        what = "A claim of how many rose or fell must say since when."
        yield Fault(what, "Add the period: such as period:P12M/2016-03.")
    if against.label == "exchanged" and not (against.named and against.weights):
        what = "A claim of two rows exchanged must name the other category and the weights."
        yield Fault(what, "Write it as exchanged:theft weights:dataset/measure/period.")
    is_dated = against.label == "column" or (against.label == "length" and against.named)
    if is_dated and isinstance(fault := _period(against.named), Fault):
        yield fault


def _text(value: str) -> str:
    return value


def _several(value: str) -> tuple[str, ...]:
    return tuple(value.split("+"))


def _periods(value: str) -> tuple[str, ...] | Fault:
    read_ones = [one if one in PARTS_OF_TIME else _period(one) for one in _several(value)]
    faults = [one for one in read_ones if isinstance(one, Fault)]
    return faults[0] if faults else _several(value)


def _period(value: str) -> str | Fault:
    try:
        Period.parse(value)
    except ValueError as error:
        return Fault(str(error), "Write it as P12M/2017-03.")
    return value


def _alone(value: str) -> bool | Fault:
    what = f'"{value}" stands after a word that takes nothing.'
    return Fault(what, "Leave it out.") if value else True


def _number(value: str) -> int | Fault:
    if value.isdecimal() and int(value):
        return int(value)
    return Fault(f'"{value}" is not a whole number.', "Write it in digits, such as 12.")


def _one_of(*choices: str) -> Callable[[str], str | Fault]:
    def chosen(value: str) -> str | Fault:
        what = f'"{value}" is no word here.'
        return value if value in choices else Fault(what, f"One of {', '.join(choices)}.")

    return chosen


def _also(value: str) -> Also | Fault:
    parts = value.split("/", 2)
    return Also(*parts) if _are_whole(parts, 3) else _not_whole(value, Also._fields)


def _weights(value: str) -> Weights | Fault:
    parts = value.split("/", 2)
    if not _are_whole(parts, 3):
        return _not_whole(value, Weights._fields)
    fault = _period(parts[2])
    return fault if isinstance(fault, Fault) else Weights(*parts)


def _people(value: str) -> People | Fault:
    # A category may be crossed, as cannabis/under-13, and a period is in two parts.
    words = value.split("/")
    parts = [*words[:2], "/".join(words[2:-2]), "/".join(words[-2:])]
    if len(words) < 5 or not _are_whole(parts, 4):
        return _not_whole(value, People._fields)
    fault = _period(parts[3])
    return fault if isinstance(fault, Fault) else People(*parts)


def _are_whole(parts: list[str], wanted: int) -> bool:
    return len(parts) == wanted and all(parts)


def _not_whole(value: str, form: tuple[str, ...]) -> Fault:
    return Fault(f'"{value}" is not complete.', f"Write it as {'/'.join(form)}.")


# Each word of the column: the field that it fills, and how its value is read.
WORDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "dataset": ("dataset", _text),
    "area": ("area", _several),
    "period": ("period", _periods),
    "measure": ("measure", _several),
    "category": ("category", _several),
    "plus": ("plus", _several),
    "and": ("also", _also),
    "down": ("is_down", _alone),
    "from": ("start", _one_of("highest", "lowest")),
    "among": ("among", _several),
    "of": ("of", _one_of("change", "percent_change", "share")),
    "mean": ("is_mean", _alone),
    "weights": ("weights", _weights),
    "how-many": ("how_many", _one_of("up", "down")),
    "at-most": ("is_at_most", _alone),
    "at-most-100": ("is_at_most_100", _alone),
    "between": ("is_between", _alone),
    "rest-of-100": ("is_rest_of_100", _alone),
    "mean-at-least": ("mean_at_least", _number),
    "less": ("less", _period),
    "by-parts": ("is_by_parts", _alone),
    "over": ("over", _number),
    "people": ("people", _people),
}
