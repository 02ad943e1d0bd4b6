"""What the county should make: ``python -m tests.accept`` takes what it makes now for that.

``expected/`` holds a page of each kind, level and state, its specifications and downloads;
``files.txt`` names all files made, and ``others.txt`` holds a word for the content of each other.
Pictures are not kept, for they follow from their specifications and from the machine's fonts.
``python -m tests.accept messages`` does the same for what is told of the folders of ``broken/``
and ``doubts/``,
``python -m tests.accept audit`` for what is found in the source documents of this project,
``python -m tests.accept explained`` for what is said of the figures of ``explained/``,
``python -m tests.accept diffs`` for what has changed in the folders of ``diffs/``,
``python -m tests.accept method`` for the figures that go with the version of the method.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from generator.__main__ import main
from generator.audit.auditing import audit
from generator.downloads.tables import FigureLines
from generator.figures.figures import Figures, figures
from generator.figures.method import METHOD
from generator.pages.book import Book
from generator.publishing import building
from generator.reading.holdings import open_holdings
from tests.counties import COUNTY, DOUBTED, SAID, TESTS, county_in, files_in, laid_over
from tests.releases import DIFFS, told_of

EXPECTED = TESTS / "expected"
METHOD_FILE = TESTS / "method.txt"
LIST, OTHERS = "files.txt", "others.txt"
TEXTS = ("/index.md", ".vl.json", ".csv", ".json")
# The pages that are kept whole, with the files beside them: one of each kind, level and state.
PAGES = (
    *("", "compare/", "contacts/", "disagreements/", "data/", "data/sources/"),
    *("data/recorded-crime/", "data/survey/", "topics/", "topics/crime/", "topics/crime-rate/"),
    *("topics/priorities/", "topics/treatment/", "topics/worry/"),
    # A district of today, one that took another's place, one that ended, and the other levels.
    *("oldford/", "great-example/", "northam/"),
    *("exampleshire/", "exampleshire-police-area/", "oldford-and-middlewick/"),
    # A ward with a withheld figure, with a survey, of two areas, and that ended.
    *("great-example/wards/castle/", "great-example/wards/glen/"),
    *("oldford/wards/abbey/", "middlewick/wards/elm/"),
    # Own figures in each topic and at each level.
    *("oldford/crime/", "oldford/population/", "oldford/severity/", "oldford/priorities/"),
    *("oldford/burglary-by-month/", "great-example/anti-social-behaviour/"),
    *("middlewick/crime-rate/", "middlewick/treatment/", "exampleshire/crime/"),
    *("exampleshire-police-area/crime-rate/", "oldford-and-middlewick/crime/"),
    # Disputed, provisional, withheld, nought after a break, not to be had, answers that are
    # missing, and counted only together.
    *("southam/crime/", "middlewick/burglary/", "oldford/hate-crime/", "middlewick/hate-crime/"),
    *("farrow/hate-crime/", "farrow/anti-social-behaviour/", "farrow/worry/"),
    *("exampleshire/worry/", "oldford-and-middlewick/treatment/"),
)
# Of the downloads these.
DOWNLOADS = (
    *("data/figures.csv", "data/recorded-crime.csv", "data/survey.csv"),
    *("data/figures.csv-metadata.json", "data/recorded-crime.csv-metadata.json"),
)
AROUND = 70
COMMAND = "$ crime-profiles explain "


def made_by(project: Path) -> dict[str, str]:
    """The text of what a prepared project made, by name, and the lists of all and of the others."""
    files = files_in(project / "build" / "pages")
    texts = {
        name: data.decode()
        for name, data in sorted(files.items())
        if f"/{name}".endswith(TEXTS) and not name.startswith("embed/")
    }
    kept = {name: text for name, text in texts.items() if is_kept(name)}
    others = (f"{_word(texts[name])} {name}\n" for name in texts.keys() - kept.keys())
    lists = {LIST: "".join(f"{name}\n" for name in sorted(files))}
    return kept | lists | {OTHERS: "".join(sorted(others, key=lambda line: line[17:]))}


def _word(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_kept(name: str) -> bool:
    """Is this file kept whole?"""
    folder = name[: name.rfind("/") + 1]
    if folder == "data/" and name.endswith((".csv", ".csv-metadata.json")):
        return name in DOWNLOADS
    return folder in PAGES or folder == "assets/"


def expected() -> dict[str, str]:
    """What the county should make."""
    return {name: data.decode() for name, data in files_in(EXPECTED).items()}


def first_difference(wanted: str, made: str) -> str:
    """Where do two texts part: the line, and what stands there in each?

    >>> print(first_difference("a\\nbc", "a\\nbd"))
    line 2:
      expected: bc
      made:     bd
    """
    old, new = wanted.split("\n"), made.split("\n")
    pairs = zip(old, new, strict=False)
    number = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
    a, b = (lines[number] if number < len(lines) else "(the end)" for lines in (old, new))
    column = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    start = max(0, column - AROUND)
    shown = [text[start : column + AROUND] for text in (a, b)]
    lead = "…" if start else ""
    return f"line {number + 1}:\n  expected: {lead}{shown[0]}\n  made:     {lead}{shown[1]}"


def accept() -> list[str]:
    """Make the county and keep what it makes as what it should make. What changed?"""
    with tempfile.TemporaryDirectory() as folder:
        project = county_in(Path(folder))
        building.prepare(project)
        made = made_by(project)
    before = expected()
    for name in before.keys() - made.keys():
        (EXPECTED / name).unlink()
    for name, text in made.items():
        if before.get(name) != text:
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    for path in sorted(EXPECTED.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return _told(before, made)


def _told(before: dict[str, str], made: dict[str, str]) -> list[str]:
    new, gone = sorted(made.keys() - before.keys()), sorted(before.keys() - made.keys())
    changed = sorted(name for name in made.keys() & before.keys() if made[name] != before[name])
    told = [f"new: {name}" for name in new] + [f"gone: {name}" for name in gone]
    told += [f"changed: {name}, {first_difference(before[name], made[name])}" for name in changed]
    return [*told, f"{len(new)} new, {len(gone)} gone, {len(changed)} changed."]


def accept_messages() -> list[str]:
    """Take what is told of each kind of bad or doubtful input for what should be. What changed?

    A problem of the county itself would be taken into each of them.
    """
    if of_the_county := building.check_project(COUNTY):
        raise SystemExit("\n".join(["Mend the invented county first:", *map(str, of_the_county)]))
    told = []
    broken, doubts = sorted((TESTS / "broken").iterdir()), sorted((TESTS / "doubts").iterdir())
    for folder in (*broken, *doubts):
        with tempfile.TemporaryDirectory() as place:
            project = laid_over(folder, Path(place) / "project")
            text = "".join(f"{problem}\n" for problem in building.check_project(project))
        path = folder / (SAID if folder in broken else DOUBTED)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != before:
            path.write_bytes(text.encode())
            told.append(f"{folder.name}\n- {before.strip()}\n+ {text.strip()}")
    return [*told, f"{len(told)} changed."]


def accept_findings() -> list[str]:
    """Take what the audit finds in the source documents for what it should find. What changed?"""
    findings = audit(open_holdings(TESTS.parent)).findings
    told = []
    for document in dict.fromkeys(finding.claim.document for finding in findings):
        mine = [f.as_json() for f in findings if f.claim.document == document]
        text = json.dumps(mine, ensure_ascii=False, indent=1) + "\n"
        path = TESTS / "findings" / f"{document}.json"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != before:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
            told.append(f"{document}: {len(mine)} findings, {first_difference(before, text)}")
    return [*told, f"{len(told)} changed."]


def accept_explained() -> list[str]:
    """Take what ``explain`` says of each figure of ``explained/`` for what it should say."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        project = county_in(Path(folder))
        for path in sorted((TESTS / "explained").glob("*.txt")):
            before = path.read_text(encoding="utf-8")
            text = explained(path, project, Path(folder))
            if text != before:
                path.write_bytes(text.encode())
                told.append(f"{path.name}, {first_difference(before, text)}")
    return [*told, f"{len(told)} changed."]


def explained(path: Path, county: Path, folder: Path) -> str:
    """A file of ``explained/`` as it should be: the command in its first line, and what is said.

    A command that names a ``--project`` is about that folder of ``doubts/``, laid over the county.
    """
    line = path.read_text(encoding="utf-8").split("\n")[0]
    words, _, project = line.removeprefix(COMMAND).partition(" --project ")
    place = laid_over(TESTS / project, folder / path.stem) if project else county
    given = ["explain", *shlex.split(words), "--project", str(place)]
    return f"{line}\n\n{CliRunner().invoke(main, given).stdout}"


def method_line() -> str:
    """The version of the method, a word for the data of the county, and one for its figures."""
    holdings = open_holdings(COUNTY)
    data = json.dumps(
        {name: _word(text.decode()) for name, text in files_in(COUNTY / "data").items()}
    )
    told = FigureLines(Book(holdings, Figures(figures(holdings)), {})).told.drop(columns="method")
    return f"{METHOD} {_word(data)} {_word(told.to_csv(index=False))}\n"


def accept_method() -> list[str]:
    """Take the figures of the county for what the version of the method gives. What changed?"""
    before, made = METHOD_FILE.read_text(encoding="utf-8"), method_line()
    METHOD_FILE.write_bytes(made.encode())
    return ["0 changed."] if before == made else [f"- {before}+ {made}".rstrip()]


def accept_diffs() -> list[str]:
    """Take what is told of each folder of ``diffs/`` for what should be. What changed?"""
    told = []
    for case in sorted(DIFFS.iterdir()):
        with tempfile.TemporaryDirectory() as folder:
            made = told_of(case, Path(folder))
        for name, text in made.items():
            path = case / name
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            if text != before:
                path.write_bytes(text.encode())
                told.append(f"{case.name}/{name}, {first_difference(before, text)}")
    return [*told, f"{len(told)} changed."]


KINDS = {
    "diffs": accept_diffs,
    "explained": accept_explained,
    "messages": accept_messages,
    "audit": accept_findings,
    "method": accept_method,
}

if __name__ == "__main__":
    print("\n".join(KINDS.get(" ".join(sys.argv[1:]), accept)()))
