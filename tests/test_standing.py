"""What stands is taken from the last site, and the site is that of a build from nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.publishing import building
from generator.publishing.reaching import shows_others
from generator.storage.inputs import Inputs, read_inputs
from tests.counties import OVERRIDES, copy_of_built, files_in

FIGURES = "data/datasets/hate-crime/profile.csv"
FRAME = "overrides/main.html"
NEXT = "{% if page and page.next_page %}{{ page.next_page.title }}{% endif %}</article>"
PAGE = "farrow/index.html"
# One change each: the file, what stands there, and what stands there then.
CHANGED = (
    (FIGURES, "all,45,,,", "all,46,,,"),
    ("content/topics/50-hate-crime.md", "{% block area %}", "{% block area %}\n\nA *new* word."),
    (FRAME, "</article>", NEXT),
    (FIGURES, "all,46,,,", "all,47,,,"),
    ("mkdocs.yml", "site_name: ", "site_name: New "),
    ("data/site.yml", "publisher: ", "publisher: New "),
)


@pytest.fixture
def project(small_county: Path, tmp_path: Path) -> Path:
    """The county with a look of its own, built here."""
    project = copy_of_built(small_county, tmp_path / "warm", parts=("build",))
    shutil.copytree(OVERRIDES, project / "overrides")
    changed(project, "mkdocs.yml", "../../overrides", "overrides")
    building.build(project, project / "site")
    return project


def changed(project: Path, file: str, old: str, new: str) -> None:
    """Put other words into a file of a project."""
    text = (project / file).read_text(encoding="utf-8")
    assert old in text, file
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def from_nothing(project: Path, folder: Path) -> dict[str, bytes]:
    """The site of a build that knows of no other, of the same project."""
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("site", "state", "pages"))
    building.build(folder, folder / "site")
    return files_in(folder / "site")


def numbers(site: Path) -> dict[str, int]:
    """The files of a site by the number that the disk knows each by."""
    return {name: (site / name).stat().st_ino for name in files_in(site)}


def test_whatever_changed_the_site_is_that_of_a_build_from_nothing(
    project: Path, tmp_path: Path
) -> None:
    for number, (file, old, new) in enumerate(CHANGED):
        changed(project, file, old, new)
        building.build(project, project / "site")
        made = files_in(project / "site")
        assert made == from_nothing(project, tmp_path / str(number)), (file, new)


def test_what_did_not_change_is_the_same_file(project: Path) -> None:
    site = project / "site"
    before, were = numbers(site), files_in(site)
    changed(project, *CHANGED[0])
    building.build(project, site)
    after, are = numbers(site), files_in(site)
    stood = {name for name in before if before[name] == after.get(name)}
    pages = {name for name in are if name.endswith("index.html")}
    assert all(were[name] == are[name] for name in stood)
    assert len(stood & pages) > len(pages) / 2
    assert {name for name in pages if were[name] != are[name]}
    assert all(path.stat().st_nlink == 1 for path in site.rglob("*.html"))


def edited(path: Path) -> None:
    """Another content of the same size and time."""
    state = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def linked(path: Path) -> None:
    """The file itself elsewhere, and a link to it here."""
    path.rename(f"{path}-before")
    path.symlink_to(f"{path}-before")


DAMAGE: tuple[Callable[[Path], object], ...] = (
    edited,
    linked,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(path.read_bytes()[:99]),
    lambda path: path.unlink(),
    lambda path: path.chmod(0o600),
    lambda path: os.link(path, f"{path}-before"),
)


@pytest.mark.parametrize("part", ["site", "build/pages"])
def test_what_was_damaged_is_made_again(part: str, project: Path, tmp_path: Path) -> None:
    site, where = project / "site", project / part
    kinds = ("**/index.md" if part != "site" else "**/index.html", "embed/**/*.html", "**/*.csv")
    hurt = []
    for kind in kinds:
        found = [path for path in sorted(where.glob(kind)) if path not in hurt]
        hurt += found[-len(DAMAGE) :]
        for path, damage in zip(found[-len(DAMAGE) :], DAMAGE, strict=True):
            damage(path)
    changed(project, *CHANGED[0])
    building.build(project, site)
    for before in site.rglob("*-before"):
        before.unlink()
    assert files_in(site) == from_nothing(project, tmp_path / "cold")
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len({path.lstat().st_mode for path in files}) == 1
    assert all(path.lstat().st_nlink == 1 for path in files)


def backwards(path: Path) -> None:
    """Turn a file round."""
    path.write_bytes(path.read_bytes()[::-1])


def test_a_damaged_memory_is_as_good_as_none(project: Path, tmp_path: Path) -> None:
    state, number = project / "build" / "state", 45
    for damage in (*DAMAGE[2:4], backwards):
        damage(state)
        changed(project, FIGURES, f"all,{number},,,", f"all,{number + 1},,,")
        number += 1
        building.build(project, project / "site")
    assert files_in(project / "site") == from_nothing(project, tmp_path / "cold")


def test_other_code_makes_every_page_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = project / "site"
    before = numbers(site)

    def otherwise(project: Path, wanted: str = "") -> Inputs:
        found = read_inputs(project, wanted)
        return Inputs(found.code, found.pages, "other", found.looks)

    monkeypatch.setattr(building, "read_inputs", otherwise)
    building.build(project, site)
    after = numbers(site)
    # What leads on to another page has nothing of the frame in it.
    pages = {n for n in after if n.endswith(".html") and b"refresh" not in (site / n).read_bytes()}
    assert not {name for name in pages if before[name] == after[name]}


BASE = (
    "<p>{% block nav %}{{ nav.homepage }}{% endblock %}{% block main %}{{ page.title }}"
    "{% block inner %}{% include 'part.html' %}{% endblock %}{% endblock %}</p>"
)
# What a frame holds, and whether it can show more than its own page.
FRAMES = (
    ("{% block nav %}{% endblock %}", "x", False),
    ("{% block nav %}{% endblock %}", "{{ page.next_page.url }}", True),
    ("{% block nav %}{% endblock %}", "{{ page['next_page'].url }}", True),
    ("{% block nav %}{% endblock %}", "{{ page['next_' ~ 'page'].url }}", True),
    ("{% block nav %}{% endblock %}", "{% include page.title %}", True),
    ("{% block nav %}{% endblock %}", "{% include '.icons/' ~ page.icon ~ '.svg' %}", False),
    ("{% block nav %}{% endblock %}", "{{ build_date_utc }}", True),
    ("{% block nav %}{% endblock %}", "{{ page|attr('parent') }}", True),
    ("{% block nav %}{{ super() }}{% endblock %}", "x", True),
    ("{% block nav %}{% endblock %}{% block main %}y{% endblock %}", "{{ nav }}", False),
    ("{% block nav %}{% endblock %}{% set all = pages %}", "x", True),
    (
        "{% block nav %}{{ self.other() }}{% endblock %}{% block other %}{{ nav }}{% endblock %}",
        "x",
        True,
    ),
    ("", "x", True),
)


@pytest.mark.parametrize(("own", "part", "is_more"), FRAMES)
def test_what_a_frame_can_show_is_told_from_its_templates(
    own: str, part: str, *, is_more: bool
) -> None:
    held = {"base.html": BASE, "part.html": part, "main.html": "{% extends 'base.html' %}" + own}
    assert (
        shows_others(Environment(loader=DictLoader(held), autoescape=True), "main.html") is is_more
    )
