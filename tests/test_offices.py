"""Contacts are offices that can be reached: what is refused of each column, and what is not."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from generator.publishing import building
from generator.reading.registers import FILES
from tests.counties import COUNTY

COLUMNS = FILES["data/contacts.csv"].columns

FINE: dict[str, tuple[str, ...]] = {
    "office": (
        "Inspector of Constabulary",
        "Police and Crime Commissioner",
        "PCSO Team",
        "Sergeant Hill Community Safety Unit",
        "Dr Barnard House",
        "Miss-selling desk",
        "Victim Support",
        "DC Thomson Charity",
    ),
    "address": ("Sir Thomas Longley Road, Oldford", "1 Constable Close", "Lady Mary Court"),
    "telephone": (
        "101",
        "999",
        "116 123",
        "0800 555 111",
        "01632 960001/7000",
        "+44 1632 960001",
        "18001 101",
        "101 (press 2)",
        "01632 960001 or 01632 960002",
        "01632 960001 ext 204",
        "(01632) 960-001",
        "0044 1632 960001",
        "+1 202 555 0100",
        "18001 01632 960001",
    ),
    "printed": ("2017", "1999", ""),
    "web": ("https://council.example", "http://council.example/a?b=c#d"),
    "email": (
        "community.safety@council.example",
        "hate-crime@police.example",
        "info@council.example",
        "member.services2@council.example",
        "csu.oldford@council.example",
    ),
    "checked": ("2017-05-31", ""),
}
REFUSED: dict[str, tuple[str, ...]] = {
    "office": (
        "PC 1234 Jo Bloggs",
        "PCSO Bloggs",
        "Sgt. Jo Bloggs, Oldford",
        "Inspector Jo Bloggs",
        "Cllr Jo Bloggs",
        "Mrs Bloggs",
        "Neighbourhood officer (PC 4321)",
        "Collar number 9876",
        "Dr. J. Bloggs",
        "Neighbourhood Officer 46012345",
        "PC 46012345",
        "Oldford desk, no. 46012345",
    ),
    "subject": ("",),
    "areas": ("",),
    "printed": ("99999", "2018", "17", "２０１７", "1066", "March 2016", "-2016"),
    "address": ("c/o Mr Jo Bloggs, Council offices",),
    "hours": ("ask for Sergeant Bloggs",),
    "telephone": (
        "07700 900123",
        "+447700900123",
        "0044 7700 900 123",
        "+44 (0)7700 900123",
        "7700900123",
        "01632 960001 or 07700 900123",
        "1632960001",
        "800 555 111",
        "1.63296E+09",
        "1632960001.0",
        "abc",
        "９９９",
        "01632 9600011234567",
        "0163296000112",
        "ask for the office",
        "01632 96000l",
        "12",
        "01632 960001 or ask",
        "01632 960001 (ask for 12 people)",
    ),
    "web": ("www.council.example", "council.example/report", "ftp://council.example", "https://"),
    "email": (
        "jo.bloggs@council.example",
        "Jo.Bloggs2@police.example",
        "j_bloggs@council.example",
        "jo.m.bloggs@council.example",
        "jo@council",
        "a@b.example, c@d.example",
    ),
    "checked": ("2017-06-01", "2026-11-21"),
}


def told_of(column: str, texts: tuple[str, ...], folder: Path) -> dict[str, list[str]]:
    """What is told of each of these texts in a column of a contact that is otherwise sound."""
    project = Path(shutil.copytree(COUNTY, folder / "county"))
    whole = dict.fromkeys(COLUMNS, "") | {"subject": "crime", "areas": "X07000004"}
    whole |= {"office": "CSU", "telephone": "01632 960009"}
    path = project / "data/contacts.csv"
    before = len(path.read_text(encoding="utf-8").splitlines())
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS)
        for number, text in enumerate(texts):
            rows.writerow(whole | {"id": f"office-{number}", column: text})
    problems = building.check_project(project)
    found = {
        text: [p.what for p in problems if p.place.row == before + n + 1]
        for n, text in enumerate(texts)
    }
    assert sum(map(len, found.values())) == len(problems)
    return found


@pytest.mark.parametrize("column", FINE)
def test_an_office_is_taken_as_it_is(column: str, tmp_path: Path) -> None:
    assert [
        what for told in told_of(column, FINE[column], tmp_path).values() for what in told
    ] == []


@pytest.mark.parametrize("column", REFUSED)
def test_what_is_no_office_or_leads_nowhere_is_refused(column: str, tmp_path: Path) -> None:
    told = told_of(column, REFUSED[column], tmp_path)
    assert {text: len(what) for text, what in told.items()} == dict.fromkeys(REFUSED[column], 1)


def test_an_entry_needs_a_document_or_a_way_to_reach_it(tmp_path: Path) -> None:
    assert len(told_of("telephone", ("",), tmp_path)[""]) == 1


OLD = "old-desk,Old Desk,crime,X07000004,{address},{telephone},,{web},,2014,,\n"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"telephone": "(101)"}, "telephone number of Exampleshire Police, which was checked"),
        ({"web": "http://www.police.example/report/"}, "website of Exampleshire Police"),
        ({"web": "http://www.police.example/"}, ""),
        # An office of its own may name the website of all of them.
        ({"web": "http://police.example/report", "telephone": "01632 960007"}, ""),
        ({"web": "http://police.example/report", "address": "1 Short Road"}, ""),
    ],
)
def test_what_somebody_checked_is_not_told_as_unchecked_too(
    cells: dict[str, str], said: str, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(COUNTY, tmp_path / "county"))
    with (project / "data/contacts.csv").open("a", encoding="utf-8") as file:
        file.write(OLD.format(**{"address": "", "telephone": "", "web": ""} | cells))
    told = [str(problem) for problem in building.check_project(project)]
    assert len(told) == bool(said)
    assert all(said in problem and "Leave out the old entry" in problem for problem in told)
