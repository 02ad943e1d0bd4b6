"""A mapping as a file that people read and answer: the draft beside a spreadsheet, and the one that
is kept beside its dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.importers.handed import BOOKS
from generator.importers.sheets.asking import DATES, LINES, YEARS, Question
from generator.importers.sheets.numbered import DECIMAL, MARKS, SHARES
from generator.problems import Fault, Place, Problem
from generator.storage.keeping import write_whole
from generator.terms.mappings import OPEN, PARTS, PASSED, Founded, SheetMapping

ELSEWHERE = "elsewhere"
ENDING = ".mapping.yml"
HEAD = '# How {name} is read. Answer each "?", and run the import again.'
KEPT = (
    "# How the spreadsheets of this dataset are read (data/README.md says what each line means).\n"
    "# The next one with the same columns needs no other."
)
TO_PASS = '; or "-" in the place of that, to pass it over.'
OF_FILES = (".csv", ".tsv", ".txt", *BOOKS)
NAMED = {"area": "its code", "period": "the period", "category": "its id", "measure": "its id"}
ANSWERS = {
    MARKS: '"0" (none), "c" (withheld), "x" (not available), "z" (not applicable), "-" (no figure)',
    LINES: '"counts" if its numbers are what was counted, "years" if they are of whole years',
    SHARES: '"of 1" if 0.28 means 28%, "of 100" if it means 0.28%',
}

HINTS = {
    "title": "what the dataset is called",
    "publisher": "who published the figures",
    "counts": "what one is called, and what several are, as [needle, needles]",
    "for_residents": "true if a rate for every 1,000 residents says more, else false",
    "meaning": "what is counted, in a sentence for readers",
    "question": "what was asked, word by word",
    "asked": "who asked whom, how, and when",
    "weights": 'how answers were weighted, or "none"',
    "drawn_by_chance": "true if those asked were a random sample, else false",
}


def draft_of(spreadsheet: Path) -> Path:
    """Where the draft for a spreadsheet stands: beside it, or beside the zip file that holds it."""
    held = next((above for above in reversed(spreadsheet.parents) if above.is_file()), None)
    return (held or spreadsheet).with_name(f"{spreadsheet.name}{ENDING}")


def problem_of(asked: Question, draft: str) -> Problem:
    """A question as a problem: what is not known, and the line that answers it."""
    what = asked.what if asked.what.endswith(("?", ".")) else f"{asked.what}."
    hint = f"{asked.hint} " if asked.hint else ""
    if asked.part in PARTS and asked.text == OPEN:
        remedy = f"{hint}Write it below always: in {draft}."
    elif asked.part == ELSEWHERE:
        remedy = (
            f'If they lie elsewhere, write {ELSEWHERE}: "-" in {draft}, and they are passed over; '
            "else give each its code there, below words: and area:."
        )
    elif asked.part == DATES:
        told = "month, year ending or calendar year"
        remedy = f"Write what days stand for in {draft}, behind {DATES}: {told}."
    elif asked.part == DECIMAL:
        remedy = f'Write "," (decimals) or "." (thousands) in {draft}, behind {DECIMAL}:.'
    elif asked.part == YEARS:
        told = "calendar, or the month that they end in, such as March"
        remedy = f"Write what bare years are in {draft}, behind {YEARS}: {told}."
    elif asked.part == OPEN and asked.text.startswith("headings "):
        told = "area, period, measure, category or -"
        remedy = f'Write {told} in the place of its "?" in {draft}, behind headings:.'
    elif asked.part == OPEN:
        remedy = (
            f"Write area, period, measure, category or - in {draft}, below rows:, behind "
            f"{_quoted(asked.text)}:"
        )
    elif asked.part == "period" and asked.text.lower().endswith(OF_FILES):
        told = asked.answer or "the period, as P12M/2025-03 is the year ending March 2025"
        remedy = f"In {draft}, below words: and period:, write {_quoted(asked.text)}: {told}."
    elif asked.part in PARTS:
        answer = _value(asked.answer) if asked.answer else NAMED[asked.part]
        line = f"{_quoted(asked.text)}: {answer}"
        remedy = f"{hint}In {draft}, below words: and {asked.part}:, write {line}{TO_PASS}"
    else:
        line = f"{_quoted(asked.text)}:"
        remedy = f"In {draft}, below {asked.part}:, write {line} and one of {ANSWERS[asked.part]}."
    return Fault(what, remedy).at("import", asked.place)


def open_problems(founded: Founded | None, draft: str) -> list[Problem]:
    """What is not said yet of a dataset that is not there."""
    if founded is None:
        return []
    place = Place(draft)
    return [
        Fault(f'Nothing says "{key}": {HINTS[key]}.', "Write it below dataset: there.").at(
            "import", place
        )
        for key, value in founded
        if value in (OPEN, (OPEN, OPEN))
    ]


def put(path: Path, mapping: SheetMapping, asked: Sequence[Question]) -> str:
    """Write the draft with its questions; what was answered in it stays. What is there to say of
    it? Raises OSError."""
    text = written(mapping, path.name.removesuffix(ENDING), asked)
    if not path.is_file() or path.read_text(encoding="utf-8-sig", errors="replace") != text:
        write_whole(path, text.encode())
    return (
        f"Nothing was imported. How the spreadsheet would be read is drafted in {path.as_posix()}: "
        "open it in an editor of plain text, answer what is asked, and run the same again."
    )


def written(mapping: SheetMapping, name: str, asked: Sequence[Question] = ()) -> str:
    """The mapping as a file: a draft with its questions where there is a name, else as kept."""
    lines = [HEAD.format(name=name) if name else KEPT]
    if name and mapping.of:
        lines.append(f"of: {mapping.of}")
    if mapping.sheet:
        lines.append(f"sheet: {_quoted(mapping.sheet)}")
    lines += ["# What each column of words says: area, period, measure, category, or - (nothing)."]
    lines += ["rows:", *(f"  {_quoted(k)}: {_value(part)}" for k, part in mapping.rows.items())]
    lines[-1:] = ["rows: {}"] if not mapping.rows else lines[-1:]
    lines += ["# What each row of headings above the numbers says, from the top."]
    lines += [f"headings: [{', '.join(map(_value, mapping.headings))}]"]
    if mapping.always:
        lines += ["# What holds for all numbers; title: it stands above the table or in the name."]
        lines += ["always:", *(f"  {key}: {_value(said)}" for key, said in mapping.always.items())]
    is_asked = any(one.part == ELSEWHERE for one in asked)
    if is_asked or mapping.elsewhere == PASSED:
        lines += ['# "-" passes over all names of areas that are far from all that are known.']
        lines += [f"{ELSEWHERE}: {_quoted(OPEN if is_asked else PASSED)}"]
    lines += _words(mapping, asked)
    lines += _keys(MARKS, mapping.marks, asked)
    lines += _keys(LINES, mapping.lines, asked)
    lines += _keys(SHARES, mapping.shares, asked)
    if mapping.dates or any(one.part == DATES for one in asked):
        lines += [f"dates: {_value(mapping.dates or OPEN)}  # month, year ending or calendar year"]
    if mapping.years or any(one.part == YEARS for one in asked):
        told = "calendar, or the month that years end in"
        lines += [f"years: {_value(mapping.years or OPEN)}  # {told}"]
    if mapping.decimal != ".":
        lines += [f"decimal: {_quoted(mapping.decimal)}"]
    if name and mapping.dataset:
        lines += ["# What the pages say of the figures. What the source does not say stays blank."]
        lines += ["dataset:", *_founded(mapping.dataset)]
    return "\n".join(lines) + "\n"


def _words(mapping: SheetMapping, asked: Sequence[Question]) -> Iterator[str]:
    is_first = True
    for part in PARTS:
        known: Mapping[str, str] = mapping.words.get(part, {})  # type: ignore[call-overload]
        lines = list(_keys(part, known, [a for a in asked if a.text != OPEN], "  "))
        if lines and is_first:
            yield "# What words in the sheet mean here; - passes a row or a column over."
            yield "words:"
            is_first = False
        yield from lines


def _keys(
    part: str, known: Mapping[str, str], asked: Sequence[Question], indent: str = ""
) -> Iterator[str]:
    """The answers below one key, and the questions among them."""
    open_ones = {one.text: one for one in asked if one.part == part}
    known = {text: said for text, said in known.items() if said != OPEN}
    if not known and not open_ones:
        return
    yield f"{indent}{part}:"
    for text in dict.fromkeys((*known, *open_ones)):
        value = OPEN if text in open_ones else known[text]
        one = open_ones.get(text)
        told = (one.hint or ANSWERS.get(part, "")) if one else ""
        told += f" Then write {_value(one.answer)}." if one and one.answer else ""
        comment = f"  # {told}" if told else ""
        yield f"{indent}  {_quoted(text)}: {_quoted(value)}{comment}"


def _founded(founded: Founded) -> Iterator[str]:
    for key, value in founded:
        told = value if not isinstance(value, tuple) else list(value)
        comment = f"  # {HINTS[key]}" if value in (OPEN, (OPEN, OPEN)) and key in HINTS else ""
        yield f"  {key}: {json.dumps(told, ensure_ascii=False)}{comment}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _value(text: str) -> str:
    """A word that needs no quotes, or in quotes."""
    return (
        text
        if text.replace("-", "a").replace(" ", "a").isalnum() and text != "-"
        else _quoted(text)
    )
