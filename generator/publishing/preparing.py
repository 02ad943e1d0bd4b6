"""Everything of a site but its frame: pages, downloads and pictures, made into ``build/``.

Draft and part of a site have folders of their own there; the pictures are shared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.problems import Place, Problem, ProfileError, open_count, stopping, suggestion
from generator.progress import Progress
from generator.publishing import pictures
from generator.publishing.examined import examined
from generator.publishing.licences import licences
from generator.storage import ownfolder
from generator.storage.inputs import Inputs, code_word
from generator.storage.records import Record, are_whole, hashes
from generator.storage.writing import write
from generator.terms.colours import style_sheet

if TYPE_CHECKING:
    from generator.pages.book import Book, Page

# The program as it was when it was started, which is the program that runs.
STARTED_AS = code_word()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages to build: those of some areas (by address) or all, as a draft or not, and whether
    that is served while somebody works on it."""

    only: tuple[str, ...] = ()
    is_preview: bool = False
    is_served: bool = False

    @property
    def word(self) -> str:
        """All of it as one text."""
        return json.dumps([sorted(self.only), self.is_preview])

    @property
    def holds(self) -> str:
        """Which kind of site it is: "full", "only" or "preview"."""
        return "only" if self.only else "preview" if self.is_preview else "full"

    @property
    def site_name(self) -> str:
        """The folder of the project that such a site goes to, if no other is named."""
        return "site" if self.holds == "full" else f"site-{self.holds}"


# A chart that stands alone has no frame that says what it is.
DRAFT = b'<main>\n<p class="draft">Draft. Not published.</p>\n'
ALL, SERVED = Wanted(), Wanted(is_preview=True, is_served=True)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made: its files below ``pages`` (name and hash), its pictures, and what the frame
    says of it."""

    pages: Path
    files: Mapping[str, str]
    drawings: Path
    publisher: dict[str, Any]
    is_preview: bool


def folder_for(project: Path, wanted: Wanted) -> Path:
    """The folder of ``build/`` in which such a site is prepared."""
    build = project / "build"
    return build if wanted.holds == "full" else build / wanted.holds


def prepared(
    project: Path, wanted: Wanted, inputs: Inputs, faults: Sequence[Problem], progress: Progress
) -> Prepared:
    """Make ``build/`` fit the inputs, if it does not yet. ``faults`` were found in the frame.

    Raises OSError, and ProfileError with every problem found; nothing has been written then.
    """
    folder, drawn = folder_for(project, wanted), project / "build" / "drawings"
    record = Record.read(folder)
    if faults or record.word != inputs.pages or not _is_whole(record, folder, drawn):
        ownfolder.refuse_others(project)
        with pictures.Drawers(drawn) as drawers:
            made = _made(project, wanted, faults, progress, drawers)
            files = made.files
            ownfolder.claim(project)
            files["assets/licences.txt"] = licences().encode()
            before = {*record.files, *files}
            drawings = [*record.drawings, *made.places]
            Record(files=dict.fromkeys(before, ""), drawings=drawings).write(folder)
            drawers.finish(progress, made.places)
        write(files, folder / "pages", before)
        kept = (hashes(files), sorted(made.places), made.publisher, made.doubts)
        record = Record(inputs.pages, *kept, record.sites)
        if inputs.code == STARTED_AS:
            record.write(folder)
        pictures.forget(drawn, _needed(project))
    files_made = dict(sorted(record.files.items()))
    return Prepared(folder / "pages", files_made, drawn, record.publisher, wanted.is_preview)


def _is_whole(record: Record, folder: Path, drawn: Path) -> bool:
    are_drawn = all(pictures.kept_picture(drawn, name) is not None for name in record.drawings)
    return are_drawn and are_whole(folder / "pages", record.files)


def _needed(project: Path) -> set[str]:
    """The pictures that any of the sites prepared here needs."""
    kinds = (ALL, Wanted(is_preview=True), Wanted(only=("one",)))
    return {name for kind in kinds for name in Record.read(folder_for(project, kind)).drawings}


class _Made(NamedTuple):
    """Every generated file by name, where each picture stands by its name, the publisher, and how
    many doubts stand open."""

    files: dict[str, bytes]
    places: dict[str, str]
    publisher: dict[str, Any]
    doubts: str


def _made(
    project: Path,
    wanted: Wanted,
    faults: Sequence[Problem],
    progress: Progress,
    drawers: pictures.Drawers,
) -> _Made:
    # Imported here, for a build without a change needs none of them.
    from generator.downloads.files import files as downloads
    from generator.downloads.sizes import with_sizes
    from generator.figures.figures import Figures, figures
    from generator.pages.assembling import Book, site
    from generator.pages.misled import misled
    from generator.pages.templates import own_templates
    from generator.publishing.leading_on import led_on
    from generator.releases.notices import of_today, on_charts

    progress("Reading and checking the data")
    holdings, topics, problems = examined(project, faults)
    if stopping(problems):
        raise ProfileError(stopping(problems))
    progress("Writing the pages")
    book = Book(holdings, Figures(figures(holdings)), topics, project)
    if own_templates(project):
        book.charts = None  # such a template may fail when it is filled in: nothing is written then
    known = [area.slug for area in book.profiled]
    if unknown := [name for name in wanted.only if name not in known]:
        what = f'There is no area with the address "{unknown[0]}".'
        raise ProfileError([Problem("known", Place("--only"), what, suggestion(unknown[0], known))])
    if led_astray := list(misled(book)):
        raise ProfileError(led_astray)
    files, places = dict[str, bytes](), dict[str, str]()
    for page in site(book, wanted.only, is_preview=wanted.is_preview):
        files |= files_of(page)
        places |= _asked(page, drawers)
    # A part of a site has not all the pages that they lead to.
    leads = led_on(book, files) if not wanted.only else {}
    said = of_today(book.holdings.releases, book.site.release, leads)
    files |= on_charts(files, said)
    if wanted.is_preview:
        charts = [name for name in files if name.startswith("embed/") and name.endswith(".html")]
        files |= {name: files[name].replace(b"<main>\n", DRAFT, 1) for name in charts}
    files |= dict(downloads(book, leads))
    files |= with_sizes(files)
    files["assets/colours.css"] = style_sheet(book.site.colours).encode()
    return _Made(files, places, _for_frame(book, said, leads), open_count(problems))


def files_of(page: Page) -> dict[str, bytes]:
    """A page and what stands beside it, by name."""
    from generator.pages.assembling import as_file

    found = {f"{page.path}index.md": as_file(page).encode()}
    for name, text in page.files.items():
        found[name if "/" in name else f"{page.path}{name}"] = text.encode()
    return found


def _for_frame(
    book: Book, corrections: Mapping[str, list[str]], leads: Mapping[str, str]
) -> dict[str, Any]:
    """What the frame is told: who publishes, which releases there are (a frame that leads to them
    is another one where there is another), and what was corrected."""
    from generator.pages.leading import before

    releases, own, today = book.holdings.releases, book.holdings.release, book.site.released
    there = {
        "releases": [one.id for one in releases if one.archive],
        "corrections": corrections,
        "were": before(leads),
        "embargo": own.said.embargo if own else "",
        "notices": [[one.pages, one.text] for one in book.holdings.notices if one.stands_on(today)],
    }
    return book.site.model_dump(mode="json") | there


def _asked(page: Page, drawers: pictures.Drawers) -> dict[str, str]:
    """Have the charts of a page drawn. Where does each of their pictures stand, by its name?"""
    stands = {
        text: name.removesuffix(".vl.json")
        for name, text in page.files.items()
        if name.endswith(".vl.json") and "/" not in name
    }
    places: dict[str, str] = {}
    for drawing in page.drawings:
        drawers.ask(drawing.pictures)
        places |= dict.fromkeys(drawing.pictures, f"/{page.path}#{stands.get(drawing.spec, '')}")
    return places
