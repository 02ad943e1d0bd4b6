"""Built sites that several tests read: each is built once for a whole run, whatever the workers."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from generator.publishing import building

ROOT = Path(__file__).parent.parent
PARTS = ("data", "content", "overrides", "mkdocs.yml")


def copy_project(source: Path, target: Path) -> Path:
    """A copy of a project's own files, so that no test writes beside them."""
    for name in PARTS:
        origin = source / name
        if origin.is_dir():
            # The sites of releases are no part of what most tests look at, and large.
            shutil.copytree(origin, target / name, ignore=shutil.ignore_patterns("site.tar.xz"))
        elif origin.exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, target / name)
    return target


def built(source: Path, folder: Path) -> Path:
    """The project below ``folder``, built; the first caller builds, the others wait for it.

    The site is in ``site/``, the pages' Markdown in ``build/pages/``.
    """
    project = folder / "project"

    def build() -> None:
        copy_project(source, project)
        building.build(project, project / "site")

    made_once(folder, build)
    return project


class NotMadeError(Exception):
    """What several tests need was not made, in the words of whoever tried."""


def made_once(folder: Path, make: Callable[[], object], *, seconds: float = 300) -> None:
    """Make what a folder should hold: the first caller makes it, the others wait until it is there.

    Where it cannot be made, each of them is told so at once, in the same words.
    """
    done, failed, maker = folder / "done", folder / "failed", folder / "maker"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        os.link(written(folder, str(os.getpid())), maker)
    except FileExistsError:
        wait_for(done, failed, maker, seconds)
        return
    try:
        make()
    except BaseException:
        written(folder, traceback.format_exc()).replace(failed)
        raise
    done.touch()


def written(folder: Path, text: str) -> Path:
    """A new file in a folder, whole, for another name to be given to it."""
    handle, name = tempfile.mkstemp(dir=folder)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def wait_for(done: Path, failed: Path, maker: Path, seconds: float) -> None:
    """Wait until another worker has made something, but not for one that failed or is no more."""
    end = time.monotonic() + seconds
    while not done.exists():
        if failed.exists():
            raise NotMadeError(failed.read_text(encoding="utf-8"))
        if not is_running(int(maker.read_text(encoding="utf-8"))) and not done.exists():
            raise NotMadeError(f"{done} was not made: the worker that made it is no more.")
        if time.monotonic() > end:
            raise NotMadeError(f"{done} was not made within {seconds} seconds.")
        time.sleep(0.1)


def is_running(process: int) -> bool:
    """Is there such a process? Where nobody can be asked, there is."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
