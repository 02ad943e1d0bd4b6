"""Built sites that several tests read: each is built once for a whole run, whatever the workers."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from generator import building

ROOT = Path(__file__).parent.parent
PARTS = ("data", "content", "overrides", "mkdocs.yml")


def copy_project(source: Path, target: Path) -> Path:
    """A copy of a project's own files, so that no test writes beside them."""
    for name in PARTS:
        origin = source / name
        if origin.is_dir():
            shutil.copytree(origin, target / name)
        elif origin.exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, target / name)
    return target


def built(source: Path, folder: Path) -> Path:
    """The project below ``folder``, built; the first caller builds, the others wait for it.

    The site is in ``site/``, the pages' Markdown in ``build/pages/``.
    """
    project, done, lock = folder / "project", folder / "done", folder / "lock"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        wait_for(done, seconds=300)
        return project
    copy_project(source, project)
    building.build(project, project / "site")
    done.touch()
    return project


def wait_for(path: Path, seconds: float) -> None:
    """Wait until another worker has made this file."""
    end = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"{path} was not made; another worker failed to build the site.")
        time.sleep(0.2)
