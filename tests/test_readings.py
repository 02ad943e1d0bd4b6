"""The second transcription of every source document against the data, cell by cell."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from generator.holdings import Holdings, open_holdings

ROOT = Path(__file__).parent.parent
READINGS = ROOT / "tests" / "readings"
SOURCES = ROOT.parent / "shared" / "sources"
DOCUMENTS = {"dov": "000_184e9fa5633a1249.txt"}
WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
# Printed as nought, and not shown as nought: fraud is recorded nationally (see the dataset's note).
NOT_NOUGHT = {("recorded-crime", "fraud")}


@cache
def holdings() -> Holdings:
    return open_holdings(ROOT)


def readings(document: str) -> list[dict[str, str]]:
    with (READINGS / f"{document}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entries(document: str) -> dict[str, dict[str, str]]:
    with (READINGS / f"{document}-entries.csv").open(encoding="utf-8", newline="") as file:
        return {row["catalogue"]: row for row in csv.DictReader(file)}


def printed_number(text: str) -> float:
    """The number that a cell or a phrase of a document says."""
    plain = re.sub(r"<[^>]+>", "", text).lower()
    if plain.startswith("no ") or plain == "none":
        return 0
    for word, place in WORDS.items():
        if word in plain.split():
            return place
    found = re.search(r"[-+−]?\d[\d,]*(\.\d+)?", plain)
    if found:
        number = float(found[0].replace(",", "").replace("−", "-").replace("+", ""))
        return number * (1_000_000 if "million" in plain else 1)
    if re.search(r"highest|lowest|fewest|most", plain):
        return 1
    raise ValueError(text)


def observed(row: dict[str, str]) -> pd.DataFrame:
    frame = holdings().observations
    for column in ("dataset", "area", "period", "measure", "category"):
        frame = frame[frame[column] == row[column]]
    return frame


@pytest.mark.parametrize("document", DOCUMENTS)
def test_both_transcriptions_say_the_same(document: str) -> None:
    differences = []
    for row in readings(document):
        if row["kind"]:
            continue
        found = observed(row)
        where = f"{row['catalogue']} line {row['line']} {row['printed']!r}"
        if len(found) != 1:
            differences.append(f"{where}: {len(found)} rows in the data")
            continue
        held = found.iloc[0]
        if row["catalogue"] not in held["source"].split():
            differences.append(f"{where}: the row names {held['source']}")
        if (row["dataset"], row["category"]) in NOT_NOUGHT:
            assert held["status"] == "x"
            assert held["note"] == "fraud-not-local"
            assert printed_number(row["printed"]) == 0
        elif held["value"] != printed_number(row["printed"]):
            differences.append(f"{where}: {held['printed']} in the data")
        elif re.fullmatch(r"[\d,]+\.\d+%?", row["printed"]):
            decimals = len(row["printed"].rstrip("%").partition(".")[2])
            assert len(held["printed"].partition(".")[2]) == decimals, where
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_of_the_data_was_read_twice(document: str) -> None:
    key = ["dataset", "area", "period", "measure", "category"]
    read = {tuple(row[name] for name in key) for row in readings(document)}
    prefix = document.upper() + "-"
    mine = holdings().observations
    mine = mine[mine["source"].str.contains(prefix)]
    once = [place for place in mine[key].itertuples(index=False, name=None) if place not in read]
    assert not once


@pytest.mark.parametrize("document", DOCUMENTS)
def test_both_transcriptions_hold_the_same_claims(document: str) -> None:
    """A printed change, percentage or share; sums follow from totals, which are printed once."""
    key = ("kind", "area", "period", "measure", "category", "against", "line")
    read = Counter(
        (*(row[name] for name in key), printed_number(row["printed"]))
        for row in readings(document)
        if row["kind"]
    )
    claims = holdings().claims
    mine = claims[
        claims["source"].str.startswith(document.upper() + "-") & (claims["kind"] != "sum")
    ]
    held = Counter(
        (*(row[name] for name in key), printed_number(row["printed"]))
        for row in mine.to_dict("records")
    )
    assert read == held, f"only read: {read - held}\nonly held: {held - read}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_entry_has_as_many_cells_as_its_catalogue_says(document: str) -> None:
    counted = Counter(row["catalogue"] for row in readings(document) if row["in_size"] == "yes")
    wrong = []
    for name, entry in entries(document).items():
        assert int(entry["counted"]) == counted[name], name
        if int(entry["size"]) != counted[name] and not entry["remark"]:
            wrong.append(f"{name}: {entry['size']} in the catalogue, {counted[name]} read")
    assert not wrong


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_entry_is_in_the_register(document: str) -> None:
    for name, entry in entries(document).items():
        source = holdings().sources[name]
        has_rows = (
            holdings().observations["source"].str.split().map(lambda ids, n=name: n in ids).any()
        )
        if entry["kind"] in ("table", "figures"):
            assert has_rows, name
            assert source.shown_as == "dataset"
        else:
            assert not has_rows, name
            assert source.shown_as == "words" or source.why_not_shown, name


@pytest.mark.parametrize(("document", "file"), DOCUMENTS.items())
def test_each_printed_number_stands_in_the_line_it_names(document: str, file: str) -> None:
    path = SOURCES / file
    if not path.exists():
        pytest.skip("the source documents are not here")
    lines = path.read_text(encoding="utf-8").split("\n")
    claims = holdings().claims
    rows = [(row["line"], row["printed"]) for row in readings(document)]
    mine = claims[claims["source"].str.startswith(document.upper() + "-")]
    rows += [(row["line"], row["printed"]) for row in mine.to_dict("records")]
    missing = [(line, text) for line, text in rows if text not in lines[int(line) - 1]]
    assert not missing
