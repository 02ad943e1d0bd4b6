"""What is said of an import of outcomes, and what its log says became of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from generator.importers import edits, log
from generator.importers.log import OfFile
from generator.importers.months import coverage, outcome_tables, ripe
from generator.importers.months.counted import in_two_months
from generator.importers.months.ended import (
    BY_OUTCOME,
    COUNTED,
    FORCE_BY_OUTCOME,
    OF_NONE,
    EndedMonth,
    LastOutcomes,
    fates_of,
)
from generator.importers.months.ripe import GAP, NEWER, YOUNG, MonthsHeld
from generator.importers.months.street import StreetMonth
from generator.importers.months.yearly import Territory
from generator.terms import wording
from generator.terms.areas import Area

KIND = "outcomes"


class OfForce(NamedTuple):
    """What the files make of one force: the months that count, the outcomes, why other months do
    not count, what is held of it, and where its crimes may count."""

    area: Area
    land: Territory
    held: MonthsHeld
    months: list[EndedMonth]
    left: dict[str, list[StreetMonth]]
    last: LastOutcomes


def report(one: OfForce, rows: pd.DataFrame) -> Iterator[str]:
    """What was counted, and by what, in sentences."""
    fates = pd.concat([month.rows["fate"] for month in one.months]).value_counts()
    named = ripe.spans(month.month.month for month in one.months)
    whole = int(fates.reindex(COUNTED, fill_value=0).sum())
    by_outcome = int(fates.reindex([BY_OUTCOME, FORCE_BY_OUTCOME], fill_value=0).sum())
    yield (
        f"{wording.number(whole)} crimes of {named}, by what is known of them as of "
        f"{coverage.label(one.held.newest)}: {wording.number(by_outcome)} by the last outcome that "
        f"is held of each, {wording.number(whole - by_outcome)} by what their own rows say, for "
        "they have no outcome, or no Crime ID."
    )
    shares = outcome_tables.shares(rows, one.area.code)
    yield f"{wording.upper_first(wording.place(one.area))}: {'; '.join(shares)}."
    if differing := sum(month.differing for month in one.months):
        yield (
            f"Of {wording.counted(differing, ('crime', 'crimes'))} the last outcome and the row "
            "itself are of different groups: the outcome counts. Files of one archive differ in "
            "few."
        )
    if one.last.tied:
        yield (
            f"Of {wording.counted(one.last.tied, ('crime', 'crimes'))} the last month has outcomes "
            "of several groups: the one farther below in the file counts."
        )
    if twice := in_two_months([month.month.rows for month in one.months]):
        what = "1 Crime ID stands" if twice == 1 else f"{wording.number(twice)} Crime IDs stand"
        yield f"{what} in two months, and count in each."


def logged(one: OfForce, words: Mapping[str, str]) -> Iterator[OfFile]:
    """What became of each row, file by file."""
    for reason, months in one.left.items():
        for month in months:
            word = words[month.handed.name]
            yield OfFile(str(month.handed.path), word, {reason: len(month.rows)})
    found = [np.empty(0, dtype=np.uint64)]
    for ended_month in one.months:
        handed, rows = ended_month.month.handed, ended_month.rows
        yield OfFile(str(handed.path), words[handed.name], _numbers(rows["fate"]))
        found.append(rows.loc[rows["fate"].isin(COUNTED), "word"].to_numpy())
    fates = fates_of(one.last, np.concatenate(found))
    for at, month in enumerate(one.last.months):
        mine = fates[one.last.rows["at"] == at]
        yield OfFile(str(month.handed.path), words[month.handed.name], _numbers(mine))


def _numbers(fates: pd.Series) -> dict[str, int]:
    return {str(fate): int(n) for fate, n in fates.value_counts(sort=False).items()}


def standing(project: Path, counted: Sequence[OfFile]) -> list[OfFile]:
    """These without files of which the log says already that more of them counts: by an import of
    more months, or of one whose outcomes are known later."""
    before: dict[str, dict[str, int]] = {}
    for line in log.lines_in(edits.now(project, log.FILE)):
        if line.kind == KIND:
            before.setdefault(line.sha256, {})[line.outcome] = int(line.rows)
    return [one for one in counted if _idle(one.outcomes) <= _idle(before.get(one.word))]


def _idle(outcomes: Mapping[str, int] | None) -> float:
    """How many rows only another import could count; of a file that is not known, no bound."""
    if outcomes is None:
        return inf
    return sum(outcomes.get(name, 0) for name in (YOUNG, GAP, NEWER, OF_NONE))
