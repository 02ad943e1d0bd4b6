"""A project's own templates, and the licences of what others wrote."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.figures.figures import Figures, figures
from generator.pages.assembling import Book, as_file, site
from generator.pages.templates import PLACE
from generator.problems import ProfileError
from generator.publishing import building
from generator.publishing.licences import licences
from generator.reading.holdings import open_holdings
from generator.reading.topics import open_topics
from generator.terms.colours import SHIPPED
from tests.counties import (
    OVERRIDES,
    TESTS,
    copy_of_built,
    files_in,
    laid_over,
    made_small,
    small_county_in,
)

TEMPLATES = TESTS.parent / "generator" / "templates"


def own(project: Path, name: str, text: str) -> None:
    """Give a project a template of its own."""
    path = project / PLACE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def pages(project: Path) -> dict[str, str]:
    """The text of every page of a project, by address."""
    holdings, (topics, _) = open_holdings(project), open_topics(project)
    book = Book(holdings, Figures(figures(holdings)), topics, project=project)
    return {page.path: as_file(page) for page in site(book)}


def test_a_project_s_own_template_comes_first(tmp_path: Path) -> None:
    project = small_county_in(tmp_path)
    before = pages(project)
    own(project, "contacts.html.j2", '<h1>Whom to ask</h1>\n{% include "asked.html.j2" %}\n')
    own(project, "asked.html.j2", "<p>{{ book.site.publisher }} answers.</p>\n")
    assert building.check_project(project) == []
    after = pages(project)
    assert "<h1>Whom to ask</h1>" in after["contacts/"]
    assert "<p>Exampleshire Council answers.</p>" in after["contacts/"]
    assert {name for name in before if before[name] != after[name]} == {"contacts/"}


def test_a_part_that_other_templates_use_can_be_replaced(tmp_path: Path) -> None:
    project = small_county_in(tmp_path)
    text = (TEMPLATES / "table.html.j2").read_text(encoding="utf-8")
    own(project, "table.html.j2", text.replace("<table", '<table data-own="yes"', 1))
    assert building.check_project(project) == []
    assert 'data-own="yes"' in pages(project)["oldford/hate-crime/"]


def test_each_project_has_its_own_in_one_process(tmp_path: Path) -> None:
    one, other = small_county_in(tmp_path / "one"), small_county_in(tmp_path / "other")
    own(one, "contacts.html.j2", "<h1>One</h1>\n")
    own(other, "contacts.html.j2", "<h1>Other</h1>\n")
    assert "<h1>One</h1>" in pages(one)["contacts/"]
    assert "<h1>Other</h1>" in pages(other)["contacts/"]


@pytest.mark.parametrize("name", ["look-asks", "look-asks-inside", "look-braces", "look-sum"])
def test_building_tells_what_check_tells(name: str, tmp_path: Path) -> None:
    project = made_small(laid_over(TESTS / "broken" / name, tmp_path / "project"))
    before = files_in(project)
    with pytest.raises(ProfileError) as told:
        building.build(project, project / "site")
    assert told.value.problems == building.check_project(project)
    assert files_in(project) == before


def test_a_site_has_the_colours_and_the_templates_of_its_project(
    small_county: Path, tmp_path: Path
) -> None:
    project = copy_of_built(small_county, tmp_path, parts=("build",))
    shutil.copytree(OVERRIDES, project / "overrides")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../overrides", "overrides"), "utf-8")
    own(project, "contacts.html.j2", "<h1>Whom to ask</h1>\n")
    with (project / "data/site.yml").open("a", encoding="utf-8") as file:
        file.write('colours:\n  accent: {light: "#005a30", dark: "#85C59B"}\n')
    building.build(project, project / "site")
    made = files_in(project / "site")
    assert b"<h1>Whom to ask</h1>" in made["contacts/index.html"]
    assert not [name for name in made if name.endswith(".j2")]
    assert b"--accent: #005A30;" in made["assets/colours.css"]
    charts = [made[name] for name in made if name.endswith((".vl.json", ".html"))]
    assert b"#005A30" in b"".join(charts)
    assert SHIPPED.accent.light.encode() not in b"".join(charts)
    assert made.keys() == files_in(small_county / "site").keys()


def test_the_licences_go_out_with_the_site(county: Path) -> None:
    text = (county / "site/assets/licences.txt").read_text(encoding="utf-8")
    assert text == licences()
    assert "Martin Donath" in text
