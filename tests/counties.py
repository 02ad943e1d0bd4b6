"""The invented county as a project of its own, copied to where a test may write."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.publishing import building
from tests.sites import copy_project, made_once

TESTS = Path(__file__).parent
COUNTY = TESTS / "county"
OVERRIDES = TESTS.parent / "overrides"
SAID, DOUBTED, REMOVE = "problems.txt", "doubts.txt", "REMOVE"


def county_in(folder: Path) -> Path:
    """A copy of the county below this folder, with the look of the real site beside it."""
    shutil.copytree(OVERRIDES, folder / "overrides", dirs_exist_ok=True)
    return copy_project(COUNTY, folder / "tests" / "county")


def county_alone(target: Path) -> Path:
    """A copy of the county at this very place, with its look named by where it is."""
    shutil.copytree(COUNTY, target)
    settings = target / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("../../overrides", OVERRIDES.as_posix()), encoding="utf-8")
    return target


def built_county(folder: Path) -> Path:
    """The county below this folder, built; the first caller builds it, the others wait. Read only.

    The site is in ``site/``, the pages' Markdown in ``build/pages/``.
    """
    project = folder / "tests" / "county"

    def build() -> None:
        county_in(folder)
        building.build(project, project / "site")

    made_once(folder, build)
    return project


def copy_of_built(built: Path, folder: Path, *, parts: tuple[str, ...]) -> Path:
    """A fresh copy of the county with these parts of what was built from it, such as "build"."""
    project = county_in(folder)
    for part in parts:
        shutil.copytree(built / part, project / part)
    return project


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def laid_over(folder: Path, target: Path) -> Path:
    """The county with the files of a folder of ``broken/`` or ``doubts/`` in place of its own."""
    county_alone(target)
    for name, data in files_in(folder).items():
        if name == REMOVE:
            for gone in data.decode().split():
                (target / gone).unlink()
        elif name not in (SAID, DOUBTED):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    return target
