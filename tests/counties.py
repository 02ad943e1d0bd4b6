"""The invented county as a project of its own, copied to where a test may write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publishing import building
from tests.sites import copy_project, made_once

TESTS = Path(__file__).parent
COUNTY = TESTS / "county"
OVERRIDES = TESTS.parent / "overrides"
SAID, DOUBTED, REMOVE = "problems.txt", "doubts.txt", "REMOVE"
# What the small county keeps of datasets and topics.
SMALL = ("hate-crime", "population", "profile", "priorities")


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


def small_county_in(folder: Path) -> Path:
    """The county with two of its datasets: enough where it matters what becomes of files."""
    return made_small(county_in(folder))


def made_small(project: Path) -> Path:
    """The same county with two of its datasets."""
    for inner in ("data/datasets", "content/topics"):
        for path in (project / inner).iterdir():
            if not any(name in path.name for name in SMALL):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(project / "content" / "areas")
    replaced(project / "data/site.yml", "crime-rate-printed", "hate-crime")
    profile = project / "content/topics/00-profile.md"
    replaced(profile, "crime-rate-printed", "population")
    replaced(profile, '{{ say.also("severity-place") }}', "")
    events = project / "data/events.csv"
    rows = events.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if "recorded-crime" not in row]
    events.write_text("".join(kept), encoding="utf-8")
    return project


def replaced(path: Path, old: str, new: str) -> None:
    """Put a text in the place of another in a file, which must hold it."""
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def built_county(folder: Path, copied: Callable[[Path], Path] = county_in) -> Path:
    """The county below this folder, built; the first caller builds it, the others wait. Read only.

    The site is in ``site/``, the pages' Markdown in ``build/pages/``.
    """
    project = folder / "tests" / "county"

    def build() -> None:
        copied(folder)
        building.build(project, project / "site")

    made_once(folder, build)
    return project


def copy_of_built(built: Path, folder: Path, *, parts: tuple[str, ...]) -> Path:
    """A fresh copy of the county with these parts of what was built from it, such as "build"."""
    shutil.copytree(OVERRIDES, folder / "overrides")
    project = copy_project(built, folder / "tests" / "county")
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
    lay(folder, county_alone(target))
    return target


def lay(folder: Path, project: Path) -> None:
    """Put the files of a folder in place of those of a county that stands already."""
    for name, data in _differing(folder).items():
        _put(project / name, data)


@contextmanager
def laid_over_for_now(folder: Path, project: Path) -> Iterator[None]:
    """The same in a county that stands already, which is afterwards as it was: hundreds of faults
    need no hundreds of counties."""
    differing = _differing(folder)
    own = {name: project / name for name in differing}
    before = {name: path.read_bytes() if path.exists() else None for name, path in own.items()}
    added = {above for path in own.values() for above in path.parents if not above.exists()}
    try:
        for name, data in differing.items():
            _put(own[name], data)
        yield
    finally:
        for name, held in before.items():
            _put(own[name], held)
        for place in added:
            shutil.rmtree(place, ignore_errors=True)


def _differing(folder: Path) -> dict[str, bytes | None]:
    """The files of a folder of faults, by where they go in the county; None is a file to remove."""
    files = files_in(folder)
    gone = dict.fromkeys(files.pop(REMOVE, b"").decode().split())
    return {**gone, **{name: files[name] for name in files if name not in (SAID, DOUBTED)}}


def _put(path: Path, data: bytes | None) -> None:
    """This content at this place, or nothing there."""
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
