"""What stands around imported rows: their description, source and topic, written once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from generator.importers import edits
from generator.terms.addresses import spelt

WRITTEN = Path(__file__).parent / "written"
SOURCES = "data/sources.csv"
COLUMNS = (
    *("id", "publisher", "document", "section", "title", "date"),
    *("marking", "shown_as", "why_not_shown"),
)
SUBJECTS = re.compile(r"^subjects: \[(.*)\]$", re.M)
POPULATION = "ward-population"
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


def dataset_file(
    project: Path, dataset: str, source: str, year: int | None, kinds: Mapping[str, str]
) -> dict[str, bytes | None]:
    """The description of a dataset, where there is none yet, or the one made before there were
    residents, as it was made. ``kinds`` gives the words for each id of a category."""
    name = f"data/datasets/{dataset}/dataset.yml"
    text = (WRITTEN / f"{dataset}.yml").read_text(encoding="utf-8")
    has_people = (project / f"data/datasets/{POPULATION}/dataset.yml").is_file()
    categories = "\n".join(_category(key, said) for key, said in kinds.items())
    bare, with_rates = (
        text.format(year=year or "", source=source, categories=categories, rate=rate)
        for rate in ("", RATE)
    )
    told = with_rates if has_people else bare
    if year is None:
        bare, told = (
            one.replace("wards_as_of: \n", "").replace("[ward, district", "[district")
            for one in (bare, told)
        )
    is_ours = edits.now(project, name) in (None, bare.encode())
    return {name: told.encode()} if is_ours else {}


def _category(key: str, said: str) -> str:
    """A type of crime as a category of all crime, with what one and several are called."""
    units = UNITS.get(key)
    called = f", unit: [{units[0]}, {units[1]}]" if units else ""
    return f"  {key}: {{label: {said}, within: all{called}}}"


def topic_file(project: Path, dataset: str, subjects: Collection[str]) -> dict[str, bytes | None]:
    """A topic that shows a dataset, where no topic names it yet, with those of its reasons to call
    that the project knows."""
    folder = project / "content/topics"
    name = re.compile(rf"\b{dataset}\b")
    if any(name.search(path.read_text("utf-8", "replace")) for path in folder.glob("*.md")):
        return {}
    first, _, text = (WRITTEN / f"{dataset}.md").read_text(encoding="utf-8").partition("\n")
    found = SUBJECTS.search(text)
    known = [one for one in found[1].split(", ") if one in subjects] if found else []
    told = SUBJECTS.sub(f"subjects: [{', '.join(known)}]", text)
    return {f"content/topics/{first.strip('# ')}-{dataset}.md": told.encode()}


def source_row(project: Path, row: Mapping[str, str]) -> dict[str, bytes | None]:
    """The register of sources with this one, where it does not hold it yet."""
    before = edits.now(project, SOURCES)
    listed = (before or b"").decode("utf-8-sig").splitlines()
    if any(line.split(",")[0].strip('"') == row["id"] for line in listed):
        return {}
    return {SOURCES: edits.with_rows(before, COLUMNS, [row])}
