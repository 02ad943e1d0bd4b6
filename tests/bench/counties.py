"""Makes an invented county of any size: ``python -m tests.bench.counties FOLDER --wards 506``.

Months and years of recorded crime by type for each ward and district, and their residents; a topic
with five charts on each ward's page. The same sizes give the same county.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FORCE, COUNTY = "X23000001", "X10000001"
LAST_YEAR = 2025
# So many wards lie in a district.
IN_A_DISTRICT = 22
ORDINARY = ("about", "accessibility", "glossary", "methods", "privacy")
SITE = """\
title: Crime profiles for Manywards
publisher: Manywards Council
email: profiles@manywards.example
address: https://profiles.manywards.example/
area: X23000001
home_indicator: crime
release: 2026-01
"""
POPULATION = """\
title: Residents
source: {publisher: Examplia Statistics, title: Estimates}
label_style: mid-year
levels: [district, ward]
rows_from: POP-1
measures:
  residents: {unit: [resident, residents], kind: count}
categories:
  all: {label: All residents}
indicators:
  population:
    title: Residents
    value: residents
    is_tested: false
    says: '{value} lived in {place}'
    meaning: Who usually lives there.
"""
CRIME = """\
title: Recorded crime
source: {{publisher: Manywards Police, title: Crime by type}}
transcribed: true
label_style: year ending
levels: [district, ward]
rows_from: CRI-1
adds_up: true
measures:
  offences: {{unit: [crime, crimes], kind: count}}
categories:
  all: {{label: All crime}}
{types}
indicators:
  crime:
    title: Recorded crime
    value: offences
    per: 1000
    denominator: {{dataset: population, measure: residents}}
    decimals: 1
    says: police recorded {{value}} in {{place}}
    meaning: Crimes that the police recorded.
"""
CHARTS = """\
{{ chart("trend", "crime", against=["district"], id="trend") }}

{{ chart("control", "crime", id="control") }}

{{ chart("breakdown", "crime", id="breakdown") }}

{{ chart("part", "crime", category="all", id="part") }}

{{ chart("change", "crime", id="change") }}
"""
TOPIC = f"""\
---
title: Recorded crime
lead: crime
indicators: [crime]
subjects: [crime]
---

{{% block area %}}
{CHARTS}
{{% endblock %}}

{{% block ward %}}
{CHARTS}
{{% endblock %}}

{{% block all_areas %}}
{{{{ chart("ranking", "crime", id="ranking") }}}}
{{% endblock %}}
"""
REST = """\
---
title: Residents
lead: population
indicators: [population]
subjects: [crime]
---

{% block area %}
{{ chart("trend", "population", id="trend") }}
{% endblock %}
"""


class Size(NamedTuple):
    """How large a county is."""

    wards: int = 506
    months: int = 36
    categories: int = 14


def sheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def places(size: Size) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, level and parent of every area."""
    yield "X92000001", "Examplia", "country", ""
    yield FORCE, "Manywards Police area", "force", "X92000001"
    yield COUNTY, "Manywards", "county", FORCE
    for number in range(size.wards):
        district = f"X07{number // IN_A_DISTRICT:06}"
        if number % IN_A_DISTRICT == 0:
            yield district, f"District {number // IN_A_DISTRICT + 1}", "district", COUNTY
        yield f"X05{number:06}", f"Ward {number + 1}", "ward", district


def counts(size: Size) -> Iterator[tuple[str, str, str, str, int, str, str]]:
    """Every count of a ward and a district, by month and by year; the same each time."""
    chance = random.Random(1)
    types = [f"type-{number}" for number in range(1, size.categories)]
    held: dict[tuple[str, str, str], int] = {}
    for number in range(size.wards):
        ward, district = f"X05{number:06}", f"X07{number // IN_A_DISTRICT:06}"
        usual = {one: chance.uniform(1, 40) for one in types}
        for back in range(size.months):
            month = LAST_YEAR * 12 + 11 - back
            ends = f"P1M/{month // 12}-{month % 12 + 1:02}", f"P12M/{month // 12}-12"
            for one in types:
                count = round(usual[one] * chance.uniform(0.6, 1.4))
                for area in (ward, district):
                    for iso in ends:
                        for category in (one, "all"):
                            key = (area, iso, category)
                            held[key] = held.get(key, 0) + count
    for (area, iso, category), count in held.items():
        yield area, iso, "offences", category, count, "", ""


def residents(size: Size) -> Iterator[tuple[str, str, str, str, int, str, str]]:
    """The residents of each ward and district in the middle of each year."""
    chance = random.Random(2)
    held: dict[tuple[str, int], int] = {}
    for number in range(size.wards):
        people = chance.randint(4_000, 12_000)
        for year in range(LAST_YEAR - 3, LAST_YEAR + 1):
            held[f"X05{number:06}", year] = people
            district = (f"X07{number // IN_A_DISTRICT:06}", year)
            held[district] = held.get(district, 0) + people
    for (area, year), people in held.items():
        yield area, f"P0M/{year}-06", "residents", "all", people, "", ""


def make(folder: Path, size: Size) -> Path:
    """Write such a county into a folder that is not there yet."""
    data, content = folder / "data", folder / "content"
    datasets = data / "datasets"
    row = ("area", "period", "measure", "category", "value", "status", "note")
    sheet(datasets / "recorded-crime" / "counts.csv", row, counts(size))
    sheet(datasets / "population" / "residents.csv", row, residents(size))
    areas = [(*place, "", "") for place in places(size)]
    sheet(data / "areas/areas.csv", ("code", "name", "level", "parent", "start", "end"), areas)
    sheet(data / "areas/succession.csv", ("old", "new", "date", "kind", "share"), [])
    sheet(data / "areas/groups.csv", ("group", "member", "combine"), [])
    sheet(data / "areas/names.csv", ("name", "code"), [])
    for name in ("contacts", "events", "sources", "subjects"):
        header = (ROOT / f"tests/county/data/{name}.csv").read_text(encoding="utf-8").split("\n")[0]
        sheet(data / f"{name}.csv", header.split(","), registers().get(name, []))
    types = "\n".join(
        f"  type-{number}: {{label: Type {number}, within: all}}"
        for number in range(1, size.categories)
    )
    (datasets / "recorded-crime/dataset.yml").write_text(CRIME.format(types=types), "utf-8")
    (datasets / "population/dataset.yml").write_text(POPULATION, "utf-8")
    (data / "site.yml").write_text(SITE, "utf-8")
    (content / "topics").mkdir(parents=True)
    (content / "topics/10-crime.md").write_text(TOPIC, "utf-8")
    (content / "topics/90-population.md").write_text(REST, "utf-8")
    for name in ORDINARY:
        shutil.copy(ROOT / f"tests/county/content/{name}.md", content)
    settings = (ROOT / "tests/county/mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("../../overrides", "overrides"), "utf-8")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    return folder


def registers() -> dict[str, list[list[str]]]:
    """The rows of the other registers."""
    source = ["Manywards Council", "Figures 2026", "1", "All figures", "2026", "", "dataset", ""]
    return {
        "sources": [["CRI-1", *source], ["POP-1", *source]],
        "subjects": [["crime", "Crime", "A crime has happened", "Call 101."]],
        "contacts": [
            ["police", "Manywards Police", "crime", FORCE, "", "101", "", "", "", "",
             "2025-12-01", "manywards.example"],
        ],
    }  # fmt: skip


def main() -> int:
    """Read the options and write the county."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.counties", description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--wards", type=int, default=Size().wards)
    options.add_argument("--months", type=int, default=Size().months)
    options.add_argument("--categories", type=int, default=Size().categories)
    chosen = options.parse_args()
    made = make(chosen.folder, Size(chosen.wards, chosen.months, chosen.categories))
    print(f"python -m tests.bench --project {made}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
