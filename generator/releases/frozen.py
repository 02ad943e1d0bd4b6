"""What of its figures a release freezes, as files of text, and how they are read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

from generator.audit.auditing import Audit
from generator.figures.figures import figures
from generator.problems import Fault, Place, ProfileError, nearest, shown
from generator.reading.folders import names_in, reason_not_to_open
from generator.reading.holdings import Holdings
from generator.reading.releases import WITHDRAWN_FIGURES
from generator.telling.disagreements import told
from generator.telling.published import FINDING_COLUMNS, figure_rows, finding_rows
from generator.terms.as_data import as_csv, bare
from generator.terms.headings import OF_FIGURES, named
from generator.terms.periods import Period
from generator.terms.releases import RELEASES
from generator.terms.site import is_release, last_day
from generator.unexpected import HinderedError

FIGURES, NOTES, FINDINGS = "figures.csv", "notes.csv", "audit.csv"
NOTE_COLUMNS = ("dataset", "id", "text")
# What tells one figure from all others, in the order in which they are sorted.
KEY = ("indicator", "category", "area_code", "period")
AMOUNTS = ("count", "denominator", "lower", "upper")
# The ids of cautions, and of what happened to a series, which no note can have.
CAUTION, WHO_ANSWERED, EVENT = "caution:", "caution:who-answered", "event:"
# So many rows are read at once.
AT_ONCE = 100_000
# Larger than anything that is frozen, in bytes.
MOST = 2**40
PUT_BACK = "Put it back as it was when it was released."


@dataclass(frozen=True, slots=True, eq=False)
class Frozen:
    """The figures, the notes and the findings of the audit as they stood at one time.

    ``figures`` has the columns OF_FIGURES: AMOUNTS as numbers, all else as categories of text, the
    value too, whose digits are kept. ``notes`` has NOTE_COLUMNS and ``findings`` FINDING_COLUMNS.
    ``withdrawn`` are the figures, by KEY, that were taken out since: nothing is said of them.
    """

    figures: pd.DataFrame
    notes: pd.DataFrame
    findings: pd.DataFrame
    withdrawn: frozenset[tuple[str, ...]] = frozenset()


def files(holdings: Holdings, found: Audit) -> dict[str, bytes]:
    """What does a release freeze of its figures: the content of each file, by name?"""
    tables = _tables(holdings, found)
    return {name: as_csv(table).encode() for name, table in tables.items()}


def as_held(holdings: Holdings, found: Audit) -> Frozen:
    """What would be frozen now?"""
    tables = _tables(holdings, found)
    rows = tables[FIGURES]
    texts = {name: "category" for name in rows if name not in AMOUNTS}
    numbers = {name: pd.to_numeric(rows[name]) for name in AMOUNTS}
    return Frozen(rows.astype(texts).assign(**numbers), tables[NOTES], tables[FINDINGS])


def _tables(holdings: Holdings, found: Audit) -> dict[str, pd.DataFrame]:
    """The rows of each file, as text and sorted."""
    rows = figure_rows(holdings, figures(holdings))
    notes = pd.DataFrame(_notes(holdings), columns=list(NOTE_COLUMNS))
    findings = finding_rows(told(holdings, found))
    ordered = (
        (FIGURES, rows.astype(str), KEY),
        (NOTES, notes.astype(str).map(bare), NOTE_COLUMNS),
        (FINDINGS, findings.astype(str).map(bare), FINDING_COLUMNS),
    )
    return {
        name: table.sort_values(list(by), kind="stable", ignore_index=True)
        for name, table, by in ordered
    }


def _notes(holdings: Holdings) -> Iterator[tuple[str, str, str]]:
    """Every caveat in words: the dataset, an id, and the text.

    A caution has no id of its own: it is that of its indicator and a number; what happened to a
    series has that of its day and kind, and the datasets that it is of, or none for all.
    """
    for name, dataset in holdings.datasets.items():
        for note, text in dataset.notes.items():
            yield name, note, text
        if dataset.who_answered:
            yield name, WHO_ANSWERED, dataset.who_answered
        for key, indicator in dataset.indicators.items():
            for number, caution in enumerate(indicator.cautions, start=1):
                yield name, f"{CAUTION}{key}:{number:02}", caution.text
    for event in holdings.events:
        yield " ".join(event.datasets), f"{EVENT}{event.date}:{event.kind}", event.text


def values_of(rows: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The values of frozen figures as numbers; not a number where there is none."""
    held = rows["value"].cat
    numbers = pd.to_numeric(pd.Series(held.categories, dtype=object), errors="coerce")
    found: npt.NDArray[np.float64] = np.append(numbers.to_numpy(float), np.nan)[held.codes]
    return found


def released(project: Path) -> list[str]:
    """Which releases have been frozen, the oldest first?"""
    folder = project / RELEASES
    ids = [name for name in names_in(folder)[0] if is_release(name) and (folder / name).is_dir()]
    return sorted(ids, key=lambda name: (last_day(name), name))


def chosen(project: Path, asked: str) -> str:
    """Which release is meant: the one that was asked for, or the last? Raises HinderedError."""
    known = released(project)
    if not known:
        raise HinderedError(
            f"No release is frozen in {RELEASES}, so there is nothing to compare with."
        )
    if asked and asked not in known:
        near = nearest(asked, known) or known[-1]
        raise HinderedError(f'There is no release "{shown(asked)}". Did you mean "{near}"?')
    return asked or known[-1]


def read(folder: Path) -> Frozen:
    """What did a release freeze, by the files in its folder? Raises ProfileError."""
    rows = _table(folder, FIGURES, named(OF_FIGURES))
    if fault := _fault_of(rows):
        raise _fault(f"{RELEASES}/{folder.name}/{FIGURES}", fault)
    notes, findings = _texts(folder, NOTES, NOTE_COLUMNS), _texts(folder, FINDINGS, FINDING_COLUMNS)
    path = folder / WITHDRAWN_FIGURES
    withdrawn = keys_in(path.read_bytes()) if path.is_file() else frozenset()
    return Frozen(rows, notes, findings, withdrawn)


def keys_in(content: bytes) -> frozenset[tuple[str, ...]]:
    """Which figures stand in a table, by KEY?"""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return frozenset(tuple(row[name] or "" for name in KEY) for row in rows)


def as_keys(keys: Iterable[tuple[str, ...]]) -> bytes:
    """These figures as a table without a number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(KEY)
    writer.writerows(sorted(keys))
    return out.getvalue().encode()


def _texts(folder: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of a file of texts, whatever ends their lines: Git may have written others."""
    return _table(folder, name, columns).astype(str).replace("\r\n", "\n", regex=True)


def _table(folder: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of one file; its numbers as numbers, and its texts as they were before."""
    path, file = folder / name, f"{RELEASES}/{folder.name}/{name}"
    if fault := reason_not_to_open(path, folder.parent, MOST):
        raise _fault(file, fault._replace(remedy=PUT_BACK))
    amounts = [column for column in columns if column in AMOUNTS]
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            if fault := _other_columns(next(csv.reader(opened), []), columns):
                raise _fault(file, fault)
        rows = _together([*_parts(path, columns, amounts)])
    except (OSError, ValueError, csv.Error) as error:
        what = "The file cannot be read as the table that it was."
        raise _fault(file, Fault(what, PUT_BACK)) from error
    # Nothing is blank in the last column of any of them.
    if (rows[columns[-1]] == "").any():
        raise _fault(file, Fault("A row has fewer cells than the header.", PUT_BACK))
    return rows


def _parts(path: Path, columns: Sequence[str], amounts: Sequence[str]) -> Iterator[pd.DataFrame]:
    """The rows of a file, so many at once: as texts a million of them would need much memory."""
    texts = [column for column in columns if column not in amounts]
    yield pd.DataFrame({column: [] for column in columns}).astype(
        dict.fromkeys(texts, "category") | dict.fromkeys(amounts, "float64")
    )
    with pd.read_csv(
        path,
        dtype=dict.fromkeys(texts, "object") | dict.fromkeys(amounts, "float64"),
        keep_default_na=False,
        na_values=dict.fromkeys(amounts, ""),
        encoding="utf-8-sig",
        chunksize=AT_ONCE,
    ) as reader:
        for rows in reader:
            if not isinstance(rows.index, pd.RangeIndex):
                raise ValueError("A row has more cells than the header.")
            yield rows.astype(dict.fromkeys(texts, "category"))


def _together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All rows of the parts, with the texts as they were before they were written."""
    found = {}
    for name in parts[0]:
        columns = [part[name] for part in parts[1:] or parts]
        if isinstance(columns[0].dtype, pd.CategoricalDtype):
            found[name] = _as_they_were(
                pd.Series(union_categoricals(columns, sort_categories=True))
            )
        else:
            found[name] = pd.concat(columns, ignore_index=True)
    return pd.DataFrame(found)


def _other_columns(header: Sequence[str], columns: Sequence[str]) -> Fault | None:
    """What is told of a file that another version of the program wrote."""
    if [*header] == [*columns]:
        return None
    lacking = [name for name in columns if name not in header]
    surplus = [shown(name, 20) for name in header if name not in columns]
    told = [f"lacks {', '.join(lacking)}"] if lacking else []
    told += [f"has {', '.join(surplus[:5])}"] if surplus else []
    differs = " and ".join(told) or "has them in another order"
    what = f"The file has other columns than this version of the program writes: it {differs}."
    return Fault(what, "Compare with a later release, or with the program that made this one.")


def _as_they_were(texts: pd.Series) -> pd.Series:
    """A column without the apostrophes that keep spreadsheet programs off."""
    if not any(text.startswith("'") for text in texts.cat.categories):
        return texts
    return texts.astype(object).map(bare).astype("category")


def _fault_of(rows: pd.DataFrame) -> Fault | None:
    """What is wrong with frozen figures: a value that is no number, a period that is none, or one
    figure twice."""
    is_blank = rows["value"].to_numpy() == ""
    wrong = np.flatnonzero(np.isnan(values_of(rows)) & ~is_blank)
    if len(wrong):
        text = shown(str(rows["value"].iat[wrong[0]]))
        return Fault(f'"{text}" is no number.', PUT_BACK, int(wrong[0]) + 2, "value")
    for text in rows["period"].cat.categories:
        try:
            Period.parse(text)
        except ValueError as error:
            return Fault(str(error), PUT_BACK, column="period")
    twice = np.flatnonzero(rows.duplicated(list(KEY)))
    if len(twice):
        return Fault("This figure stands in the file twice.", PUT_BACK, int(twice[0]) + 2)
    return None


def _fault(file: str, fault: Fault) -> ProfileError:
    return ProfileError([fault.at("release", Place(file))])
