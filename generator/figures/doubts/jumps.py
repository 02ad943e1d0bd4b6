"""Numbers that move further than their own series, and the areas beside them, allow.

A number is doubted when it is more than twice (where nothing is known of the usual movement, three
times) the last one that was not doubted, or less than half of it, over and above what chance and
the median move of the other areas of its level account for (a move of three times at most, for a
whole file may be in other units); and when it moves more than six times as far as is usual in its
series and beside it. Residents are doubted when they change by more than
a tenth in a year.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import log, sqrt
from statistics import median
from typing import NamedTuple

from generator.figures.doubts import terms
from generator.figures.doubts.series import Line, Point, lines, populations
from generator.figures.doubts.terms import Doubt
from generator.problems import Place
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.cells import Cell
from generator.terms.events import Event

Jumped = Callable[[Point, Point], bool]


def jumps(holdings: Holdings) -> Iterator[Doubt]:
    """Numbers far from those of the time before."""
    people = populations(holdings)
    found: dict[tuple[str, str, str, str], dict[str, tuple[Point, list[Point]]]] = {}
    beside = _Beside()
    for line in lines(holdings, people):
        head = line.points[0].cell
        is_people = (head.dataset, head.measure) in people
        breaks, jumped = _breaks(holdings, head), _moved if is_people else _beyond(line, beside)
        for before, run in _runs(breaks, line.points, jumped):
            first = run[0]
            if first.row and not (is_people and first.note):
                place = (head.dataset, head.measure, head.area, first.cell.period)
                found.setdefault(place, {})[head.category] = (before, run)
    for runs in found.values():
        yield from _told(holdings, runs, people)


def _runs(
    breaks: list[Event], points: list[Point], jumped: Jumped
) -> Iterator[tuple[Point, list[Point]]]:
    """Each run of numbers that are doubted together, with the last one before it that is not.

    A first number from which the next two, alike, are both far is the odd one itself.
    """
    trusted, rest = points[0], points[1:]
    first = [p for p in rest[:2] if not _is_broken(breaks, trusted, p)]
    if len(first) == 2 and all(jumped(trusted, p) for p in first) and not jumped(*first):
        yield first[0], [trusted]
        trusted, rest = rest[0], rest[1:]
    run: list[Point] = []
    for point in rest:
        if _is_broken(breaks, trusted, point) or not jumped(trusted, point):
            if run:
                yield trusted, run
            trusted, run = point, []
        elif run and jumped(run[-1], point):
            yield trusted, run
            run = [point]
        else:
            run = [*run, point]
    if run:
        yield trusted, run


def _breaks(holdings: Holdings, cell: Cell) -> list[Event]:
    """The breaks that somebody put on record for the series of a number."""
    area = holdings.areas[cell.area]
    family = {area.code, *(above.code for above in holdings.areas.family(area))}
    return [
        event
        for event in holdings.events
        if event.kind == "break"
        and (not event.areas or family & set(event.areas))
        and (not event.datasets or cell.dataset in event.datasets)
        and (not event.categories or cell.category in event.categories)
    ]


def _is_broken(breaks: list[Event], earlier: Point, later: Point) -> bool:
    if "b" in later.status:
        return True
    return any(event.lies_between(earlier.period, later.period) for event in breaks)


def _moved(earlier: Point, later: Point) -> bool:
    """Do residents change by more than a tenth for each year between the two?"""
    years = max(1.0, abs((later.period.last - earlier.period.last).days) / 365.25)
    if not later.value or not earlier.value:
        return later.value != earlier.value
    return abs(log(later.value / earlier.value)) > years * log(1 + terms.IN_A_YEAR)


class _Moves(NamedTuple):
    """How areas moved between two periods: by area, and in order."""

    by_area: dict[str, float]
    ordered: list[float]

    def of_others(self, area: str) -> list[float]:
        """Those of all areas but one."""
        return [move for code, move in self.by_area.items() if code != area]

    def centre(self, area: str) -> float:
        """The median of all but one; nought where too few others are known."""
        own = self.by_area.get(area)
        last = len(self.ordered) - (own is not None) - 1
        if last + 1 < terms.FEWEST:
            return 0.0
        left_out = len(self.ordered) if own is None else bisect_left(self.ordered, own)
        low, high = (place + (place >= left_out) for place in (last // 2, (last + 1) // 2))
        return (self.ordered[low] + self.ordered[high]) / 2


class _Beside:
    """The moves of the areas of one level between two periods, worked out once for all of them."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, str, str], _Moves] = {}

    def moves(self, line: Line, old: str, new: str) -> _Moves:
        """How the areas beside a series, and its own, moved between two periods."""
        key = (id(line.peers), old, new)
        if key not in self._held:
            found = {
                area: move
                for area, values in line.peers.items()
                if (move := _move(values.get(old, 0.0), values.get(new, 0.0))) is not None
            }
            self._held[key] = _Moves(found, sorted(found.values()))
        return self._held[key]


def _beyond(line: Line, beside: _Beside) -> Jumped:
    """Whether two numbers of this series are too far from each other."""
    own = [(pair, _move(pair[0].value, pair[1].value)) for pair in pairwise(line.points)]

    def jumped(earlier: Point, later: Point) -> bool:
        area, limits = later.cell.area, terms.FACTORS[line.kind]
        moves = beside.moves(line, earlier.cell.period, later.cell.period)
        centre = moves.centre(area)
        # A whole file may be in other units: all areas together are not believed without limit.
        held = max(-terms.TOGETHER, min(terms.TOGETHER, centre))
        sure = _sure(earlier.value, later.value, held, line.kind)
        if sure <= limits["steady"]:
            return False
        mine = [
            move
            for pair, move in own
            if move is not None and not any(one is earlier or one is later for one in pair)
        ]
        others = [*mine, *(move - centre for move in moves.of_others(area))]
        is_known = len(others) >= terms.FEWEST
        is_steady = is_known or _is_shifted(earlier.value, later.value)
        usual = median(abs(move) for move in others) if is_known else 0.0
        return sure > max(limits["steady" if is_steady else "unknown"], terms.USUAL * usual)

    return jumped


def _is_shifted(old: float, new: float) -> bool:
    """Are they much the same but for the place of the decimal point?"""
    move = _move(old, new)
    tens = 0.0 if move is None else move / log(10)
    return round(tens) != 0 and abs(tens - round(tens)) < terms.SHIFTED


def _move(old: float, new: float) -> float | None:
    """By how much a number moved, as the logarithm of the ratio; None where there is none."""
    return log(new / old) if old > 0 and new > 0 else None


def _sure(old: float, new: float, centre: float, kind: str) -> float:
    """How far a number moved beyond the others, at the least that chance leaves of it.

    Two counts: three standard errors of the logarithm of their ratio, sqrt(1/new + 1/old). With a
    nought among them: the ratio at which all would fall on one side with the same probability.
    """
    move = _move(old, new)
    if kind != "count":
        return 0.0 if move is None else abs(move - centre)
    if move is not None:
        return abs(move - centre) - terms.ERRORS * sqrt(1 / new + 1 / old)
    most = max(old, new)
    side: float = terms.CHANCE ** (1 / most) if most > 0 else 0.5
    if side <= 0.5:
        return 0.0
    return abs((1 if new else -1) * log(side / (1 - side)) - centre)


def _told(
    holdings: Holdings,
    runs: dict[str, tuple[Point, list[Point]]],
    people: set[tuple[str, str]],
) -> Iterator[Doubt]:
    """The doubts about one area and period: a total's stands for those of its parts."""
    name = next(iter(runs.values()))[1][0].cell.dataset
    dataset = holdings.datasets[name]

    def inside(category: str) -> list[str]:
        return list(dataset.categories) if category == "all" else dataset.tree(category)

    for category, (before, run) in runs.items():
        if any(category in inside(other)[1:] or (other == "all" != category) for other in runs):
            continue
        first = run[0].cell
        rule = "population" if (first.dataset, first.measure) in people else "jump"
        order = [category, *(c for c in inside(category) if c != category)]
        cells = tuple(p.cell.at(category=c) for p in run for c in order)
        more = f" and {len(run) - 1} later" if len(run) > 1 else ""
        yield Doubt(
            rule,
            Place(run[0].file, run[0].row, "value"),
            f"{sentence(holdings, run[0])}{more}, {_set_against(holdings, before, run[0])}.",
            cells=cells,
            side="above" if run[0].value > before.value else "below",
            beside=before.cell.period,
            words=frozenset(first),
        )


def sentence(holdings: Holdings, point: Point) -> str:
    """A number with its name: "Dover had 1,204 burglaries in the year ending March 2017"."""
    dataset = holdings.datasets[point.cell.dataset]
    place = wording.upper_first(wording.place(holdings.areas[point.cell.area]))
    unit = dataset.measures[point.cell.measure].unit[1]
    label = dataset.categories[point.cell.category].label
    kind = "" if point.cell.category == "all" else f" ({label})"
    return f"{place} has {_plain(point.value)} {unit}{kind} {_when(holdings, point)}"


def _set_against(holdings: Holdings, before: Point, point: Point) -> str:
    verb = "after" if before.period.last < point.period.last else "before"
    said = f"{verb} {_plain(before.value)} {_when(holdings, before)}"
    if before.value > 0 and point.value > 0:
        tens = log(point.value / before.value, 10)
        if round(tens) and abs(tens - round(tens)) < 0.05:
            times = f"{10 ** abs(round(tens)):,}"
            said += f": about {times} times as many" if tens > 0 else f": about 1 in {times}"
    return said


def _plain(value: float) -> str:
    return f"{value:,.10g}" if value != int(value) else wording.number(value)


def _when(holdings: Holdings, point: Point) -> str:
    return point.period.phrase(holdings.datasets[point.cell.dataset].label_style)


RULES = (jumps,)
