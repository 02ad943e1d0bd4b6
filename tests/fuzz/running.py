"""One mutant through ``check`` and ``build``, each in a process of its own, and what broke.

The processes are forked from one that has loaded the code: a start of Python for each command
would take most of the time.
"""

from __future__ import annotations

import gc
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from generator.__main__ import main
from generator.publishing import building
from tests.counties import copy_of_built, county_in
from tests.fuzz.mutants import mutate
from tests.sites import ROOT

for _room in ("telling.disagreements", "checks.checking", "downloads.tables", "pages.assembling"):
    import_module(f"generator.{_room}")
# CPU seconds that a command may take, wall seconds on a machine busy with more, and bytes.
LONGEST = 20
PATIENCE = 300
MEMORY = 4_000_000_000
# Words that only a fault of ours would print.
# Folders whose times change when a file is made in them and taken away again.
BETWEEN = ("tests", "tests/county")
BUILT = ("build", "site")
OURS = re.compile(r"Traceback|fault of ours|[a-z]Error\b|  File |--debug")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: what was done to it, whether check passed it, what broke."""

    number: int
    done: list[str]
    passed: bool
    seconds: float
    faults: list[str]


def base_of(folder: Path, built: Path | None = None) -> Path:
    """The county, built once, so that its mutants have most of their pictures; a copy of one that
    was built already, where there is one."""
    if built:
        project = copy_of_built(built, folder / "base", parts=BUILT)
    else:
        project = county_in(folder / "base")
        command = [sys.executable, "-m", "generator", "build", "--project", str(project)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    # What is loaded and looked up here need not be again in each process that is forked.
    building.check_project(project)
    gc.freeze()  # else each of them copies all of it when it first tidies up
    return folder / "base"


def outcome(base: Path, number: int, end: float = float("inf")) -> Outcome | None:
    """What becomes of the mutant of this number? None where it is too late to begin."""
    if time.monotonic() > end:
        return None
    around = base.parent / f"mutants-{os.getpid()}"
    _restored(base, around)
    try:
        return _outcome(around, number)
    except BaseException:
        shutil.rmtree(around, ignore_errors=True)
        raise


def _restored(base: Path, around: Path) -> None:
    """A copy of the base; of one that a mutant was in, what was built stays if nothing touched it.

    What was built is the same files in each, for nothing of it is ever written in place.
    """
    is_untouched = around.exists() and _built(around) == _built(base)
    kept = {around / "tests" / "county" / name for name in BUILT} if is_untouched else set()
    _cleared(around, kept)

    def copied(source: str, target: str) -> None:
        is_built = not set(BUILT).isdisjoint(Path(source).relative_to(base).parts)
        (os.link if is_built else shutil.copy2)(source, target)

    def left(folder: str, names: list[str]) -> set[str]:
        here = around / Path(folder).relative_to(base)
        return {name for name in names if here / name in kept}

    shutil.copytree(base, around, copy_function=copied, ignore=left, dirs_exist_ok=True)


def _cleared(folder: Path, kept: set[Path]) -> None:
    """Take away all that is in a folder but these folders."""
    for path in folder.iterdir() if folder.exists() else ():
        if path in kept:
            continue
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        elif any(path in one.parents for one in kept):
            _cleared(path, kept)
        else:
            shutil.rmtree(path)


def _outcome(around: Path, number: int) -> Outcome:
    project = around / "tests" / "county"
    site = _stands(project / "site")
    done = mutate(project, number)
    before = _listed(around, project)
    start = time.monotonic()
    status, faults = _run("check", project)
    seconds = time.monotonic() - start
    built, more = _run("build", project)
    faults += more
    if status == 0 and built != 0:
        faults.append(f"check passes it, and build ends with {built}")
    if status != 0 and built == 0:
        faults.append(f"check refuses it with {status}, and it builds")
    if built != 0 and _stands(project / "site") != site:
        faults.append("the last good site is not what it was")
    if _listed(around, project) != before:
        faults.append("something outside the project was touched")
    seconds = max(seconds, time.monotonic() - start - seconds)
    return Outcome(number, done, status == 0, seconds, faults)


def _stands(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder of the site: which one it is, and its size."""
    found = {}
    for here, inner, names in os.walk(folder):
        for path in (Path(here, name) for name in names):
            state = path.lstat()
            found[path.relative_to(folder).as_posix()] = (state.st_ino, state.st_size)
        found |= {Path(here, name).relative_to(folder).as_posix(): (0, 0) for name in inner}
    return found


def _built(around: Path) -> list[dict[str, tuple[int, int]]]:
    """All that was built around a project, as it stands."""
    return [_stands(around / "tests" / "county" / name) for name in BUILT]


def _listed(around: Path, project: Path) -> dict[str, tuple[int, int]]:
    """The size and time of everything around the project, and of what people keep in it."""
    found = {}
    for here, inner, names in os.walk(around):
        if Path(here) == project:
            inner[:] = [name for name in inner if name not in BUILT]
        for path in (Path(here, name) for name in (*inner, *names)):
            state = path.lstat()
            found[path.relative_to(around).as_posix()] = (state.st_size, state.st_mtime_ns)
    return {name: state for name, state in found.items() if name not in BETWEEN}


def _run(command: str, project: Path) -> tuple[int, list[str]]:
    """One command in a process of its own. Its exit status, and what it should not have said."""
    said_in = project.parent / f"{command}.txt"
    child = os.fork()
    if not child:
        _be_the_command(command, project, said_in)
    _, state = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(state)
    said = said_in.read_text(encoding="utf-8", errors="replace")
    said_in.unlink()
    faults = [f"{command} says {sign[0]!r}: {said[-400:]}" for sign in OURS.finditer(said)][:1]
    if status not in (0, 1, 2):
        faults.append(f"{command} ends with {status}: {said[-400:]}")
    if status and not said.strip():
        faults.append(f"{command} ends with {status} and says nothing")
    return status, faults


def _be_the_command(command: str, project: Path, said_in: Path) -> NoReturn:
    """Become the command line: what it prints goes to a file, and it has so much CPU time."""
    status = 99
    try:
        file = os.open(said_in, os.O_CREAT | os.O_WRONLY, 0o600)
        os.dup2(file, 1)
        os.dup2(file, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        signal.alarm(PATIENCE)
        os.environ["HOME"] = str(project.parent)
        main([command, "--project", str(project)], prog_name="crime-profiles")
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
