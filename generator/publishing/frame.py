"""What is wrong with the frame of a site: its settings in mkdocs.yml, and the HTML templates."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from generator.problems import Fault, Place, Problem

SETTINGS = "mkdocs.yml"
# What MkDocs says of a setting, and what is told of it: the words, and what to do.
SAID = {
    "The path set in custom_dir": Fault('"custom_dir" names a folder that is not there.', "{mend}"),
    " option '": Fault('"{key}" has a setting that cannot be used.', "{mend}"),
    "isn't an existing directory": Fault('"{key}" names a folder that is not there.', "{mend}"),
    "does not exist": Fault('"{key}" names a folder or file that is not there.', "{mend}"),
    "isn't an existing file": Fault('"{key}" names a file that is not there.', "{mend}"),
    "Unrecognised theme": Fault('There is no theme "{named}" here.', 'Write "material".'),
    "plugin is not installed": Fault('There is no plugin "{named}" here.', "{mend}"),
    "Unrecognised configuration name": Fault('There is no setting "{key}".', "Take it out."),
    "Required configuration": Fault('The setting "{key}" is missing.', "Add it."),
    "Failed to load extension": Fault('An extension of "{key}" cannot be loaded.', "{mend}"),
    "Expected": Fault('"{key}" is of the wrong kind.', "{mend}"),
    "": Fault('The setting "{key}" cannot be used.', "{mend}"),
}
MEND = "Put it right, or write it as in the mkdocs.yml that came with the program."


def unreadable(error: BaseException) -> Problem:
    """What is told where mkdocs.yml is no YAML, or no settings."""
    mark = getattr(error, "problem_mark", None)
    if isinstance(error, OSError):
        what, remedy = "The file cannot be opened.", "Ask for the right to read it."
        return Problem("site", Place(SETTINGS), what, remedy)
    what = "The settings cannot be read."
    remedy = (
        "Look at this line and the one above it: the spaces at its start, a missing colon, or a "
        "text that needs double quotes."
    )
    return Problem("site", Place(SETTINGS, mark.line + 1 if mark else None), what, remedy)


def setting(text: str, key: str, said: str) -> Problem:
    """What is told of a setting that MkDocs refuses, with its line in ``text``."""
    named = next(iter(re.findall(r"""["']([^"']+)["']""", said)), "")
    fault = next(fault for sign, fault in SAID.items() if sign in said)
    words = {"key": key, "named": named, "mend": MEND}
    place = Place(SETTINGS, line(text, "custom_dir" if "custom_dir" in said else key))
    return Problem("site", place, fault.what.format(**words), fault.remedy.format(**words))


def line(text: str, key: str) -> int | None:
    """On which line of the settings does a key stand? None where it does not."""
    for number, written in enumerate(text.splitlines(), start=1):
        if re.match(rf"""[\s-]*["']?{re.escape(key)}["']?\s*(:|$)""", written):
            return number
    return None


def templates(folder: Path, named: str, environment: Environment) -> Iterator[Problem]:
    """Templates of a look that cannot be read, or that lead to one that is not there.

    ``named`` is the folder as people know it.
    """
    for path in sorted(folder.rglob("*.html")):
        if path.is_file():
            file = f"{named}/{path.relative_to(folder).as_posix()}"
            yield from _template(path, file, environment)


def _template(path: Path, file: str, environment: Environment) -> Iterator[Problem]:
    try:
        text = path.read_bytes().decode()
        tree = environment.parse(text, filename=str(path))
        environment.compile(tree, filename=str(path))
    except TemplateSyntaxError as error:
        what = "The template cannot be read."
        remedy = f"Look at this line and above it: {plain(error)}."
        yield Problem("site", Place(file, error.lineno), what, remedy)
        return
    except (OSError, ValueError, RecursionError):
        yield Problem("site", Place(file), "The file cannot be read.", "Save it as UTF-8.")
        return
    for name in find_referenced_templates(tree):
        if name is not None and not _is_there(name, environment):
            number = next((n for n, t in enumerate(text.splitlines(), 1) if name in t), None)
            remedy = "Give the name of one that is there, from the folder of the templates."
            yield Problem("site", Place(file, number), f'There is no template "{name}".', remedy)


def _is_there(name: str, environment: Environment) -> bool:
    # An environment without a loader has no other templates to lead to.
    assert environment.loader is not None
    try:
        environment.loader.get_source(environment, name)
    except TemplateNotFound:
        return False
    return True


def failed(error: BaseException, look: Path, named: str) -> Problem | None:
    """What is told of a template that could be read and not be filled in, with its line.

    None where the error was not met in a template of this folder.
    """
    met, here = None, error.__traceback__
    while here is not None:
        path = Path(here.tb_frame.f_code.co_filename)
        if path.suffix == ".html" and path.is_relative_to(look):
            met = Place(f"{named}/{path.relative_to(look).as_posix()}", here.tb_lineno)
        here = here.tb_next
    if met is None:
        return None
    said = re.sub(r"\s+", " ", str(error)).rstrip(". ")
    what = "The template cannot be filled in."
    remedy = f"Look at what this line takes from the page: {said}."
    return Problem("site", met, what, remedy)


def is_met_elsewhere(error: BaseException, look: Path) -> bool:
    """Was an error met in a template of another folder in the end?"""
    met, here = "", error.__traceback__
    while here is not None:
        name = here.tb_frame.f_code.co_filename
        met = name if name.endswith(".html") else met
        here = here.tb_next
    return bool(met) and not Path(met).is_relative_to(look)


def unsettled(project: Path) -> Problem:
    """What is told where the frame is sound, and cannot be filled in with the settings."""
    text = (project / SETTINGS).read_bytes().decode(errors="replace")
    what = 'No page can be put into the frame with what is set below "theme" and "extra".'
    return Problem("site", Place(SETTINGS, line(text, "theme")), what, MEND)


def plain(error: TemplateError) -> str:
    """What is wrong with a template, for those who write templates."""
    return re.sub(r"\s+", " ", str(error.message or "a tag that is not ended")).rstrip(". ")


def unfinished(said: Sequence[str]) -> list[Problem]:
    """What is told of what MkDocs said while it built."""
    problems = []
    for words in dict.fromkeys(said):
        page = re.search(r"""(?:[Dd]oc file|page) ["']([^"']+)["']""", words)
        file = f"content/{page[1]}" if page else SETTINGS
        if page and "rror building page" in words:
            file = "overrides/main.html"
        what = re.sub(r"\s+", " ", words).strip().rstrip(".")
        what = f"The site cannot be built: {what}."
        problems.append(Problem("site", Place(file), what, "Put it right there."))
    return problems


@contextmanager
def listening(said: list[str]) -> Iterator[None]:
    """Hear what MkDocs says of what is wrong, and keep it from the terminal."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    ear, log = Ear(logging.WARNING), logging.getLogger("mkdocs")
    before = log.propagate, list(log.handlers)
    log.propagate, log.handlers = False, [ear]
    try:
        yield
    finally:
        log.propagate, log.handlers = before
