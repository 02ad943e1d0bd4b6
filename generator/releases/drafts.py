"""A draft of what the comms team sends: a note about the release, and a line for each district.

It is Markdown, to be edited: it says what the figures say, and nothing about why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

from generator.problems import Place, Problem, ProfileError
from generator.releases.aloud import BASES, CAVEATS, SinceRelease, turned_sentences
from generator.releases.differences import each
from generator.releases.narrowed import of_areas
from generator.releases.renamed import renamed, without
from generator.releases.sentences import of_base, of_finding, of_wording, sentence
from generator.releases.spoken import Spoken
from generator.releases.summaries import by_topic, has_number, numbers, of_new
from generator.storage.keeping import write_whole
from generator.terms import wording
from generator.terms.areas import Area

MOST_NAMED = 10
# Areas above districts, which have no wards of their own here.
LARGER = ("force", "county", "partnership")
NOTHING = "Nothing has changed."


def note(compared: SinceRelease) -> str:
    """The draft of a note about all that has changed since a release, in Markdown."""
    site = compared.holdings.site
    title = f"{site.title}, {site.release_label}" if site else "Crime profiles"
    parts = [
        f"# {title}: what has changed {compared.since}",
        "*A draft, to be edited before it is sent.*",
        *_in_all(compared),
        *_districts(compared),
    ]
    return "\n\n".join(parts) + "\n"


def write(compared: SinceRelease, path: Path) -> None:
    """Write the draft into a file that is not there yet. Raises ProfileError, OSError."""
    if path.exists():
        what = "The file is there already, and somebody may have edited it."
        remedy = "Give the note another name, or move that one away."
        raise ProfileError([Problem("release", Place(str(path)), what, remedy)])
    write_whole(path, note(compared).encode())


def _in_all(compared: SinceRelease) -> Iterator[str]:
    """The paragraphs about everything."""
    found, spoken = compared.found, Spoken(compared.holdings)
    if found.changes.empty and found.wordings.empty:
        yield NOTHING
        return
    yield f"Figures: {numbers(found.changes).sentence}."
    findings = [of_finding(row, compared.holdings.sources) for _, row in found.findings.iterrows()]
    yield from _list("What the audit found since", findings[:MOST_NAMED], len(findings))
    new = without(found.of_kind("new"), renamed(found.changes))
    new = new[has_number(new)]
    lines = [of_new(spoken, topic, rows) for topic, rows in by_topic(new, compared.topics)]
    yield from _list("New figures", lines)
    revised = found.of_kind("revised")
    said = (sentence(spoken, row) for row in each(revised.head(MOST_NAMED)))
    yield from _list("Revised figures, the largest changes first", said, len(revised))
    turned = islice(turned_sentences(spoken, found), MOST_NAMED)
    number = len(found.places) + len(found.ways)
    yield from _list("What revisions turned", turned, number)
    restated = found.of_kind("restated")
    withheld = restated[restated["why"].str.startswith("withheld")]
    said = (sentence(spoken, row) for row in each(withheld.head(MOST_NAMED)))
    yield from _list("Without a number since", said, len(withheld))
    bases = list(of_base(spoken, restated[restated["why"] == "base"]))
    yield from _list(BASES, bases[:MOST_NAMED], len(bases))
    caveats = [of_wording(spoken, row) for _, row in found.wordings.iterrows()]
    yield from _list(CAVEATS, caveats[:MOST_NAMED], len(caveats))


def _list(title: str, lines: Iterable[str], number: int | None = None) -> Iterator[str]:
    """A heading and its lines; nothing without any."""
    told = [f"- {_ended(line)}" for line in lines]
    if not told:
        return
    more = (number or len(told)) - len(told)
    yield f"## {title}"
    yield "\n".join([*told, *([f"- And {more:,} more."] if more > 0 else [])])


def _ended(line: str) -> str:
    """A line with a full stop, unless what it quotes ends with one."""
    return line if line.endswith('."') else f"{line}."


def _districts(compared: SinceRelease) -> Iterator[str]:
    """The heading and a line for each district, and for larger areas where something changed."""
    areas, site = compared.holdings.areas, compared.holdings.site
    if site is None or site.area not in areas:
        return
    root = areas[site.area]
    held = [one for one in areas.within(root, "district") if one.end is None]
    held = held or ([root] if root.level == "district" else [])
    changed = set(compared.found.changes["area"])
    larger = [one for one in areas if one.level in LARGER and one.code in changed]
    if held := [*larger, *held]:
        yield "## For each area"
        yield "\n".join(f"- {line}" for line in district_lines(compared, held))


def district_lines(compared: SinceRelease, districts: Sequence[Area]) -> list[str]:
    """For each of these districts, with its wards, what has changed there, in a line."""
    spoken = Spoken(compared.holdings)
    return [_line(compared, spoken, district) for district in districts]


def _line(compared: SinceRelease, spoken: Spoken, district: Area) -> str:
    areas = compared.holdings.areas
    inner = areas.within(district, "ward") if district.level == "district" else []
    found = of_areas(compared.found, {district.code, *(ward.code for ward in inner)})
    name = f"**{wording.upper_first(wording.place(district))}**"
    turned = [f"{line}." for line in islice(turned_sentences(spoken, found), 1)]
    if found.changes.empty:
        return f"{name}: {' '.join(turned) or NOTHING}"
    largest = (f"{line}." for line in _largest(spoken, found.of_kind("revised")))
    return f"{name}: {' '.join([f'{numbers(found.changes).sentence}.', *largest, *turned])}"


def _largest(spoken: Spoken, revised: pd.DataFrame) -> list[str]:
    return [f"The largest revision: {sentence(spoken, row)}" for row in each(revised.head(1))]
