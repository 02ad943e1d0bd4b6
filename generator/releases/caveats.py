"""Which caveats say something else than before, and on which figures they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
import pandas as pd

from generator.reading.holdings import Holdings
from generator.releases.frozen import CAUTION, EVENT, WHO_ANSWERED, Frozen
from generator.releases.paired import Flags, PairedFigures, codes
from generator.terms.events import Event
from generator.terms.indicators import Caution
from generator.terms.periods import Period

YEAR = 12
WORDING_COLUMNS = ("dataset", "id", "was", "text")


def reworded(before: Frozen, after: Frozen) -> pd.DataFrame:
    """Which notes and cautions have another text?

    Returns WORDING_COLUMNS: ``was`` or ``text`` is blank where a caution or an event is new or
    gone; ``dataset`` may name several. A note that is new or gone is told with the figures that
    have it, and so is whatever is said of a dataset that is. Cautions have no ids that stay, so
    those of one indicator are known by their texts.
    """
    old, new = _texts(before.notes), _texts(after.notes)
    in_both = {"", *before.figures["dataset"].unique()} & {"", *after.figures["dataset"].unique()}
    found: dict[tuple[str, str, str], list[str]] = {}
    for dataset, note in sorted(old.keys() | new.keys()):
        was, now = (side.get((dataset, note), []) for side in (old, new))
        lost = [text for text in was if text not in now]
        come = [text for text in now if text not in was]
        for pair in zip_longest(lost, come, fillvalue="") if dataset in in_both else ():
            if note.startswith((CAUTION, EVENT)) or all(pair):
                found.setdefault((note, *pair), []).append(dataset)
    told = [(d, note, *pair) for (note, *pair), held in found.items() for d in _named(note, held)]
    return pd.DataFrame(sorted(told), columns=list(WORDING_COLUMNS))


def _named(note: str, datasets: list[str]) -> list[str]:
    """What happened to a series is told once, of all the datasets that it is of."""
    return [" ".join(datasets)] if note.startswith(EVENT) else datasets


def _texts(notes: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """The texts of each note, and those of the cautions of each indicator together. An event is of
    several datasets, and each may be new or gone."""
    found: dict[tuple[str, str], list[str]] = {}
    for dataset, note, text in notes.itertuples(index=False, name=None):
        is_numbered = note.startswith(CAUTION) and note != WHO_ANSWERED
        name = note.rpartition(":")[0] if is_numbered else note
        for one in dataset.split() or [""] if note.startswith(EVENT) else [dataset]:
            found.setdefault((one, name), []).append(text)
    return found


def rewordings(pairs: PairedFigures, wordings: pd.DataFrame, holdings: Holdings) -> Flags:
    """Which figures after have a note or a caution that says something else?"""
    rows = pairs.after
    found = _noted(rows, wordings)
    for dataset, note, was, text in wordings.itertuples(index=False, name=None):
        if note == WHO_ANSWERED:
            found = found | (rows["dataset"] == dataset).to_numpy()
        elif note.startswith(EVENT):
            for event in holdings.events:
                if event.text in (was, text):
                    is_told = rows["dataset"].isin(dataset.split()).to_numpy() | (not dataset)
                    found = found | (bears_on(rows, event, holdings) & is_told)
        elif note.startswith(CAUTION):
            key = note.removeprefix(CAUTION)
            is_its = (rows["indicator"] == key).to_numpy()
            held = list(_cautions(holdings, key, (was, text)))
            reach = [_reached(rows, caution, holdings) for caution in held]
            found = found | (is_its & np.any(reach, axis=0) if reach else is_its)
    return found


def bears_on(rows: pd.DataFrame, event: Event, holdings: Holdings) -> Flags:
    """Which figures are of what happened to a series: the change on the year before crosses it?"""
    firsts = rows["period"].map(lambda iso: year_before(Period.parse(iso)).first.toordinal())
    lasts = rows["period"].map(lambda iso: Period.parse(iso).last.toordinal())
    day = event.date.toordinal()
    is_crossed = (firsts.astype(int).to_numpy() < day) & (day <= lasts.astype(int).to_numpy())
    return is_crossed & is_of(rows, event, holdings)


def year_before(period: Period) -> Period:
    """The same months of the year before; of several years, the years before; itself where there
    is none."""
    if period.months is None or not period.is_stated:
        return period
    return period.before(max(period.months, YEAR) if period.months % YEAR == 0 else YEAR)


def is_of(rows: pd.DataFrame, event: Event, holdings: Holdings) -> Flags:
    """Which figures are of the areas, datasets and categories of an event, whatever their time?"""
    found = np.ones(len(rows), dtype=bool)
    if event.areas:
        named, family = set(event.areas), holdings.areas.family
        held = {a.code for a in holdings.areas if named & {a.code, *(o.code for o in family(a))}}
        found = found & rows["area_code"].isin(held).to_numpy()
    if event.datasets:
        found = found & rows["dataset"].isin(event.datasets).to_numpy()
    if event.categories:
        found = found & rows["category"].isin(event.categories).to_numpy()
    return found


def _noted(rows: pd.DataFrame, wordings: pd.DataFrame) -> Flags:
    """Which figures have one of the notes among these?"""
    changed = set(zip(wordings["dataset"], wordings["id"], strict=True))
    datasets, notes = (rows[name].cat.categories for name in ("dataset", "notes"))
    says = np.array(
        [[any((d, n) in changed for n in words.split()) for words in notes] for d in datasets],
        dtype=bool,
    ).reshape(len(datasets), len(notes))
    found: Flags = says[codes(rows, "dataset"), codes(rows, "notes")]
    return found


def _cautions(holdings: Holdings, key: str, texts: tuple[str, str]) -> Iterator[Caution]:
    """The cautions of an indicator with these texts, as they are held now."""
    if key in holdings.indicators:
        _, indicator = holdings.indicators[key]
        yield from (caution for caution in indicator.cautions if caution.text in texts)


def _reached(rows: pd.DataFrame, caution: Caution, holdings: Holdings) -> Flags:
    """Which figures is a caution of, by place, type and time?"""
    found = np.ones(len(rows), dtype=bool)
    levels = {area.code for area in holdings.areas if area.level in caution.levels}
    for name, wanted in (
        ("area_code", caution.areas),
        ("area_code", levels if caution.levels else ()),
        ("category", caution.categories),
        ("period", caution.periods),
    ):
        if wanted:
            found = found & rows[name].isin(wanted).to_numpy()
    return found
