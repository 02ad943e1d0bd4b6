"""What stands around every command: the options that several share, and one place where whatever
goes wrong is told in a sentence."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import unexpected
from generator.problems import ProfileError, tell
from generator.projects import not_a_project

FILE = click.Path(path_type=Path)
PROJECT = click.option(
    "--project",
    type=FILE,
    default=Path(),
    help="The folder with data/, content/, overrides/ and mkdocs.yml.",
)
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
DEBUG = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    help="Where something unexpected happens, print all of it, for those who mend the program.",
)


def here(project: Path) -> Path:
    """The project folder, made sure of: a folder without its parts is wrong usage."""
    folder = project.resolve()
    if fault := not_a_project(folder):
        raise click.UsageError(fault)
    return folder


class Commands(click.Group):
    """The commands, with one place around them where whatever goes wrong is told in a sentence."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, **settings: Any
    ) -> NoReturn:
        """Run the command that was given, and end with its status."""
        given = sys.argv[1:] if args is None else list(args)
        call = partial(super().main, given, **settings | {"standalone_mode": False})
        with _asked_to_stop():
            status = _run(call, is_debug="--debug" in given)
        sys.exit(status)


@contextmanager
def _asked_to_stop() -> Iterator[None]:
    """Whoever ends a program politely stops it as the keyboard does."""

    def stop(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(call: Callable[[], Any], *, is_debug: bool) -> int:
    """The exit status of a command: 0 done, 1 it could not be done, 2 wrong usage."""
    try:
        return _status(call)
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped.")
        return 130
    except (Exception, SystemExit) as error:
        code = error.code if isinstance(error, SystemExit) else None
        has_ended = isinstance(code, int) or isinstance(error, BrokenPipeError)
        # Whoever reads what is printed may stop reading: that is nothing to tell anybody.
        if not has_ended:
            if is_debug:
                _say(unexpected.details(error))
            _say(unexpected.told(error, is_debug=is_debug))
        _print_no_more()
        return code if isinstance(code, int) else 1


def _status(call: Callable[[], Any]) -> int:
    try:
        status = call()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ProfileError as error:
        click.echo(tell(error.problems, error.written))
        return 1
    if sys.stdout is not None:
        sys.stdout.flush()
    return int(status or 0)


def _say(text: str) -> None:
    """Print beside the results, if anybody can be told at all."""
    with suppress(OSError):
        click.echo(text, err=True)


def _print_no_more() -> None:
    """Keep Python from writing the rest of what was printed, which would fail again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
