"""A project's own templates, and the licences of what others wrote."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from generator import building
from generator.licences import licences
from generator.pages.templates import PLACE
from generator.problems import ProfileError
from tests.counties import TESTS, county_in, files_in, laid_over

SHIPPED = TESTS.parent / "generator" / "templates"


def own(project: Path, name: str, text: str) -> None:
    """Give a project a template of its own."""
    path = project / PLACE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def pages(project: Path) -> dict[str, str | bytes]:
    """Every generated file of a project."""
    return building._made(project, building.ALL, building.silent)[0]


def test_a_project_s_own_template_comes_first(tmp_path: Path) -> None:
    project = county_in(tmp_path)
    before = pages(project)
    own(project, "contacts.html.j2", '<h1>Whom to ask</h1>\n{% include "asked.html.j2" %}\n')
    own(project, "asked.html.j2", "<p>{{ book.site.publisher }} answers.</p>\n")
    assert building.check_project(project) == []
    after = pages(project)
    assert "<h1>Whom to ask</h1>" in str(after["contacts/index.md"])
    assert "<p>Exampleshire Council answers.</p>" in str(after["contacts/index.md"])
    assert {name for name in before if before[name] != after[name]} == {"contacts/index.md"}
    shutil.rmtree(project / PLACE)
    assert pages(project) == before


def test_a_part_that_other_templates_use_can_be_replaced(tmp_path: Path) -> None:
    project = county_in(tmp_path)
    text = (SHIPPED / "table.html.j2").read_text(encoding="utf-8")
    own(project, "table.html.j2", text.replace("<table", '<table data-own="yes"', 1))
    assert building.check_project(project) == []
    assert 'data-own="yes"' in str(pages(project)["oldford/crime/index.md"])


def test_each_project_has_its_own_in_one_process(tmp_path: Path) -> None:
    one, other = county_in(tmp_path / "one"), county_in(tmp_path / "other")
    own(one, "contacts.html.j2", "<h1>One</h1>\n")
    own(other, "contacts.html.j2", "<h1>Other</h1>\n")
    assert "<h1>One</h1>" in str(pages(one)["contacts/index.md"])
    assert "<h1>Other</h1>" in str(pages(other)["contacts/index.md"])


@pytest.mark.parametrize("name", ["look-asks", "look-asks-inside", "look-braces", "look-sum"])
def test_building_tells_what_check_tells(name: str, tmp_path: Path) -> None:
    project = laid_over(TESTS / "broken" / name, tmp_path / "project")
    before = files_in(project)
    with pytest.raises(ProfileError) as told:
        building.build(project, project / "site")
    assert told.value.problems == building.check_project(project)
    assert files_in(project) == before


def test_no_template_is_published(tmp_path: Path) -> None:
    project = county_in(tmp_path)
    for path in (project.parents[1] / "overrides").iterdir():
        target = project / "overrides" / path.name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, target)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../overrides", "overrides"), "utf-8")
    own(project, "contacts.html.j2", "<h1>Whom to ask</h1>\n")
    building.build(project, project / "site", building.Wanted(("oldford",)))
    assert "Whom to ask" in (project / "site/contacts/index.html").read_text(encoding="utf-8")
    assert not [name for name in files_in(project / "site") if name.endswith(".j2")]


def test_the_licences_go_out_with_the_site(county: Path) -> None:
    text = (county / "site/assets/licences.txt").read_text(encoding="utf-8")
    assert text == licences()
    for name in ("vega", "vega-lite", "vega-embed", "d3-scale", "topojson-client"):
        assert name in text
    assert "Copyright (c) 2015-2023, University of Washington Interactive Data Lab" in text
    assert "Martin Donath" in text
    assert "Jon Mease" in text
    script = (county / "site/assets/vega.js").read_text(encoding="utf-8")
    assert "licences.txt" in script.partition("\n")[0]


def test_the_list_of_parts_is_of_the_bundle_that_is_carried() -> None:
    """After another vl-convert look through its parts again, then name it in the list."""
    listed = (TESTS.parent / "generator/notices/vega.txt").read_text(encoding="utf-8")
    carried = version("vl-convert-python").partition(".post")[0]
    assert carried in " ".join(listed.partition("\n\n")[0].split())
