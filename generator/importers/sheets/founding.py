"""The description and the topic of a dataset that a spreadsheet begins."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.importers.described import RATE, WRITTEN
from generator.importers.grids import Grid
from generator.importers.sheets.figured import stands_for_withheld
from generator.importers.sheets.numbered import Numbered
from generator.problems import Fault, Problem
from generator.terms import wording
from generator.terms.areas import LEVELS, Areas
from generator.terms.mappings import Founded
from generator.terms.periods import Period

TOPIC = WRITTEN / "topic.md.txt"
SECONDARY = "Withheld, because it would give away another figure that is withheld."
MOST_QUESTIONS = 4
WITHHELD, ABSENT = "withheld", "unavailable"
NO_SAMPLE = (
    "Those who answered are no random sample, so nothing can be said of how far chance moved the "
    "figures."
)


def described(
    dataset: str,
    founded: Founded,
    found: Mapping[str, str],
    rows: Sequence[Numbered],
    areas: Areas,
) -> str:
    """The description of a dataset, of what people said of it; ``found`` has its categories."""
    measures = list(dict.fromkeys(row.key[2] for row in rows))
    levels = {areas[row.key[0]].level for row in rows}
    lines = [
        f"title: {_text(founded.title)}",
        f"about: {_text(_about(founded))}",
        "source:",
        f"  publisher: {_text(founded.publisher)}",
        *(f"  {k}: {_text(v)}" for k, v in _of_source(founded) if v),
        f"label_style: {_style(rows)}",
        f"levels: [{', '.join(level for level in LEVELS if level in levels)}]",
        *([f"partial: {_text(founded.left_out)}"] if founded.left_out else []),
        *([f"who_answered: {NO_SAMPLE}"] if _is_open(founded) else []),
        *(["adds_up: true"] if _adds_up(rows) else []),
        "measures:",
        *(f"  {key}: {{{_measure(key, founded)}}}" for key in measures),
        *(["categories:"] if found else []),
        *(f"  {key}: {{{_category(key, label, founded, found)}}}" for key, label in found.items()),
        *_notes(rows),
        "indicators:",
        *(line for key in measures for line in _indicator(dataset, key, founded, measures)),
    ]
    return "\n".join(lines) + "\n"


def _wholes(rows: Sequence[Numbered]) -> list[tuple[Numbered, float]]:
    """Each total of which all kinds are known, with their sum."""
    values = {row.key: row.value for row in rows}
    kinds = {row.key[3] for row in rows} - {"all"}
    found = []
    for row in rows:
        parts = [values.get((*row.key[:3], kind), "") for kind in kinds]
        if row.key[3] == "all" and row.value and len(kinds) > 1 and all(parts):
            found.append((row, sum(map(float, parts))))
    return found


def _adds_up(rows: Sequence[Numbered]) -> bool:
    """Is the total the sum of the kinds wherever all of these are known?"""
    tried = _wholes(rows)
    return bool(tried) and all(abs(float(row.value) - parts) < 0.5 for row, parts in tried)


def unequal(grid: Grid, rows: Sequence[Numbered]) -> Iterator[Problem]:
    """Which totals are not the sums of their kinds, where most are?"""
    tried = _wholes(rows)
    wrong = [(row, parts) for row, parts in tried if abs(float(row.value) - parts) >= 0.5]
    for row, parts in wrong if 2 * len(wrong) < len(tried) else ():
        what = f"The total is {row.cell.text}, and its parts make {wording.number(parts)}."
        remedy = "Look at the source: the other totals of the table are the sums of their parts."
        yield Fault(what, remedy).at("import", grid.place(row.cell.row, row.cell.column))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _about(founded: Founded) -> str:
    said = f'People were asked: "{founded.question}"' if founded.question else founded.meaning
    return said if said.endswith((".", "?", '"')) else f"{said}."


def _of_source(founded: Founded) -> Iterator[tuple[str, str]]:
    edition = f", {founded.edition}" if founded.edition else ""
    yield "title", f"{founded.document or founded.title}{edition}"
    yield "url", founded.url
    yield "licence", founded.licence


def _style(rows: Sequence[Numbered]) -> str:
    """How periods are called: years that end in December by their number."""
    periods = [Period.parse(iso) for iso in {row.key[1] for row in rows}]
    years = {one.last.month for one in periods if one.months == 12}
    return "calendar year" if years == {12} else "year ending"


def _measure(key: str, founded: Founded) -> str:
    if key == "percent":
        return 'unit: ["%", "%"], kind: percent'
    if key == "respondents":
        return "unit: [person who answered, people who answered], kind: count"
    one, several = founded.counts
    return f"unit: [{_text(one)}, {_text(several)}], kind: count"


def _category(key: str, label: str, founded: Founded, found: Mapping[str, str]) -> str:
    """A category; a total is called by what it counts, whatever the sheet calls it."""
    if key == "all":
        return f"label: {_text('All' if founded.question else f'All {founded.counts[1]}')}"
    question = label.rpartition(": ")[0]
    around = next((one for one, called in found.items() if called == question), "")
    around = around or ("all" if "all" in found else "")
    return f"label: {_text(label)}{f', within: {around}' if around else ''}"


def _notes(rows: Sequence[Numbered]) -> Iterator[str]:
    """The notes that rows name, and the ranges of withheld numbers."""
    marks = [row.cell.text for row in rows if row.status == "c"]
    absent = any(row.note == ABSENT for row in rows)
    if marks or absent:
        yield "notes:"
    if marks:
        yield f"  {WITHHELD}-secondary: {SECONDARY}"
        yield f"  {WITHHELD}: The source withholds this number, so that nobody can be recognised."
    if absent:
        yield f"  {ABSENT}: The source says that this number is not available."
    if marks:
        ranges = [stands_for_withheld(mark) for mark in marks]
        lowest = min(first for first, _ in ranges)
        ends = [last for _, last in ranges]
        highest = "null" if None in ends else str(max(end or 0 for end in ends))
        yield from ("announced:", f"  {WITHHELD}: [{lowest}, {highest}]")
        yield f"  {WITHHELD}-secondary: [0, null]"


def _indicator(
    dataset: str, measure: str, founded: Founded, measures: Collection[str]
) -> Iterator[str]:
    """What is published of one measure: the base of a survey is an indicator of its own."""
    if measure == "respondents" and len(measures) > 1:
        yield from (
            f"  {dataset}-asked:",
            f"    title: {_text(f'{founded.title}: people who answered')}",
            "    value: respondents",
            "    is_tested: false",
            "    says: '{value} were counted in {place}'",
            "    meaning: How many people answered.",
        )
        return
    is_survey = bool(founded.question)
    is_first = measure == next(iter(measures))
    yield f"  {dataset}:" if is_first else f"  {dataset}-{measure}:"
    more = "" if is_first else f", {'%' if measure == 'percent' else measure}"
    yield f"    title: {_text(founded.title + more)}"
    yield f"    value: {measure}"
    if founded.for_residents is True and measure != "percent":
        yield RATE.rstrip("\n")
    if is_survey and "respondents" in measures:
        yield "    base: respondents"
    if _is_open(founded):
        yield "    is_tested: false"
    yield f"    says: {_text(founded.says)}"
    yield f"    meaning: {_text(_meaning(founded))}"


def _is_open(founded: Founded) -> bool:
    """Is it a survey of people who were no random sample?"""
    return bool(founded.question) and founded.drawn_by_chance is not True


def _meaning(founded: Founded) -> str:
    weights = f"Weights: {founded.weights}" if founded.weights else ""
    asked = f"The question: “{founded.question}”" if founded.question else ""
    told = [founded.meaning, asked, founded.asked, weights]
    return " ".join(one if one.endswith((".", "?", "”")) else f"{one}." for one in told if one)


def topic(dataset: str, founded: Founded, measures: Collection[str], found: Collection[str]) -> str:
    """The text of a topic that shows the dataset; it leads with the total where there is one."""
    has_base = "respondents" in measures and len(measures) > 1
    form = TOPIC.read_text(encoding="utf-8")
    # Each question of a survey has its charts; of counts, the total's stand for all.
    questions = tuple(found) if has_base and "all" not in found else ()
    return form.format(
        standing=_charts("ranking", dataset, "standing", questions),
        trend=_charts("trend", dataset, "trend", questions),
        all_standing=_charts("ranking", dataset, "all-standing", questions),
        dataset=dataset,
        title=_text(founded.title),
        lead_category="lead_category: all\n" if "all" in found and not has_base else "",
        tables_only=f"tables_only: [{dataset}-asked]\n" if has_base else "",
        counts=_text(_meaning(founded)),
    )


def _charts(kind: str, dataset: str, name: str, questions: Sequence[str]) -> str:
    """A chart of the figures that lead, or one of each of the questions."""
    if not 1 < len(questions) <= MOST_QUESTIONS:
        return f'{{{{ chart("{kind}", "{dataset}", id="{name}") }}}}'
    return "\n\n".join(
        f'{{{{ chart("{kind}", "{dataset}", category="{one}", id="{name}-{one}") }}}}'
        for one in questions
    )
