"""How low and how high can an unknown be? Bounds passed on first, then HiGHS.

Relations that share an unknown form a group, and each group is solved alone. Most unknowns are
decided without a program of their own: by bounds that one relation passes on to the next, or
because a solution already met has them at the end of what is announced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack
from scipy.sparse.csgraph import connected_components

from generator.disclosure.system import System

Numbers = np.ndarray[Any, np.dtype[Any]]
EDGE = 1e-6
ROUNDS = 40
SECONDS = 2.0


class NoSolutionError(Exception):
    """No numbers at all fit the relations of a group."""


@dataclass(frozen=True)
class Group:
    """Relations that hang together: ``matrix`` times the unknowns lies between two columns."""

    unknowns: Numbers
    matrix: Any
    row_low: Numbers
    row_high: Numbers
    low: Numbers
    high: Numbers
    is_whole: Numbers
    relations: Numbers

    def without(self, rows: Numbers) -> Group:
        """The same without some of its relations."""
        kept = ~rows
        return replace(
            self,
            matrix=self.matrix[kept],
            row_low=self.row_low[kept],
            row_high=self.row_high[kept],
            relations=self.relations[kept],
        )


def groups(system: System, wanted: Numbers) -> Iterator[Group]:
    """The relations in groups that have no unknown in common, of those that bear on a wanted one.

    What is known exactly is no unknown: it is taken off both ends of every relation.
    """
    low, high = np.array(system.low), np.array(system.high)
    matrix = _matrix(system)
    row_low = np.array([relation.low for relation in system.relations])
    row_high = np.array([relation.high for relation in system.relations])
    is_known = low == high
    known = matrix @ np.where(is_known, low, 0.0)
    free = np.flatnonzero(~is_known)
    matrix = matrix[:, free]
    rows, columns = matrix.shape
    links = coo_array(matrix)
    graph = coo_array(
        (np.ones(links.nnz), (links.row, links.col + rows)), shape=(rows + columns, rows + columns)
    )
    _, labels = connected_components(graph, directed=False)
    is_used = np.diff(matrix.indptr) > 0
    wanted_free = np.flatnonzero(np.isin(free, wanted))
    for label in dict.fromkeys(labels[rows + wanted_free].tolist()):
        inside = np.flatnonzero(labels[rows:] == label)
        within = np.flatnonzero((labels[:rows] == label) & is_used)
        yield Group(
            free[inside],
            matrix[within][:, inside],
            (row_low - known)[within],
            row_high=(row_high - known)[within],
            low=low[free[inside]],
            high=high[free[inside]],
            is_whole=np.array(system.is_whole)[free[inside]],
            relations=within,
        )


def _matrix(system: System) -> Any:
    """The weights of each relation, a row each, over all unknowns."""
    rows, columns, weights = [], [], []
    for row, relation in enumerate(system.relations):
        for place, weight in relation.weights.items():
            if weight:
                rows.append(row)
                columns.append(place)
                weights.append(weight)
    shape = (len(system.relations), len(system.low))
    return csr_array((weights, (rows, columns)), shape=shape)


def tightened(group: Group) -> Group:
    """The same with the bounds that its relations pass on; raises NoSolutionError."""
    low, high = group.low.copy(), group.high.copy()
    links = coo_array(group.matrix)
    row, column, weight = links.row, links.col, links.data
    is_up = weight > 0
    for _ in range(ROUNDS):
        least = np.where(is_up, weight * low[column], weight * high[column])
        most = np.where(is_up, weight * high[column], weight * low[column])
        # What the others of a relation leave to this one.
        top = group.row_high[row] - _others(least, row, len(group.row_low))
        bottom = group.row_low[row] - _others(most, row, len(group.row_low))
        upper = np.where(is_up, top, bottom) / weight
        lower = np.where(is_up, bottom, top) / weight
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, column, lower)
        np.minimum.at(new_high, column, upper)
        whole = group.is_whole
        new_low[whole] = np.ceil(new_low[whole] - EDGE)
        new_high[whole] = np.floor(new_high[whole] + EDGE)
        if (new_low > new_high + EDGE).any():
            raise NoSolutionError
        new_high = np.maximum(new_low, new_high)
        with np.errstate(invalid="ignore"):
            moved = ((new_low - low) > EDGE) | ((high - new_high) > EDGE)
        low, high = new_low, new_high
        if not moved.any():
            break
    return replace(group, low=low, high=high)


def _others(ends: Numbers, row: Numbers, rows: int) -> Numbers:
    """For every number of a relation, the sum of all the others; infinite where one of them is."""
    is_endless = ~np.isfinite(ends)
    way = np.sign(ends[is_endless][0]) if is_endless.any() else 1.0
    finite = np.where(is_endless, 0.0, ends)
    total = np.bincount(row, finite, rows)[row] - finite
    endless = np.bincount(row, is_endless, rows)[row] - is_endless
    return np.where(endless > 0, way * inf, total)


def contradicting(group: Group, is_guess: Numbers) -> Numbers:
    """Which of the relations that may give way have to, for the others to be possible?

    The fewest units of slack that make the group possible; raises NoSolutionError where none do.
    """
    loose = np.flatnonzero(is_guess)
    rows = len(group.row_low)
    slack = eye_array(rows, format="csr")[:, loose]
    wide = hstack([group.matrix, slack, -slack], format="csr")
    free = np.zeros(2 * len(loose))
    scale = 1.0 / np.maximum(1.0, abs(group.matrix[loose]).max(axis=1).toarray().ravel())
    solved = milp(
        np.concatenate([np.zeros(len(group.low)), scale, scale]),
        constraints=LinearConstraint(wide, group.row_low - EDGE, group.row_high + EDGE),
        bounds=Bounds(np.concatenate([group.low, free]), np.concatenate([group.high, free + inf])),
        integrality=np.concatenate([group.is_whole, np.zeros(2 * len(loose))]),
        options={"time_limit": SECONDS},
    )
    if solved.x is None:
        raise NoSolutionError
    used = solved.x[len(group.low) :]
    given = used[: len(loose)] + used[len(loose) :]
    found = np.zeros(rows, dtype=bool)
    found[loose[given > 10 * EDGE]] = True
    return found


def solution(group: Group, goal: Numbers) -> tuple[Numbers | None, float]:
    """Numbers that fit and make the goal least, and a limit below which it cannot be.

    Raises NoSolutionError where none fit. Where time is up the numbers may be missing and the
    limit is the best that is proven.
    """
    solved = milp(
        goal,
        constraints=LinearConstraint(group.matrix, group.row_low, group.row_high),
        bounds=Bounds(group.low, group.high),
        integrality=group.is_whole,
        options={"time_limit": SECONDS},
    )
    if solved.status == 2:
        raise NoSolutionError
    if solved.status == 3 or solved.mip_dual_bound is None:
        return solved.x, -inf
    return solved.x, float(solved.mip_dual_bound)


class Aim(NamedTuple):
    """What is announced of an unknown: its ends, and without a highest the room that it needs."""

    low: float
    high: float | None
    room: float = 0.5


class Search:
    """The ends of what wanted unknowns of one group can be, as far as an aim asks for them.

    The aim of an unknown is the range that is announced: once a solution has been met at either
    end of it nothing more is asked. Without a highest number two that are far enough apart will do.
    """

    def __init__(self, group: Group, aims: dict[int, Aim], *, is_exact: bool) -> None:
        # An unknown without an end is given one far beyond any other number of its group.
        ends = np.concatenate([group.low, group.high, group.row_low, group.row_high])
        far = max(10_000.0, 4 * float(np.max(np.abs(ends[np.isfinite(ends)]), initial=0.0)))
        self.far = far
        self.group = replace(
            group, low=np.maximum(group.low, -far), high=np.minimum(group.high, far)
        )
        self.aims = aims
        self.is_exact = is_exact
        self.least = self.group.low.copy()
        self.most = self.group.high.copy()
        self.seen_least = np.full(len(group.low), inf)
        self.seen_most = np.full(len(group.low), -inf)

    def ranges(self) -> dict[int, tuple[float, float]]:
        """For every wanted unknown the lowest and highest number that it can be."""
        if len(self.group.row_low) and self.aims:
            self._look(np.zeros(len(self.group.low)))
        waiting = [(at, sign) for at in self.aims for sign in (1, -1)]
        is_worth_it = not self.is_exact
        while waiting := [end for end in waiting if not self._is_done(*end)]:
            if is_worth_it:
                before = len(waiting)
                self._look_together(waiting)
                waiting = [end for end in waiting if not self._is_done(*end)]
                is_worth_it = len(waiting) < before
            elif waiting:
                self._settle(*waiting.pop(0))
        return {at: self._range(at) for at in self.aims}

    def _look_together(self, waiting: list[tuple[int, int]]) -> None:
        """Ask for as many ends as possible at once."""
        for sign in (1, -1):
            goal = np.zeros(len(self.group.low))
            goal[[at for at, way in waiting if way == sign]] = sign
            if goal.any():
                self._look(goal)

    def _is_done(self, at: int, sign: int) -> bool:
        low, high, room = self.aims[at]
        least, most = self.least[at], self.most[at]
        if self.is_exact or least == most:
            is_lowest = self.seen_least[at] <= least + EDGE
            return bool(is_lowest if sign == 1 else self.seen_most[at] >= most - EDGE)
        if low == inf and high is not None:
            return self._is_decided(at, sign, high)
        if high is None:
            return bool(self.seen_most[at] - self.seen_least[at] > room)
        if least > low + EDGE or most < high - EDGE:
            return True
        is_lowest = self.seen_least[at] <= max(least, low) + EDGE
        return bool(is_lowest if sign == 1 else self.seen_most[at] >= min(most, high) - EDGE)

    def _is_decided(self, at: int, sign: int, high: float) -> bool:
        """Of what may be nought or many: is it surely neither, or not surely?"""
        is_safe = self.seen_least[at] < 1.0 - EDGE or self.seen_most[at] >= high - EDGE
        is_at_end = self.least[at] >= 1.0 if sign == 1 else self.most[at] < high - EDGE
        return bool(is_safe or is_at_end)

    def _look(self, goal: Numbers) -> float:
        numbers, limit = solution(self.group, goal)
        if numbers is not None:
            self.seen_least = np.minimum(self.seen_least, numbers)
            self.seen_most = np.maximum(self.seen_most, numbers)
        return limit

    def _settle(self, at: int, sign: int) -> None:
        """Solve for one end of one unknown."""
        goal = np.zeros(len(self.group.low))
        goal[at] = sign
        limit = self._look(goal)
        if not isfinite(limit):
            return
        if sign == 1:
            self.least[at] = max(self.least[at], np.ceil(limit - EDGE))
        else:
            self.most[at] = min(self.most[at], np.floor(-limit + EDGE))

    def _range(self, at: int) -> tuple[float, float]:
        least, most = float(self.least[at]), float(self.most[at])
        return least if least > -self.far else -inf, most if most < self.far else inf
