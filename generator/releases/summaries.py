"""How many figures have changed, and how: in all, by topic and by area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from generator.reading.topics import Topic, Topics
from generator.releases.narrowed import is_of_topic
from generator.releases.spoken import Spoken
from generator.terms import wording
from generator.terms.cells import having
from generator.terms.periods import Period

MOST_PERIODS = 3
PAIR = ["indicator", "category"]
NO_TOPIC = "In no topic"


class HowMany(NamedTuple):
    """How many changes there are of each kind; the withheld are not among the restated, nor those
    without a number among the new."""

    revised: int
    withheld: int
    restated: int
    periods: int
    series: int
    gone: int

    @property
    def sentence(self) -> str:
        """All that is not nought, in words: "3 revised, and 40 for new periods"."""
        named = (
            (self.revised, "revised"),
            (self.withheld, "newly without a number"),
            (self.restated, "with other notes, or set against another number"),
            (self.periods, "for new periods"),
            (self.series, "not given before"),
            (self.gone, "no longer given"),
        )
        told = [f"{number:,} {words}" for number, words in named if number]
        return wording.listing(told) if told else "none"


def numbers(changes: pd.DataFrame) -> HowMany:
    """How many changes are there of each kind?"""
    return _how_many(_counted_as(changes).value_counts())


def _counted_as(changes: pd.DataFrame) -> pd.Series:
    """As which number of HowMany does each change count?"""
    kind, why = changes["kind"].astype(object), changes["why"].astype(object)
    is_new, is_restated = kind == "new", kind == "restated"
    is_withheld = having(why, lambda reason: reason.startswith("withheld"))
    named = [
        is_new & ~has_number(changes),
        is_new & (why == "series"),
        is_new,
        is_restated & is_withheld,
    ]
    counted = np.select(named, ["blank", "series", "periods", "withheld"], default=kind)
    return pd.Series(counted, index=changes.index)


def has_number(changes: pd.DataFrame) -> pd.Series:
    """Which changes are of figures with a number now? One without is no news where it is new."""
    return (changes["value"] != "") | changes["count"].notna()


def _how_many(of: pd.Series) -> HowMany:
    return HowMany(*(int(of.get(name, 0)) for name in HowMany._fields))


def by_topic(changes: pd.DataFrame, topics: Topics) -> Iterator[tuple[Topic | None, pd.DataFrame]]:
    """The changes in what each topic shows, in the editor's order, then (None) those in none. What
    several topics show is in each of them."""
    # Text is slow to compare: each pair is asked for once, and not each row.
    kinds = changes[PAIR].drop_duplicates()
    whose = changes.groupby(PAIR, sort=False).ngroup().to_numpy()
    is_shown = np.zeros(len(changes), dtype=bool)
    for topic in topics.values():
        mine = is_of_topic(kinds, topic).to_numpy()[whose]
        is_shown |= mine
        if mine.any():
            yield topic, changes[mine]
    if not is_shown.all():
        yield None, changes[~is_shown]


def of_new(spoken: Spoken, topic: Topic | None, new: pd.DataFrame) -> str:
    """What is new in a topic, in one line: how many figures of how many areas, of which periods."""
    title = topic.matter.title if topic else NO_TOPIC
    return f"{title}: {how_many_new(spoken, new)}"


def how_many_new(spoken: Spoken, new: pd.DataFrame) -> str:
    """How many figures are new, of how many areas and of which periods?"""
    pairs = new[["indicator", "period"]].drop_duplicates().itertuples(index=False, name=None)
    labels: dict[str, Period] = {}
    for indicator, iso in pairs:
        labels.setdefault(spoken.period(indicator, iso), Period.parse(iso))
    newest = sorted(labels, key=lambda label: (labels[label].last, label), reverse=True)
    told = ", ".join(newest)
    if len(newest) > MOST_PERIODS:
        # The shortest that begins first and the shortest that ends last.
        days = {label: labels[label].days for label in newest}
        first = min(newest, key=lambda label: (labels[label].first, days[label]))
        last = min(newest, key=lambda label: (-labels[label].last.toordinal(), days[label]))
        told = f"{len(newest):,} periods, from {first} to {last}"
    sizes = (len(new), "figure"), (new["area"].nunique(), "area")
    figures, areas = (f"{n:,} {word}" + ("" if n == 1 else "s") for n, word in sizes)
    return f"{figures} of {areas} ({told})"


def by_area(changes: pd.DataFrame) -> dict[str, HowMany]:
    """How many changes of each kind there are for each area, by its code."""
    table = (
        changes.groupby(["area", _counted_as(changes).rename("of")]).size().unstack(fill_value=0)
    )
    return {str(code): _how_many(row) for code, row in table.iterrows()}
