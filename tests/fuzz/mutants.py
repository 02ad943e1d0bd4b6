"""What goes wrong with files that people keep: one small fault, or a few, in a copy of a project.

A mutant follows from its number alone, so that a failure can be looked at again.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path

PARTS = ("data", "content", "mkdocs.yml")
CELLS = (
    *("", " ", "0", "-1", "1e9", "1.2E+04", "999999999999999", "9" * 309, "NaN", "inf", "-0", "½"),
    *("<5", "*", "#N/A", "(5700)", "about 5700", "12%", "1,204", "£5", "01/04/2017", "Apr-17"),
    *("=cmd|' /C calc'!A0", "@SUM(1)", "\u202eabc", "a\u200bb", "a\x00b", "a\x07b", "東京", "ﬁ"),
    *("X07000004", "x07000004", "E07000072", "Oldford", "../../etc/passwd", "con", "a" * 5000),
    *("P12M/2017-03", "P0M/2017-03", "P999M/2017-03", "P12M/9999-12", "P12M/0001-01", "2016/17"),
    *("2017-02-30", "31/12/2017", "9999-12-31", "unstated/2018-01", "2017-06-21/2017-06-20"),
    *("all", "cpx", "c", "x", "<script>alert(1)</script>", "{{ 7*7 }}", "[a](javascript:x)", "|"),
    *("https://", "www.a.example", "jo.bloggs@a.example", "07700 900123", "\n", '"', "'", "\\"),
)
LINES = (
    *("{{", "}}", "{% block area %}", "{% endblock %}", "{% for x in y %}", "{{ 9**9**9 }}"),
    *('{{ chart("trend", "recorded-crime", id="../x") }}', "{{ figure('a'['b']) }}", "{{ say }}"),
    *('{{ say.level("no-such") }}', "{{ [].__class__ }}", "{#", "{% raw %}", "{{ (" + "(" * 300),
    *("<script>1</script>", "<b onclick=x>a</b>", "[a](nowhere.md)", "[a](#nowhere)", "# A {#a b}"),
    *("---", "...", "\ttab: x", "key: [", "a: &a [*a]", "a: !!python/object:os.system x", "? x"),
    *("- - - - -", "title: title", "title:", "title: 12:30", "no: yes", "&a a", "x: *a", "!ENV X"),
    *("[publisher: name]", "\u202e", "\u200b", "‮", "é", "\x0b", ">" * 400, "- " * 300, "|a|\n|-|"),
)
WHOLE = (
    b"",
    b"\n",
    b"\x00" * 64,
    b"PK\x03\x04 a workbook",
    b"<!DOCTYPE html><html><body>Not found</body></html>",
    b"\xff\xfea\x00,\x00b\x00",
    b"%PDF-1.7\n",
    b"{}\n",
    b"a;b;c\n1;2;3\n",
    b"area,period,measure,category,value,status,note\n",
    b"---\ntitle: A\n---\n",
    b'"' + b"a" * 200_000,
    b"version https://git-lfs.github.com/spec/v1\n",
    b"<<<<<<< HEAD\n",
)
NAMES = (
    *(
        "2016-17 - Copy.csv",
        "Copy of a.csv",
        "a.CSV",
        "~$a.xlsx",
        ".DS_Store",
        "Thumbs.db",
        "a b.md",
    ),
    *(
        "a.xlsx",
        "con.md",
        "index.md",
        "404.md",
        "assets.md",
        "dover.md",
        "sources",
        "figures",
        "A.md",
    ),
    *(
        "claims.csv",
        "claims-a.csv",
        "dataset.yaml",
        "notes.docx",
        "ünï.md",
        "a" * 200 + ".md",
        "-.md",
    ),
)
Mutation = Callable[[Path, random.Random], str]


def mutate(project: Path, number: int) -> list[str]:
    """Change a project as the mutant of this number is changed. What was done, each kind first?"""
    chance = random.Random(number)
    times = chance.choice((1, 1, 1, 2, 3))
    return [chance.choice(MUTATIONS)(project, chance) for _ in range(times)]


def share(copy: Callable[[int], Path], each: int) -> list[int]:
    """The first mutants by which every kind of fault comes so often, of copies of a project."""
    seen: Counter[str] = Counter()
    chosen: list[int] = []
    for number in count():
        if all(seen[kind] >= each for kind in KINDS):
            return chosen
        kinds = [done.partition(",")[0] for done in mutate(copy(number), number)]
        if any(seen[kind] < each for kind in kinds):
            seen.update(kinds)
            chosen.append(number)
    return chosen


def _file(project: Path, chance: random.Random, pattern: str = r".*") -> Path:
    names = [name for part in PARTS for name in _below(project / part)]
    fitting = [path for path in names if re.search(pattern, path.name)]
    return chance.choice(sorted(fitting or names or [project / "mkdocs.yml"]))


def _below(path: Path) -> list[Path]:
    return [path] if path.is_file() else [inner for inner in path.rglob("*") if inner.is_file()]


def _told(project: Path, path: Path, kind: str, what: str) -> str:
    return f"{kind}, {path.relative_to(project).as_posix()}: {what}"


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def cell(project: Path, chance: random.Random) -> str:
    """One cell of a spreadsheet holds something else."""
    path = _file(project, chance, r"\.csv$")
    try:
        rows = list(csv.reader(io.StringIO(_text(path))))
    except csv.Error:
        return _told(project, path, "none", "unreadable already")
    full = [row for row in rows if row]
    if not full:
        return _told(project, path, "none", "empty already")
    row, text = chance.choice(full), chance.choice(CELLS)
    place = chance.randrange(len(row))
    row[place] = text
    out = io.StringIO()
    csv.writer(out, lineterminator=chance.choice(("\n", "\r\n"))).writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    return _told(project, path, "cell", f"becomes {text[:40]!r}")


def line(project: Path, chance: random.Random) -> str:
    """A line goes, comes twice, changes its place, or another one comes between."""
    path = _file(project, chance)
    lines = _text(path).split("\n")
    place, how = chance.randrange(len(lines)), chance.choice(("gone", "twice", "moved", "new"))
    new = ""
    if how == "gone":
        del lines[place]
    elif how == "twice":
        lines.insert(place, lines[place])
    elif how == "moved":
        lines.insert(chance.randrange(len(lines)), lines.pop(place))
    else:
        lines.insert(place, new := chance.choice(LINES))
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    return _told(project, path, f"line {how}", f"line {place + 1} {new[:40]!r}")


def word(project: Path, chance: random.Random) -> str:
    """A word of a text that people write becomes another."""
    path = _file(project, chance, r"\.(yml|md)$")
    text = _text(path)
    words = list(re.finditer(r"[^\s:,\"'\[\]{}()]+", text))
    if not words:
        return _told(project, path, "none", "no words")
    old, new = chance.choice(words), chance.choice((*CELLS, *LINES))
    path.write_bytes((text[: old.start()] + new + text[old.end() :]).encode("utf-8", "replace"))
    return _told(project, path, "word", f"{old[0][:30]!r} becomes {new[:40]!r}")


def damage(project: Path, chance: random.Random) -> str:
    """A file is cut off, or a byte of it is another, or it is something else altogether."""
    path = _file(project, chance)
    data = path.read_bytes()
    place, how = chance.randrange(len(data) + 1), chance.choice(("cut", "byte", "whole", "latin"))
    if how == "cut":
        data = data[:place]
    elif how == "byte":
        data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
    elif how == "latin":
        data = data[:place] + b"\x96" + data[place:]
    else:
        data = chance.choice(WHOLE)
    path.write_bytes(data)
    return _told(project, path, f"damage {how}", f"at {place}")


def rename(project: Path, chance: random.Random) -> str:
    """A file has another name, or goes, or stands there twice."""
    path = _file(project, chance)
    how, name = chance.choice(("gone", "copy", "name", "capitals")), chance.choice(NAMES)
    if how == "gone":
        path.unlink()
    elif how == "copy" and path.name != name:  # an earlier mutation may have named it so
        shutil.copy(path, path.with_name(name))
    elif how != "copy":
        path.rename(path.with_name(name if how == "name" else path.name.upper()))
    return _told(project, path, f"rename {how}", name[:40])


def folder(project: Path, chance: random.Random) -> str:
    """A folder goes, or one stands where a file should be, or something that is no file."""
    path = _file(project, chance)
    how = chance.choice(("gone", "in the way", "link", "pipe", "new"))
    if how == "gone":
        shutil.rmtree(path.parent if path.parent != project else path, ignore_errors=True)
    elif how == "in the way":
        path.unlink()
        path.mkdir()
    elif how == "link":
        path.unlink()
        path.symlink_to(chance.choice(("/dev/zero", "/etc/passwd", "nowhere", ".", path.name)))
    elif how == "pipe":
        path.unlink()
        os.mkfifo(path)
    else:
        new = path.parent / chance.choice(NAMES)
        if not os.path.lexists(new):
            new.mkdir()
    return _told(project, path, f"folder {how}", "")


MUTATIONS: tuple[Mutation, ...] = (cell, cell, cell, line, line, word, word, damage, rename, folder)
KINDS = (
    *("cell", "word", "line gone", "line twice", "line moved", "line new"),
    *("damage cut", "damage byte", "damage whole", "damage latin"),
    *("rename gone", "rename copy", "rename name", "rename capitals"),
    *("folder gone", "folder in the way", "folder link", "folder pipe", "folder new"),
)
