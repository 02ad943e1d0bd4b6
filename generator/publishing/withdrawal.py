"""What ``release ID --withdraw PAGE`` does: a page is taken out of a frozen release, which is
written anew with a gap that says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.problems import Place, Problem, ProfileError, stopping, suggestion
from generator.progress import Progress
from generator.publishing import renewing
from generator.reading.holdings import Holdings, open_holdings
from generator.reading.releases import WITHDRAWN, WITHDRAWN_FIGURES, KeptRelease
from generator.releases.elsewhere import told
from generator.releases.frozen import FIGURES, as_keys, keys_in
from generator.releases.manifests import SITE, edited, sums
from generator.releases.noting import noted
from generator.releases.pasted import page_of, pasted
from generator.releases.unsealed import unsealed
from generator.releases.withdrawing import taken_out
from generator.storage import locking
from generator.storage.keeping import write_whole
from generator.terms.addresses import page_address
from generator.terms.releases import Withdrawal, folder_of
from generator.terms.site import is_release

# So many letters tell a reason, and so many characters are read to the end.
FEWEST_LETTERS, MOST_CHARACTERS = 3, 500
NO_ARCHIVE = (
    "Put it back where it was: beside the figures of the release as site.tar.xz, or as {}.tar.xz "
    "in the folder that archives: in data/site.yml names."
)


class ToWithdraw(NamedTuple):
    """What is to be withdrawn from which release, as it is or is to be written down there."""

    held: KeptRelease
    said: Withdrawal
    is_noted: bool

    @property
    def page(self) -> str:
        """The address of the page in the release."""
        return page_address(self.said.page)


def withdraw(project: Path, name: str, page: str, why: str, progress: Progress) -> list[str]:
    """Take a page out of a release, and tell what else holds its figures.

    Raises OSError, and ProfileError where there is no such release or page, or no reason. Whatever
    stops it leaves the release as it was, or so that the same command finishes it.
    """
    with locking.held(project, progress):
        if is_release(name):
            renewing.settle(project, name)
        holdings = open_holdings(project)
        if found := stopping(holdings.problems):
            raise ProfileError(found)
        held = _held(holdings, name)
        root = holdings.site.root if holdings.site else ""
        given = pasted(page, name, root)
        address = page_of(given, held.addresses)
        if address in _made(held) and renewing.finished(project, held):
            return [f"The page /{address} was withdrawn; its archive is in its place now, too."]
        asked = _asked(held, address, page, why)
        if not asked.is_noted:
            _noted(project, asked)  # that it can be is made sure of before the long work
        progress("Unpacking the release")
        files = _files(project, held)
        taken = taken_out(holdings, files, asked.page, _sentence(asked.said))
        progress("Packing it again")
        left = {n: c for n, c in files.items() if n not in taken.gone} | taken.changed
        left[WITHDRAWN] = files.get(WITHDRAWN, b"") + f"/{asked.page}\n".encode()
        out = keys_in(files[FIGURES]) - keys_in(left[FIGURES])
        before = files.get(WITHDRAWN_FIGURES)
        left[WITHDRAWN_FIGURES] = as_keys(out | (keys_in(before) if before else frozenset()))
        making = renewing.prepared(project, held, left)
        with renewing.cleared(making):
            if not asked.is_noted:
                write_whole(_file(project, held), _noted(project, asked))
        renewing.put(project, held, making)
    belonging = [f"/{given} belongs to the page /{address}."] * (given != address)
    return [*belonging, *told(holdings, held, address, taken)]


def _held(holdings: Holdings, name: str) -> KeptRelease:
    """The release of this id, made sure to be here."""
    frozen = {one.id: one for one in holdings.releases if one.is_frozen}
    if name not in frozen:
        what = f'There is no release "{name}" that was made.'
        raise ProfileError([Problem("release", Place(name), what, suggestion(name, list(frozen)))])
    held = frozen[name]
    if held.archive is None:
        what = f"The packed site of the release of {held.label} is not here."
        place, remedy = Place(folder_of(name)), NO_ARCHIVE.format(name)
        raise ProfileError([Problem("release", place, what, remedy)])
    return held


def _made(held: KeptRelease) -> set[str]:
    """The pages that were taken out of a release."""
    path = held.folder / WITHDRAWN
    listed = path.read_text(encoding="utf-8").split() if path.is_file() else []
    return set(map(page_address, listed))


def _asked(held: KeptRelease, address: str, page: str, why: str) -> ToWithdraw:
    """What is to be done, made sure of; one that was written down and not made is made as it stands
    there."""
    refused = [one for one in (_no_page(held, address, page), _no_reason(why)) if one]
    if refused:
        raise ProfileError(refused)
    for one in held.said.withdrawals:
        if page_address(one.page) == address:
            return ToWithdraw(held, one, is_noted=True)
    today = date.today().isoformat()
    return ToWithdraw(held, Withdrawal(page=address, date=today, why=why.strip()), is_noted=False)


def _no_page(held: KeptRelease, address: str, page: str) -> Problem | None:
    """Why can a page not be withdrawn from a release?"""
    place = Place("--withdraw")
    if not address:
        what = "The first page cannot be withdrawn: it is the way to all others."
        remedy = "Withdraw the pages that must not stay, or give the first page a correction."
        return Problem("release", place, what, remedy)
    if address not in held.addresses or address.startswith("embed/"):
        known = sorted(one for one in held.addresses if not one.startswith("embed/"))
        what = f'The release of {held.label} has no page "{page.strip()}".'
        return Problem("release", place, what, suggestion(address, known))
    if address in _made(held):
        what = f"The page /{address} was withdrawn already."
        return Problem("release", place, what, "Nothing is to be done.")
    return None


def _no_reason(why: str) -> Problem | None:
    """Why can this not stand in the place of a page?"""
    what, remedy = (
        "A page is withdrawn for a reason that everybody may read.",
        'Give it: --why "…".',
    )
    if not why.replace("\n", " ").isprintable():
        what, remedy = "It holds a character that has no form.", "Type it again."
    elif len(why.strip()) > MOST_CHARACTERS:
        what = f"The reason has {len(why.strip()):,} characters."
        remedy = f"Say it in {MOST_CHARACTERS} at most: it stands in the place of the page."
    elif sum(map(str.isalpha, why)) >= FEWEST_LETTERS:
        return None
    return Problem("release", Place("--why"), what, remedy)


def _sentence(one: Withdrawal) -> str:
    return f"This page was withdrawn on {one.day}: {one.why.rstrip('.')}."


def _file(project: Path, held: KeptRelease) -> Path:
    return project / f"{folder_of(held.id)}.yml"


def _noted(project: Path, asked: ToWithdraw) -> bytes:
    """The file of the release with the withdrawal in it."""
    path = _file(project, asked.held)
    return noted(path.read_bytes(), f"{folder_of(asked.held.id)}.yml", asked.said)


def _files(project: Path, held: KeptRelease) -> dict[str, bytes]:
    """Every file of a release by name, its site below ``site/``, made sure to be as it was: what
    was changed by hand would be as good as frozen afterwards."""
    if found := edited(project, (held,)):
        raise ProfileError(found)
    known = sums(project, held.id)
    inner = {n.removeprefix(SITE): w for n, w in known.items() if n.startswith(SITE)}
    found_there = {f"{SITE}{name}": data for name, data in unsealed(held, inner, list(inner))}
    beside = [name for name in known if not name.startswith(SITE)]
    return found_there | {name: (held.folder / name).read_bytes() for name in beside}
