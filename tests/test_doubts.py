"""What calls for judgement: told apart, left out of what is worked out, mended or signed off.

A folder of ``doubts/`` holds the files that differ from ``county/``, with one slip in them, and
``doubts.txt`` what is told of it.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.downloads.tables import FigureLines
from generator.figures.doubts import gathered, terms
from generator.figures.figures import Figures, figures
from generator.figures.method import METHOD
from generator.pages import profiles
from generator.pages.assembling import Book, site
from generator.publishing import building
from generator.reading.holdings import open_holdings
from generator.reading.topics import open_topics
from tests.counties import COUNTY, DOUBTED, TESTS, laid_over, replaced
from tests.shipped import shipped_holdings

KINDS = sorted(path.name for path in (TESTS / "doubts").iterdir())
CRIME = "data/datasets/recorded-crime/2016-17.csv"
COLLAPSE = "X07000004,P12M/2017-03,offences,all,31"
HEADER = "rule,file,where,reason,by,date\n"


def planted(kind: str, folder: Path) -> Path:
    """The county with one slip."""
    return laid_over(TESTS / "doubts" / kind, folder / "project")


def checked(project: Path, *more: str) -> Result:
    """What the command line says of a project."""
    return CliRunner().invoke(main, ["check", "--project", str(project), *more])


def signed(project: Path, *lines: str) -> None:
    """Sign something off in the project."""
    (project / "data/accepted.csv").write_text(HEADER + "".join(f"{x}\n" for x in lines))


def book_of(project: Path) -> Book:
    """All that the pages of a project are made from."""
    holdings = open_holdings(project)
    return Book(holdings, Figures(figures(holdings)), open_topics(project)[0])


def pages_of(project: Path) -> dict[str, str]:
    """The words of every page by address, without its marks."""
    return {page.path: words_of(page.markdown) for page in site(book_of(project))}


def page_of(project: Path, area: str, topic: str = "crime") -> str:
    """The words of the page of one topic in one area, by its code."""
    book = book_of(project)
    own = profiles.topic_page(book, book.holdings.areas[area], book.topics[topic])
    return words_of(own.markdown)


def words_of(text: str) -> str:
    """What a reader sees of Markdown."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_doubted_in_these_words(kind: str, tmp_path: Path) -> None:
    found = building.check_project(planted(kind, tmp_path))
    said = (TESTS / "doubts" / kind / DOUBTED).read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in found] == said
    assert said
    assert all(problem.is_doubt for problem in found)


def test_the_county_and_the_shipped_data_have_none() -> None:
    assert gathered.every(open_holdings(COUNTY)) == ()
    shipped = shipped_holdings()
    assert shipped.site is not None
    newest = shipped.site.model_copy(update={"release": "2026-11"})
    holdings = dataclasses.replace(shipped, site=newest)
    assert [doubt.what for doubt in gathered.standing(holdings)] == []
    assert gathered.unused(holdings) == []


def test_check_lists_doubts_apart_and_build_goes_on(county: Path, tmp_path: Path) -> None:
    project = planted("collapse", tmp_path)
    shutil.copytree(county / "build" / "drawings", project / "build" / "drawings")
    told = checked(project)
    assert told.exit_code == 0
    blocks = told.stdout.strip().split("\n\n")
    assert blocks[0] == "No problems found."
    assert blocks[1].startswith(f"{CRIME}, row 9")
    assert blocks[2].startswith("1 doubt. The build goes on;")
    as_json = checked(project, "--format", "json")
    assert as_json.exit_code == 0
    assert [(one["rule"], one["row"], one["is_doubt"]) for one in json.loads(as_json.stdout)] == [
        ("jump", 9, True)
    ]
    building.prepare(project)
    assert building.doubts_open(project) == "1 doubt"


def test_problems_come_first_and_stop_the_build(tmp_path: Path) -> None:
    project = planted("collapse", tmp_path)
    topic = project / "content/topics/10-crime.md"
    topic.write_text(topic.read_text(encoding="utf-8").replace("trend", "trent", 1))
    told = checked(project)
    assert told.exit_code == 1
    assert told.stdout.index("Nothing was written.") < told.stdout.index("1 doubt.")


def test_a_year_unlike_its_months_leads_nothing(tmp_path: Path) -> None:
    own = page_of(planted("year-unlike-its-months", tmp_path), "X07000003", "nuisance")
    assert own.count("is being checked: its own months make another number.") == 1
    assert "In March 2017, police recorded" not in own
    assert own.count("999 (being checked)") == 1


def test_nothing_is_worked_out_from_a_jump(tmp_path: Path) -> None:
    pages = pages_of(planted("collapse", tmp_path))
    own, county, every = (pages[f"{name}/crime/"] for name in ("oldford", "exampleshire", "topics"))
    assert (
        "for Oldford in the year ending March 2017 is being checked: it is far below that of the "
        "year ending March 2016. Until then no change, rank or total with it is shown." in own
    )
    assert own.count("31 (being checked)") == 1
    assert "219 fewer" not in own
    assert "because figures for Oldford are being checked" in county
    assert "1,682" not in county  # what the county would be with it
    assert "1,651" not in county  # and without it
    assert "Oldford had the" not in every
    assert "Oldford in the year ending March 2017 is being checked" in every
    assert "(one more is being checked)" in pages["middlewick/crime/"].replace(" .", ".")


def test_no_rate_rests_on_residents_in_doubt(tmp_path: Path) -> None:
    project = planted("residents-ten-times", tmp_path)
    told = page_of(project, "X07000005")
    assert (
        "No rate is shown for Middlewick in the year ending March 2016, because the number of "
        "residents of Middlewick is being checked." in told
    )
    assert "7.2" not in told.split("All figures")[0]
    assert "residents of Middlewick is being checked" in page_of(project, "X10000001")


def test_downloads_say_what_is_left_out(tmp_path: Path) -> None:
    book = book_of(planted("collapse", tmp_path))
    lines = [line for line in FigureLines(book).of().splitlines() if "P12M/2017-03,all" in line]
    mine = next(x for x in lines if x.startswith("recorded-crime,recorded-crime,X07000004"))
    assert mine.endswith(f"x,being-checked,{METHOD}")
    assert ",31," not in mine


@pytest.mark.parametrize(
    "line",
    [
        "jump,{file},9,It is true.,Exampleshire Council,2017-05-02",
        "jump,{file},row 9,It is true.,Exampleshire Council,2017-05-02",
        "jump,{file},X07000004 P12M/2017-03 offences all,So it is.,Exampleshire Council,2017-05-02",
        "jump,{file},,The whole file was looked at.,Exampleshire Council,2017-05-02",
    ],
)
def test_a_doubt_that_is_signed_off_counts_as_none(line: str, tmp_path: Path) -> None:
    project = planted("collapse", tmp_path)
    signed(project, line.format(file=CRIME))
    assert building.check_project(project) == []
    told = page_of(project, "X07000004")
    assert "being checked" not in told
    assert " 31 " in told


@pytest.mark.parametrize("where", ["8", "X07000005", "X07000004 P12M/2016-03"])
def test_what_is_signed_off_and_not_there_is_a_problem(where: str, tmp_path: Path) -> None:
    project = planted("collapse", tmp_path)
    signed(project, f"jump,{CRIME},{where},It is true.,Exampleshire Council,2017-05-02")
    found = building.check_project(project)
    assert [p.place.file for p in found if not p.is_doubt] == ["data/accepted.csv"]
    assert [p.place.file for p in found if p.is_doubt] == [CRIME]


@pytest.mark.parametrize(("kind", "is_doubted"), [("break", False), ("caution", True)])
def test_a_break_on_record_explains_a_jump(kind: str, is_doubted: bool, tmp_path: Path) -> None:
    project = planted("collapse", tmp_path)
    with (project / "data/events.csv").open("a", encoding="utf-8") as file:
        file.write(f"2016-04-01,X07000004,recorded-crime,,{kind},The returns stopped.,Police\n")
    assert [p.rule for p in building.check_project(project)] == ["jump"] * is_doubted


def test_a_note_beside_residents_settles_them(tmp_path: Path) -> None:
    project = planted("residents-a-fifth-more", tmp_path)
    described = project / "data/datasets/population/dataset.yml"
    text = described.read_text(encoding="utf-8")
    described.write_text(f"{text}notes: {{new-town: A new town was built.}}\n", encoding="utf-8")
    rows = project / "data/datasets/population/mid-year.csv"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(text.replace("all,4820,r,", "all,4820,r,new-town"), encoding="utf-8")
    assert building.check_project(project) == []


def test_a_sum_that_fails_can_be_signed_off(tmp_path: Path) -> None:
    project = laid_over(TESTS / "broken" / "sums-fail", tmp_path / "project")
    extract = "data/datasets/anti-social-behaviour/extract.csv"
    signed(project, f"sums,{extract},2,As the police gave it.,Exampleshire Council,2017-05-02")
    assert building.check_project(project) == []


def test_a_step_that_stays_is_doubted_once_for_all_that_follows(tmp_path: Path) -> None:
    project = planted("residents-ten-times", tmp_path)
    rows = project / "data/datasets/population/mid-year.csv"
    text = rows.read_text().replace("2016-06,residents,all,3100", "2016-06,residents,all,31000")
    rows.write_text(f"{text}X07000005,P0M/2013-06,residents,all,2990,,\n")
    found = gathered.standing(open_holdings(project))
    assert len(found) == 1
    assert [cell.period for cell in found[0].cells] == ["P0M/2015-06", "P0M/2016-06"]


def test_a_first_number_that_is_odd_is_the_one_doubted(tmp_path: Path) -> None:
    project = planted("residents-ten-times", tmp_path)
    rows = project / "data/datasets/population/mid-year.csv"
    text = rows.read_text().replace("30500", "3050")
    rows.write_text(text.replace("2014-06,residents,all,3000", "2014-06,residents,all,30000"))
    found = gathered.standing(open_holdings(project))
    assert [doubt.cells[0].period for doubt in found] == ["P0M/2014-06"]


def test_residents_of_long_before_are_doubted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "OLD_RESIDENTS", 0.5)
    told = [str(p) for p in building.check_project(planted("residents-of-another-year", tmp_path))]
    assert any(
        "The rates in the year ending March 2017 are on the residents of" in one for one in told
    )


def test_a_month_in_doubt_leaves_out_the_year_that_holds_it(tmp_path: Path) -> None:
    project = planted("ten-times", tmp_path)
    rows = project / "data/datasets/nuisance-by-month/rows.csv"
    replaced(
        rows, "X07000004,P1M/2016-08,incidents,all,72,", "X07000004,P1M/2016-08,incidents,all,720,"
    )
    replaced(rows, "P12M/2017-03,incidents,all,729,", "P12M/2017-03,incidents,all,1377,")
    found = gathered.in_question(open_holdings(project))
    mine = {cell.period for cell in found if cell.dataset == "nuisance-by-month"}
    assert mine == {"P1M/2016-08", "P12M/2017-03"}
