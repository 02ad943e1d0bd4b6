"""What areas in the order of their figures show: the finding of a ranking."""

from __future__ import annotations

import re

from generator.charts.drawing import ChartRequest, Row
from generator.telling.extremes import MOST_NAMED
from generator.telling.places import FEWEST_RANKED, Peer, agreed, near, placed
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import LEVELS

# A rate so many times that of every other stands out.
FAR_ABOVE = 1.5


def finding(request: ChartRequest, this: Row | None, rows: list[Row]) -> str:
    """Where this area stands among its peers; without one, which is far above the others, or the
    two ends. Of few areas, and of counts of places of different size, only the numbers; and nothing
    from a figure on which the documents disagree."""
    told = [row for row in rows if row.drawn["value"] is not None]
    peers = [_listed(request, row) for row in told]
    mine = _listed(request, this) if this and this in told else None
    measure = _measured(request.voice, request.categories[0], is_rate=told[0].is_rate)
    if len(peers) < FEWEST_RANKED:
        return f"{measure}: {wording.listing([f'{one.name} {_short(one.text)}' for one in peers])}"
    if mine and not mine.is_agreed:
        return f"The documents disagree on the figure of {mine.name} ({mine.text})"
    sound, kind = agreed(peers, _among(request, told))
    if len(sound) < FEWEST_RANKED:
        return f"The documents disagree on {wording.in_words(len(peers) - len(sound))} of these"
    # A partnership is no peer of the districts that it is made of.
    is_peer = request.area and request.area.level != "partnership"
    mine = mine if is_peer else None
    is_rate = told[0].is_rate
    if request.voice.is_of_size(is_rate=is_rate):
        return f"{measure}: {_numbers(mine, sound, kind)}"
    without = len(rows) - len(peers)
    if mine:
        place = placed(mine, sound, kind, without, request.counted_from)
        return f"{mine.name} ({mine.text}) was {place}"
    far = _far_above(request, sound, kind) if is_rate else ""
    words = _words_of_ends(request.voice, is_rate=is_rate)
    return far or _in_reach(measure, sound) or _ends(words, sound, kind, not without)


def _short(text: str) -> str:
    """A number as a title says it: of three decimals or more the first.

    >>> _short("51.863"), _short("8.44%"), _short("1,490")
    ('51.9', '8.44%', '1,490')
    """
    return re.sub(r"\d+\.\d{3,}", lambda found: f"{float(found[0]):.1f}", text)


def _measured(voice: Voice, category: str, *, is_rate: bool) -> str:
    """What numbers without a sentence of their own are of: the subject and, of rates, for how
    many."""
    told = voice.subject(category)
    return f"{told} {voice.per()}" if voice.is_rate and is_rate else told


def _listed(request: ChartRequest, row: Row) -> Peer:
    """A row as one of a list."""
    drawn, is_agreed = row.drawn, not any(f.key in request.disputed for f in row.figures)
    says = row.says["label"], row.says["text"]
    return Peer(*says, drawn["value"], drawn["lower"], drawn["upper"], is_agreed)


def _numbers(this: Peer | None, peers: list[Peer], kind: str) -> str:
    """From how many to how many, and how many here, without who has the most."""
    most, least = peers[0], peers[-1]
    if most.text == least.text:
        return f"all {wording.in_words(len(peers))} had the same ({most.text})"
    if this and this not in (most, least):
        mine = f"{this.text} in {this.name}"
        told = f"{mine}, from {least.text} to {most.text} in {len(peers)} {kind}"
    else:
        told = f"from {most.text} in {most.name} to {least.text} in {least.name}"
    return f"{told} (numbers, not rates)"


def _among(request: ChartRequest, peers: list[Row]) -> str:
    """What the areas side by side are called."""
    levels = {request.voice.area(row.figures[0].area).level for row in peers}
    kind = LEVELS[next(iter(levels))].plural if len(levels) == 1 else "areas"
    return request.among or kind


def _far_above(request: ChartRequest, peers: list[Peer], kind: str) -> str:
    """That one has a rate far above those of all others; blank where none has."""
    first, second = peers[0], peers[1]
    if first.value < FAR_ABOVE * second.value or near(first, peers):
        return ""
    others = f"none of the other {wording.in_words(len(peers) - 1)} {kind}"
    return f"{first.name} had {first.text} {request.voice.per()}; {others} more than {second.text}"


def _ends(words: tuple[str, str], peers: list[Peer], kind: str, has_all: bool) -> str:
    """Which areas have the most and the least, with their numbers, those together that chance does
    not tell apart."""
    ends = (peers[0], peers[-1])
    most, least = ([one.name for one in peers if one.text == end.text] for end in ends)
    if most == least:
        return f"All {wording.in_words(len(peers))} had the same ({ends[0].text})"
    close = [near(end, peers) for end in ends]
    top, low = (
        f"{_together(end, found)} {word.replace('its size', 'their size')}"
        if found
        else f"{_who(same, kind)} {word} ({end.text}{' each' if len(same) > 1 else ''})"
        for end, found, same, word in zip(ends, close, (most, least), words, strict=True)
    )
    # Those that have too few to be told may have the least.
    return wording.upper_first(f"{top}, {low}" if has_all else top)


def _together(end: Peer, close: list[Peer]) -> str:
    """Those that chance does not tell apart, each with its number."""
    told = [f"{one.name} ({one.text})" for one in (end, *close)]
    return f"{wording.listing(told)}, within chance of each other,"


def _in_reach(measure: str, peers: list[Peer]) -> str:
    """From where to where, and how many chance could put first or last; blank where these are few,
    or all have the same."""
    ends = (peers[0], peers[-1])
    close = [near(end, peers) for end in ends]
    if ends[0].text == ends[1].text or all(len(found) < MOST_NAMED for found in close):
        return ""
    told = [f"{end.text} in {end.name}" for end in ends]
    could = [
        f"{wording.in_words(len(found))} more {end}"
        for found, end in zip(close, ("first", "last"), strict=True)
        if found
    ]
    return f"{measure}: from {' to '.join(told)}; chance could put {wording.listing(could)}"


def _who(found: list[str], kind: str) -> str:
    """By name, or, where they are many, how many."""
    if len(found) > MOST_NAMED:
        return f"{wording.in_words(len(found))} {kind}"
    return wording.listing(found)


def _words_of_ends(voice: Voice, *, is_rate: bool) -> tuple[str, str]:
    """How the most and the least of it are told."""
    if is_rate or voice.measure.kind == "rate":
        return "had the most for its size", "the least"
    if voice.indicator.per == 100 or voice.measure.kind == "percent":
        return "had the highest share", "the lowest"
    if voice.measure.kind == "count":
        return "had the most", "the fewest"
    return "had the highest figure", "the lowest"
