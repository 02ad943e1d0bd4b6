"""From data and content to a site: check, pages, pictures, then MkDocs; nothing is done twice.

``build/`` holds what was made last: ``pages/`` (Markdown and the files beside it), ``drawings/``,
and ``state``, which says from which inputs.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator import unexpected
from generator.problems import Fault, Place, Problem, ProfileError, stopping
from generator.progress import Progress, silent
from generator.publishing import preparing, vega, weighed
from generator.publishing.examined import Examined, examined
from generator.publishing.preparing import ALL, SERVED, STARTED_AS, Wanted
from generator.publishing.standing import Last, Told
from generator.storage import clearing, inputs, locking, placing
from generator.storage.inputs import Inputs, read_inputs
from generator.storage.keeping import write_whole
from generator.storage.records import Record, as_left
from generator.storage.sitefolders import marked

if TYPE_CHECKING:
    from generator.audit.auditing import Audit
    from generator.pages.book import Book
    from generator.reading.holdings import Holdings

__all__ = ["ALL", "INPUTS", "SERVED", "Wanted", "audit_project", "book_of", "build"]
__all__ += ["check_project", "prepare"]
INPUTS = inputs.FOLDERS
# How often a build begins anew because its inputs changed meanwhile, before it gives up.
TIMES = 3
# What a build loads when there is something to do: all else is imported from these.
NEEDED = ("checks.checking", "downloads.tables", "pages.assembling", "publishing.mkdocs_hook")


def check_project(project: Path, progress: Progress = silent) -> list[Problem]:
    """Everything that is wrong in a project's data, content and frame."""
    from generator.pages.templates import own_templates

    checked = _checked(project)
    if stopping(checked.problems):
        return checked.problems
    from generator.pages.misled import misled

    book = _book(checked, project)
    if led_astray := list(misled(book)):
        return [*checked.problems, *led_astray]
    # A template asks for what it needs only when it is filled in, and which addresses there are
    # is known when the pages are made.
    is_released = any(one.is_frozen for one in book.holdings.releases)
    if own_templates(project) or (is_released and not _are_made(project)):
        progress("Looking whether every page of the last release is there or leads on")
        try:
            _make_pages(book)
        except ProfileError as error:
            return [*checked.problems, *error.problems]
    return checked.problems


def _are_made(project: Path) -> bool:
    """Were the pages of the site made from what the project holds now, without a problem?"""
    made = Record.read(preparing.folder_for(project, ALL)).word
    return bool(made) and made == read_inputs(project, ALL.word).pages


def _make_pages(book: Book) -> None:
    """Make every page, for what is wrong with them alone. Raises ProfileError."""
    from generator.pages.assembling import site
    from generator.publishing.leading_on import led_on

    files = dict[str, bytes]()
    for page in site(book, is_preview=True):
        files |= preparing.files_of(page)
    led_on(book, files)


def book_of(project: Path) -> Book:
    """All that a project's pages are made from; nothing is written.

    Raises ProfileError with every problem that would stop a build.
    """
    return book_and_doubts(project)[0]


def book_and_doubts(project: Path) -> tuple[Book, list[Problem]]:
    """The same, and the doubts that stand open.

    Raises ProfileError with every problem that would stop a build.
    """
    checked = _checked(project)
    if stopping(checked.problems):
        raise ProfileError(stopping(checked.problems))
    return _book(checked, project), checked.problems


def _checked(project: Path) -> Examined:
    from generator.publishing.mkdocs_settings import faults

    return examined(project, faults(project))


def _book(checked: Examined, project: Path) -> Book:
    """What pages are made from, without a place where anything is kept."""
    from generator.figures.figures import Figures, figures
    from generator.pages.book import Book

    book = Book(checked.holdings, Figures(figures(checked.holdings)), checked.topics, project)
    book.charts = None
    return book


def audit_project(project: Path) -> tuple[Holdings, Audit]:
    """What a project holds, and what its sources print that cannot follow from it.

    Raises ProfileError where the data cannot be read or name what nobody declared.
    """
    from generator.audit.auditing import audit
    from generator.checks import claimed, data
    from generator.reading.holdings import open_holdings

    holdings = open_holdings(project)
    rules = (*data.KNOWN, *claimed.RULES)
    problems = list(holdings.problems) or [p for rule in rules for p in rule(holdings, {})]
    if problems:
        raise ProfileError(problems)
    return holdings, audit(holdings)


def doubts_open(project: Path, wanted: Wanted = ALL) -> str:
    """How many doubts stood open when such a site was last made, in words; blank without any."""
    return Record.read(preparing.folder_for(project, wanted)).doubts


def make_ready() -> None:
    """Load what a build needs, so that the first change is built as fast as the next."""
    for name in NEEDED:
        import_module(f"generator.{name}")
    vega.picture('{"data":{"values":[{}]},"mark":"point"}')


def prepare(project: Path, wanted: Wanted = ALL, progress: Progress = silent) -> None:
    """Make ``build/`` fit the inputs, if it does not yet.

    Raises ProfileError with every problem found; nothing has been written then.
    """
    from generator.publishing.mkdocs_settings import faults

    with locking.held(project, progress):
        now = read_inputs(project, wanted.word)
        preparing.prepared(project, wanted, now, faults(project), progress)


def build(project: Path, site_dir: Path, wanted: Wanted = ALL, progress: Progress = silent) -> bool:
    """Build the site into ``site_dir``. Was there anything to do?

    The site is made beside the old one and takes its place when it is whole; files there that are
    not ours stay. Raises ProfileError with every problem found; the old site stands then.
    """
    place = Path(os.path.realpath(site_dir))
    try:
        with locking.held(project, progress):
            placing.make_sure(project, place, wanted.holds)
            for _ in range(TIMES):
                now = read_inputs(project, wanted.word)
                if _stands(project, place, wanted, now):
                    return False
                if _looks_renewed(project, place, wanted, now):
                    return True
                if _made(project, place, wanted, now, progress):
                    return True
                progress("Something changed meanwhile; beginning anew")
    except OSError as error:
        raise ProfileError([_of_the_disk(error, project)]) from error
    what = "What the site is made from was changed each time while it was being made."
    remedy = "Wait until it stays, and build again."
    raise ProfileError([Problem("site", Place("data"), what, remedy)])


def stands(project: Path, site_dir: Path) -> bool:
    """Is the whole site in this folder the one that is made from what the project holds now?"""
    place = Path(os.path.realpath(site_dir))
    return _stands(project, place, ALL, read_inputs(project, ALL.word))


def _stands(project: Path, place: Path, wanted: Wanted, now: Inputs) -> bool:
    """Does the site stand as it was made, from these inputs?"""
    made = Record.read(preparing.folder_for(project, wanted)).sites.get(str(place), {})
    is_of_these = made.get("of") == [now.pages, now.frame] and made.get("looks") == dict(now.looks)
    return is_of_these and made.get("left") == as_left(place, marked(place))


def _looks_renewed(project: Path, place: Path, wanted: Wanted, now: Inputs) -> bool:
    """Where only stylesheets, scripts or pictures of the frame changed: copy those. Was it so?"""
    folder = preparing.folder_for(project, wanted)
    record = Record.read(folder)
    made, looks = record.sites.get(str(place), {}), dict(now.looks)
    before = made.get("looks", {})
    if not looks or made.get("of") != [now.pages, now.frame] or before.keys() != looks.keys():
        return False
    if made.get("left") != as_left(place, marked(place)):
        return False
    changed = [name for name in looks if looks[name] != before[name]]
    if any(inputs.hash_of(place / name) != before[name] for name in changed):
        return False
    source = inputs.look_of(project)
    content = {name: (source / name).read_bytes() for name in changed}
    told = made.get("told", {})
    _forget(folder, record, place)
    for name, data in content.items():
        write_whole(place / name, data)
    return _remember(project, place, wanted, now, told)


def _made(project: Path, place: Path, wanted: Wanted, now: Inputs, progress: Progress) -> bool:
    """Make the site and let it take its place; not where its inputs changed meanwhile."""
    from generator.publishing import mkdocs_hook
    from generator.publishing.mkdocs_settings import faults

    folder = preparing.folder_for(project, wanted)
    sites = Record.read(folder).sites.values()
    # A frame that a site has been made with is sound.
    is_sound = any(made["of"][1] == now.frame for made in sites)
    found = [] if is_sound else faults(project)
    made = preparing.prepared(project, wanted, now, found, progress)
    record = Record.read(folder)
    last = Last(place, record.sites.get(str(place), {}).get("told", {}), now.frame)
    _forget(folder, record, place)
    pages = sum(name.endswith(".md") for name in made.files)
    progress(f"Building the site ({pages} pages)")
    making = placing.begin(place, wanted.holds)
    with clearing.half_made(making):
        told = mkdocs_hook.make_site(project, making, made, last)
        if wanted.is_preview and not wanted.is_served:  # it takes a second or two
            weighed.fill_in(making)
        if read_inputs(project, wanted.word) != now:
            return False
        if now.code != STARTED_AS:
            what = "The program was changed after it was started."
            raise ProfileError([Problem("site", Place("generator"), what, "Start it again.")])
        ours = placing.ours(project, place, making, made.files)
        placing.put(making, place, wanted.holds, ours)
    return _remember(project, place, wanted, now, told)


def _forget(folder: Path, record: Record, place: Path) -> None:
    """Until a site is whole again, nothing is said of it."""
    if record.sites.pop(str(place), None):
        record.write(folder)


def _remember(project: Path, place: Path, wanted: Wanted, made_of: Inputs, told: Told) -> bool:
    folder = preparing.folder_for(project, wanted)
    record = Record.read(folder)
    record.sites = {name: said for name, said in record.sites.items() if Path(name).is_dir()}
    left = as_left(place, marked(place))
    of, looks = [made_of.pages, made_of.frame], dict(made_of.looks)
    record.sites[str(place)] = {"of": of, "looks": looks, "left": left, "told": told}
    record.write(folder)
    return True


def _of_the_disk(error: OSError, project: Path) -> Problem:
    """What the machine refused while a site was made."""
    otherwise = Fault("the file or folder cannot be used.", "Look at it, and build again.")
    fault = unexpected.refusal(error) or otherwise
    named = Path(unexpected.path_of(error) or project)
    inside = named.is_relative_to(project)
    file = named.relative_to(project).as_posix() if inside else str(named)
    what = fault.what[:1].upper() + fault.what[1:]
    return Problem("site", Place(file), what, fault.remedy)
