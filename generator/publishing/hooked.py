"""What is told of a project's own hooks (code that mkdocs.yml names) where they fail."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import Fault, Place, Problem, ProfileError
from generator.storage.inputs import hooks_of


@contextmanager
def telling(project: Path) -> Iterator[None]:
    """Whatever goes wrong in a hook meanwhile is told as the project's own; all else is raised."""
    try:
        yield
    except (Exception, SystemExit) as error:
        if (told := failed(error, project)) is None:
            raise
        raise ProfileError([told]) from error


def failed(error: BaseException, project: Path) -> Problem | None:
    """What is told of an error, with the line of the hook that it was met in.

    None where it was met in none.
    """
    hooks = {os.path.realpath(project / name): name for name in hooks_of(project)}
    seen: BaseException | None = error
    while seen is not None:
        if place := _place(seen, hooks):
            return _fault(seen).at("site", place)
        seen = seen.__cause__ or seen.__context__
    return None


def _place(error: BaseException, hooks: dict[str, str]) -> Place | None:
    """The hook and the line in which an error was met, if it was one."""
    if isinstance(error, SyntaxError):
        name = hooks.get(os.path.realpath(error.filename or ""))
        if name:
            return Place(name, error.lineno or 1)
    met, here = None, error.__traceback__
    while here is not None:
        name = hooks.get(os.path.realpath(here.tb_frame.f_code.co_filename))
        met = Place(name, here.tb_lineno) if name else met
        here = here.tb_next
    return met


def _fault(error: BaseException) -> Fault:
    if isinstance(error, SystemExit):
        return Fault("The hook ends the program.", "Let it raise an error that says what is wrong.")
    said = re.sub(r"\s+", " ", getattr(error, "msg", "") or str(error)).rstrip(". ")
    what = "The hook cannot be read." if isinstance(error, SyntaxError) else "The hook fails."
    return Fault(what, f"Look at this line: {said or type(error).__name__}.")
