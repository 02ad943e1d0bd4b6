"""The HTML templates of pages: the project's own before those that ship.

A project's own stand in ``overrides/templates/`` under the names of those that they replace. They
are code, as all of ``overrides/`` is: whoever may write one may do what the build may do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import TracebackType

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
)

from generator.problems import Place, Problem, ProfileError, suggestion

PLACE = "overrides/templates"
SUFFIX = ".html.j2"
ASKED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'|No filter named '([^']+)'")


def templates(project: Path | None = None) -> Environment:
    """The templates of a project; whatever is put into them is escaped."""
    if project and own_templates(project):
        return _environment(FileSystemLoader(project / PLACE))
    return _shipped()


@cache
def _shipped() -> Environment:
    """Those that come with the program: compiled once, for they stay as long as it runs."""
    return _environment()


def _environment(*own: FileSystemLoader) -> Environment:
    return Environment(
        loader=ChoiceLoader([*own, PackageLoader("generator")]),
        autoescape=True,
        undefined=StrictUndefined,
        # Of one build: none of them changes meanwhile.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def own_templates(project: Path) -> list[str]:
    """The names of a project's own templates."""
    return [name for name in _own_files(project) if name.endswith(SUFFIX)]


def _own_files(project: Path) -> list[str]:
    folder = project / PLACE
    found = (path for path in folder.rglob("*") if path.name.endswith(SUFFIX) or path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def template_problems(project: Path) -> list[Problem]:
    """What is wrong with a project's own templates before anything is put into them."""
    if (project / PLACE).is_file():
        what, remedy = "This is a file.", "Make a folder of that name."
        return [Problem("template", Place(PLACE), what, remedy)]
    known = templates().list_templates()
    own = own_templates(project)
    used = set(known)
    problems = []
    for name in own:
        path = project / PLACE / name
        if path.exists() and not path.is_file():
            continue  # told with all that is no ordinary file: to open a pipe would wait for ever
        try:
            others = _used_by(project, name)
        except UnicodeDecodeError:
            what, remedy = "The file is no text in UTF-8.", "Save it again as UTF-8."
            problems.append(Problem("template", Place(f"{PLACE}/{name}"), what, remedy))
        except (OSError, TemplateNotFound):
            what, remedy = "The file cannot be opened.", "Put a file in its place, or remove it."
            problems.append(Problem("template", Place(f"{PLACE}/{name}"), what, remedy))
        except TemplateSyntaxError as error:
            problems.append(_told(error, Place(f"{PLACE}/{name}", error.lineno)))
        else:
            used |= others
            problems += _missing(f"{PLACE}/{name}", others, {*known, *own})
    return problems + list(_unused(project, known, used))


def _used_by(project: Path, name: str) -> set[str]:
    """Which others a template names. Raises what is wrong with it."""
    ours = templates(project)
    ours.get_template(name)
    tree = ours.parse((project / PLACE / name).read_text(encoding="utf-8"))
    return {other for other in meta.find_referenced_templates(tree) if other}


def _missing(file: str, others: set[str], known: set[str]) -> Iterator[Problem]:
    for other in sorted(others - known):
        what = f'It names "{other}", which is not there.'
        yield Problem("template", Place(file), what, suggestion(other, sorted(known)))


def _unused(project: Path, known: list[str], used: set[str]) -> Iterator[Problem]:
    """Files among a project's own templates that no page is made from."""
    for name in _own_files(project):
        if name not in used and not Path(name).name.startswith((".", "~$", "Thumbs.db")):
            what, remedy = "No page is made from this file.", suggestion(name, known)
            yield Problem("template", Place(f"{PLACE}/{name}"), what, remedy)


def cannot_fill_in(error: Exception, project: Path | None, name: str) -> ProfileError | None:
    """The fault of a project's own template in the middle of a page; None where it is not one's."""
    if project is None:
        return None
    place = _last_within(error.__traceback__, project / PLACE)
    if place is None and name in own_templates(project):
        place = Place(f"{PLACE}/{name}", getattr(error, "lineno", None))
    return ProfileError([_told(error, place)]) if place else None


def _last_within(trace: TracebackType | None, folder: Path) -> Place | None:
    """The innermost line of a file of this folder at which something stopped."""
    found = None
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(folder):
            found = Place(f"{PLACE}/{path.relative_to(folder).as_posix()}", trace.tb_lineno)
        trace = trace.tb_next
    return found


def _told(error: Exception, place: Place) -> Problem:
    """A fault of a template in plain words."""
    asked = ASKED.search(str(error))
    name = next((word for word in asked.groups() if word), "") if asked else ""
    what, remedy = "It cannot be filled in here.", "Compare it with the one that ships."
    if name:
        what = f'It asks for "{name}", which is not there.'
    elif isinstance(error, TemplateSyntaxError):
        what = "The braces cannot be read here."
        remedy = "Look for a missing }}, %} or {% end… %}, here or above."
    return Problem("template", place, what, remedy)
