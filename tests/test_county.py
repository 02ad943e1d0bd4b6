"""The invented county makes what it should, the same each time, and nothing when it is broken."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from generator.charts import drawing
from generator.checks.checking import check
from generator.downloads.files import files as downloads
from generator.figures.figures import Figures, figures
from generator.pages.assembling import Book, site
from generator.problems import ProfileError
from generator.publishing import building, vega
from generator.reading.holdings import open_holdings
from generator.reading.topics import open_topics
from generator.reading.topictext import SAYINGS
from tests.accept import LIST, expected, first_difference, made_by
from tests.counties import COUNTY, copy_of_built, county_in, files_in

ONE_CSV = "data/datasets/hate-crime/profile.csv"
FARROW = "X07000006,P12M/2017-03,crimes,all,,z,no-team,EXA-3\n"
REFRESH = "If that is meant, run: python -m tests.accept"
# Each text as a cell of the county holds it, and a page on which it must stand as that text.
TEXTS = (
    ("Cross & <b>Hill</b> *Ward* {{ 7*7 }} </script>", "index.html"),
    ("Cross & <b>Hill</b> *Ward* {{ 7*7 }} </script>", "topics/crime/index.html"),
    ("Other theft <b>&</b> *more*", "oldford/crime/index.html"),
    ("<b>Not</b> *nought* & not {{ 7*7 }}.", "great-example/wards/castle/index.html"),
    ("from shops & stalls, not from *homes* {{ 7*7 }}.", "great-example/crime/index.html"),
    ("<em>violence</em> & not as *nothing*", "farrow/crime/index.html"),
    ('Safer "Oldford" & <i>Friends</i> *Team* {{ 7*7 }} </script>', "contacts/index.html"),
    ("<b>2</b> Short_Road_", "contacts/index.html"),
    ("Neighbours *shout* & <b>throw</b> things", "oldford/anti-social-behaviour/index.html"),
    ("Farrow had no <team> to record them.", "farrow/hate-crime/index.html"),
    ("how <figures> are made", "topics/crime/index.html"),
    ("Hate crime & {{ 7*7 }}", "data/sources/index.html"),
    ("3 <i>a</i>", "data/sources/index.html"),
)


def test_the_files_are_those_expected(county: Path) -> None:
    wanted, made = (set(text.split("\n")) for text in (expected()[LIST], made_by(county)[LIST]))
    missing, surplus = sorted(wanted - made), sorted(made - wanted)
    assert not missing, f"Not made any more: {missing}. {REFRESH}"
    assert not surplus, f"Made, and not expected: {surplus}. {REFRESH}"


def test_their_text_is_that_expected(county: Path) -> None:
    wanted, made = expected(), made_by(county)
    changed = [name for name in sorted(wanted) if made.get(name) != wanted[name]]
    if changed:
        name = changed[0]
        where = first_difference(wanted[name], made.get(name, ""))
        pytest.fail(f"{len(changed)} files differ. {name}, {where}\n{REFRESH}", pytrace=False)


def test_building_twice_makes_the_same_bytes(county: Path, tmp_path: Path) -> None:
    again = copy_of_built(county, tmp_path, parts=("build/drawings",))
    building.prepare(again)
    assert files_in(again / "build/pages") == files_in(county / "build/pages")
    assert files_in(again / "build/drawings") == files_in(county / "build/drawings")


def test_drawing_twice_makes_the_same_picture(county: Path) -> None:
    specs = sorted((county / "build/pages").glob("oldford/crime/*.vl.json"))
    kept = b"".join(files_in(county / "build/drawings").values())
    for path in specs:
        picture = vega.picture(path.read_text(encoding="utf-8"))
        assert picture.encode() in kept, path


def test_after_a_change_the_result_is_that_of_a_cold_build(county: Path, tmp_path: Path) -> None:
    warm = copy_of_built(county, tmp_path / "warm", parts=("build",))
    cold = county_in(tmp_path / "cold")
    for project in (warm, cold):
        change(project / ONE_CSV, "all,45,,,", "all,46,,,")
        change(project / ONE_CSV, FARROW, "")
    # A picture follows from its specification alone, so even the cold build may take over most.
    shutil.copytree(county / "build/drawings", cold / "build/drawings")
    for project in (warm, cold):
        building.prepare(project)
    made = files_in(warm / "build/pages")
    assert made == files_in(cold / "build/pages")
    assert files_in(warm / "build/drawings") == files_in(cold / "build/drawings")
    assert files_in(county / "build/pages").keys() - made.keys() >= {"farrow/hate-crime/index.md"}
    needed = set(re.findall(rb'data-(?:drawing|phone)="([0-9a-f]+)"', b"".join(made.values())))
    kept = {path.name.partition("-")[0].encode() for path in (warm / "build/drawings").iterdir()}
    assert kept == needed


def test_a_change_taken_back_leaves_no_trace(county: Path, tmp_path: Path) -> None:
    project = copy_of_built(county, tmp_path, parts=("build",))
    change(project / ONE_CSV, FARROW, "")
    building.prepare(project)
    shutil.copy(COUNTY / ONE_CSV, project / ONE_CSV)
    building.prepare(project)
    assert files_in(project / "build/pages") == files_in(county / "build/pages")
    assert files_in(project / "build/drawings") == files_in(county / "build/drawings")


def test_nothing_is_written_when_there_are_problems(county: Path, tmp_path: Path) -> None:
    project = copy_of_built(county, tmp_path, parts=("build", "site"))
    change(project / ONE_CSV, "X07000003", "X07009999")
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    with pytest.raises(ProfileError, match="X07009999"):
        building.build(project, project / "site")
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before
    assert files_in(project / "site") == files_in(county / "site")


def test_mkdocs_alone_makes_the_same_site(small_county: Path, tmp_path: Path) -> None:
    fresh = copy_of_built(small_county, tmp_path, parts=("build/drawings",))
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(fresh / "mkdocs.yml")]
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, env=os.environ | quiet, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    wanted, made = files_in(small_county / "site"), files_in(fresh / "site")
    assert sorted(made) == sorted(wanted)
    assert [name for name in wanted if made[name] != wanted[name]] == []


def test_frames_are_not_mutated() -> None:
    holdings = open_holdings(COUNTY)
    topics, faults = open_topics(COUNTY)
    observations = holdings.observations.copy(deep=True)
    assert check(COUNTY, holdings, topics, faults) == []
    frame = figures(holdings)
    kept = frame.copy(deep=True)
    found = Figures(frame)
    book = Book(holdings, found, topics)
    list(site(book))
    dict(downloads(book, {}))
    assert_frame_equal(holdings.observations, observations)
    assert_frame_equal(found.frame, kept)


def test_figures_do_not_depend_on_the_order_of_rows() -> None:
    holdings = open_holdings(COUNTY)
    turned = open_holdings(COUNTY)
    turned.observations[:] = turned.observations[::-1].to_numpy()
    by = ["indicator", "category", "area", "period"]

    def sorted_figures(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sort_values(by).reset_index(drop=True)

    assert_frame_equal(sorted_figures(figures(turned)), sorted_figures(figures(holdings)))


def test_the_county_uses_every_chart_kind_and_every_sentence() -> None:
    topics, _ = open_topics(COUNTY)
    calls = [call for topic in topics.values() for call in topic.text.calls()]
    drawn = {call.arguments[0] for call in calls if call.word == "chart"}
    said = {call.word.removeprefix("say.") for call in calls if call.word.startswith("say.")}
    assert drawn == set(drawing.kinds()), "Use the new kind in a topic of tests/county."
    assert said == set(SAYINGS), "Use the new sentence in a topic of tests/county."


@pytest.mark.parametrize(("text", "page"), TEXTS)
def test_text_from_data_stands_as_the_text_that_it_is(county: Path, text: str, page: str) -> None:
    assert text in text_of(read(county / "site" / page))


def test_no_text_from_data_becomes_markup(county: Path) -> None:
    for path in (county / "site").rglob("*.html"):
        html = read(path)
        tags = {name.lower() for name in re.findall(r"<([A-Za-z][A-Za-z0-9]*)", html)}
        assert not tags & {"b", "i", "em", "team", "figures"}, path
        assert html.lower().count("<script") == html.lower().count("</script>"), path
        assert "{{ 49 }}" not in html, path
        assert " 49 " not in text_of(html), path


def test_scripts_and_data_files_stay_readable(county: Path) -> None:
    for path in (county / "site").rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in (county / "build/pages").rglob("*.vl.json"):
        assert path.read_bytes().isascii(), path


def change(path: Path, old: str, new: str) -> None:
    """Put a text in the place of another in a file, which must hold it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def text_of(html: str) -> str:
    """What a page says: its text without the tags, a space between words."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def read(path: Path) -> str:
    """The HTML of a page."""
    return path.read_text(encoding="utf-8")
