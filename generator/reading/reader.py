"""Reads the files of one project and gathers what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator.problems import Fault, Place, Problem
from generator.reading.folders import (
    below,
    is_for_people,
    names_in,
    reason_not_to_open,
    why_not_read,
)
from generator.reading.formats import hidden_in_lines, text_of
from generator.reading.misfits import Keys
from generator.reading.spreadsheets import Sheet, read_sheet
from generator.reading.yamlfiles import read_yaml

Model = TypeVar("Model", bound=BaseModel)
# The largest files that are opened, in bytes.
LARGEST_TABLE, LARGEST_TEXT = 50_000_000, 1_000_000
# Of what is kept and not opened here any size will do.
LARGEST_KEPT = 2**60


@dataclass
class Reader:
    """The files read so far below one project folder, and their problems.

    ``unread`` holds the files of which something could not be read, with their bytes, or none
    where no word can be found in them: what they declare is not known.
    """

    project: Path
    problems: list[Problem] = field(default_factory=list)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    lines: dict[str, dict[Keys, int]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    unread: dict[str, bytes] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """A file's name as people are told it: from the project folder, with forward slashes."""
        return path.relative_to(self.project).as_posix()

    def tell(self, rule: str, file: str, fault: Fault) -> None:
        """Note what is wrong with a file."""
        self.problems.append(fault.at(rule, Place(file)))

    def has(self, file: str) -> bool:
        """Is there anything of this name, be it a file or not?"""
        path = self.project / file
        return path.exists() or path.is_symlink()

    def names(self, folder: str) -> list[str]:
        """What stands in a folder, in order, as named from the project."""
        return [f"{folder}/{name}" for name in names_in(self.project / folder)[0]]

    def content(self, file: str, what_for: str, most: int) -> bytes | None:
        """The bytes of a file, or None and a problem."""
        self.opened.add(file)
        fault = reason_not_to_open(self.project / file, self.project, most)
        if fault is None:
            try:
                return (self.project / file).read_bytes()
            except OSError:
                fault = Fault("The file cannot be opened.", "Ask for the right to read it.")
        elif what_for and "missing" in fault.what:
            fault = fault._replace(what=f"The file is missing: {what_for}.")
        self.tell("missing", file, fault)
        self.unread[file] = b""
        return None

    def sheet(
        self, file: str, columns: Sequence[str], what_for: str, optional: Sequence[str] = ()
    ) -> Sheet:
        """The rows of a CSV; none, and a problem, where it cannot be read."""
        content = self.content(file, what_for, LARGEST_TABLE)
        if content is None:
            return Sheet(file, tuple(columns), (), is_whole=False)
        sheet, problems = read_sheet(content, file, columns, optional)
        self.problems += problems
        self.sheets[file] = sheet
        if not sheet.is_whole:
            self.unread[file] = content if sheet.rows else b""
        return sheet

    def must_have_rows(self, sheet: Sheet) -> Sheet:
        """The sheet; a problem where it has a header and nothing below it."""
        if sheet.is_whole and not sheet.rows:
            what = "The file has a header and no rows below it."
            self.tell("shape", sheet.file, Fault(what, "Put its rows back, or delete the file."))
            self.unread[sheet.file] = b""
        return sheet

    def yaml(self, file: str, shape: type[Model], what_for: str) -> Model | None:
        """What a YAML file says, or None and problems."""
        text = self.text(file, what_for)
        if text is None:
            return None
        model, self.lines[file], problems = read_yaml(text, file, shape)
        self.problems += problems
        if model is None:
            self.unread[file] = text.encode()
        return model

    def text(self, file: str, what_for: str) -> str | None:
        """The text of a file that people write, or None and a problem."""
        content = self.content(file, what_for, LARGEST_TEXT)
        if content is None:
            return None
        text, fault = text_of(content, is_table=False)
        if fault:
            self.tell("encoding", file, fault)
            self.unread[file] = content if fault.row else b""
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for fault in hidden_in_lines(text):
            self.tell("encoding", file, fault)
            self.unread[file] = content
        return None if file in self.unread else text

    def tell_strays(
        self,
        top: str,
        left_alone: Callable[[str], bool] | None = None,
        known: Collection[str] = (),
    ) -> None:
        """Tell every file below a folder that nobody read, but those left alone on purpose.
        ``known`` are files that would be read if they were there."""
        for path, fault in below(self.project / top):
            file = self.name(path)
            if file in self.opened:
                continue
            is_left_alone = left_alone is not None and left_alone(file)
            most = LARGEST_KEPT if is_left_alone else LARGEST_TABLE
            fault = fault or reason_not_to_open(path, self.project, most)
            if not fault and not is_left_alone and not is_for_people(file):
                fault = why_not_read(file, {*self.opened, *known})
            if fault:
                self.tell("unread", file, fault)
