"""What has changed for some areas, or in what a topic shows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import pandas as pd

from generator.reading.holdings import Holdings
from generator.reading.topics import Topic
from generator.releases.differences import Difference


def of_areas(found: Difference, areas: Collection[str]) -> Difference:
    """What has changed for some areas, by their codes?"""
    return _narrowed(found, lambda rows: rows["area"].isin(areas))


def of_topic(found: Difference, topic: Topic, holdings: Holdings) -> Difference:
    """What has changed in what a topic shows?"""
    known = [key for key in topic.matter.indicators if key in holdings.indicators]
    titles = tuple({holdings.datasets[holdings.indicators[key][0]].title for key in known})

    def shows(rows: pd.DataFrame) -> pd.Series:
        if "indicator" in rows:
            return is_of_topic(rows, topic)
        return rows["subject"].map(lambda subject: subject.startswith(titles)).astype(bool)

    return _narrowed(found, shows)


def is_of_topic(rows: pd.DataFrame, topic: Topic) -> pd.Series:
    """Which rows with an indicator and a category does a topic show?"""
    found = rows["indicator"].isin(topic.matter.indicators)
    for key, categories in topic.matter.categories.items():
        found = found & ((rows["indicator"] != key) | rows["category"].isin(categories))
    return found


def _narrowed(found: Difference, shows: Callable[[pd.DataFrame], pd.Series]) -> Difference:
    """The rows that are asked for, and the wordings that any of them has."""
    frames = ("changes", "places", "ways", "findings", "settled")
    kept = {name: getattr(found, name) for name in frames}
    kept = {
        # One without a row may have no columns.
        name: rows[shows(rows)].reset_index(drop=True) if len(rows) else rows
        for name, rows in kept.items()
    }
    is_reworded = kept["changes"]["why"].str.split().map(lambda words: "wording" in words)
    datasets = kept["changes"]["dataset"][is_reworded.astype(bool)].unique()
    wordings = found.wordings[found.wordings["dataset"].isin(datasets)].reset_index(drop=True)
    return replace(found, **kept, wordings=wordings)
