"""A release is frozen: its figures, its addresses and its whole site, with the sum of each file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.reading.holdings import Holdings
from generator.reading.releases import ADDRESSES, ARCHIVE, MANIFEST, packed
from generator.releases.frozen_pages import NOT_FROZEN, dated, frozen
from generator.releases.manifests import SITE, manifest
from generator.storage import archives, room
from generator.storage.keeping import write_whole
from generator.storage.sitefolders import marked
from generator.terms.releases import folder_of

# Files with whole addresses of the site in them, beside its pages.
WITH_ADDRESSES = (".json",)
NOT_MADE = "The release was not made, and nothing of it was kept."


def site_files(holdings: Holdings, release: str, site_dir: Path) -> dict[str, bytes]:
    """Every file of a site as it stands in this release; those of earlier ones left out.

    Raises OSError for one that is gone.
    """
    site, mark = holdings.site, marked(site_dir)
    earlier = [one.id for one in holdings.releases]
    held = next(one for one in holdings.releases if one.id == release)
    names = [
        name
        for name in (mark.files or () if mark else ())
        if not NOT_FROZEN.fullmatch(name) and name.partition("/")[0] not in earlier
    ]
    root = site.root if site else ""
    found = {}
    for name in names:
        content = (site_dir / name).read_bytes()
        if name.endswith(".html"):
            content = frozen(content.decode(), name, held, root, earlier).encode()
        elif name.endswith(WITH_ADDRESSES):
            content = dated(content.decode(), release, root).encode()
        found[name] = content
    return found


def addresses_of(names: Iterable[str]) -> list[str]:
    """The address of each page among these files of a site."""
    pages = [name for name in names if name.endswith("index.html")]
    return sorted(name.removesuffix("index.html") for name in pages)


def freeze(
    project: Path,
    release: str,
    figures: Mapping[str, bytes],
    site: Mapping[str, bytes],
    archives_in: Path | None = None,
) -> Path:
    """Put a release into its folder, whole or not at all, and tell where its archive is: in
    ``archives_in``, if that is given.

    ``figures`` are the files of its figures by name, ``site`` those of its site. Raises OSError,
    and ProfileError where another has made it meanwhile.
    """
    listed = "".join(f"/{address}\n" for address in addresses_of(site)).encode()
    beside = {**figures, ADDRESSES: listed}
    whole = beside | {f"{SITE}{name}": content for name, content in site.items()}
    making = project / "build" / f"release-{release}"
    archive = archives_in / packed(release) if archives_in else making / ARCHIVE
    content = archives.as_one(site)
    own = [*map(len, beside.values()), *([] if archives_in else [len(content)])]
    shutil.rmtree(making, ignore_errors=True)
    is_new = _is_new(archive, content)
    try:
        with room.needed(archive.parent, len(content), NOT_MADE):
            write_whole(archive, content)
        with room.needed(making, room.taken(own), NOT_MADE):
            archives.put({**beside, MANIFEST: manifest(whole)}.items(), making)
            _into_place(making, project / folder_of(release))
    except BaseException:
        if is_new:  # of a release that there is not
            archive.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return archive if archives_in else project / folder_of(release) / ARCHIVE


def _is_new(archive: Path, content: bytes) -> bool:
    """Is there no archive yet? Raises ProfileError for another one of that name."""
    if not os.path.lexists(archive):
        return True
    if not archive.is_file() or archive.read_bytes() != content:
        what = "Something of this name is there already, and it is not the site of this release."
        remedy = "Move it away, or name another folder with --archive."
        raise ProfileError([Problem("release", Place(str(archive)), what, remedy)])
    return False


def _into_place(making: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.rename(making, target)
    except OSError:
        if target.exists():
            what = "Somebody else has made this release meanwhile."
            remedy = "Look at it: a release is never made again."
            raise ProfileError([Problem("release", Place(str(target)), what, remedy)]) from None
        raise
