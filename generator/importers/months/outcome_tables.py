"""Crimes by what had become of them, as the files of the dataset: months and whole years."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pandas as pd

from generator.importers import edits
from generator.importers.months import coverage
from generator.importers.months.outcome_rows import labels
from generator.importers.months.tallied import YEAR
from generator.problems import Fault, Place, ProfileError
from generator.terms import wording
from generator.terms.datasets import OBSERVATION_COLUMNS

DATASET = "street-outcomes"
FOLDER = f"data/datasets/{DATASET}"
CRIMES, RECORDED, ALL = "crimes", "recorded", "all"
KEY = ["area", "month", "measure", "category"]
# The note of a row: as of which month its outcomes are known.
KNOWN = "known-"


def table(
    crimes: pd.DataFrame, districts: Collection[str], force: str, newest: str
) -> pd.DataFrame:
    """How many crimes of each month and group count in each district, and in the force? Columns:
    KEY, n and note. ``crimes`` has area (a district, or blank), month, group and n."""
    here = crimes[crimes["area"] != ""]
    every = pd.concat([here, crimes.assign(area=force)])
    months = sorted(crimes["month"].unique())
    wanted = pd.MultiIndex.from_product(
        [[*sorted(districts), force], months, [*labels()]], names=["area", "month", "category"]
    )
    sizes = every.rename(columns={"group": "category"}).groupby(["area", "month", "category"])["n"]
    parts = sizes.sum().reindex(wanted, fill_value=0).reset_index().assign(measure=CRIMES)
    wholes = parts.groupby(["area", "month"])["n"].sum().reset_index()
    both = pd.concat([parts, wholes.assign(measure=RECORDED, category=ALL)])
    return both.assign(note=f"{KNOWN}{newest}")[[*KEY, "n", "note"]]


def held(project: Path) -> pd.DataFrame:
    """The monthly rows of earlier imports: the columns of ``table``. Raises ProfileError."""
    found = [pd.DataFrame(columns=[*KEY, "n", "note"], dtype=object)]
    for path in sorted((project / FOLDER).glob("[0-9]*.csv")):
        name = f"{FOLDER}/{path.name}"
        try:
            found.append(_monthly(edits.now(project, name) or b""))
        except (KeyError, ValueError):
            what = "The file is no more as an import wrote it."
            remedy = "Restore it from your backup, or remove it and import its months again."
            raise ProfileError([Fault(what, remedy).at("import", Place(name))]) from None
    return pd.concat(found).astype({"n": int})


def _monthly(content: bytes) -> pd.DataFrame:
    rows = pd.read_csv(io.BytesIO(content), dtype=object, na_filter=False)
    rows = rows[rows["period"].str.startswith("P1M/") & rows["value"].str.isdecimal()]
    months = rows["period"].str.removeprefix("P1M/")
    return rows.assign(month=months, n=rows["value"])[[*KEY, "n", "note"]]


def known_of(rows: pd.DataFrame, force: str) -> dict[str, str]:
    """As of which month are the outcomes of each month of a force known?"""
    mine = rows[rows["area"] == force]
    return dict(zip(mine["month"], mine["note"].str.removeprefix(KNOWN), strict=True))


def merged(
    before: pd.DataFrame, after: pd.DataFrame, areas: Collection[str], gone: Collection[str]
) -> pd.DataFrame:
    """The rows of before with those of after in the place of the same months of these areas, and
    without the months of theirs that are gone."""
    months = {*after["month"], *gone}
    is_old = before["area"].isin(areas) & before["month"].isin(months)
    return pd.concat([before[~is_old], after], ignore_index=True)


def notes(rows: pd.DataFrame) -> dict[str, str]:
    """What the notes of these rows say."""
    return {
        note: f"These are the outcomes as known at the end of {coverage.label(note[len(KNOWN) :])}."
        for note in sorted(set(rows["note"]))
        if note.startswith(KNOWN)
    }


def files(rows: pd.DataFrame) -> dict[str, bytes | None]:
    """The rows as files, a year each, with the whole years."""
    every = pd.concat([rows.assign(period="P1M/" + rows["month"]), _years(rows)])
    every = every.sort_values(["period", "area", "measure", "category"], kind="stable")
    years = every["period"].str.extract(r"/(\d{4})", expand=False)
    return {f"{FOLDER}/{year}.csv": _csv(mine) for year, mine in every.groupby(years)}


def _years(rows: pd.DataFrame) -> pd.DataFrame:
    """The years of which each month is there, and known as of the same month as the others."""
    key = ["area", "year", "measure", "category"]
    by_year = rows.assign(year=rows["month"].str[:4]).groupby(key)
    found = by_year.agg(
        n=("n", "sum"),
        note=("note", "first"),
        months=("month", "nunique"),
        notes=("note", "nunique"),
    ).reset_index()
    whole = found[(found["months"] == YEAR) & (found["notes"] == 1)]
    return whole.assign(period=f"P{YEAR}M/" + whole["year"] + "-12")


def apart(rows: pd.DataFrame, force: str) -> Iterator[str]:
    """Years whose months are all there, and known as of different months."""
    mine = rows[rows["area"] == force]
    for year, months in mine.groupby(mine["month"].str[:4]):
        if months["month"].nunique() == YEAR and months["note"].nunique() > 1:
            yield (
                f"{year} has no figure for the year: the outcomes of its months are known as of "
                "different months. Import all of them together."
            )


def _csv(rows: pd.DataFrame) -> bytes:
    told = io.StringIO()
    columns = OBSERVATION_COLUMNS[:-1]
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(columns)
    whole = rows.rename(columns={"n": "value"}).assign(status="")
    writer.writerows(zip(*(whole[name].tolist() for name in columns), strict=True))
    return told.getvalue().encode()


def revised(before: pd.DataFrame, after: pd.DataFrame, force: str) -> Iterator[str]:
    """Months that were there before and are others now: how many crimes are in another group."""
    old, new = (rows[rows["area"] == force] for rows in (before, after))
    both = old.merge(new, on=KEY, suffixes=("_old", "_new"))
    for month, rows in both.groupby("month"):
        parts, whole = rows[rows["measure"] == CRIMES], rows[rows["measure"] == RECORDED]
        was, now = (int(whole[column].sum()) for column in ("n_old", "n_new"))
        more = int((parts["n_new"] - parts["n_old"]).clip(lower=0).sum())
        moved = more - max(now - was, 0)
        then, known = (rows[name].iloc[0].removeprefix(KNOWN) for name in ("note_old", "note_new"))
        if moved or was != now:
            said = f"{wording.number(now)} crimes"
            said += "" if was == now else f", {wording.number(was)} before"
            said += f"; {wording.number(moved)} in another group than before" if moved else ""
            yield f"{coverage.label(str(month))} was revised: {said}{_since(then, known)}."


def _since(then: str, known: str) -> str:
    if then == known:
        return ""
    return f", known as of {coverage.label(known)} and no more of {coverage.label(then)}"


def shares(rows: pd.DataFrame, force: str) -> Sequence[str]:
    """The part of each group in all that a force recorded, in words."""
    mine = rows[(rows["area"] == force) & (rows["measure"] == CRIMES)]
    sizes = mine.groupby("category")["n"].sum()
    whole = max(int(sizes.sum()), 1)
    return [
        f"{wording.lower_first(label)} {wording.percent(100 * sizes[one] / whole, 1)}"
        for one, label in labels().items()
    ]
