"""What is told where a disk is full: how much room is needed, and how much there is."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import Place, Problem, ProfileError

FULL = (errno.ENOSPC, errno.EDQUOT)
# A disk gives room in parts of this size.
PART = 4096
MB = 1_000_000


def taken(sizes: Iterable[int]) -> int:
    """How much room do files of these sizes take, in bytes?

    >>> taken([1, 5000])
    12288
    """
    return sum(-(-size // PART) * PART for size in sizes)


@contextmanager
def needed(place: Path, size: int, stays: str) -> Iterator[None]:
    """Write so many bytes there meanwhile. Raises ProfileError where the disk is full; ``stays``
    says what stands as before."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        said = f"{-(-size // MB):,} MB{_free(place)}"
        what = f"The disk is full: up to {said}. {stays}"
        remedy = "Make room there, and give the command again."
        raise ProfileError([Problem("site", Place(str(place)), what, remedy)]) from error


def _free(place: Path) -> str:
    """What is free where it was to go, in words; what is half-written is removed by then."""
    above = next(folder for folder in (place, *place.parents) if folder.is_dir())
    try:
        free = shutil.disk_usage(above).free
    except OSError:
        return " are needed"
    return f" are needed, and {free / MB:,.1f} MB are free"
