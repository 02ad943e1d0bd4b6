"""How far long work has come: a bar on a terminal, a line for each step in a pipe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

if TYPE_CHECKING:
    import rich.progress

# Said at once, for the library that draws the bar takes a moment to load.
FIRST = "Looking at what has changed ..."


class Progress(Protocol):
    """What is told of long work: which step it is at, and how much of that is done, if known."""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """The work is at this step."""


def silent(step: str, done: int = 0, total: int = 0, /) -> None:
    """Progress for those who do not want any."""


@contextmanager
def shown(stream: TextIO | None) -> Iterator[Progress]:
    """Progress that somebody sees on this stream, until the work ends."""
    if stream is None:
        yield silent
    elif not is_terminal(stream):
        yield _Lines(stream)
    else:
        bar = _Bar(stream)
        try:
            yield bar
        finally:
            bar.stop()


def is_terminal(stream: TextIO) -> bool:
    """Can something be drawn there, and drawn over?"""
    return stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


class _Lines:
    """A plain line for each step."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.step = stream, ""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        if step != self.step:
            self.step = step
            self.stream.write(f"{step}{f' ({total:,})' if total else ''}\n")
            self.stream.flush()


class _Bar:
    """A bar where there is a count, otherwise a mark that turns beside the step."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.step = stream, ""
        self.drawn: rich.progress.Progress | None = None
        self._write(f"\r{FIRST}")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

    def _clear(self) -> None:
        self._write(f"\r{' ' * len(FIRST)}\r")

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        if self.drawn is None:
            self.drawn = _drawn_on(self.stream)
            self._clear()
            self.drawn.start()
        told = f"{step} ({done:,} of {total:,})" if total else step
        if step != self.step:
            self.step = step
            for task in self.drawn.task_ids:
                self.drawn.remove_task(task)
            self.drawn.add_task(told, total=total or None, completed=done)
        elif total:
            task = self.drawn.task_ids[0]
            self.drawn.update(task, description=told, completed=done, total=total)

    def stop(self) -> None:
        """Take the bar off the terminal."""
        if self.drawn is None:
            self._clear()
        else:
            self.drawn.stop()


def _drawn_on(stream: TextIO) -> rich.progress.Progress:
    # Imported here, for it takes as long as a build in which nothing has changed.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Drawn
    from rich.text import Text

    class CountedColumn(ProgressColumn):
        """A bar, where there is a count to draw it from."""

        bar = BarColumn(bar_width=30)

        def render(self, task: Task) -> Any:
            return self.bar.render(task) if task.total else Text("")

    return Drawn(
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        CountedColumn(),
        TimeElapsedColumn(),
        console=Console(file=stream, emoji=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
