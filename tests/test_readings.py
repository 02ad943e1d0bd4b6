"""The second transcription of every source document against the data, cell by cell."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.terms.claims import against_in
from tests.shipped import shipped_holdings

ROOT = Path(__file__).parent.parent
READINGS = ROOT / "tests" / "readings"
# The documents are not part of the project; who has them names their folder.
SOURCES = Path(os.environ.get("SOURCE_DOCUMENTS", "sources"))
DOCUMENTS = {
    "dov": "000_184e9fa5633a1249.txt",
    "kcsa": "001_f5529d35632452d3.txt",
    "mai": "002_3b55aaa13853171f.txt",
    "dg": "003_7f400edfa3061c69.txt",
    "tw": "004_7df5aa04921e83a9.txt",
}
WORDS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "one": 1,
    "single": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
# Shares said in words, as percentages.
SHARES = {
    "three quarters": 75, "a quarter": 25, "one quarter": 25, "quarter": 25,
    "two thirds": 66.7, "a third": 33.3, "one third": 33.3, "third of": 33.3, "half": 50,
    "halved": -50, "doubled": 100,
}  # fmt: skip
# Measures of places in a list of which a source prints the names alone, in their order.
IN_ORDER = ("order", "place-from-highest-maidstone-wards")
# What a document prints in place of a number, and the status that the row then has.
INSTEAD = {
    "withheld": "c", "•": "c", "*": "c", "-": "c",
    "blank": "x", "n/a": "z", "na": "z", "n/a*": "z", "##": "z",
}  # fmt: skip
# Printed as nought, and not shown as nought: fraud is recorded nationally (see the dataset's note).
NOT_NOUGHT = {("recorded-crime", "fraud")}


def readings(document: str) -> list[dict[str, str]]:
    with (READINGS / f"{document}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entries(document: str) -> dict[str, dict[str, str]]:
    with (READINGS / f"{document}-entries.csv").open(encoding="utf-8", newline="") as file:
        return {row["catalogue"]: row for row in csv.DictReader(file)}


def printed_number(text: str) -> float:
    """The number that a cell or a phrase of a document says."""
    plain = re.sub(r"<[^>]+>", "", text).lower().replace("−", "-")
    ratio = re.search(r"(\w+) in (\w+)", plain)
    if ratio and all(part.isdigit() or part in WORDS for part in ratio.groups()):
        part, whole = (float(x) if x.isdigit() else WORDS[x] for x in ratio.groups())
        return round(100 * part / whole, 1)
    found = re.search(r"[-+]? ?\d[\d,]*(\.\d+)?", plain)
    if found:
        number = float(re.sub(r"[,+ ]", "", found[0]))
        if "or" in plain.split() and "%" in plain:
            number = float(re.findall(r"([\d.]+)%", plain)[-1])
        if re.search(r"decrease|fall|fell|lower|fewer|less(?! than)|down|drop|reduction", plain):
            number = -abs(number)
        is_million = "million" in plain or re.search(r"\dm\b", plain)
        return number * (1e9 if "billion" in plain else 1e6 if is_million else 1)
    for words, share in SHARES.items():
        if words in plain:
            return share
    if plain.startswith(("no ", "does not have any")) or plain in ("none", "no"):
        return 0
    for word, place in WORDS.items():
        if word in re.split(r"\W+", plain):
            return place
    if re.search(r"(high|low|few|b|larg|small|busi|quiet|young)est|most", plain):
        return 1
    raise ValueError(text)


def place(row: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("dataset", "area", "period", "measure", "category"))


@cache
def observed() -> dict[tuple[str, ...], list[dict[Hashable, Any]]]:
    """The rows of the data by the place of each."""
    found: dict[tuple[str, ...], list[dict[Hashable, Any]]] = {}
    for row in shipped_holdings().observations.to_dict("records"):
        found.setdefault(place(row), []).append(row)
    return found


@cache
def conflicting(document: str) -> set[tuple[str, ...]]:
    """What a document prints otherwise than another, such as rounded."""
    return {place(row) for row in readings(document) if row["kind"] == "conflict"}


def difference(row: dict[str, str]) -> str:
    """What the data say otherwise than a reading; nothing where they agree."""
    document = row["catalogue"].partition("-")[0].lower()
    rows = observed().get(place(row), [])
    if len(rows) != 1:
        return f"{len(rows)} rows in the data"
    there = rows[0]
    if row["catalogue"] not in there["source"].split():
        return f"the row names {there['source']}"
    if (row["dataset"], row["category"]) in NOT_NOUGHT:
        told = (there["status"], there["note"], printed_number(row["printed"]))
        return "" if told == ("x", "fraud-not-local", 0) else "fraud is shown"
    if there["status"][:1] in ("c", "x", "z"):
        printed = row["printed"].strip().lower()
        wanted = "c" if printed.startswith("less than") else INSTEAD.get(printed)
        return "" if wanted == there["status"] else f"{there['status']} in the data"
    if row["printed"].strip() in ("-", "–"):
        return "" if there["value"] == 0 else f"{there['printed']} in the data"
    if row["measure"] in IN_ORDER:
        names = [r["printed"] for r in readings(document) if r["measure"] == row["measure"]]
        return "" if there["value"] == 1 + names.index(row["printed"]) else "in another place"
    try:
        number = printed_number(row["printed"])
    except ValueError:
        return "no number in it"
    if there["value"] != number and place(row) not in conflicting(document):
        return f"{there['printed']} in the data"
    if there["value"] == number and re.fullmatch(r"[\d,]+\.\d+%?", row["printed"]):
        decimals = len(row["printed"].rstrip("%").partition(".")[2])
        if len(there["printed"].partition(".")[2]) != decimals:
            return f"{there['printed']} in the data, of other decimals"
    return ""


@pytest.mark.parametrize("document", DOCUMENTS)
def test_both_transcriptions_say_the_same(document: str) -> None:
    differences = [
        f"{row['catalogue']} line {row['line']} {row['printed']!r} {row['dataset']} {row['area']} "
        f"{row['period']} {row['measure']} {row['category']}: {said}"
        for row in readings(document)
        if not row["kind"] and (said := difference(row))
    ]
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_of_the_data_was_read_twice(document: str) -> None:
    key = ["dataset", "area", "period", "measure", "category"]
    read = {tuple(row[name] for name in key) for row in readings(document)}
    prefix = document.upper() + "-"
    mine = shipped_holdings().observations
    mine = mine[mine["source"].str.contains(prefix)]
    once = [place for place in mine[key].itertuples(index=False, name=None) if place not in read]
    assert not once


def claimed(printed: str) -> float | str:
    """What a claim says: a size, for its sign is often a word beside it; or words."""
    try:
        return abs(printed_number(printed))
    except ValueError:
        return printed.lower()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_both_transcriptions_hold_the_same_claims(document: str) -> None:
    """A printed change, percentage or share; sums follow from totals, which are printed once."""
    place = ("area", "period", "measure", "category")
    read = Counter(
        (
            row["kind"],
            *(row[name] for name in place),
            against_in(row["kind"], row["against"])[0],
            row["line"],
            claimed(row["printed"]),
        )
        for row in readings(document)
        if row["kind"]
    )
    held = Counter(
        (
            one.kind,
            *(getattr(one.cell, name) for name in place),
            one.against,
            one.line,
            claimed(one.text),
        )
        for one in shipped_holdings().claims
        if one.document == document.upper() and one.kind != "sum"
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
    named = set(" ".join(shipped_holdings().observations["source"].unique()).split())
    for name, entry in entries(document).items():
        source = shipped_holdings().sources[name]
        has_rows = name in named
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
    rows = [
        (row["line"], row["printed"])
        for row in readings(document)
        if row["printed"] not in ("withheld", "blank")
    ]
    mine = (claim for claim in shipped_holdings().claims if claim.document == document.upper())
    rows += [(claim.line, claim.text) for claim in mine]
    missing = [(line, text) for line, text in rows if text not in lines[int(line) - 1]]
    assert not missing
