"""From data and content to a site: check, pages, pictures, then MkDocs; nothing is done twice.

``build/`` holds what was made last: ``pages/`` (Markdown and the files beside it), ``drawings/``,
and ``state.json``, which says from which inputs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from generator import drawings
from generator.colours import style_sheet
from generator.licences import licences
from generator.problems import Problem, ProfileError, open_count, stopping, suggestion
from generator.progress import Progress, silent
from generator.writing import write

if TYPE_CHECKING:
    from generator.audit import Audit
    from generator.holdings import Holdings

INPUTS = ("data", "content", "overrides")
LIBRARIES = (
    "altair",
    "jinja2",
    "mkdocs",
    "mkdocs-material",
    "pandas",
    "vl-convert-python",
    "Markdown",
)
# The bundle itself comes without the licences of its parts.
POINTER = b"/*! What this holds, whose it is and its licences: licences.txt beside it. */\n"
# How a build tells MkDocs' process which pages are wanted.
WANTED = "CRIME_PROFILES_WANTED"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages to build: those of some areas (by address) or all, as a draft or not."""

    only: tuple[str, ...] = ()
    is_preview: bool = False

    @property
    def word(self) -> str:
        """All of it as one text."""
        return json.dumps([sorted(self.only), self.is_preview])

    @staticmethod
    def of_word(word: str) -> Wanted:
        """The same from that text."""
        only, is_preview = json.loads(word) if word else ([], False)
        return Wanted(tuple(only), bool(is_preview))


ALL = Wanted()


def fingerprint(project: Path, *more: str) -> str:
    """One word for all inputs: data, content, look, configuration, our code and the libraries."""
    seen = hashlib.sha256()
    for name in LIBRARIES:
        seen.update(f"{name} {version(name)}\n".encode())
    for text in more:
        seen.update(text.encode() + b"\n")
    code = Path(__file__).parent
    roots: list[tuple[str, Path]] = [
        ("generator", code),
        *((name, project / name) for name in INPUTS),
    ]
    for label, root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                seen.update(f"{label}/{path.relative_to(root).as_posix()}\n".encode())
                seen.update(hashlib.sha256(path.read_bytes()).digest())
    seen.update((project / "mkdocs.yml").read_bytes() if (project / "mkdocs.yml").exists() else b"")
    return seen.hexdigest()


def check_project(project: Path) -> list[Problem]:
    """Everything that is wrong in a project's data and content."""
    from generator.checks import check
    from generator.figures import Figures, figures
    from generator.holdings import open_holdings
    from generator.pages import Book, site
    from generator.pages.templates import own_templates, template_problems
    from generator.topics import open_topics

    holdings = open_holdings(project)
    topics, faults = open_topics(project)
    problems = [*check(project, holdings, topics, faults), *template_problems(project)]
    if problems or not own_templates(project):
        return problems
    # A template asks for what it needs only when it is filled in.
    try:
        site(Book(holdings, Figures(figures(holdings)), topics, project), is_preview=True)
    except ProfileError as error:
        return error.problems
    return []


def audit_project(project: Path) -> tuple[Holdings, Audit]:
    """What a project holds, and what its sources print that cannot follow from it.

    Raises ProfileError where the data cannot be read or name what nobody declared.
    """
    from generator.audit import audit
    from generator.checks import claimed, data
    from generator.holdings import open_holdings

    holdings = open_holdings(project)
    rules = (*data.KNOWN, *claimed.RULES)
    problems = list(holdings.problems) or [p for rule in rules for p in rule(holdings, {})]
    if problems:
        raise ProfileError(problems)
    return holdings, audit(holdings)


def prepare(project: Path, wanted: Wanted = ALL, progress: Progress = silent) -> str:
    """Make ``build/`` fit the inputs, if it does not yet. Returns the fingerprint of the inputs.

    Raises ProfileError with every problem found; nothing has been written then.
    """
    made_of = fingerprint(project, wanted.word)
    build = project / "build"
    if _state(build).get("pages") == made_of:
        return made_of
    files, specs, publishing, doubts = _made(project, wanted, progress)
    files["assets/vega.js"] = POINTER + drawings.bundle(build)
    files["assets/licences.txt"] = licences()
    drawings.draw_missing(specs, build / "drawings", progress, _places(specs, files))
    drawings.forget(build / "drawings", specs)
    write(files, build / "pages")
    _remember(build, pages=made_of, publisher=publishing, doubts=doubts)
    return made_of


def _made(
    project: Path, wanted: Wanted, progress: Progress
) -> tuple[dict[str, str | bytes], dict[str, str], dict[str, object], str]:
    """Every generated file by name, every chart's specification by fingerprint, the site, and how
    many doubts stand open."""
    # Imported here, for a build without a change needs none of them.
    from generator.checks import check
    from generator.downloads import files as downloads
    from generator.figures import Figures, figures
    from generator.holdings import open_holdings
    from generator.pages import Book, as_file, site
    from generator.pages.templates import template_problems
    from generator.topics import open_topics

    progress("Reading and checking the data")
    holdings = open_holdings(project)
    topics, faults = open_topics(project)
    problems = [*check(project, holdings, topics, faults), *template_problems(project)]
    if stopping(problems):
        raise ProfileError(stopping(problems))
    progress("Writing the pages")
    book = Book(holdings, Figures(figures(holdings)), topics, project)
    known = [area.slug for area in book.profiled]
    if unknown := [name for name in wanted.only if name not in known]:
        what = f'There is no area with the address "{unknown[0]}".'
        raise ProfileError([Problem("known", "--only", what, suggestion(unknown[0], known))])
    pages = site(book, wanted.only, is_preview=wanted.is_preview)
    files: dict[str, str | bytes] = {}
    for page in pages:
        files[f"{page.path}index.md"] = as_file(page)
        for name, text in page.files.items():
            files[name if "/" in name else f"{page.path}{name}"] = text
    files |= downloads(book)
    files["assets/colours.css"] = style_sheet(book.site.colours)
    specs = {d.fingerprint: d.spec for page in pages for d in page.drawings}
    return files, specs, book.site.model_dump(), open_count(problems)


def _places(specs: Mapping[str, str], files: Mapping[str, str | bytes]) -> dict[str, str]:
    """By the fingerprint of a chart, the page and the id under which it stands."""
    beside = {
        text: name.removesuffix(".vl.json")
        for name, text in files.items()
        if name.endswith(".vl.json") and not name.startswith("embed/")
    }
    stands = {made: beside[spec].rpartition("/") for made, spec in specs.items() if spec in beside}
    return {made: f"/{page}/#{name}" for made, (page, _, name) in stands.items()}


def make_ready() -> None:
    """Load what a build needs, so that the first change is built as fast as the next."""
    for room in ("checks", "downloads", "figures", "holdings", "pages", "topics"):
        import_module(f"generator.{room}")
    drawings.picture('{"data":{"values":[{}]},"mark":"point"}')


def build(project: Path, site_dir: Path, wanted: Wanted = ALL, progress: Progress = silent) -> bool:
    """Build the site into ``site_dir``. Was there anything to do?

    The site is made beside the old one and put in its place when it is whole; files that did not
    change are left as they are. Raises ProfileError with every problem found.
    """
    made_of = prepare(project, wanted, progress)
    state = project / "build"
    if _state(state).get(f"site {site_dir}") == _stamp(made_of, site_dir):
        return False
    progress("Building the site")
    fresh = state / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    _run_mkdocs(project, fresh, wanted)
    put_in_place(fresh, site_dir)
    _remember(state, **{f"site {site_dir}": _stamp(made_of, site_dir)})
    return True


def _run_mkdocs(project: Path, fresh: Path, wanted: Wanted) -> None:
    config = str(project / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", str(fresh)]
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    settings[WANTED] = wanted.word
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        what = f"MkDocs could not build the site: {_last_words(done)}"
        raise ProfileError([Problem("site", "mkdocs.yml", what, "Look at the file it names.")])


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return " ".join(lines[-3:]) or "it gave no reason."


def put_in_place(fresh: Path, site_dir: Path) -> None:
    """Make ``site_dir`` hold exactly the fresh site, touching only what differs."""
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for name in sorted(wanted):
        source, target = fresh / name, site_dir / name
        if (
            target.is_file()
            and target.stat().st_size == source.stat().st_size
            and target.read_bytes() == source.read_bytes()
        ):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    for path in sorted(site_dir.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(site_dir) not in wanted:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    shutil.rmtree(fresh, ignore_errors=True)


def _stamp(made_of: str, site_dir: Path) -> str:
    """The inputs and the outputs in one word, so that a site changed by hand is built again."""
    seen = hashlib.sha256(made_of.encode())
    for path in sorted(site_dir.rglob("*")):
        if path.is_file():
            state = path.stat()
            seen.update(
                f"{path.relative_to(site_dir)} {state.st_size} {state.st_mtime_ns}\n".encode()
            )
    return seen.hexdigest()


def _state(build: Path) -> dict[str, object]:
    try:
        found = json.loads((build / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(build: Path, **new: object) -> None:
    build.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**_state(build), **new}, sort_keys=True, indent=1)
    (build / "state.json").write_text(text, encoding="utf-8")


def doubts_open(project: Path) -> str:
    """How many doubts stood open when the site was last prepared, in words; blank without any."""
    return str(_state(project / "build").get("doubts") or "")


def publisher(project: Path) -> dict[str, object]:
    """Who publishes the site that was last prepared; for the frame around every page."""
    found = _state(project / "build").get("publisher")
    return found if isinstance(found, dict) else {}
