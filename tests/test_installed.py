"""The package as people install it: built as a wheel, installed on its own, run from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.counties import files_in, small_county_in
from tests.sites import ROOT

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "generator", "overrides")
SHARED = "crime_profiles-0.1.0.data/data/share/crime-profiles"
SAY = "import generator, importlib.metadata as m; print(generator.__file__, m.version('{}'))"


def run(command: list[str], folder: Path, settings: Mapping[str, str] | None = None) -> str:
    """What a command prints; the test fails with its words where it fails."""
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this code, built from a copy of what it is built from."""
    folder = tmp_path_factory.mktemp("wheel")
    passed = shutil.ignore_patterns("__pycache__")
    for name in SOURCES:
        source, target = ROOT / name, folder / "source" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=passed)
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    options = ["--no-build-isolation", "--no-deps", "--no-index", "-q"]
    run([sys.executable, "-m", "pip", "wheel", *options, "-w", str(folder), "./source"], folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_code_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = {Path(n).name for n in archive.namelist() if ".dist-info/licenses/" in n}
    code = (path for path in (ROOT / "generator").rglob("*") if "__pycache__" not in path.parts)
    look = {f"{SHARED}/overrides/{name}" for name in files_in(ROOT / "overrides")}
    named = {path.relative_to(ROOT).as_posix() for path in code if path.is_file()}
    assert held == named - {"generator/README.md"} | look
    assert licences == {"LICENSE"}


def environment(folder: Path, wheel: Path) -> Path:
    """The Python of an empty environment with the wheel in it.

    The libraries are those of the environment that runs the tests, for they take minutes to
    install: a path file names its folder. It stands last, and path files in that folder are not
    read from there, so that nothing leads back to the code that the tests run from.
    """
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / Path(sys.executable).name
    say = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(run([str(python), "-c", say], folder).strip())
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q"]
    run([*pip, "--no-deps", "--no-index", str(wheel)], folder)
    import click  # any library: where it is, the others are

    (own / "libraries.pth").write_text(f"{Path(click.__file__).parents[1]}\n", encoding="utf-8")
    return python


def test_an_installed_wheel_builds_the_same_site(
    wheel: Path, small_county: Path, tmp_path: Path
) -> None:
    python = environment(tmp_path / "environment", wheel)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    settings = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    where, _ = run([str(python), "-c", SAY.format("crime-profiles")], elsewhere, settings).split()
    assert Path(where).is_relative_to(tmp_path / "environment")
    command = [str(python.with_name("crime-profiles"))]
    assert "0.1.0" in run([*command, "--version"], elsewhere, settings)
    assert "0.1.0" in run([str(python), "-m", "generator", "--version"], elsewhere, settings)
    project = small_county_in(tmp_path / "project")
    named = ["--project", str(project)]
    assert "worked out again" in run([*command, "audit", *named], elsewhere, settings)
    run([*command, "build", *named], elsewhere, settings)
    assert files_in(project / "site") == files_in(small_county / "site")
    assert list(elsewhere.iterdir()) == []
    run([*command, "new", "essex", "--force", "Essex Police"], elsewhere, settings)
    assert files_in(elsewhere / "essex/overrides") == files_in(ROOT / "overrides")
