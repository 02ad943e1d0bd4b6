"""Files as publishers hand them over: plain, packed with gzip, in a zip file, or in a folder."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from generator.problems import Fault, Place, Problem

# Bytes of one file when it is unpacked, and of all that one zip file holds.
LARGEST, LARGEST_ZIP = 600_000_000, 8_000_000_000
MOST_IN_A_ZIP = 20_000
# So many times smaller than its content no honest table becomes.
MOST_PACKED = 200
AGAIN = "Download the file again; it may have been cut off."
TOO_LARGE = Fault(
    f"The file is larger than {LARGEST // 1_000_000:,} megabytes when it is unpacked.",
    "Download a smaller part of it: fewer months, or one force.",
)
# Workbooks; all but the oldest are zip files of their own.
BOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
# How the name of the file begins that stands beside a workbook while it is open.
OPEN = "~$"
IN_USE = Fault(
    "It only says that a workbook is open.", "Close the workbook, and hand over the workbook."
)


@dataclass(frozen=True, slots=True)
class Handed:
    """One file to be imported. ``name`` is how people are told it, ``path`` its folders and name
    inside what was handed over; ``opened`` gives its bytes."""

    name: str
    path: PurePosixPath
    opened: Callable[[], bytes]

    @property
    def place(self) -> Place:
        """Where something in it is wrong."""
        return Place(self.name)

    def content(self) -> tuple[bytes, Fault | None]:
        """Its bytes, unpacked, or what is wrong with it."""
        try:
            content = self.opened()
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
            return b"", Fault("The file is packed, and damaged or cut off.", AGAIN)
        except MemoryError:
            return b"", TOO_LARGE
        except (RuntimeError, NotImplementedError):
            return b"", Fault(
                "The file is locked with a password.", "Unpack it, and hand that over."
            )
        except OSError as error:
            told = error.strerror or "unknown"
            return b"", Fault(f"The file cannot be opened ({told}).", "Close it in other programs.")
        if len(content) > LARGEST:
            return b"", TOO_LARGE
        if not content.strip():
            return b"", Fault("The file is empty.", AGAIN)
        return content, None


def word_of(content: bytes) -> str:
    """The SHA-256 of a file's unpacked content: by it the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def handed_over(
    paths: Sequence[Path], endings: tuple[str, ...]
) -> tuple[list[Handed], list[Problem]]:
    """Which files of these kinds are there, in folders and zip files too, and what is wrong?

    ``endings`` are those of the files wanted, without a ".gz" behind them.
    """
    files: list[Handed] = []
    problems: list[Problem] = []
    for path in paths:
        name = path.as_posix()
        if not path.exists():
            fault = Fault("There is no such file.", "Look at its name, and where it was saved.")
            problems.append(fault.at("import", Place(name)))
            continue
        found: list[Handed] = []
        for one in _within(path, endings):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                found.append(one)
        if not found and not problems:
            told = " or ".join(endings)
            fault = Fault(f"There is no {told} file in it.", "Hand over the file itself.")
            fault = fault if endings else Fault("This kind takes no files.", "Leave it out.")
            problems.append(fault.at("import", Place(name)))
        files += found
    return files, problems


def _within(path: Path, endings: tuple[str, ...]) -> Iterator[Handed | Problem]:
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.is_file() and not inner.is_symlink() and _is_wanted(inner.name, endings):
                yield from _file(
                    inner, PurePosixPath(inner.relative_to(path.parent).as_posix()), endings
                )
    else:
        yield from _file(path, PurePosixPath(*path.parts[-2:]), endings)


def _is_wanted(name: str, endings: tuple[str, ...]) -> bool:
    if name.startswith(OPEN):
        return False
    return name.lower().removesuffix(".gz").endswith((*endings, ".zip"))


def _file(
    path: Path, inside: PurePosixPath, endings: tuple[str, ...]
) -> Iterator[Handed | Problem]:
    if path.suffix.lower() == ".zip" and not zipfile.is_zipfile(path):
        what = "The zip file is damaged or cut off."
        yield Fault(what, AGAIN).at("import", Place(path.as_posix()))
    elif path.name.startswith(OPEN):
        yield IN_USE.at("import", Place(path.as_posix()))
    elif zipfile.is_zipfile(path) and path.suffix.lower() not in BOOKS:
        yield from _zip(path, endings)
    elif not _is_wanted(path.name, endings):
        told = " or ".join(endings)
        fault = Fault(f"The file is no {told} file.", "See which kind of import it is for.")
        yield fault.at("import", Place(path.as_posix()))
    else:
        yield Handed(path.as_posix(), _bare(inside), lambda: _read(path))


def _bare(path: PurePosixPath) -> PurePosixPath:
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    if is_packed:
        with gzip.open(path) as packed:
            return packed.read(LARGEST + 1)
    # Told by its size, before it fills the memory.
    if path.stat().st_size > LARGEST:
        raise MemoryError
    return path.read_bytes()


def _zip(path: Path, endings: tuple[str, ...]) -> Iterator[Handed | Problem]:
    place = Place(path.as_posix())
    try:
        with zipfile.ZipFile(path) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        yield Fault("The zip file is damaged or cut off.", AGAIN).at("import", place)
        return
    if fault := _zip_fault(members):
        yield fault.at("import", place)
        return
    for one in members:
        if _is_wanted(one.filename, endings) and not one.filename.startswith("__MACOSX/"):
            name = f"{path.as_posix()}/{one.filename}"
            yield Handed(name, _bare(PurePosixPath(one.filename)), partial(_member, path, one))


def _zip_fault(members: list[zipfile.ZipInfo]) -> Fault | None:
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            what = f'The zip file holds a file that would climb out of it: "{one.filename}".'
            return Fault(what, "Do not use it; ask whoever made it.")
    size = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    if (
        len(members) > MOST_IN_A_ZIP
        or size > LARGEST_ZIP
        or size > MOST_PACKED * packed + 1_000_000
    ):
        what = f"The zip file would unpack to {len(members):,} files of {size:,} bytes."
        return Fault(what, "That is no archive of tables. Download it again from its publisher.")
    return None


def _member(path: Path, member: zipfile.ZipInfo) -> bytes:
    with zipfile.ZipFile(path) as packed, packed.open(member) as file:
        content = file.read(LARGEST + 1)
    if not content.startswith(b"\x1f\x8b"):
        return content
    with gzip.open(io.BytesIO(content)) as inner:
        return inner.read(LARGEST + 1)
