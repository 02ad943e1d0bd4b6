"""What had become of each crime: the last of its outcomes, or what its own row says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from generator.importers.months.counted import AT_EDGE, NOWHERE, PLACED, is_asb
from generator.importers.months.outcome_rows import UNPUBLISHED
from generator.importers.months.street import StreetMonth

# What becomes of the rows of street-level crimes, in addition to what counted.py has.
INCIDENT, BY_OUTCOME, BY_ROW, FORCE_BY_OUTCOME, FORCE_BY_ROW = (
    "set aside: anti-social behaviour, which has no outcome",
    "counted: by the last of its outcomes",
    "counted: by the outcome that its own row names",
    "counted for the force only: by the last of its outcomes",
    "counted for the force only: by the outcome that its own row names",
)
COUNTED = (BY_OUTCOME, BY_ROW, FORCE_BY_OUTCOME, FORCE_BY_ROW)
# And of those of outcomes.
LAST, EARLIER, OF_NONE, NAMELESS, NO_TYPE, OTHER_FORCE = (
    "counted: the last outcome of a crime",
    "set aside: an earlier outcome of a crime",
    "set aside: of a crime that is not counted here",
    "set aside: without a Crime ID",
    "set aside: without a type of outcome",
    "set aside: of another force",
)


class LastOutcomes(NamedTuple):
    """The outcomes of a force, in order: every row with its ``fate`` (blank where it may count),
    ``at`` (the place of its month among them) and ``is_last``; the group of each crime by its word;
    and how many crimes have outcomes of several groups in their last month."""

    months: tuple[StreetMonth, ...]
    rows: pd.DataFrame
    group: pd.Series
    tied: int


class EndedMonth(NamedTuple):
    """The crimes of a month: slim rows with ``area``, ``group`` and ``fate``; and how many crimes
    have an outcome of another group than the one that their own row names."""

    month: StreetMonth
    rows: pd.DataFrame
    differing: int


def last_outcomes(months: Sequence[StreetMonth], force: str) -> LastOutcomes:
    """Which is the last outcome of each crime? Of several in a month, the one farther below."""
    ordered = sorted(months, key=lambda one: one.month)
    every = pd.concat(
        [one.rows.astype({"Falls within": object}).assign(at=at) for at, one in enumerate(ordered)],
        ignore_index=True,
    )
    fates = [
        (every["Falls within"] != force, OTHER_FORCE),
        (every["word"] == 0, NAMELESS),
        (every["group"] == "", NO_TYPE),
    ]
    fate = np.select([is_so for is_so, _ in fates], [name for _, name in fates], "")
    can_count = every[fate == ""]
    last = can_count.drop_duplicates("word", keep="last")
    beside = can_count.merge(last[["word", "at", "group"]], on=["word", "at"], suffixes=("", "_x"))
    differs = beside["group"].astype(object) != beside["group_x"].astype(object)
    is_last = np.zeros(len(every), dtype=bool)
    is_last[last.index] = True
    return LastOutcomes(
        tuple(ordered),
        every[["at", "word"]].assign(fate=fate, is_last=is_last),
        last.set_index("word")["group"].astype(object),
        int(beside.loc[differs, "word"].nunique()),
    )


def ended(month: StreetMonth, placed: pd.DataFrame, last: LastOutcomes) -> EndedMonth:
    """What had become of the crimes of a month? ``placed`` are its rows with their places."""
    found = placed["word"].map(last.group)
    said = placed["said"].astype(object)
    has_outcome = found.notna().to_numpy()
    group = found.where(has_outcome, said.mask(said == "", UNPUBLISHED))
    is_here = placed["outcome"].isin((PLACED, AT_EDGE)).to_numpy()
    is_nowhere = (placed["outcome"] == NOWHERE).to_numpy()
    fate = np.select(
        [
            is_asb(placed).to_numpy(),
            is_here & has_outcome,
            is_here,
            is_nowhere & has_outcome,
            is_nowhere,
        ],
        [INCIDENT, BY_OUTCOME, BY_ROW, FORCE_BY_OUTCOME, FORCE_BY_ROW],
        placed["outcome"].to_numpy(),
    )
    rows = placed[["area", "word", "said"]].assign(group=group, fate=fate)
    both = rows[has_outcome & (said != "").to_numpy() & rows["fate"].isin(COUNTED)]
    differing = int((both["group"] != both["said"].astype(object)).sum())
    return EndedMonth(month, rows, differing)


def fates_of(last: LastOutcomes, crimes: np.ndarray) -> pd.Series:
    """What became of each row of the outcomes, where these words are of the crimes counted."""
    rows = last.rows
    is_known = rows["word"].isin(crimes)
    own = np.select([~is_known, rows["is_last"]], [OF_NONE, LAST], EARLIER)
    return rows["fate"].where(rows["fate"] != "", own)
