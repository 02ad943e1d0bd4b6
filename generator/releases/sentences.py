"""What has changed, a sentence for each figure, finding and caveat.

Numbers that were withheld since are not told again here: these sentences are published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from generator.figures.figures import why_absent
from generator.figures.sums import BEING_CHECKED
from generator.releases.differences import Change, each
from generator.releases.followed import rank_of
from generator.releases.frozen import CAUTION, EVENT, WHO_ANSWERED
from generator.releases.spoken import Spoken, figure_of, plain
from generator.telling.places import place_of
from generator.terms import wording
from generator.terms.areas import LEVELS
from generator.terms.datasets import NO_VALUE, WITH_VALUE
from generator.terms.sources import SourceEntry

NOT_NOW = {
    "c": "newly withheld",
    "x": "no longer available",
    "z": "no longer applicable",
}
WAYS = {-1: ("fewer", "lower"), 0: ("the same", "the same"), 1: ("more", "higher")}


def sentence(spoken: Spoken, row: Change) -> str:
    """What has become of a figure: "Dover, burglaries, 2025: revised from 312 to 318 (2% more)"."""
    if row.kind == "new":
        what = "the first of its kind" if row.why == "series" else "new"
        told = spoken.number(row, was=False) or NO_VALUE[why_absent(figure_of(row, was=False))]
        return f"{spoken.head(row)}: {what}, {told}"
    if row.kind == "gone":
        what = "no figure of its kind is given now" if row.why == "series" else "no longer given"
        return f"{spoken.head(row)}: {what}{_followed(spoken, row.area)}"
    clauses = [*_revised(spoken, row)] if row.kind == "revised" else []
    for reason in row.why.split():
        clauses += CLAUSES[reason](spoken, row)
    return f"{spoken.head(row)}: {'; '.join(clauses)}"


def _followed(spoken: Spoken, code: str) -> str:
    """What took an area's place; blank where nothing did."""
    areas = spoken.holdings.areas
    after = areas.successors(areas[code]) if code in areas else []
    named = [f"{spoken.place(one.new)} ({one.new})" for one in after]
    return f"; its place was taken by {wording.listing(named)}" if named else ""


def _revised(spoken: Spoken, row: Change) -> Iterator[str]:
    was, now = spoken.pair(row)
    if was == now:
        yield f"revised by less than is printed ({now})"
        return
    held = spoken.voice(row.indicator)
    rates = spoken.value(row, was=True), spoken.value(row, was=False)
    is_rate = held is not None and held.is_rate and rates == (was, now)
    unit = f" {held.per()}" if held and is_rate else ""
    yield f"revised from {was} to {now}{unit}{_by(spoken, row)}"
    if held and held.is_rate and not is_rate and all(rates) and rates[0] != rates[1]:
        yield f"{held.per()} it was {rates[0]} and is {rates[1]}"


def _by(spoken: Spoken, row: Change) -> str:
    """By how many percent a count was revised; blank where it was too small for one."""
    held, was = spoken.voice(row.indicator), row.was_count
    if held is None or held.measure.kind != "count" or held.indicator.per == 100 or pd.isna(was):
        return ""
    if was < max(held.indicator.smallest_for_percent, 1) or pd.isna(row.count):
        return ""
    return f" ({wording.more(100 * (row.count / was - 1))})"


def _withheld(spoken: Spoken, row: Change) -> Iterator[str]:
    if BEING_CHECKED in row.notes.split():
        yield "being checked, so no number is shown"
    else:
        yield NOT_NOW[why_absent(figure_of(row, was=False))]


def _given(spoken: Spoken, row: Change) -> Iterator[str]:
    before = NO_VALUE[why_absent(figure_of(row, was=True))]
    if BEING_CHECKED in row.was_notes.split():
        before = "being checked"
    yield f"now {spoken.number(row, was=False)}; it was {before}"


def _part(spoken: Spoken, row: Change) -> Iterator[str]:
    was, now = spoken.value(row, was=True), spoken.value(row, was=False)
    held = spoken.voice(row.indicator)
    name = "rate" if held and held.is_rate else "value"
    if bool(was) != bool(now):
        yield f"its {name} is now given ({now})" if now else f"its {name} is no longer given"
    else:
        yield "the count behind it is " + ("no longer" if pd.isna(row.count) else "now") + " given"


def _base(spoken: Spoken, row: Change) -> Iterator[str]:
    if pd.isna(row.was_denominator) or pd.isna(row.denominator):
        is_now = pd.isna(row.was_denominator)
        yield f"the number of {spoken.base(row)} is {'now' if is_now else 'no longer'} known"
        return
    numbers = f"was {plain(row.was_denominator)} and is {plain(row.denominator)}"
    told = f"the number of {spoken.base(row)} it is set against {numbers}"
    was, now = spoken.value(row, was=True), spoken.value(row, was=False)
    is_so = row.kind == "restated" and was and now and was != now
    yield f"{told}, so it was {was} and is {now}" if is_so else told


def _status(spoken: Spoken, row: Change) -> Iterator[str]:
    skipped = set(NO_VALUE) if {"withheld", "given", "part"} & {*row.why.split()} else set()
    come, gone = set(row.status) - set(row.was_status), set(row.was_status) - set(row.status)
    words = NO_VALUE | WITH_VALUE
    for letter in sorted(come - skipped):
        yield f"now marked as {words[letter]}" if letter in words else f"now marked {letter}"
    for letter in sorted(gone - skipped):
        yield f"no longer marked as {words.get(letter, letter)}"


def _notes(spoken: Spoken, row: Change) -> Iterator[str]:
    was, now = (set(text.split()) - {BEING_CHECKED} for text in (row.was_notes, row.notes))
    dataset = spoken.holdings.datasets.get(row.dataset)
    texts = dataset.notes if dataset else {}
    for note in sorted(now - was):
        yield f'now with the note "{texts.get(note, note)}"'
    for note in sorted(was - now):
        yield f'no longer with the note "{texts.get(note, note)}"'


def _wording(spoken: Spoken, row: Change) -> Iterator[str]:
    yield "a caveat that it has says something else"


def _range(spoken: Spoken, row: Change) -> Iterator[str]:
    was, now = spoken.range(row, was=True), spoken.range(row, was=False)
    if was and now and was != now and row.why == "range":
        yield f"its range was {was} and is {now}"
    elif row.why == "range":
        yield "its range is another"


def _unit(spoken: Spoken, row: Change) -> Iterator[str]:
    yield f'its unit was "{row.was_unit}" and is "{row.unit}"'


CLAUSES = {
    "withheld": _withheld,
    "given": _given,
    "part": _part,
    "base": _base,
    "status": _status,
    "notes": _notes,
    "wording": _wording,
    "range": _range,
    "unit": _unit,
}


def of_place(spoken: Spoken, row: pd.Series) -> str:
    """How a place in a list was turned: which it was and which it is."""
    areas = spoken.holdings.areas
    area = areas[row["area"]]
    district = areas.ancestor(area, "district") if area.level == "ward" else None
    kind = LEVELS[area.level].plural + (f" in {wording.place(district)}" if district else "")
    was, now = (place_of(rank_of(row, prefix), kind) for prefix in ("was_", ""))
    why = "" if row["is_own"] else ", because others were revised"
    return f"{_head(spoken, row)}: was {was}, and is {now}{why}"


def of_way(spoken: Spoken, row: pd.Series) -> str:
    """How a direction on the year before was turned: which it was and which it is."""
    held = spoken.voice(row["indicator"])
    is_count = held is None or (held.measure.kind == "count" and held.indicator.per != 100)
    was, now = (WAYS[int(row[name])][0 if is_count else 1] for name in ("was_way", "way"))
    than = spoken.named(row["indicator"], row["than"])
    why = "" if row["is_own"] else ", because that was revised"
    return f"{_head(spoken, row)}: against {than} it was {was} and is now {now}{why}"


def _head(spoken: Spoken, row: pd.Series) -> str:
    place = wording.upper_first(spoken.place(row["area"]))
    subject = spoken.subject(row["indicator"], row["category"])
    return f"{place}, {subject}, {spoken.period(row['indicator'], row['period'])}"


def of_base(spoken: Spoken, rows: pd.DataFrame) -> Iterator[str]:
    """What figures are set against that changed in nothing else: a line for each number of it, with
    how many they are."""
    held = rows.assign(base=[spoken.base(row) for row in each(rows)])
    by = ["area", "area_name", "base", "was_denominator", "denominator"]
    for _, mine in held.groupby(by, sort=False, dropna=False):
        row = mine.iloc[0]
        place = wording.upper_first(spoken.place(row["area"], row["area_name"]))
        was, now = (_known(row[name]) for name in ("was_denominator", "denominator"))
        several = "a figure is" if len(mine) == 1 else f"{len(mine):,} figures are"
        what = f"the number of {row['base']} that {several} set against"
        yield f"{place}: {what} was {was} and is {now}"


def _known(number: float) -> str:
    return "not known" if pd.isna(number) else plain(number)


def of_name(spoken: Spoken, indicator: str, category: str, now: str) -> str:
    """That a category is called otherwise."""
    held = spoken.voice(indicator)
    title = held.indicator.title if held else indicator
    return f"{title}: the category {category} is now {now}"


def of_wording(spoken: Spoken, row: pd.Series) -> str:
    """What a caveat says now, and what it said."""
    titles = {key: dataset.title for key, dataset in spoken.holdings.datasets.items()}
    named = [titles.get(key, key) for key in row["dataset"].split()]
    title = wording.listing(named) or "All datasets"
    name = f"{title}, {_caveat(spoken, row['id'])}"
    if not row["was"]:
        return f'{name}: new, "{row["text"]}"'
    if not row["text"]:
        return f'{name}: no longer given, "{row["was"]}"'
    return f'{name}: now "{row["text"]}", before "{row["was"]}"'


def _caveat(spoken: Spoken, note: str) -> str:
    """What a caveat is called."""
    if note == WHO_ANSWERED:
        return "who answered"
    if note.startswith(CAUTION):
        return f"a caution of {spoken.subject(note.removeprefix(CAUTION), 'all')}"
    if note.startswith(EVENT):
        _, day, kind = note.split(":")
        return f"a {kind} of {day}"
    return f"the note {note}"


def of_finding(row: pd.Series, sources: Mapping[str, SourceEntry] | None = None) -> str:
    """A finding of the audit; for readers with the name of its document in these sources, for
    editors with its id and line."""
    line = f", line {row['line']}" if row["line"] else ""
    source = sources.get(row["catalogue"]) if sources else None
    named = f"{source.publisher}, {source.document}" if source else f"{row['catalogue']}{line}"
    why = f" {row['explanation']}" if row["explanation"] else ""
    return (
        f"{named}: {row['place']}, {wording.lower_first(row['subject'])}: "
        f'prints "{row["printed"].strip()}"; what follows is {row["recomputed"]}.{why}'
    )
