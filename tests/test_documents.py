"""The documents lead somewhere, their recipes work as they stand, and none of them is published."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.publishing import building
from generator.starting.starting import start
from tests.counties import copy_of_built
from tests.documents import anchors, documents, examples, links, table, without_code
from tests.sites import ROOT, copy_project
from tests.test_house import CODE, ROOMS

NAMED = re.compile(
    r"`((?:generator|tests|overrides|data|content)/[\w./-]+\.(?:py|css|html|csv|yml|md))`"
)
IN_A_ROOM = re.compile(r"`((?:\w+/)+\w+\.py)`")


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    wrong = []
    for link in links(path):
        file, _, place = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if re.match(r"[a-z]+:", link):
            continue
        if not target.exists() or not target.is_relative_to(ROOT):
            wrong.append(f"{link}: there is no such file")
        elif place and place not in anchors(target):
            wrong.append(f"{link}: there is no such heading")
    assert not wrong, "\n".join(wrong)


def test_every_document_is_led_to() -> None:
    led_to = {
        (path.parent / link.partition("#")[0]).resolve()
        for path in documents()
        for link in links(path)
    }
    alone = {ROOT / "README.md", ROOT / "CHANGELOG.md"}
    assert set(documents()) <= led_to | alone


def test_files_that_are_named_are_there() -> None:
    for path in (ROOT / "CONTRIBUTING.md", ROOT / "generator/README.md"):
        text = "\n".join(without_code(path))
        named = [ROOT / name for name in NAMED.findall(text)]
        named += [CODE / name for name in IN_A_ROOM.findall(text) if not NAMED.match(f"`{name}`")]
        assert len(named) > 5
        assert not [file for file in named if not file.exists()]


def test_the_map_has_every_room_in_order() -> None:
    cells = table(CODE / "README.md", "The rooms, in order")
    told = [name for first, _ in cells for name in re.findall(r"`(\w+)`", first)]
    assert told == ROOMS.split()


def test_the_recipes_work_as_they_stand(tmp_path: Path) -> None:
    """Datasets and topics are taken out, but for populations, and one is made by nothing but what
    the recipes show."""
    project = copy_project(ROOT, tmp_path / "project")
    dataset, topic = project / "data/datasets/hate-crime", "content/topics/40-hate-crime.md"
    for folder in ("data/datasets", "content/topics", "content/areas"):
        for path in (project / folder).iterdir():
            if "population" not in path.name:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("events.csv", "claims.csv", "accepted.csv", "priorities.csv", "redirects.csv"):
        path = project / "data" / name
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", "utf-8")
    shutil.rmtree(project / "data/releases", ignore_errors=True)
    site = project / "data/site.yml"
    site.write_text(site.read_text("utf-8").replace("street-crime", "population"), "utf-8")
    written = [e for e in examples(ROOT / "data/README.md") if e.heading == "Add a dataset"]
    source, description, rows = (example.text for example in written[:3])
    assert source.split("\n")[1] in (project / "data/sources.csv").read_text(encoding="utf-8")
    dataset.mkdir()
    (dataset / "dataset.yml").write_text(description, encoding="utf-8")
    (dataset / "dover-profile-2017.csv").write_text(rows, encoding="utf-8")
    (told,) = building.check_project(project)
    assert told.what == 'No topic shows the indicator "hate-crime".'
    matter, blocks = (
        example.text
        for example in examples(ROOT / "content/README.md")
        if example.heading == "A topic"
    )
    (project / topic).write_text(f"{matter}\n{blocks}", encoding="utf-8")
    assert building.check_project(project) == []


def test_a_county_is_begun_as_its_page_says(tmp_path: Path) -> None:
    """With the areas that the page shows, and the words that it shows for them."""
    page = ROOT / "data/YOUR-OWN-COUNTY.md"
    shown = [example for example in examples(page) if example.heading == "Another kind of area"]
    areas, command = (example.text for example in shown)
    (tmp_path / "areas.csv").write_text(areas, encoding="utf-8")
    _, _, folder, _, force, *_ = shlex.split(command)
    start(tmp_path / Path(folder).name, force, tmp_path / "areas.csv")
    assert (tmp_path / "westshire/data/areas/areas.csv").read_text(encoding="utf-8") == areas


def test_none_of_them_is_published(small_county: Path, tmp_path: Path) -> None:
    """A text for those who write would else be taken for the first page of the site."""
    project = copy_of_built(small_county, tmp_path, parts=("build",))
    note = "For those who write the pages of this county."
    for folder in ("content", "content/topics", "data"):
        (project / folder / "README.md").write_text(f"# README\n\n{note}\n", encoding="utf-8")
    building.build(project, project / "site")
    files = [path for path in (project / "site").rglob("*") if path.suffix in (".html", ".json")]
    assert (project / "site/index.html") in files
    assert not [path for path in files if note in path.read_text(encoding="utf-8")]
    assert not [path for path in (project / "site").rglob("*") if "readme" in path.name.lower()]
