"""What several workers need is made by one of them, and all are told when it cannot be."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.sites import NotMadeError, made_once


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
