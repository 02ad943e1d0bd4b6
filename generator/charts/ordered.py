"""What areas in the order of their figures show: the finding of a ranking."""

from __future__ import annotations

from math import hypot
from typing import Any

from generator.charts.drawing import ChartRequest, Row
from generator.figures.comparisons import Rank
from generator.telling.extremes import MOST_NAMED
from generator.telling.places import FEWEST_RANKED, level_with, place_of
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import LEVELS

# A rate so many times that of every other stands out.
FAR_ABOVE = 1.5


def finding(request: ChartRequest, this: Row | None, listed: list[Row]) -> str:
    """Where this area stands among its peers; without one, which is far above the others, or the
    two ends. Of few areas, and of counts of places of different size, only the numbers; and nothing
    from a figure on which the documents disagree."""
    peers = [row for row in listed if row.drawn["value"] is not None]
    if len(peers) < FEWEST_RANKED:
        return wording.listing([f"{row.says['label']} {row.says['text']}" for row in peers])
    if this and _is_disputed(request, this):
        told = f"{this.says['label']} ({this.says['text']})"
        return f"The documents disagree on the figure of {told}"
    kind = _among(request, peers)
    agreed = [row for row in peers if not _is_disputed(request, row)]
    if len(agreed) < FEWEST_RANKED:
        return f"The documents disagree on {wording.in_words(len(peers) - len(agreed))} of these"
    if len(agreed) < len(peers):
        kind = f"{kind} on which the documents agree"
    # A partnership is no peer of the districts that it is made of.
    is_peer = this in agreed and request.area and request.area.level != "partnership"
    mine = this if is_peer else None
    if is_of_size(request.voice, is_rate=agreed[0].is_rate):
        return _numbers(mine, agreed, kind)
    without = len(listed) - len(peers)
    if mine:
        return _placed(mine, agreed, kind, without)
    far = _far_above(request, agreed, kind)
    return far or _ends(request, agreed, kind, has_all=not without)


def is_of_size(voice: Voice, *, is_rate: bool) -> bool:
    """Is it a plain count, of which a larger place has more? Residents are that size itself."""
    if voice.measure.kind != "count" or voice.indicator.per == 100 or is_rate:
        return False
    bases = {
        (base.dataset, base.measure)
        for _, indicator in voice.holdings.indicators.values()
        if (base := indicator.denominator) and base.dataset
    }
    return (voice.dataset_id, voice.indicator.value) not in bases


def _is_disputed(request: ChartRequest, row: Row) -> bool:
    return any(figure.key in request.disputed for figure in row.figures)


def _numbers(this: Row | None, peers: list[Row], kind: str) -> str:
    """From how many to how many, and how many here, without who has the most."""
    most, least = peers[0].says, peers[-1].says
    if most["text"] == least["text"]:
        return f"All {wording.in_words(len(peers))} had the same ({most['text']})"
    if this and this not in (peers[0], peers[-1]):
        mine = f"{this.says['text']} in {this.says['label']}"
        told = f"{mine}; {least['text']} to {most['text']} in {len(peers)} {kind}"
    else:
        told = f"{most['text']} in {most['label']} to {least['text']} in {least['label']}"
    return wording.upper_first(f"{told}: numbers, not rates")


def _placed(this: Row, peers: list[Row], kind: str, without: int) -> str:
    """The place of this area among its peers, counted from the nearer end, with its number; it is
    shared with those whose number is printed alike. Which place it is not said of one that chance
    does not tell from others at that end, and nobody is low where some had too few to be told."""
    text, name, mine = this.says["text"], this.says["label"], this.drawn["value"]
    sizes = [row.drawn["value"] for row in peers if row.says["text"] != text]
    above, below = (sum(s > mine for s in sizes), sum(s < mine for s in sizes))
    tied = len(peers) - len(sizes)
    rank = Rank(below + 1, above + 1, len(peers), tied, missing=0, uncounted=without)
    end = "highest" if not above else "lowest" if not below and not without else ""
    if end and (near := _near(this, peers)):
        several = f"one of {wording.in_words(len(near) + 1)} among {wording.in_words(len(peers))}"
        return f"{name} ({text}) was {several} {kind} that chance could make the {end}"
    article = "" if rank.tied > 1 else "the "
    told = f"{article}{place_of(rank, kind)}"
    same = [r.says["label"] for r in peers if r.says["text"] == text and r.says["label"] != name]
    return f"{name} ({text}) was {told}{level_with(same)}"


def _near(row: Row, peers: list[Row]) -> list[Row]:
    """Which others does chance not tell from this one? None where there are no ranges.

    The range of a difference from the ranges of its two figures: Zou and Donner, "Construction of
    confidence limits about effect measures", Statistics in Medicine 27 (2008), equation 2.
    """
    return [other for other in peers if other is not row and _is_near(row.drawn, other.drawn)]


def _is_near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    low, high = sorted((one, other), key=lambda drawn: float(drawn["value"]))
    if low["upper"] is None or high["lower"] is None:
        return False
    reach = hypot(high["value"] - high["lower"], low["upper"] - low["value"])
    return bool(high["value"] - low["value"] < reach)


def _among(request: ChartRequest, peers: list[Row]) -> str:
    """What the areas side by side are called."""
    levels = {request.voice.area(row.figures[0].area).level for row in peers}
    kind = LEVELS[next(iter(levels))].plural if len(levels) == 1 else "areas"
    return request.among or kind


def _far_above(request: ChartRequest, peers: list[Row], kind: str) -> str:
    """That one has a rate far above those of all others; blank where none has."""
    first, second = peers[0], peers[1]
    is_far = first.is_rate and first.drawn["value"] >= FAR_ABOVE * second.drawn["value"]
    if not is_far or _near(first, peers):
        return ""
    others = f"none of the other {wording.in_words(len(peers) - 1)} {kind}"
    told = f"{first.says['label']} had {first.says['text']} {request.voice.per()}"
    return f"{told}; {others} more than {second.says['text']}"


def _ends(request: ChartRequest, peers: list[Row], kind: str, *, has_all: bool) -> str:
    """Which areas have the most and the least, with their numbers, those together that chance does
    not tell apart; only from where to where, and how many it could put there, where they are
    many."""
    most, least = (
        [row.says["label"] for row in peers if row.says["text"] == end.says["text"]]
        for end in (peers[0], peers[-1])
    )
    texts = (peers[0].says["text"], peers[-1].says["text"])
    if most == least:
        return f"All {wording.in_words(len(peers))} had the same ({texts[0]})"
    near = [_near(row, peers) for row in (peers[0], peers[-1])]
    if any(len(found) >= MOST_NAMED for found in near):
        return _in_reach(peers, near)
    words = _words_of_ends(request.voice, is_rate=peers[0].is_rate)
    top, low = (
        f"{_together(row, found)} {word.replace('its size', 'their size')}"
        if found
        else f"{_who(same, kind)} {word} ({row.says['text']}{' each' if len(same) > 1 else ''})"
        for row, found, same, word in zip(
            (peers[0], peers[-1]), near, (most, least), words, strict=True
        )
    )
    # Those that have too few to be told may have the least.
    return wording.upper_first(f"{top}, {low}" if has_all else top)


def _together(row: Row, near: list[Row]) -> str:
    """Those that chance does not tell apart, each with its number."""
    told = [f"{one.says['label']} ({one.says['text']})" for one in (row, *near)]
    return f"{wording.listing(told)}, within chance of each other,"


def _in_reach(peers: list[Row], near: list[list[Row]]) -> str:
    """From where to where, and how many chance could put first or last."""
    edges = (peers[0], peers[-1])
    told = [f"{row.says['text']} in {row.says['label']}" for row in edges]
    could = [
        f"{wording.in_words(len(found))} more {end}"
        for found, end in zip(near, ("first", "last"), strict=True)
        if found
    ]
    return f"From {' to '.join(told)}; chance could put {wording.listing(could)}"


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
