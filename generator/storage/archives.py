"""A folder of files as one packed file: of the same files the same bytes, wherever it is made."""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from generator.storage.keeping import write_whole
from generator.terms.addresses import inside

# So far back what was seen before is found again: whole sites of like pages pack to a third less.
REACH = 128 * 1024 * 1024
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": REACH}]


def pack(files: Mapping[str, bytes], target: Path) -> None:
    """Write these files as one archive. Raises OSError."""
    write_whole(target, as_one(files))


def as_one(files: Mapping[str, bytes]) -> bytes:
    """These files as the bytes of one archive: no times, owners or order of the machine.

    Like files stand beside each other: first by the ending of their names, then by the names.
    """
    packed = io.BytesIO()
    with (
        lzma.LZMAFile(packed, "w", check=lzma.CHECK_CRC64, filters=FILTERS) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name in sorted(files, key=_beside_its_like):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(files[name]), 0o644
            tar.addfile(entry, io.BytesIO(files[name]))
    return packed.getvalue()


def _beside_its_like(name: str) -> tuple[str, str, str]:
    # The files of one name, such as index.html, of areas at the same depth are alike.
    folder, _, last = name.rpartition("/")
    return last.rpartition(".")[2], last, folder


class UnlistedError(ValueError):
    """Raised for a file in an archive that nobody listed; says its name."""


def unpacked(
    archive: Path, wanted: Collection[str], listed: Collection[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """These files of an archive, one after the other. With ``listed`` it is read to its end, for a
    file that is not listed.

    Raises OSError, ValueError where the archive is damaged, and UnlistedError.
    """
    left = set(wanted)
    try:
        with tarfile.open(archive, mode="r:xz") as tar:
            for entry in tar:
                if entry.name in left and (content := tar.extractfile(entry)):
                    left.discard(entry.name)
                    yield entry.name, content.read()
                if listed is not None and entry.name not in listed:
                    raise UnlistedError(entry.name)
                if not left and listed is None:
                    return
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise ValueError(str(error)) from error
    if left:
        raise ValueError(f"{min(left)} is not in it")


def put(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files into a new folder. Raises OSError."""
    made: set[Path] = set()
    for name, content in files:
        path = inside(folder, name)
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
