"""What several workers need is made by one of them, and all are told when it cannot be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.sites import ROOT, NotMadeError, made_once
from tests.workers import OF_WHAT_SHIPS


def test_it_is_made_once_and_whole_before_anybody_goes_on(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> None:
        time.sleep(0.2)
        made.append(1)

    def after(_: int) -> list[int]:
        made_once(tmp_path / "it", make)
        return made[:]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(after, range(4))) == [[1]] * 4


def test_all_are_told_at_once_in_the_same_words(tmp_path: Path) -> None:
    is_begun = threading.Event()

    def make() -> None:
        is_begun.set()
        time.sleep(0.2)
        raise KeyError("of the build")

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(made_once, tmp_path / "it", make)
        is_begun.wait()
        start = time.monotonic()
        for _ in range(2):
            with pytest.raises(NotMadeError, match="KeyError: 'of the build'"):
                made_once(tmp_path / "it", make, seconds=20)
        assert time.monotonic() - start < 20
        with pytest.raises(KeyError):
            first.result()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no worker can be lost like this here")
def test_nobody_waits_for_a_worker_that_is_no_more(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        made_once(tmp_path / "it", lambda: os._exit(1))
    os.waitpid(child, 0)
    with pytest.raises(NotMadeError, match="is no more"):
        made_once(tmp_path / "it", lambda: None)


IN_TWO_FILES = """
import os, sys, time

for number in range(6):
    def taken(folder=os.path.dirname(__file__), name=__name__):
        time.sleep(0.05)
        with open(os.path.join(folder, f"of-{name}"), "a") as told:
            told.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")
    globals()[f"test_{number}"] = taken
"""


def test_a_file_of_tests_is_for_one_worker(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"test_{name}.py").write_text(IN_TWO_FILES, encoding="utf-8")
    words = ["-n", "2", "--dist", "loadscope", "-q", "-c", os.devnull, "-p", "tests.conftest"]
    command = [sys.executable, "-m", "pytest", *words, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    taken = [path.read_text(encoding="utf-8").split() for path in tmp_path.glob("of-*")]
    assert [(len(workers), len({*workers})) for workers in taken] == [(6, 1)] * 2


def test_what_reads_all_that_ships_is_for_one_worker() -> None:
    reads = re.compile(r"\b(shipped_(book|holdings|audit|pages)|walked|tests\.sentences)\b")
    apart = {"test_doubts", "test_similar", "test_sites"}  # of these, single tests
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    found = {name for name, text in texts.items() if reads.search(text)}
    left = found - apart - {*OF_WHAT_SHIPS}
    assert not left, "Name them in tests/workers.py"
