"""What is wrong with the frame is told before anything is built: mkdocs.yml and the templates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import building
from tests.counties import OVERRIDES, county_alone
from tests.test_broken import PROGRAMMERS

SETTINGS = (
    ("strict: true", "strict: true\n  - : [", "The settings cannot be read."),
    ("name: material", "name: materail", 'mkdocs.yml, line 6: There is no theme "materail" here.'),
    ("- crime-profiles", "- profiles", 'mkdocs.yml, line 11: There is no plugin "profiles" here.'),
    ("plugins:\n  - crime-profiles\n", "", 'The setting "plugins" does not fit this program.'),
    ("docs_dir: content", "docs_dir: data", 'line 3: The setting "docs_dir" does not fit'),
    ("docs_dir: content", "docs_dir: words", 'line 3: "docs_dir" names a folder that is not there'),
    ("strict: true", "strikt: true", 'line 17: There is no setting "strikt". Take it out.'),
    ("strict: true", "strict: 7", 'line 17: "strict" is of the wrong kind.'),
    ("strict: true", "strict: true\nnav: 7", 'line 18: "nav" is of the wrong kind.'),
    ("strict: true", "INHERIT: other.yml", "line 17: Settings are taken from another file."),
    ("strict: true", "extra_templates: [no.html]", '"extra_templates" does not fit'),
    (
        "custom_dir: ../look",
        "custom_dir: lok",
        'line 8: "custom_dir" names a folder that is not',
    ),
    ("name: material", "name: readthedocs", 'The setting "theme" does not fit this program.'),
    ("use_directory_urls: true", "use_directory_urls: false", "line 5: The setting"),
    ("site_name: Crime profiles for Exampleshire\n", "", 'The setting "site_name" is missing.'),
    ("- attr_list", "- atr_list", "line 13: An extension"),
)
TEMPLATES = (
    ("{% endblock %}", "", "The template cannot be read. Look at this line and above it"),
    ("|e }}", "|shout }}", "line 9: The template cannot be read."),
    ("base.html", "bse.html", 'line 1: There is no template "bse.html".'),
    ("<header", '{% include "no.html" %}<header', 'There is no template "no.html".'),
    ("<header", "{{ page.no.more }}<header", "The template cannot be filled in."),
    ("<header", "{{ 1 / 0 }}<header", "The template cannot be filled in."),
    ('kind == "compare"', 'kind == "compare" and to.x.y', "The template cannot be filled in."),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The county with a look of its own."""
    project = county_alone(tmp_path / "project")
    shutil.copytree(OVERRIDES, tmp_path / "look")
    path = project / "mkdocs.yml"
    path.write_text(path.read_text().replace(OVERRIDES.as_posix(), "../look"))
    return project


def changed(path: Path, old: str, new: str) -> None:
    """Put a text in the place of another, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("old", "new", "said"), SETTINGS)
def test_a_fault_in_the_settings_is_told(old: str, new: str, said: str, project: Path) -> None:
    changed(project / "mkdocs.yml", old, new)
    told = building.check_project(project)
    assert len(told) == 1
    assert said in str(told[0])
    read = str(told[0]).replace("extra_templates", "")
    assert not [word for word in PROGRAMMERS if word in read]


@pytest.mark.parametrize("text", ["", "- a\n", "words\n", "\x00", "a: b: c\n", "&a [*a]\n"])
def test_no_settings_at_all_are_told(text: str, project: Path) -> None:
    (project / "mkdocs.yml").write_text(text)
    assert building.check_project(project)


@pytest.mark.parametrize(("old", "new", "said"), TEMPLATES)
def test_a_fault_in_a_template_is_told(old: str, new: str, said: str, project: Path) -> None:
    changed(project.parent / "look" / "main.html", old, new)
    told = [str(problem) for problem in building.check_project(project)]
    assert len(told) == 1
    assert told[0].startswith("../look/main.html, line ")
    assert said in told[0]


def test_a_sound_frame_has_no_problem(project: Path) -> None:
    assert building.check_project(project) == []
