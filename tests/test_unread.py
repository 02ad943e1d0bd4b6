"""One file that cannot be read is one problem: what only follows from it is not told."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import tell
from generator.publishing import building
from generator.reading.holdings import open_holdings
from tests.counties import COUNTY, TESTS, laid_over

DATA = sorted(path.relative_to(COUNTY).as_posix() for path in COUNTY.glob("data/**/*.*"))
TOPICS = sorted(path.relative_to(COUNTY).as_posix() for path in COUNTY.glob("content/topics/*.md"))


def workbook(path: Path) -> None:
    """The file as an Excel workbook that somebody renamed."""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")


def away(path: Path) -> Path:
    """The place of the file, without it."""
    path.unlink()
    return path


def of_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """A way to spoil a file by what stands in it."""
    return lambda path: path.write_bytes(change(path.read_bytes()))


SPOILED: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "workbook": workbook,
    "web page": of_bytes(lambda data: b"\r\n <!-- 1 -->\n<HTML><body>Sorry</body></HTML>"),
    "UTF-16": of_bytes(lambda data: data.decode().encode("utf-16")),
    "UTF-16 without a mark": of_bytes(lambda data: data.decode().encode("utf-16-be")),
    "a dash of Windows": of_bytes(lambda data: data.rstrip(b"\n") + b"\x96\n"),
    "a nought": of_bytes(lambda data: data.rstrip(b"\n") + b"\x00\n"),
    "a conflict": of_bytes(lambda data: b"<<<<<<< HEAD\n" + data + b">>>>>>> branch\n"),
    "a folder": lambda path: away(path).mkdir(),
    "a pipe": lambda path: os.mkfifo(away(path)),
    "a link away": lambda path: away(path).symlink_to("/etc/hostname"),
}


def told_of(tmp_path: Path, file: str, spoil: Callable[[Path], object]) -> list[str]:
    """What is told of the county where one file is spoiled."""
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    spoil(project / file)
    return [str(problem) for problem in building.check_project(project)]


# Each file spoiled in one way, and a file of each kind in every way.
OF_EACH_KIND = ("data/sources.csv", "data/datasets/hate-crime/dataset.yml", TOPICS[-1])
TRIALS = [(file, "a dash of Windows") for file in [*DATA, *TOPICS]]
TRIALS += [(file, way) for file in OF_EACH_KIND for way in SPOILED if way != "a dash of Windows"]
TRIALS.remove((TOPICS[-1], "gone"))


@pytest.mark.parametrize(("file", "way"), TRIALS)
def test_one_unreadable_file_is_one_problem(file: str, way: str, tmp_path: Path) -> None:
    told = told_of(tmp_path, file, SPOILED[way])
    assert len(told) == 1, "\n".join(told)
    assert told[0].startswith(file)


def test_what_does_not_follow_from_it_is_still_told(tmp_path: Path) -> None:
    """A fault in one dataset's description, and others that have nothing to do with it."""
    project = laid_over(TESTS / "broken" / "unknown-area", tmp_path / "project")
    for file in ("data/datasets/severity/dataset.yml", "data/datasets/survey/dataset.yml"):
        path = project / file
        path.write_text(path.read_text(encoding="utf-8") + "oops: 1\n", encoding="utf-8")
    topic = project / "content/topics/50-hate-crime.md"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(text.replace("{% endblock %}", '{{ table("arson") }}\n{% endblock %}', 1))
    told = [str(problem) for problem in building.check_project(project)]
    assert len(told) == 4, "\n".join(told)
    assert sum("arson" in line for line in told) == 1
    assert sum("X07000007" in line for line in told) == 1


def test_what_programs_leave_behind_is_passed_over(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    left = ["~$profile.xlsx", "._profile.csv", ".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"]
    left += [".~lock.profile.csv#", "profile.csv.tmp", ".profile.csv.swp", "profile.csv~"]
    for folder in ("data", "data/datasets/hate-crime", "content", "content/topics"):
        for name in (*left, "README.md"):
            (project / folder / name).write_bytes(b"\x96 left here")
    assert building.check_project(project) == []


def test_texts_for_people_stand_beside_the_data_and_nowhere_else(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    for name in ("README.md", "EACH-RELEASE.md", "datasets/hate-crime/NOTES.md"):
        (project / "data" / name).write_text("For people.", encoding="utf-8")
    assert building.check_project(project) == []
    for name in ("data/Notes.md", "data/NOTES.txt", "content/topics/NOTES.md", "content/NOTES.md"):
        (project / name).write_text("For people?", encoding="utf-8")
        (told,) = building.check_project(project)
        assert told.place.file == name
        (project / name).unlink()


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    (project / "data/old").mkdir()
    opened = os.scandir

    def refuse(path: Path) -> object:
        if str(path).endswith("old"):
            raise PermissionError(13, "refused")
        return opened(path)

    monkeypatch.setattr("os.scandir", refuse)
    told = [str(problem) for problem in building.check_project(project)]
    assert told == ["data/old: The folder cannot be opened. Ask for the right to read it."]


def test_a_link_within_the_project_is_followed_and_a_linked_folder_is_not(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    events = project / "data/events.csv"
    events.rename(project / "events-2017.csv")
    events.symlink_to("../events-2017.csv")
    assert building.check_project(project) == []
    (project / "content/about.md").unlink()
    os.mkfifo(project / "content/about.md")
    told = [str(problem) for problem in building.check_project(project)]
    assert [line.startswith("content/about.md: This is no ordinary file") for line in told] == [
        True
    ]
    (project / "content/about.md").unlink()
    shutil.copy(COUNTY / "content/about.md", project / "content/about.md")
    (project / "data/datasets/again").symlink_to(project / "data")
    told = [str(problem) for problem in building.check_project(project)]
    assert len(told) == 1
    assert "is a link" in told[0]


def test_too_large_a_file_is_told_and_not_read(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    with (project / "data/sources.csv").open("ab") as file:
        file.truncate(60_000_000)
    told = [str(problem) for problem in building.check_project(project)]
    assert len(told) == 1
    assert "The file has 60 MB, and may have 50." in told[0]


def test_days_may_be_written_with_the_day_first(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    for name in ("areas/areas.csv", "areas/succession.csv", "events.csv", "contacts.csv"):
        path = project / "data" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", text), encoding="utf-8")
    before, after = open_holdings(COUNTY), open_holdings(project)
    assert building.check_project(project) == []
    assert list(after.areas) == list(before.areas)
    assert after.areas.successions == before.areas.successions
    assert (after.events, after.contacts) == (before.events, before.contacts)


def test_a_cause_has_twenty_lines_and_a_count(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(COUNTY, project)
    rows = [f"X07000004,P12M/{year}-03,crimes,all,x{year},,,EXA-9" for year in range(1850, 1950)]
    header = "area,period,measure,category,value,status,note,source"
    (project / "data/datasets/hate-crime/bad.csv").write_text("\n".join([header, *rows]))
    problems = building.check_project(project)
    assert len(problems) == 200
    lines = tell(problems).split("\n")
    assert len(lines) == 20 + 20 + 1 + 2
    assert lines[40] == "data/datasets/hate-crime/bad.csv: and 160 more like these."
    assert lines[-1] == "200 problems. Nothing was written."
