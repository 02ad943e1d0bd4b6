"""Would the tests notice? Plants faults one by one in a copy of the project: ``python -m
tests.planted``, and ``python -m tests.planted wider lang`` for those whose text has such a word.

``planted.yml`` holds the faults. Each is one text in the place of another, and names the tests
that must catch it. ``--tests FOLDER`` plants them before the tests of another version of the
project, to see what was lost or won. It takes minutes and is no part of the suite.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[1]
PASSED_OVER = (".git", ".venv", "build", "site", "*_cache", "__pycache__", ".hypothesis")
CAUGHT, SILENT = 1, 0


class Fault(NamedTuple):
    """What is wrong, in which file, by which text for which other, and the tests that see it."""

    fault: str
    file: str
    old: str
    new: str
    tests: str


def faults(words: list[str]) -> list[Fault]:
    """The faults whose text has one of these words; all where there is none."""
    listed = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    every = [Fault(**one) for one in listed]
    return [f for f in every if not words or any(word in f.fault for word in words)]


def copied(folder: Path, tests: Path) -> Path:
    """A copy of the project with these tests."""
    passed = shutil.ignore_patterns(*PASSED_OVER)
    shutil.copytree(ROOT, folder, ignore=passed)
    if tests != ROOT / "tests":
        shutil.rmtree(folder / "tests")
        shutil.copytree(tests, folder / "tests", ignore=passed)
    return folder


def tried(project: Path, fault: Fault) -> str:
    """Plant one fault, run its tests, and take it out again. What became of it?"""
    path = project / fault.file
    whole = path.read_bytes()
    old = fault.old.encode()
    if whole.count(old) < 1:
        return f"NOT PLANTED: {fault.file} no longer holds {fault.old!r}"
    path.write_bytes(whole.replace(old, fault.new.encode(), 1))
    options = ["-x", "-q", "-n0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *shlex.split(fault.tests)]
    paths = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=project, env=paths, capture_output=True, text=True, check=False
    )
    path.write_bytes(whole)
    if done.returncode == CAUGHT:
        seen = re.search(r"^(?:FAILED|ERROR) \S*?([\w.]+)(?:\[| |$)", done.stdout, re.M)
        return f"caught by {seen[1] if seen else 'a test'}"
    if done.returncode == SILENT:
        return f"NOT CAUGHT by {fault.tests}"
    return f"NOT TRIED: pytest ends with {done.returncode}: {done.stdout[-300:]}"


def outcomes(chosen: list[Fault], tests: Path, workers: int) -> Iterator[tuple[Fault, str]]:
    """Each fault and what became of it, in order."""
    with TemporaryDirectory(prefix="crime-profiles-planted-") as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            free.put(copied(Path(folder, str(number)), tests))

        def in_a_copy(fault: Fault) -> str:
            project = free.get()
            try:
                return tried(project, fault)
            finally:
                free.put(project)

        with ThreadPoolExecutor(workers) as pool:
            yield from zip(chosen, pool.map(in_a_copy, chosen), strict=True)


def main() -> int:
    """Plant the faults. Exit status 1 where one is not caught."""
    options = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    options.add_argument("words", nargs="*", metavar="WORD")
    options.add_argument("--tests", type=Path, default=ROOT / "tests", metavar="FOLDER")
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    caught = 0
    chosen = faults(given.words)
    for fault, what in outcomes(chosen, given.tests.resolve(), given.workers):
        caught += what.startswith("caught")
        print(f"{fault.fault}: {what}", flush=True)
    print(f"Caught: {caught} of {len(chosen)}.")
    return caught < len(chosen)


if __name__ == "__main__":
    sys.exit(main())
