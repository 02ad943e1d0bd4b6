"""What follows from the observations by adding up: categories, successors, areas from members.

Only counts are ever added, only where every part is there, and never in place of what was observed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from generator.reading.holdings import Holdings
from generator.terms.areas import POOLED, Area, Areas
from generator.terms.cells import Cell, cells_in
from generator.terms.datasets import Dataset
from generator.terms.periods import Period

KEY = ["dataset", "measure", "category", "period"]
# The note on what rests on a number in doubt, where figures are given to take away.
BEING_CHECKED = "being-checked"
# Successions in which the old area's numbers are the new one's.
EXACT = ("recoded", "merged")


def completed(
    holdings: Holdings, in_question: Mapping[Cell, tuple[Any, ...]] | None = None
) -> pd.DataFrame:
    """All observations and what follows from them.

    Columns: those of the observations, and ``how``: observed, summed (a category from its parts),
    joined (an area from those it took the place of) or pooled (an area from its members); and
    ``doubts``, those that a number rests on. ``in_question`` gives them for single cells. A number
    in doubt, and every sum that rests on one, is set aside here: it is blank, with the status x
    and the note being-checked, and only ``printed`` keeps what the source said.
    """
    observed = holdings.observations.assign(how="observed")
    known = in_question or {}
    observed["doubts"] = [known.get(cell, ()) for cell in cells_in(observed)]
    counts = _counts(observed, holdings.datasets)
    summed = _summed(counts, holdings.datasets)
    counts = _with(counts, summed)
    joined = _joined(counts, holdings.areas)
    counts = _with(counts, joined)
    pooled = _pooled(counts, holdings.areas)
    whole = _with(_with(_with(observed, summed), joined), pooled)
    return _set_aside(_after_breaks(whole.reset_index(drop=True), holdings.areas))


def _set_aside(frame: pd.DataFrame) -> pd.DataFrame:
    """With nothing in the place of a number that rests on an open doubt."""
    doubted = frame["doubts"].map(bool)
    if not doubted.any():
        return frame
    notes = [
        noted(note, BEING_CHECKED) if is_doubted else note
        for note, is_doubted in zip(frame["note"], doubted, strict=True)
    ]
    return frame.assign(
        value=frame["value"].mask(doubted),
        status=frame["status"].mask(doubted, "x"),
        note=notes,
    )


def traced(holdings: Holdings) -> pd.DataFrame:
    """The observations, and the past of areas that took the place of others (``how`` joined)."""
    observed = holdings.observations.assign(how="observed")
    counts = _counts(observed, holdings.datasets)
    return _with(observed, _joined(counts, holdings.areas))


def _counts(frame: pd.DataFrame, datasets: dict[str, Dataset]) -> pd.DataFrame:
    kinds = {
        (name, key): measure.kind
        for name, d in datasets.items()
        for key, measure in d.measures.items()
    }
    pairs = zip(frame["dataset"], frame["measure"], strict=True)
    return frame[[kinds[pair] == "count" for pair in pairs]]


def _with(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Both, where ``more`` fills only what ``frame`` does not hold."""
    if more.empty:
        return frame
    key = [*KEY, "area"]
    # Few rows are of the same areas and categories, and only those are compared.
    is_near = frame["area"].isin(more["area"].unique())
    near = frame.loc[is_near & frame["category"].isin(more["category"].unique()), key]
    is_held = pd.concat([near, more[key]]).duplicated().to_numpy()[len(near) :]
    return pd.concat([frame, more[~is_held]], ignore_index=True)


def _letters(statuses: Iterable[str]) -> str:
    return "".join(sorted(set("".join(statuses))))


def noted(*texts: str) -> str:
    """Lists of words as one, each word once and in order."""
    return _words(texts)


def _words(texts: Iterable[str]) -> str:
    return " ".join(sorted({word for text in texts for word in text.split()}))


def _added(parts: pd.DataFrame, key: list[str], how: str) -> pd.DataFrame:
    """Rows of the same key added up, with how many there were (``parts``)."""
    if parts.empty:
        return pd.DataFrame()
    added = parts.groupby(key, sort=True)["value"].agg(["sum", "count"])
    added.columns = pd.Index(["value", "parts"])
    names = ("status", "note", "source", "doubts")
    lists = {name: _united(parts, key, name, added.index) for name in names}
    return added.reset_index().assign(
        status=["".join(sorted(letters)) for letters in lists["status"]],
        note=[" ".join(sorted(words)) for words in lists["note"]],
        source=[" ".join(sorted(words)) for words in lists["source"]],
        doubts=pd.Series([tuple(doubts) for doubts in lists["doubts"]], dtype=object),
        how=how,
        file="",
        row=0,
        printed="",
    )


def _united(
    parts: pd.DataFrame, key: list[str], name: str, places: pd.Index
) -> list[Iterable[Any]]:
    """All letters, words or doubts of the rows of each place, each once; most rows have none."""
    if name not in parts.columns:
        return [()] * len(places)
    told = parts.loc[parts[name].map(bool), [*key, name]]
    is_whole = name == "source" and len(told) == len(parts)
    if told.empty or (is_whole and (told[name] == told[name].iloc[0]).all()):
        # The same everywhere, as a source often is.
        return [_each(name, told[name].iloc[0]) if len(told) else ()] * len(places)
    told = told.drop_duplicates()
    united: dict[Any, dict[Any, None]] = {}
    for *place, said in zip(*(told[column] for column in told.columns), strict=True):
        united.setdefault(tuple(place), {}).update(dict.fromkeys(_each(name, said)))
    return [united.get(place, ()) for place in places]


def _each(name: str, said: Any) -> Iterable[Any]:
    """Each letter, word or doubt that a row says."""
    return dict.fromkeys(said.split() if name in ("note", "source") else said)


def _summed(counts: pd.DataFrame, datasets: dict[str, Dataset]) -> pd.DataFrame:
    """Categories that were not printed, from their parts, deepest first."""
    wholes = []
    held = dict(list(counts.groupby("dataset", sort=False)))
    for name, dataset in datasets.items():
        if not dataset.adds_up or name not in held:
            continue
        rows = held[name]
        for category in sorted(dataset.categories, key=dataset.depth, reverse=True):
            parts = dataset.parts(category)
            if not parts or not set(parts) <= set(rows["category"]):
                continue  # a part without a row: no sum is whole
            inner = rows[rows["category"].isin(parts)]
            # A part that a source never holds (status x or z throughout) is no part of its sums.
            needed = len(parts) - _never_held(inner, parts)
            added = _added(
                inner[inner["value"].notna()], ["dataset", "measure", "period", "area"], "summed"
            )
            if len(added):
                whole = (
                    added[added["parts"] == needed].assign(category=category).drop(columns="parts")
                )
                rows = _with(rows, whole)
                wholes.append(whole)
    return pd.concat(wholes, ignore_index=True) if wholes else pd.DataFrame()


def _never_held(rows: pd.DataFrame, parts: list[str]) -> int:
    without = rows[rows["value"].isna() & rows["status"].isin(["x", "z"])]["category"].unique()
    held = set(rows[rows["value"].notna()]["category"])
    return sum(1 for category in without if category not in held and category in parts)


def _joined(counts: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """The past of areas that took the place of others exactly, or by a stated share."""
    wholes = []
    former = {one.old for area in areas for one in areas.predecessors(area)}
    counts = counts[counts["area"].isin(former) & counts["value"].notna()]
    held = set(counts["area"])
    for area in areas:
        before = areas.past(area)
        is_exact = all(s.kind in EXACT for s in before)
        if not before or not (is_exact or all(s.share is not None for s in before)):
            continue
        shares = {s.old: s.share if s.share is not None else 1.0 for s in before}
        if not shares.keys() <= held:
            continue
        rows = counts[counts["area"].isin(shares)]
        rows = rows.assign(value=rows["value"] * rows["area"].map(shares))
        added = _added(rows, KEY, "joined")
        if len(added):
            whole = added[added["parts"] == len(shares)].assign(area=area.code)
            if not is_exact:
                whole = whole.assign(status=[_letters([s, "e"]) for s in whole["status"]])
            wholes.append(whole.drop(columns="parts"))
    return pd.concat(wholes, ignore_index=True) if wholes else pd.DataFrame()


def _after_breaks(frame: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """With the letter b on the first rows of areas whose past is only an estimate by shares."""
    estimated = {
        area.code: area.start
        for area in areas
        if area.start and any(s.kind not in EXACT and s.share for s in areas.predecessors(area))
    }
    mine = frame[frame["area"].isin(estimated) & (frame["how"] != "joined")]
    if mine.empty:
        return frame
    last = mine["period"].map(lambda iso: Period.parse(iso).last)
    began = mine.assign(last=last)[last >= mine["area"].map(estimated)]
    first = began.sort_values("last").drop_duplicates(["dataset", "measure", "category", "area"])
    marked = frame["status"].copy()
    marked.loc[first.index] = [_letters([status, "b"]) for status in first["status"]]
    return frame.assign(status=marked)


def _pooled(counts: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Areas from their members, smaller ones first, where all members of the time have a number."""
    wholes: list[pd.DataFrame] = []
    rows = counts[counts["value"].notna()]
    for pooling in _in_turn(areas):
        pairs = [(m.code, area.code) for area in pooling for m in areas.members(area)[0]]
        inner = rows.merge(pd.DataFrame(pairs, columns=["area", "pool"]), on="area")
        if inner.empty:
            continue
        spans = inner[["pool", "period"]].drop_duplicates()
        live = {
            (code, iso): {m.code for m in areas.members(areas[code])[0] if m.is_live_in(period)}
            for code, iso in zip(spans["pool"], spans["period"], strict=True)
            for period in [Period.parse(iso)]
        }
        members = zip(inner["area"], inner["pool"], inner["period"], strict=True)
        is_live = [code in live[pool, iso] for code, pool, iso in members]
        added = _added(inner[is_live].drop(columns="area"), [*KEY, "pool"], "pooled")
        if added.empty:
            continue
        places = zip(added["pool"], added["period"], strict=True)
        whole = added[added["parts"] == [len(live[pair]) for pair in places]]
        whole = whole.rename(columns={"pool": "area"}).drop(columns="parts")
        rows = _with(rows, whole)
        wholes.append(whole)
    return pd.concat(wholes, ignore_index=True) if wholes else pd.DataFrame()


def _in_turn(areas: Areas) -> Iterator[list[Area]]:
    """Areas that are added up from their members, those together that do not need each other."""
    for level in POOLED:
        waiting = [a for a in areas if a.level == level and areas.members(a)[1] == "sum"]
        while waiting:
            codes = {area.code for area in waiting}
            now = [a for a in waiting if not codes & {m.code for m in areas.members(a)[0]}]
            yield now or waiting
            waiting = [area for area in waiting if area not in now] if now else []
