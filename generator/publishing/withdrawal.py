"""What ``release ID --withdraw PAGE`` does: a page is taken out of a frozen release, which is
written anew with a gap that says so."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from generator.problems import Fault, Place, Problem, ProfileError, suggestion
from generator.progress import Progress
from generator.publishing import building
from generator.reading.holdings import Holdings
from generator.reading.releases import ARCHIVE, MANIFEST, WITHDRAWN, KeptRelease
from generator.reading.yamlfiles import read_yaml
from generator.releases.manifests import SITE, manifest, sums
from generator.releases.withdrawing import TakenOut, taken_out
from generator.storage import archives, locking, placing
from generator.storage.keeping import write_whole
from generator.terms.addresses import page_address
from generator.terms.releases import Release, folder_of, spoken

MOST_TOLD = 12
NOT_WRITTEN = Fault(
    "The withdrawal cannot be written down here.",
    "Indent each withdrawal by two spaces below withdrawals:, and give --why in plain text.",
)
TODAY = (
    "The page of today stands as it is, and the next release would hold it again: if it must not "
    "be seen there either, withhold the figures in the data (a blank value with the status c)."
)
HISTORY = (
    "The last publications are kept beside the folder that is served, in "
    ".NAME.crime-profiles-before: remove that folder once the new site is published. "
    "The history of the repository still holds the page. Whoever keeps it has to take the old "
    "archive out of it (git filter-repo) and out of every copy and backup, and to ask search "
    "engines and the web archive to drop it."
)


def withdraw(project: Path, name: str, page: str, why: str, progress: Progress) -> list[str]:
    """Take a page out of a release, and tell what else holds its figures.

    Raises OSError, and ProfileError where there is no such release or page, or no reason.
    """
    holdings = building.book_of(project).holdings
    held, address = _meant(holdings, name, page, why)
    today = date.today().isoformat()
    sentence = f"This page was withdrawn on {spoken(today)}: {why.strip().rstrip('.')}."
    with locking.held(project, progress):
        progress("Unpacking the release")
        files = _files(project, held)
        taken = taken_out(holdings, files, address, sentence)
        progress("Packing it again")
        left = {n: c for n, c in files.items() if n not in taken.gone} | taken.changed
        left[WITHDRAWN] = files.get(WITHDRAWN, b"") + f"/{address}\n".encode()
        _note(project, name, {"page": f"/{address}", "date": today, "why": why.strip()})
        _replace(project, held, left)
    return list(_told(held, address, taken))


def _meant(holdings: Holdings, name: str, page: str, why: str) -> tuple[KeptRelease, str]:
    """The release and the address in it, made sure of."""
    frozen = {one.id: one for one in holdings.releases if one.is_frozen}
    held = frozen.get(name)
    if held is None or held.archive is None:
        what = f'There is no release "{name}" whose site is here.'
        raise ProfileError([Problem("release", Place(name), what, suggestion(name, list(frozen)))])
    address = page_address(page)
    if refused := _refused(held, address, why):
        raise ProfileError([refused])
    return held, address


def _refused(held: KeptRelease, address: str, why: str) -> Problem | None:
    """Why can a page not be withdrawn from a release?"""
    page, reason = Place("--withdraw"), Place("--why")
    if not address:
        what = "The first page cannot be withdrawn: it is the way to all others."
        remedy = "Withdraw the pages that must not stay, or give the first page a correction."
        return Problem("release", page, what, remedy)
    if address not in held.addresses or address.startswith("embed/"):
        known = sorted(one for one in held.addresses if not one.startswith("embed/"))
        what = f'The release of {held.label} has no page "{address}".'
        return Problem("release", page, what, suggestion(address, known))
    if any(page_address(one.page) == address for one in held.said.withdrawals):
        what = f"The page /{address} was withdrawn already."
        return Problem("release", page, what, "Nothing is to be done.")
    if not why.replace("\n", " ").isprintable():
        return Problem(
            "release", reason, "It holds a character that has no form.", "Type it again."
        )
    if not why.strip():
        what = "A page is withdrawn for a reason that everybody may read."
        return Problem("release", reason, what, 'Give it: --why "…".')
    return None


def _files(project: Path, held: KeptRelease) -> dict[str, bytes]:
    """Every file of a release by name, its site below ``site/``."""
    folder, names = project / folder_of(held.id), list(sums(project, held.id))
    assert held.archive  # made sure of before
    inner = [name.removeprefix(SITE) for name in names if name.startswith(SITE)]
    found = {f"{SITE}{name}": data for name, data in archives.unpacked(held.archive, inner)}
    return found | {n: (folder / n).read_bytes() for n in names if not n.startswith(SITE)}


def _note(project: Path, name: str, said: Mapping[str, str]) -> None:
    """Write the withdrawal down in the file of the release, before the release is changed."""
    path = project / f"{folder_of(name)}.yml"
    text = path.read_text(encoding="utf-8")
    words = ", ".join(f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in said.items())
    line = f"  - {{{words}}}\n"
    text = re.sub(r"^withdrawals:[ ]*\[[ ]*\][ ]*$", "withdrawals:", text, flags=re.M)
    if re.search(r"^withdrawals:[ ]*$", text, re.M):
        text = re.sub(r"^withdrawals:[ ]*\n", lambda found: found[0] + line, text, flags=re.M)
    elif re.search(r"^withdrawals:", text, re.M):
        what = "The withdrawals of this release stand on one line, to which none can be added."
        remedy = "Write each on a line of its own below withdrawals:, and give the command again."
        raise ProfileError([Problem("release", Place(f"{folder_of(name)}.yml"), what, remedy)])
    else:
        text = f"{text.rstrip()}\nwithdrawals:\n{line}"
    place = f"{folder_of(name)}.yml"
    # Whatever stands in it, it can still be read with the new line; or nothing is done.
    if problems := read_yaml(text, place, Release).problems:
        raise ProfileError([NOT_WRITTEN.at("release", problem.place) for problem in problems])
    write_whole(path, text.encode())


def _replace(project: Path, held: KeptRelease, files: Mapping[str, bytes]) -> None:
    """The release with these files takes the place of the old one."""
    folder = project / folder_of(held.id)
    making = project / "build" / f"release-{held.id}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    site = {n.removeprefix(SITE): data for n, data in files.items() if n.startswith(SITE)}
    beside = {n: data for n, data in files.items() if not n.startswith(SITE)}
    assert held.archive  # made sure of before
    is_apart = held.archive.parent != folder
    archives.pack(site, held.archive if is_apart else making / ARCHIVE)
    archives.put({**beside, MANIFEST: manifest(files)}.items(), making)
    if not placing.exchange(making, folder):
        old = folder.with_name(f".{folder.name}-old")
        os.rename(folder, old)
        os.rename(making, folder)
        os.rename(old, making)
    shutil.rmtree(making)


def _suspected(address: str) -> list[str]:
    """The pages that tell of the figures of a page in words, charts or lists, if any does."""
    place, *rest = address.strip("/").split("/")
    ward = f"{place}/{'/'.join(rest[:2])}/" if rest[:1] == ["wards"] else f"{place}/"
    topic = [f"topics/{rest[0]}/"] if rest and rest[0] not in ("wards", "summary") else []
    found = [ward, f"{ward}summary/", f"{place}/", *topic, "compare/", ""]
    return [one for one in dict.fromkeys(found) if one != address]


def _shown(address: str) -> str:
    return f"/{address}"


def _told(held: KeptRelease, address: str, taken: TakenOut) -> Iterator[str]:
    yield f"The page /{address} was taken out of the release of {held.label}."
    if taken.gone:
        yield f"With it went {', '.join(one.removeprefix(SITE) for one in taken.gone)}."
    others = [one for one in _suspected(address) if one in held.addresses]
    yield f"Look at these too, for words or charts may tell it: {', '.join(map(_shown, others))}."
    if taken.holding:
        first = ", ".join(map(_shown, taken.holding[:MOST_TOLD]))
        more = len(taken.holding) - MOST_TOLD
        rest = f" and {more} more" if more > 0 else ""
        yield f"These pages of it still hold figures that stood there: {first}{rest}."
        yield "Withdraw those too, if they have to go."
    yield "Build the site and publish it, so that nobody reads the page any more."
    yield TODAY
    yield HISTORY
