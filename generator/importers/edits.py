"""What an import changes: whole files of the project, all of them or none, and the way back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.storage.interrupted import BEFORE, RECORD, last_import
from generator.storage.keeping import write_whole
from generator.storage.ownfolder import claim


@dataclass(frozen=True, slots=True)
class Edits:
    """The new contents of files by their names from the project; None takes a file away."""

    files: Mapping[str, bytes | None]

    def changing(self, project: Path) -> dict[str, bytes | None]:
        """Those of them that are not as the file is already."""
        return {
            name: content for name, content in self.files.items() if content != now(project, name)
        }


def now(project: Path, name: str) -> bytes | None:
    """What stands in a file of the project, or None where there is none."""
    path = project / name
    return path.read_bytes() if path.is_file() else None


def make(project: Path, kind: str, edits: Edits) -> list[str]:
    """Write what changes, all of it or nothing, and keep what stood there. Which files were they?

    Raises OSError; the files are then as they were.
    """
    changing = edits.changing(project)
    if not changing:
        return []
    claim(project)
    before = {name: now(project, name) for name in changing}
    _keep(project, kind, before, changing)
    try:
        _put(project, changing)
    except BaseException:
        _put(project, before)
        _record(project, {})
        raise
    _record(project, {**last_import(project), "is_whole": True})
    return sorted(changing)


def _keep(
    project: Path, kind: str, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]
) -> None:
    folder = project / BEFORE
    for content in before.values():
        if content is not None:
            write_whole(folder / _word(content), content)
    files = {name: [_word(before[name]), _word(content)] for name, content in after.items()}
    _record(project, {"kind": kind, "files": files, "is_whole": False})


def _record(project: Path, told: Mapping[str, object]) -> None:
    write_whole(project / RECORD, json.dumps(told).encode())


def _put(project: Path, files: Mapping[str, bytes | None]) -> None:
    for name, content in files.items():
        if content is None:
            (project / name).unlink(missing_ok=True)
        else:
            write_whole(project / name, content)


def _word(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()


def undo(project: Path) -> tuple[str, list[str]]:
    """Take the last import back. Which kind was it, and which files are as they were?

    Raises ProfileError where there is none to take back, or where somebody has changed a file of
    it since; nothing is written then.
    """
    folder = project / BEFORE
    told = last_import(project)
    try:
        files: dict[str, list[str]] = told["files"]
        before = {n: (folder / was).read_bytes() if was else None for n, (was, _) in files.items()}
    except (OSError, KeyError, TypeError, ValueError):
        what = "There is no import to take back."
        remedy = "Only the last one can be, and only while build/ has not been removed."
        if told:
            what = "What stood there before the import is not kept any more."
            remedy = f"Restore data/ from your backup; then remove the folder {BEFORE}."
        raise ProfileError([Problem("import", Place("import --undo"), what, remedy)]) from None
    # An import that was killed has written some of its files: the others are as they were.
    changed = [name for name, words in files.items() if _word(now(project, name)) not in words]
    if changed:
        what = "The file has been changed since the import, and that would be lost."
        remedy = "Take out what was imported by hand, or restore the file from your backup"
        remedy += "." if told.get("is_whole", True) else f"; then remove the folder {BEFORE}."
        raise ProfileError([Problem("import", Place(name), what, remedy) for name in changed])
    _record(project, {**told, "is_whole": False})
    _put(project, before)
    (project / RECORD).unlink()
    return told["kind"], sorted(files)


def without_rows(content: bytes | None, column: str, values: Iterable[str]) -> bytes:
    """A CSV file without the rows that have one of these values in a column; the others stay as
    they were typed.

    >>> without_rows(b"code,name\\r\\nA,B\\r\\nC,D\\r\\n", "code", ["A"])
    b'code,name\\r\\nC,D\\r\\n'
    """
    gone = set(values)
    lines = (content or b"").decode("utf-8-sig").splitlines(keepends=True)
    cells = [[cell.strip() for cell in next(csv.reader([line]), [])] for line in lines]
    place = cells[0].index(column) if cells and column in cells[0] else -1
    if place < 0 or not gone:
        return content or b""
    kept = (
        line
        for line, row in zip(lines, cells, strict=True)
        if len(row) <= place or row[place] not in gone
    )
    bom = (content or b"")[:3] if (content or b"").startswith(b"\xef\xbb\xbf") else b""
    return bom + "".join(kept).encode()


def with_rows(
    content: bytes | None, header: Sequence[str], rows: Iterable[Mapping[str, str]]
) -> bytes:
    """A CSV file with these rows behind its own, which stay as they were typed, byte for byte.

    >>> with_rows(b"code,name\\r\\nA,B", ("code", "name"), [{"code": "C", "name": "D, E"}])
    b'code,name\\r\\nA,B\\r\\nC,"D, E"\\r\\n'
    """
    text = (content or b"").decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    columns = next(csv.reader(io.StringIO(text)), None) or list(header)
    written = io.StringIO()
    writer = csv.DictWriter(written, [c.strip() for c in columns], lineterminator=end)
    if not text.strip():
        writer.writeheader()
    for row in rows:
        writer.writerow({name: row.get(name, "") for name in writer.fieldnames})
    joint = end if text.strip() and not text.endswith("\n") else ""
    return (content or b"") + f"{joint}{written.getvalue()}".encode()
