"""What stands around imported rows: their description, source and topic, written once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from generator.importers import edits
from generator.problems import Fault, Place, ProfileError
from generator.terms.addresses import spelt

WRITTEN = Path(__file__).parent / "written"
SOURCES = "data/sources.csv"
COLUMNS = (
    *("id", "publisher", "document", "section", "title", "date"),
    *("marking", "shown_as", "why_not_shown"),
)
SUBJECTS = re.compile(r"^subjects: \[(.*)\]$", re.M)
POPULATION = "ward-population"
WARDS = re.compile(r"^wards_as_of: (\d{4})$", re.M)
NOTE = re.compile(r"^  (known-\d{4}-\d{2}): (.+)$", re.M)
CATEGORY = re.compile(r"^  ([a-z0-9-]+): \{label: ([^,}]+)", re.M)
# What sentences call one and several crimes of each type of data.police.uk.
UNITS = {
    "bicycle-theft": ("bicycle theft", "bicycle thefts"),
    "burglary": ("burglary", "burglaries"),
    "criminal-damage-and-arson": ("crime of damage or arson", "crimes of damage or arson"),
    "drugs": ("drug offence", "drug offences"),
    "other-crime": ("other crime", "other crimes"),
    "other-theft": ("other theft", "other thefts"),
    "possession-of-weapons": ("crime of possessing a weapon", "crimes of possessing a weapon"),
    "public-order": ("public order offence", "public order offences"),
    "robbery": ("robbery", "robberies"),
    "shoplifting": ("theft from a shop", "thefts from shops"),
    "theft-from-the-person": ("theft from the person", "thefts from the person"),
    "vehicle-crime": ("vehicle crime", "vehicle crimes"),
    "violence-and-sexual-offences": ("violent or sexual offence", "violent or sexual offences"),
}
# What a description says of wards, and what stands there without.
WITHOUT_WARDS = {
    "wards_as_of: {year}\n": "",
    "levels: [ward, district": "levels: [district",
    "by ward and district": "by district",
    "and in the wards of {year} whatever the month": "and in the district named there",
    ", in the wards of {year} whatever the month": "",
    "; a few crimes fall into the ward next to their own": "",
    "in no ward or district": "in no district",
}
RATE = """\
    per: 1000
    denominator: {dataset: ward-population, measure: residents}
    decimals: 1
"""


def id_of(kind: str) -> str:
    """The id of a category that a publisher names in words.

    >>> id_of("Violence and sexual offences")
    'violence-and-sexual-offences'
    """
    return "-".join(spelt(kind).replace(",", " ").split())


def ids(rows: pd.DataFrame) -> pd.Series:
    """The ids of the types of crime in a column."""
    return rows["Crime type"].map({kind: id_of(kind) for kind in rows["Crime type"].unique()})


def wards_of(project: Path, dataset: str) -> int | None:
    """In the wards of which year is a dataset: 0 for none, None where there is no such dataset."""
    content = edits.now(project, f"data/datasets/{dataset}/dataset.yml")
    if content is None:
        return None
    found = WARDS.search(content.decode("utf-8", "replace"))
    return int(found[1]) if found else 0


class Description(NamedTuple):
    """What is put into the description of a dataset: its source, the year of its wards (None for
    figures by district), and the words for each id of a category and for each note of an import."""

    source: str
    year: int | None
    kinds: Mapping[str, str]
    notes: Mapping[str, str] = {}


def dataset_file(project: Path, dataset: str, told: Description) -> dict[str, bytes | None]:
    """The description of a dataset, where there is none yet or where it is as an import made it.

    Raises ProfileError where people have changed it and it lacks what the rows need.
    """
    name = f"data/datasets/{dataset}/dataset.yml"
    now = edits.now(project, name)
    rate = RATE if (project / f"data/datasets/{POPULATION}/dataset.yml").is_file() else ""
    text = "" if now is None else now.decode("utf-8", "replace")
    seen = {key: said for key, said in CATEGORY.findall(text) if key != "all"}
    noted = dict(NOTE.findall(text))
    before = Description(told.source, wards_of(project, dataset) or None, seen, noted)
    if now is None or text in (_text(dataset, before, ""), _text(dataset, before, RATE)):
        whole = told._replace(kinds={**seen, **told.kinds})
        return {name: _text(dataset, whole, rate).encode()}
    lacking = [key for key in told.kinds if not re.search(rf"^  {key}:", text, re.M)]
    if told.year != before.year:
        line = f"wards_as_of: {told.year}" if told.year else "no line wards_as_of:"
        what = (
            f"The rows are to be in the wards of {told.year}, and the description says otherwise."
        )
        raise ProfileError([Fault(what, f"Write {line} there.").at("import", Place(name))])
    if lacking:
        what = f"The category {lacking[0]} is not declared."
        remedy = f"Add below categories: {_category(lacking[0], told.kinds[lacking[0]]).strip()}"
        raise ProfileError([Fault(what, remedy).at("import", Place(name))])
    if unsaid := [note for note in told.notes if note not in noted]:
        what = f"The note {unsaid[0]} is not declared."
        remedy = f"Add below notes: {unsaid[0]}: {told.notes[unsaid[0]]}"
        raise ProfileError([Fault(what, remedy).at("import", Place(name))])
    return {}


def _text(dataset: str, told: Description, rate: str) -> str:
    """The description as an import makes it."""
    form = (WRITTEN / f"{dataset}.yml").read_text(encoding="utf-8")
    categories = "\n".join(_category(key, said) for key, said in told.kinds.items())
    if told.year is None:
        for of_wards, without in WITHOUT_WARDS.items():
            form = form.replace(of_wards, without)
    notes = "\n".join(f"  {note}: {said}" for note, said in told.notes.items())
    parts = {"categories": categories, "notes": notes, "rate": rate}
    return form.format(year=told.year, source=told.source, **parts)


def _category(key: str, said: str) -> str:
    """A type of crime as a category of all crime, with what one and several are called."""
    units = UNITS.get(key)
    called = f", unit: [{units[0]}, {units[1]}]" if units else ""
    return f"  {key}: {{label: {said}, within: all{called}}}"


def topic_file(project: Path, dataset: str, subjects: Collection[str]) -> dict[str, bytes | None]:
    """A topic that shows a dataset, where no topic names it yet, with those of its reasons to call
    that the project knows."""
    there = list((project / "content/topics").glob("*.md"))
    is_named = re.compile(rf"\b{dataset}\b")
    if any(is_named.search(path.read_text("utf-8", "replace")) for path in there):
        return {}
    name, text = topic_of(dataset)
    # Two topics of one name would have one address.
    if any(re.fullmatch(rf"(\d+-)?{name.partition('-')[2]}", path.stem) for path in there):
        name = f"{name}-{dataset}"
    found = SUBJECTS.search(text)
    known = [one for one in found[1].split(", ") if one in subjects] if found else []
    told = SUBJECTS.sub(f"subjects: [{', '.join(known)}]", text)
    return {f"content/topics/{name}.md": told.encode()}


def topic_of(dataset: str) -> tuple[str, str]:
    """The name and the text of the topic that shows a dataset which importers write."""
    text = (WRITTEN / f"{dataset}.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    return first.strip("# "), rest


def source_row(project: Path, row: Mapping[str, str]) -> dict[str, bytes | None]:
    """The register of sources with this one, where it does not hold it yet."""
    before = edits.now(project, SOURCES)
    listed = (before or b"").decode("utf-8-sig").splitlines()
    if any(line.split(",")[0].strip('"') == row["id"] for line in listed):
        return {}
    return {SOURCES: edits.with_rows(before, COLUMNS, [row])}


def around(
    project: Path,
    dataset: str,
    told: Description,
    row: Mapping[str, str],
    subjects: Collection[str],
) -> dict[str, bytes | None]:
    """The description, the topic and the source of a dataset, where there are none yet."""
    return (
        dataset_file(project, dataset, told)
        | topic_file(project, dataset, subjects)
        | source_row(project, row)
    )


def this_year() -> str:
    """The year in which an import is made."""
    return str(datetime.now(UTC).year)


def edition_row(
    project: Path, name: str, publisher: str, document: str, year: str
) -> dict[str, bytes | None]:
    """The register of sources with one edition of a list that the finder looks in: a row a year."""
    row = {
        "id": f"{name}-{year}" if year else name,
        "publisher": publisher,
        "document": document,
        "title": "Names and codes by which readers find their area",
        "date": year,
        "shown_as": "words",
    }
    return source_row(project, row)
