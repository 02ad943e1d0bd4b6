"""What is wrong with the frame is told before anything is built: mkdocs.yml and the templates."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Place, ProfileError
from generator.publishing import building, hooked
from tests.counties import OVERRIDES, county_alone, made_small
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
    ("strict: true", "exclude_docs: index.md", 'line 17: The setting "exclude_docs" does not fit'),
    ("strict: true", "draft_docs: about.md", 'line 17: The setting "draft_docs" does not fit'),
    ("strict: true", "not_in_nav: about.md", 'line 17: The setting "not_in_nav" does not fit'),
    ("strict: true", "nav: [about.md]", 'line 17: The setting "nav" does not fit'),
    ("strict: true", "edit_uri: a/", 'line 17: The setting "edit_uri" does not fit'),
    ("strict: true", "extra_css: [a.css]", 'line 17: "a.css" in "extra_css" is no file of'),
    ("strict: true", "extra_javascript: [a.js]", 'line 17: "a.js" in "extra_javascript" is no'),
    ("absolute_links: ignore", "anchors: warn", 'The setting "anchors" does not fit'),
    ("unrecognized_links: ignore", "unrecognized_links: warn", '"unrecognized_links" does not'),
    ("omitted_files: ignore", "omitted_files: warn", 'The setting "omitted_files" does not fit'),
    ("absolute_links: ignore", "absolute_links: relative_to_docs", '"absolute_links" does not'),
    ("- crime-profiles", "- crime-profiles\n  - search", 'The plugin "material/search" does not'),
    ("- crime-profiles", "- crime-profiles\n  - material/meta", 'plugin "material/meta" does not'),
    ("- crime-profiles", "- crime-profiles\n  - crime-profiles", 'line 11: The setting "plugins"'),
    ("- def_list", "- def_list\n  - meta", 'The setting "markdown_extensions" does not fit'),
    ("- def_list", "- def_list\n  - pymdownx.snippets", '"markdown_extensions" does not fit'),
    ("  - def_list\n", "", 'The setting "markdown_extensions" does not fit'),
    ("  custom_dir: ../look\n", "", 'The setting "custom_dir" names no folder with a main.html.'),
    ("custom_dir: ../look", "custom_dir: data", 'line 8: The setting "custom_dir" names no folder'),
    ("language: en", "locale: fr", 'line 9: The setting "locale" does not fit'),
    ("language: en", "static_templates: [no.html]", 'line 9: The setting "static_templates" does'),
    ("language: en", "static_templates: 5", "mkdocs.yml: The settings cannot be read."),
    ("language: en", "features: 5", "line 6: No page can be put into the frame with what is set"),
    ("language: en", "palette: 5", "line 6: No page can be put into the frame with what is set"),
    ("Crime profiles for Exampleshire", '""', 'line 1: The setting "site_name" is blank.'),
)
HOOKS = (
    ("x = (", "hook.py, line 1: The hook cannot be read."),
    ("import sys\nsys.exit(0)", "hook.py, line 2: The hook ends the program."),
    ("import nowhere_at_all", "hook.py, line 1: The hook fails."),
    ("\n1 / 0", "hook.py, line 2: The hook fails. Look at this line: division by zero."),
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
    """The small county with a look of its own."""
    project = made_small(county_alone(tmp_path / "project"))
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
    read = str(told[0]).replace("extra_templates", "").replace("static_templates", "")
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


@pytest.mark.parametrize(("code", "said"), HOOKS)
def test_a_hook_that_fails_is_told_as_the_project_s_own(
    code: str, said: str, project: Path
) -> None:
    changed(project / "mkdocs.yml", "strict: true", "strict: true\nhooks: [hook.py]")
    (project / "hook.py").write_text("def on_files(files, config):\n    return files\n")
    assert building.check_project(project) == []
    (project / "hook.py").write_text(code)
    told = [str(problem) for problem in building.check_project(project)]
    assert [problem.startswith(said) for problem in told] == [True]


@pytest.mark.parametrize("raised", ["SystemExit(0)", "KeyError(1)", "PluginError('a')"])
def test_what_a_hook_does_meanwhile_is_told_of_it(raised: str, project: Path) -> None:
    hook = project / "hook.py"
    hook.write_text(f"class PluginError(Exception): ...\n\ndef run():\n    raise {raised}\n")
    changed(project / "mkdocs.yml", "strict: true", "strict: true\nhooks: [hook.py]")
    made: dict[str, Any] = {}
    exec(compile(hook.read_text(), hook, "exec"), made)
    with pytest.raises(ProfileError) as told, hooked.telling(project):
        made["run"]()
    assert [problem.place for problem in told.value.problems] == [Place("hook.py", 4)]


def test_an_error_of_ours_is_not_told_as_a_hook_s(project: Path) -> None:
    with pytest.raises(KeyError), hooked.telling(project):
        raise KeyError


def test_the_page_that_is_not_found_is_tried_too(project: Path) -> None:
    changed(project.parent / "look" / "404.html", "<h1>", "{{ page.no.more }}<h1>")
    told = [str(problem) for problem in building.check_project(project)]
    assert len(told) == 1
    assert told[0].startswith("../look/404.html, line ")
