"""What has changed since a release, number by number, and how it is told."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from pandas.testing import assert_frame_equal

from generator.__main__ import main
from generator.figures.comparisons import over_time, year_before
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.standings import standing
from generator.problems import ProfileError
from generator.publishing import building
from generator.releases import frozen
from generator.releases.differences import Difference, difference
from generator.storage.inputs import read_inputs
from generator.telling.places import FEWEST_RANKED, place_of
from generator.terms.as_data import bare
from generator.terms.headings import OF_FIGURES, named
from generator.terms.releases import RELEASES
from generator.terms.site import labelled
from tests.accept import EXPECTED
from tests.counties import COUNTY, county_alone, made_small, replaced
from tests.releases import DIFFS, JSON, NOTE, RELEASE, TEXT, changed_county, release, told_of

CASES = sorted(DIFFS.iterdir())
SINCE = f"the release of {labelled(RELEASE)}"
REFRESH = "If that is meant, run: python -m tests.accept diffs"
CRIME = "data/datasets/recorded-crime/2016-17.csv"


def run(project: Path, *words: str) -> tuple[int, str, str]:
    """The status of ``diff``, what it printed, and what it told beside that."""
    done = CliRunner().invoke(main, ["diff", *words, "--project", str(project)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county after a revision, with a release before it. Read only."""
    return changed_county(DIFFS / "revision", tmp_path_factory.mktemp("revised"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_changed_is_told(case: Path, tmp_path: Path) -> None:
    for name, text in told_of(case, tmp_path).items():
        assert text == (case / name).read_text(encoding="utf-8"), f"{name}. {REFRESH}"


def test_the_command_tells_it(revised: Path, tmp_path: Path) -> None:
    kept = {name: (DIFFS / "revision" / name).read_text("utf-8") for name in (TEXT, JSON, NOTE)}
    note = tmp_path / "note.md"
    assert run(revised, "--note", str(note))[:2] == (0, kept[TEXT])
    assert note.read_text("utf-8") == kept[NOTE]
    assert run(revised, RELEASE, "--format", "json")[:2] == (0, kept[JSON])
    fields = ["kind", "indicator", "area", "period", "category", "before", "after"]
    assert all(list(change) == fields for change in json.loads(kept[JSON]))


def test_a_note_is_never_written_over(revised: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("Edited.", encoding="utf-8")
    status, said, _ = run(revised, "--note", str(note))
    assert (status, note.read_text("utf-8")) == (1, "Edited.")
    assert "The file is there already, and somebody may have edited it." in said


@pytest.mark.parametrize("area", ["X07000003", "great-example", "Great Example"])
def test_only_of_an_area(revised: Path, area: str) -> None:
    _, said, _ = run(revised, "--area", area, "--format", "json")
    assert {change["area"] for change in json.loads(said)} == {"X07000003"}


def test_only_of_a_topic(tmp_path: Path) -> None:
    project = changed_county(DIFFS / "direction", tmp_path)
    _, said, _ = run(project, "--topic", "burglary", "--format", "json")
    assert {change["category"] for change in json.loads(said)} == {"burglary"}
    assert run(project, "--topic", "hate-crime")[1] == f"Nothing has changed since {SINCE}.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--area", "Oldfrod"], 'There is no area called "Oldfrod". Did you mean "Oldford"?'),
        (["--topic", "burglry"], 'There is no topic "burglry". Did you mean "burglary"?'),
        (["2017-05"], 'There is no release "2017-05". Did you mean "2017-04"?'),
        (["yesterday"], 'There is no release "yesterday". Did you mean "2017-04"?'),
    ],
)
def test_what_is_not_there_is_told(revised: Path, words: list[str], told: str) -> None:
    status, said, beside = run(revised, *words)
    assert (status, said) == (1, "")
    assert told in beside


def test_without_a_release_there_is_nothing_to_compare(tmp_path: Path) -> None:
    status, said, beside = run(county_alone(tmp_path / "county"))
    assert (status, said) == (1, "")
    assert beside == f"No release is frozen in {RELEASES}, so there is nothing to compare with.\n"


def test_the_last_release_is_meant(revised: Path, tmp_path: Path) -> None:
    project = county_alone(tmp_path / "county")
    release(COUNTY, project, "2016-12-31")
    release(revised, project, "2017-01")
    assert frozen.released(project) == ["2016-12-31", "2017-01"]
    assert run(project)[1].startswith(
        "What has changed since the release of January 2017: figures, 12 revised."
    )
    assert (
        run(project, "2016-12-31")[1]
        == "Nothing has changed since the release of 31 December 2016.\n"
    )


BAD = {
    "missing": ("notes.csv", None, "The file is missing. Put it back as it was"),
    "short": ("notes.csv", "dataset,id,text\na,b\n", "A row has fewer cells"),
    "older": ("figures.csv", "indicator,area,value\na,b,1\n", "it lacks dataset, area_code"),
    "no table": ("audit.csv", "\0\xff", "cannot be read as the table that it was"),
    "empty": ("figures.csv", "", "The file has other columns"),
}
ROW = "crime,recorded-crime,X07000003,Great Example,P12M/2017-03,all,5,Crimes,5,,,,,,2\n"
ROWS = {
    "twice": (ROW + ROW, "figures.csv, row 3: This figure stands in the file twice."),
    "words": (ROW.replace(",5,,", ",five,,"), "cannot be read as the table that it was"),
    "no value": (ROW.replace("all,5", "all,five"), 'row 2, column value: "five" is no number.'),
    "no period": (ROW.replace("P12M/2017-03", "then"), '"then" is not a period.'),
    "cut off": (ROW[:-3] + "\n", "A row has fewer cells than the header."),
    "longer": (ROW.replace("\n", ",,\n"), "cannot be read as the table that it was"),
}


@pytest.mark.parametrize("case", [*BAD, *ROWS])
def test_a_release_that_cannot_be_read_is_told(case: str, tmp_path: Path) -> None:
    project = county_alone(tmp_path / "county")
    folder = release(COUNTY, project)
    if case in BAD:
        name, text, told = BAD[case]
    else:
        name, (rows, told) = "figures.csv", ROWS[case]
        text = f"{','.join(named(OF_FIGURES))}\n{rows}"
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text, encoding="latin-1")
    status, said, _ = run(project)
    assert status == 1
    assert said.startswith(f"{RELEASES}/{RELEASE}/{name}")
    assert told in said
    assert "1 problem." in said


def test_what_is_frozen_is_what_is_published() -> None:
    files = frozen.files(*building.audit_project(COUNTY))
    published = (EXPECTED / "data/figures.csv").read_bytes()
    lines = [
        content.decode("utf-8-sig").split("\n") for content in (files["figures.csv"], published)
    ]
    assert lines[0][0] == lines[1][0]
    assert sorted(lines[0]) == sorted(lines[1])
    assert files == frozen.files(*building.audit_project(COUNTY))
    assert not any(b"\r" in content for content in files.values())


def test_what_is_frozen_is_read_back_as_it_was(tmp_path: Path) -> None:
    held = building.audit_project(COUNTY)
    project = tmp_path / "project"
    before, now = frozen.read(release(COUNTY, project)), frozen.as_held(*held)
    key = list(frozen.KEY)
    assert before.figures[key].astype(str).apply(tuple, axis=1).is_monotonic_increasing
    for one, other in ((before.figures, now.figures), (before.notes, now.notes)):
        assert_frame_equal(one.astype(str), other.astype(str))
    assert_frame_equal(before.findings, now.findings)


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "5-9", "'twas", "Dover", "''=1", "'"])
def test_an_apostrophe_makes_no_difference(text: str) -> None:
    assert bare(bare(text)) == bare(text)


def test_a_release_disturbs_no_check_and_is_a_part_of_the_site(tmp_path: Path) -> None:
    project = county_alone(tmp_path / "county")
    before = read_inputs(project)
    folder = release(COUNTY, project)
    (folder / "site.tar.xz").write_bytes(b"")
    assert read_inputs(project) != before
    assert building.check_project(project) == []
    (project / RELEASES / "newest").mkdir()
    (project / RELEASES / "newest" / "figures.csv").touch()
    (problem,) = building.check_project(project)
    assert str(problem).startswith(f"{RELEASES}/newest/figures.csv: Nobody reads a file")
    assert read_inputs(project) != before


def test_of_many_only_the_first_are_told(tmp_path: Path) -> None:
    project = county_alone(tmp_path / "county")
    release(COUNTY, project)
    path = project / CRIME
    text = path.read_text(encoding="utf-8")
    more = re.sub(r"(?<=,)[0-9]+(?=,,)", lambda found: str(int(found[0]) + 60), text)
    path.write_text(more, encoding="utf-8")
    _, said, _ = run(project)
    block = next(b for b in said.split("\n\n") if b.startswith("Revised ("))
    assert len(block.split("\n")) == 22
    assert re.fullmatch(r"  and [0-9]+ more\.", block.split("\n")[-1])
    command = (
        f"crime-profiles diff {RELEASE} --format json lists all; --area and --topic narrow it."
    )
    assert said.endswith(f"{command}\n")


# What revisions turned, figure by figure, as pages tell places and directions.
Told = dict[tuple[str, str, str, str], object]


def cell(figure: Figure) -> tuple[str, str, str, str]:
    """Which figure it is."""
    return figure.indicator, figure.category, figure.area, figure.period.iso


def places(book: Book) -> Iterator[tuple[tuple[str, str, str, str], object]]:
    """The place of each figure among districts or wards."""
    for figure in book.figures.all():
        level, voice = book.holdings.areas[figure.area].level, book.voice(figure.indicator)
        is_size = voice.is_of_size(is_rate=voice.is_rate)
        if level in ("district", "ward") and not is_size and voice.measure.kind != "rank":
            rank = standing(book, figure, level).rank
            if rank and rank.of >= FEWEST_RANKED:
                yield cell(figure), place_of(rank, "areas")


def ways(book: Book) -> Iterator[tuple[tuple[str, str, str, str], object]]:
    """The direction of each figure on exactly a year before."""
    for figure in book.figures.all():
        series = book.figures.series(figure.indicator, figure.category, area=figure.area)
        earlier, voice = year_before(series, figure), book.voice(figure.indicator)
        is_told = voice.measure.kind not in ("change", "rank") and figure.period.months is not None
        if not is_told or earlier is None or earlier.period != figure.period.before(12):
            continue
        pair = over_time(book.holdings, voice.indicator, figure, earlier)
        if pair and pair.difference is not None:
            yield cell(figure), (pair.difference > 0) - (pair.difference < 0)


def turned(was: Told, now: Told) -> set[tuple[str, str, str, str]]:
    """The figures of which both tell something, and not the same."""
    return {key for key in was.keys() & now.keys() if was[key] != now[key]}


def keys(rows: pd.DataFrame) -> set[tuple[str, ...]]:
    """Which figures these are."""
    columns = ["indicator", "category", "area", "period"]
    return set(rows[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize("case", ["rank", "direction", "revision", "population", "finding"])
def test_places_and_directions_are_those_of_the_pages(case: str, tmp_path: Path) -> None:
    project = changed_county(DIFFS / case, tmp_path)
    books = [building.book_of(tmp_path / side) for side in ("before", "after")]
    found = since(project)
    was, now = (dict(places(book)) for book in books)
    assert keys(found.places) == turned(was, now)
    was, now = (dict(ways(book)) for book in books)
    assert keys(found.ways) == turned(was, now)


def since(project: Path) -> Difference:
    """What has changed in a project since its release."""
    holdings, audit = building.audit_project(project)
    before = frozen.read(project / RELEASES / RELEASE)
    return difference(before, frozen.as_held(holdings, audit), holdings)


def test_every_change_is_found_and_no_other(revised: Path) -> None:
    """Counted again row by row, from the two files."""
    holdings, audit = building.audit_project(revised)
    sides = []
    for content in (
        (revised / RELEASES / RELEASE / "figures.csv").read_bytes(),
        frozen.files(holdings, audit)["figures.csv"],
    ):
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        sides.append({tuple(row[name] for name in frozen.KEY): row for row in rows})
    moved = {key for key in sides[0] if sides[0][key] != sides[1][key]}
    assert sides[0].keys() == sides[1].keys()
    assert keys(since(revised).changes) == moved


def test_a_number_withheld_since_is_not_told_again(tmp_path: Path) -> None:
    project = county_alone(tmp_path / "county")
    release(COUNTY, project)
    path = project / "data/datasets/hate-crime/profile.csv"
    replaced(path, "crimes,all,45,,,", "crimes,all,,c,small-numbers,")
    _, said, _ = run(project, "--note", str(tmp_path / "note.md"))
    assert "Great Example, hate crimes recorded by the police, 2016/17: newly withheld" in said
    assert "45" not in said
    assert "45" not in (tmp_path / "note.md").read_text(encoding="utf-8")


def test_of_a_project_without_findings_too(tmp_path: Path) -> None:
    project = made_small(county_alone(tmp_path / "county"))
    release(project, project)
    assert run(project, "--area", "oldford")[:2] == (0, f"Nothing has changed since {SINCE}.\n")


def test_frozen_figures_are_not_changed(revised: Path) -> None:
    holdings, audit = building.audit_project(revised)
    before, now = frozen.read(revised / RELEASES / RELEASE), frozen.as_held(holdings, audit)
    copies = [frame.copy(deep=True) for frame in (before.figures, now.figures)]
    difference(before, now, holdings)
    assert_frame_equal(before.figures, copies[0])
    assert_frame_equal(now.figures, copies[1])


def test_reading_raises_problems(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="The file is missing"):
        frozen.read(tmp_path / RELEASES / "2026-10")
