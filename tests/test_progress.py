"""How far work has come, on terminals of every kind and in a pipe."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest

from generator import progress
from tests.sites import ROOT


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def said_on(stream: io.StringIO) -> str:
    """What a build of three charts writes there."""
    with progress.shown(stream) as shown:
        shown("Reading [and] checking")
        shown("Drawing the charts", 0, 3)
        for done in (1, 2, 3):
            shown("Drawing the charts", done, 3)
        shown("Building the site")
    return stream.getvalue()


def test_a_line_for_each_step_in_a_pipe() -> None:
    lines = "Reading [and] checking\nDrawing the charts (3)\nBuilding the site\n"
    assert said_on(io.StringIO()) == lines


def test_a_terminal_that_cannot_draw_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in said_on(Terminal())


@pytest.mark.parametrize("width", ["20", "80"])
def test_a_bar_where_there_is_a_count(monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("NO_COLOR", "1")
    said = said_on(Terminal())
    assert not re.search(r"\x1b\[[\d;]*3\d[\d;]*m", said), "a colour"
    assert said.startswith("\rLooking at what has changed")
    if width == "80":
        assert "Reading [and] checking" in said
        assert "Drawing the charts (0 of 3)" in said


def test_an_old_code_page_can_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a Windows terminal without UTF-8 takes, it is given."""
    monkeypatch.setenv("TERM", "xterm")
    raw = io.BytesIO()

    class Old(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    stream = Old(raw, encoding="cp437", errors="strict")
    with progress.shown(stream) as shown:
        shown("Drawing the charts", 1, 3)
    stream.flush()
    assert b"Drawing the charts" in raw.getvalue()


def test_nobody_listens() -> None:
    with progress.shown(None) as shown:
        shown("Reading")


def test_a_start_does_not_wait_for_what_draws_the_bar() -> None:
    words = "import generator.__main__, sys; print('rich' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == "False False\n"
