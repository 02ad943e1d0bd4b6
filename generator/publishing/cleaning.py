"""A drawing of Vega as a page has it: each mark with no more than its place, and how it looks said
once for all that follow each other and look the same.

It is the same picture in less than half of the letters. A page has two drawings of each chart, so
they are most of what a page weighs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

# How a mark looks, and what stands before and after that. What only holds marks looks like nothing.
Mark = tuple[str | None, str, str]

# A number, as it is written: with two decimals at most, and no nought at its end.
NUMBER = r"(-?\d+(?:\.\d?[1-9])?)[\d.]*"
AT = rf'transform="translate\({NUMBER},{NUMBER}\)'
# All that is more than that.
MORE = re.compile(r"(?<=\d\.\d\d)\d+")
# What a page says itself, and what is so where nothing is said.
NEEDLESS = re.compile(
    r' (?:aria-[a-z]+|role|style|class|pointer-events|stroke-miterlimit|font-family)="[^"]*"'
    r'| (?:opacity|stroke-width)="1"| font-size="14px"| font-weight="normal"'
    r'| text-anchor="start"| transform="translate\(0,0\)"'
)
PATH = '<path d="'
EMPTY = re.compile(r"<g[^>]*></g>")
VIEW = re.compile(r'viewBox="[^"]*"')


def cleaned(svg: str) -> str:
    """A drawing of Vega without what pages do not need; no style and no class stays in it."""
    start = svg.index(">") + 1
    # A drawing stands in a page of HTML, where it needs no name for its language.
    parts = [f"<svg {' '.join(VIEW.findall(svg, 0, start))}>"]
    for look, marks in groupby(_marks(svg, start), itemgetter(0)):
        parts.append(_together(look, list(marks)))
    return EMPTY.sub("", "".join(parts))


def _together(look: str | None, marks: list[Mark]) -> str:
    """Marks that look the same: lines as one path, others in a group that says it for them."""
    if look is None or len(marks) == 1 or "opacity" in look:
        return "".join([f"{before}{look or ''}{after}" for _, before, after in marks])
    # What is filled has an edge around each, above those before it, and a line that is drawn again
    # on itself is a little stronger.
    if " fill=" not in look and all(before.startswith(PATH) for _, before, _ in marks):
        lines = {before[len(PATH) : -1]: None for _, before, _ in marks}
        if len(lines) == len(marks):
            return f'{PATH}{"".join(lines)}"{look}/>'
    return f"<g{look}>{''.join([before + after for _, before, after in marks])}</g>"


def _marks(svg: str, start: int) -> Iterator[Mark]:
    """All that is drawn, and the groups that move what is in them."""
    ends: list[str] = []
    for found in TAG.finditer(svg, start):
        kind = found.lastindex or 0
        if kind == OPENED:
            kept = _look(found[2])
            ends.append("</g>" if kept else "")
            if kept:
                yield None, f"<g{kept}>", ""
        elif kind == CLOSED:
            if end := ends.pop():
                yield None, end, ""
        else:
            read, parts = READ[kind]
            mark = read(*found.group(*parts))
            if mark[0] is None or _is_seen(mark[0]):
                yield mark


@lru_cache(maxsize=1024)
def _look(said: str) -> str:
    return MORE.sub("", NEEDLESS.sub("", said))


@lru_cache(maxsize=1024)
def _is_seen(look: str) -> bool:
    """Labels that had no room are not, nor marks that make a scale reach somewhere, nor the paper
    that Vega lays under each group."""
    return ' opacity="0"' not in look and (" fill=" in look or " stroke=" in look)


def _line(x: str, y: str, along: str, down: str, said: str) -> Mark:
    way = f"h{along}" if down == "0" else f"v{down}" if along == "0" else f"l{along},{down}"
    return _look(said), f'{PATH}M{x},{y}{way}"', "/>"


def _upright(x: str, y: str, above: str, below: str, said: str) -> Mark:
    top, high = float(y) - float(above), float(above) + float(below)
    return _look(said), f'{PATH}M{x},{top:.6g}v{high:.6g}"', "/>"


def _dot(x: str, y: str, radius: str, said: str) -> Mark:
    return _look(said), f'<circle cx="{x}" cy="{y}" r="{radius}"', "/>"


def _path(moved: str, way: str, said: str) -> Mark:
    return _look(said), f'<path{_look(moved)} d="{MORE.sub("", way)}"', "/>"


def _text(anchor: str, x: str, y: str, said: str, words: str) -> Mark:
    if "<" in words:
        words = re.sub(r"<tspan[^>]*/>", "", words).replace(' x="0"', f' x="{x}"')
        words = re.sub(r"^<tspan>(.*?)</tspan>", r"\1", words)
    return _look(anchor + said), f'<text x="{x}" y="{y}"', f">{words}</text>"


def _other(tag: str, words: str) -> Mark:
    return None, f"<{_look(tag)}{words}", ""


PAPER = r'(?: class="\w+" aria-hidden="true")?'
# What Vega draws, and how it is read.
DRAWN: dict[str, Callable[..., Mark]] = {
    rf'line {AT}" x2="{NUMBER}" y2="{NUMBER}"([^>]*)/>': _line,
    rf'text((?: text-anchor="\w+")?) {AT}"([^>]*)>(.*?)</text>': _text,
    rf'path {AT}" d="M{NUMBER},0A[^"]*"([^>]*)/>': _dot,
    rf'path {AT} rotate\(90\)" d="M-{NUMBER},0L{NUMBER},0"([^>]*)/>': _upright,
    rf'path{PAPER}((?: transform="[^"]*")?) d="([^"]*)"([^>]*)/>': _path,
    r"([^>]*>)([^<]*)": _other,
}
OPENED, CLOSED = 1, 3


def _as_one() -> tuple[re.Pattern[str], dict[int, tuple[Callable[..., Mark], range]]]:
    """One pattern for all that Vega draws, and by the place of each in it: how it is read, and the
    places of what is read of it."""
    patterns, read, place = [r"(g([^>]*)>)", r"(/g>)"], {}, CLOSED + 1
    for pattern, reader in DRAWN.items():
        end = place + 1 + re.compile(pattern).groups
        read[place] = reader, range(place + 1, end)
        patterns.append(f"({pattern})")
        place = end
    return re.compile(f"<(?:{'|'.join(patterns)})", re.DOTALL), read


TAG, READ = _as_one()
