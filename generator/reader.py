"""Reads the files of one project and gathers what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator.problems import Problem
from generator.spreadsheets import Sheet, read_sheet
from generator.yamlfiles import Place, read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Reader:
    """The files read so far below one project folder, and their problems."""

    project: Path
    problems: list[Problem] = field(default_factory=list)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    lines: dict[str, dict[Place, int]] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """A file's name as people are told it: from the project folder, with forward slashes."""
        return path.relative_to(self.project).as_posix()

    def content(self, file: str, what_for: str) -> bytes | None:
        """The bytes of a file, or None and a problem."""
        try:
            return (self.project / file).read_bytes()
        except OSError:
            what = f"The file is missing: {what_for}." if what_for else "The file cannot be read."
            self.problems.append(
                Problem("missing", file, what, "Put it back, or look for it under another name.")
            )
            return None

    def sheet(
        self, file: str, columns: Sequence[str], what_for: str, optional: Sequence[str] = ()
    ) -> Sheet:
        """The rows of a CSV; none, and a problem, where it cannot be read."""
        content = self.content(file, what_for)
        if content is None:
            return Sheet(file, tuple(columns), ())
        sheet, problems = read_sheet(content, file, columns, optional)
        self.problems += problems
        self.sheets[file] = sheet
        return sheet

    def yaml(self, file: str, shape: type[Model], what_for: str) -> Model | None:
        """What a YAML file says, or None and problems."""
        text = self.text(file, what_for)
        if text is None:
            return None
        model, self.lines[file], problems = read_yaml(text, file, shape)
        self.problems += problems
        return model

    def text(self, file: str, what_for: str) -> str | None:
        """The text of a file that people write, or None and a problem."""
        content = self.content(file, what_for)
        if content is None:
            return None
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            remedy = "Open it in the editor and save it again as UTF-8."
            self.problems.append(Problem("encoding", file, "The file is not in UTF-8.", remedy))
            return None
