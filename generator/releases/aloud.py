"""What has changed, told to whoever prepares a release: as text, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.releases.differences import Change, Difference, each
from generator.releases.renamed import renamed, without
from generator.releases.sentences import (
    of_base,
    of_finding,
    of_name,
    of_place,
    of_way,
    of_wording,
    sentence,
)
from generator.releases.spoken import Spoken
from generator.releases.summaries import NO_TOPIC, by_area, by_topic, has_number, numbers, of_new
from generator.terms import wording
from generator.terms.site import labelled

# So many of a kind are told; JSON lists all.
MOST_TOLD = 20
BASES = "Set against another number"
CAVEATS = "Caveats that are new, gone or in other words"


@dataclass(frozen=True, slots=True)
class SinceRelease:
    """A difference, since which release it is, and what its words are made from."""

    release: str
    found: Difference
    holdings: Holdings
    topics: Topics

    @property
    def since(self) -> str:
        """Since when, inside a sentence: "since the release of May 2017"."""
        return f"since the release of {labelled(self.release)}"


def as_json(compared: SinceRelease) -> list[dict[str, str | None]]:
    """The fields that ``diff --format json`` prints: each change, the largest of a kind first.

    ``before`` and ``after`` are numbers as the site prints them: the count by which a figure is
    told, or else its value.
    """
    spoken = Spoken(compared.holdings)
    return [_fields(spoken, row) for row in each(compared.found.changes)]


def _fields(spoken: Spoken, row: Change) -> dict[str, str | None]:
    before, after = spoken.pair(row)
    return {
        "kind": row.kind,
        "indicator": row.indicator,
        "area": row.area,
        "period": row.period,
        "category": row.category,
        "before": before or None,
        "after": after or None,
    }


def as_text(compared: SinceRelease) -> str:
    """All that has changed, a block for each kind, what matters most first."""
    blocks = [_opening(compared), *filter(None, _blocks(compared))]
    if any(" more." in block for block in blocks):
        command = f"crime-profiles diff {compared.release}"
        blocks.append(f"{command} --format json lists all; --area and --topic narrow it.")
    return "\n\n".join(blocks)


def _opening(compared: SinceRelease) -> str:
    found = compared.found
    frames = (found.changes, found.wordings, found.findings, found.settled)
    was, now = found.methods
    method = ""
    if was != now and was and now:
        method = f" The method of working figures out was version {was} and is {now}."
    if all(frame.empty for frame in frames):
        return f"Nothing has changed {compared.since}.{method}"
    told = numbers(found.changes).sentence
    return f"What has changed {compared.since}: figures, {told}.{method}"


def _blocks(compared: SinceRelease) -> Iterator[str]:
    """Each kind of change: the audit first, then what revisions turned, then the rest."""
    found, spoken = compared.found, Spoken(compared.holdings)
    yield _block("New findings of the audit", found.findings, _findings)
    yield _block("Findings of the audit that there are no more", found.settled, _findings)
    number = len(found.places) + len(found.ways)
    turned = turned_sentences(spoken, found)
    yield _told("Places and directions turned by revisions", number, turned)
    revised = found.of_kind("revised")
    yield _told("Revised", len(revised), (sentence(spoken, row) for row in each(revised)))
    yield from _restated(spoken, found)
    names = renamed(found.changes)
    lines = (of_name(spoken, *key, now) for key, now in names.items())
    yield _told("Under another name, with the same numbers", len(names), lines)
    rest = without(found.changes, names)
    new, gone = (rest[rest["kind"] == kind] for kind in ("new", "gone"))
    new = new[has_number(new)]
    for why, title in (("period", "New periods"), ("series", "Not given before")):
        parts = list(by_topic(new[new["why"] == why], compared.topics))
        told = (of_new(spoken, topic, rows) for topic, rows in parts)
        yield _told(title, len(parts), told, of_all=int((new["why"] == why).sum()))
    yield _told("No longer given", len(gone), (sentence(spoken, row) for row in each(gone)))
    yield from _summaries(spoken, compared)


def _summaries(spoken: Spoken, compared: SinceRelease) -> Iterator[str]:
    """How many changes there are by topic, and by area, those with most of them first."""
    changes = compared.found.changes
    topics = list(by_topic(changes, compared.topics))
    lines = (f"{t.matter.title if t else NO_TOPIC}: {numbers(rows).sentence}" for t, rows in topics)
    yield _told("By topic", len(topics), lines, of_all=len(changes))
    areas = by_area(changes)
    most = sorted(areas, key=lambda area: (-sum(areas[area]), area))
    names = dict(zip(changes["area"], changes["area_name"], strict=True))
    lines = (
        f"{wording.upper_first(spoken.place(area, names[area]))}: {areas[area].sentence}"
        for area in most
    )
    yield _told("By area", len(areas), lines, of_all=len(changes))


def _restated(spoken: Spoken, found: Difference) -> Iterator[str]:
    """What is restated: figure by figure, but what only has another base or caveat by those."""
    restated = found.of_kind("restated")
    is_of_base, is_of_wording = (restated["why"] == why for why in ("base", "wording"))
    single = restated[~is_of_base & ~is_of_wording]
    yield _told("Restated", len(single), (sentence(spoken, row) for row in each(single)))
    lines = list(of_base(spoken, restated[is_of_base]))
    yield _told(BASES, len(lines), lines, of_all=int(is_of_base.sum()))
    lines = [of_wording(spoken, row) for _, row in found.wordings.iterrows()]
    number = int(restated["why"].str.split().map(lambda words: "wording" in words).sum())
    yield _told(CAVEATS, len(lines), lines, of_all=number)


def turned_sentences(spoken: Spoken, found: Difference) -> Iterator[str]:
    """What revisions turned: places in a list, then directions on the year before, those of the
    figures that were revised themselves first."""
    yield from (of_place(spoken, row) for _, row in found.places.iterrows())
    yield from (of_way(spoken, row) for _, row in found.ways.iterrows())


def _findings(rows: pd.DataFrame) -> Iterator[str]:
    return (of_finding(row) for _, row in rows.iterrows())


def _block(title: str, rows: pd.DataFrame, said: Callable[[pd.DataFrame], Iterable[str]]) -> str:
    return _told(title, len(rows), said(rows))


def _told(title: str, number: int, lines: Iterable[str], of_all: int | None = None) -> str:
    """A block: its title with the number of figures, the first lines, and how many more there
    are; nothing without any line."""
    if not number:
        return ""
    told = [f"  {line}" for line in islice(lines, MOST_TOLD)]
    more = [f"  and {number - MOST_TOLD:,} more."] if number > MOST_TOLD else []
    return "\n".join([f"{title} ({number if of_all is None else of_all:,})", *told, *more])
