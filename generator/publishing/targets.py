"""Where may a site be published? What ``--to`` names is looked at before anything is done."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.problems import Fault, Place, ProfileError
from generator.publishing import putting
from generator.publishing.preparing import ALL, Wanted
from generator.publishing.putting import HOLDS, OWN
from generator.storage import sitefolders
from generator.storage.sitefolders import MARKER

PACKED = ".zip"
NAME = "Give the folder that is served, or the name of a file that ends in .zip."
# Another machine: an address, what rsync and scp call one, and on no Windows what that names so.
ELSEWHERE = re.compile(r"[^/\\]{2,}:.*", re.S)
OF_WINDOWS = re.compile(r"[a-z]:[/\\].*|//.*|\\\\.*", re.I | re.S)
COPIED = "Publish into a folder here and copy that there, or pack it: --to site.zip."
OTHER_PACKED = (".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zipx")
NOT_PLAIN = re.compile(r"[\x00-\x1f\x7f]")

# What a build makes in a folder of the project that it names itself.
BUILT = (ALL, Wanted(only=("one",)), Wanted(is_preview=True))


def is_packed(target: Path) -> bool:
    """Is it to be one file?"""
    return target.suffix.lower() == PACKED


def meant(said: str) -> Path:
    """Which place is meant by what stands behind ``--to``? Raises ProfileError for none."""
    named = os.path.expanduser(said)
    if fault := _misnamed(named) or _led_nowhere(Path(named)):
        raise ProfileError([fault.at("publish", Place(f'--to "{said}"'))])
    return Path(os.path.realpath(named))


def _misnamed(named: str) -> Fault | None:
    """What is wrong with the name itself?"""
    if not named.strip():
        return Fault("No place is named.", NAME)
    if named.startswith("~"):
        return Fault("Nobody of that name has a home folder here.", NAME)
    if ELSEWHERE.fullmatch(named) or (os.name != "nt" and OF_WINDOWS.fullmatch(named)):
        return Fault("This is a place on another machine, and files are put on this one.", COPIED)
    path = Path(named)
    new = [part.name for part in (path, *path.parents) if not os.path.lexists(part)]
    if any(name != name.strip() or name.rstrip(".") != name for name in new):
        what = "A name begins or ends with a blank or a full stop, which not every system keeps."
        return Fault(what, f"Write it without. {NAME}")
    if any(NOT_PLAIN.search(name) or "\\" in name for name in new):
        what = "A name holds a character that names of folders do not have."
        return Fault(what, f"Write it without, and with / between folders. {NAME}")
    if new and path.suffix.lower() in OTHER_PACKED:
        return Fault(f'A site is not packed as "{path.suffix}".', NAME)
    return None


def _led_nowhere(path: Path) -> Fault | None:
    for one in (path, *path.parents):
        if os.path.islink(one) and not os.path.exists(one):
            what = f"{one} is a link that leads nowhere: what it leads to may not be connected."
            return Fault(what, "Connect it, or name the folder itself.")
    return None


def make_sure(project: Path, target: Path) -> None:
    """Make sure that a site may be published there, before it is built.

    Raises OSError, and ProfileError where it must not.
    """
    own = _of_a_file(project, target) if is_packed(target) else _of_a_folder(target)
    faults = (*own, _inside_a_site(target), _of_a_build(project, target))
    if fault := next((one for one in faults if one), None):
        raise ProfileError([fault.at("publish", Place(str(target)))])
    if not is_packed(target):
        sitefolders.refuse(project, target, HOLDS, is_adopted=False)


def _of_a_file(project: Path, target: Path) -> Iterator[Fault | None]:
    """What keeps a packed site from being put there?"""
    if what := sitefolders.lies_in(project, target.parent):
        yield Fault(what, "Name another place with --to.")
    if target.is_dir():
        what = "This is a folder, and its name is that of a packed site."
        yield Fault(what, "Give another name, or publish into a folder without .zip.")
    elif os.path.exists(target) and not target.is_file():
        yield Fault("This is no ordinary file but a pipe or a device.", "Give another name.")
    yield _without_rights((target.parent, *target.parent.parents))


def _of_a_folder(target: Path) -> Iterator[Fault | None]:
    """The same of a site in a folder, but for what no site may be put into."""
    yield _without_rights((target, *target.parents))
    if target.name and (store := putting.store_of(target)).is_dir():
        yield _without_rights((store,))
    if target.is_dir() and _has_lost_its_list(target):
        what = f"Its list of our files ({MARKER}) is missing or cannot be read."
        remedy = (
            f"It stays as it is. Publish beside it, --to {target}-new, and look at that; then give "
            "this folder another name and the new one its name, and move over what others put here."
        )
        yield Fault(what, remedy)


def _inside_a_site(target: Path) -> Fault | None:
    """A site that a build makes anew, where the place lies in one."""
    for folder in target.parents:
        with suppress(ProfileError):
            mark = sitefolders.marked(folder)
            if mark and mark.holds != HOLDS:
                what = f"It lies in {folder}, which holds {sitefolders.HELD[mark.holds]}."
                return Fault(what, "Name another place with --to.")
    return None


def _of_a_build(project: Path, target: Path) -> Fault | None:
    """A folder into which a build puts its own site, whether it is there yet or not."""
    for kind in BUILT:
        if target.is_relative_to(os.path.realpath(project / kind.site_name)):
            name, holds = kind.site_name, sitefolders.HELD[kind.holds]
            what = f"This is, or lies in, {name} of the project, where builds put {holds}."
            return Fault(what, "Name another place with --to.")
    return None


def _has_lost_its_list(target: Path) -> bool:
    """Is it a publication of ours without a marker, or with a damaged one?"""
    if not (target / OWN).is_file():
        return False
    try:
        return sitefolders.marked(target) is None
    except ProfileError:
        return True


def _without_rights(above: Sequence[Path]) -> Fault | None:
    """The folder that is written into, the first of these that is there, where one may not."""
    place = next(folder for folder in above if os.path.lexists(folder))
    if not place.is_dir() or os.access(place, os.R_OK | os.W_OK | os.X_OK):
        return None
    if _is_read_only(place):
        what = f"The disk of {place} is read-only, so nothing can be published there."
        return Fault(what, "Have it made writable, or name another place with --to.")
    what = f"You may not write into {place}, so nothing can be published there."
    remedy = "Ask whoever looks after it for the right to, or name another place with --to."
    return Fault(what, remedy)


def _is_read_only(place: Path) -> bool:
    try:
        return bool(os.statvfs(place).f_flag & os.ST_RDONLY) if hasattr(os, "statvfs") else False
    except OSError:
        return False
