"""The files of the site of a release, each made sure to be what was frozen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.reading.releases import ARCHIVE, AS_IT_WAS, MANIFEST, KeptRelease
from generator.releases.manifests import SITE, sum_of
from generator.storage import archives
from generator.terms.releases import folder_of


def unsealed(
    held: KeptRelease,
    known: Mapping[str, str],
    wanted: Collection[str],
    listed: Collection[str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """These files of the site of a release, whose archive is there; ``known`` are their sums,
    ``listed`` is as ``archives.unpacked`` takes it.

    Raises OSError, and ProfileError where one is not as it was frozen.
    """
    assert held.archive  # those without one are told before
    place = f"{folder_of(held.id)}/{ARCHIVE}"
    yield from unsealed_of(held.archive, place, known, wanted, listed)


def unsealed_of(
    archive: Path,
    place: str,
    known: Mapping[str, str],
    wanted: Collection[str],
    listed: Collection[str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The same of an archive that is told as this place."""
    try:
        for name, content in archives.unpacked(archive, wanted, listed):
            if sum_of(f"{SITE}{name}", content) != known[name]:
                what = f'Its page "{name}" is not as it was when the release was made.'
                raise ProfileError([Problem("release", Place(place), what, AS_IT_WAS)])
            yield name, content
    except archives.UnlistedError as error:
        what = f'There is no sum of "{SITE}{error}" here, and the site of the release holds it.'
        sums = Place(f"{place.removesuffix(ARCHIVE)}{MANIFEST}")
        raise ProfileError([Problem("release", sums, what, AS_IT_WAS)]) from error
    except (ValueError, KeyError) as error:  # KeyError: a link in it that leads nowhere
        what = f"The archive of this release is damaged ({error})."
        raise ProfileError([Problem("release", Place(place), what, AS_IT_WAS)]) from error
