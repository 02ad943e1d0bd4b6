"""Mix beside mix.

What part of the whole each type makes up here, and in the larger area around: a thick bar and a
thin one under it, the largest here first.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from generator.charts import alt, house, namedrows, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures.figures import Figure, latest
from generator.telling.speech import Voice
from generator.terms import wording

WANTS = Wants(categories="all", needs=("against",), of=("count",))
# Chance is worked out exactly where fewer were to be expected; the parts differ by so many points,
# and lie so many standard errors apart, or are as unlikely as this.
FEWEST, POINTS, CLEAR, RARE = 10, 1.5, 2.58, 0.005
MOST_TOLD = 2


class Share(NamedTuple):
    """A type here and around, with the wholes that they are parts of, in counts."""

    here: Figure
    around: Figure
    whole: Figure
    whole_around: Figure

    @property
    def mine(self) -> float:
        """Percent of the whole here."""
        return 100 * self.here.size / self.whole.size

    @property
    def other(self) -> float:
        """Percent of the whole around."""
        return 100 * self.around.size / self.whole_around.size


def choose(request: ChartRequest) -> list[Share]:
    """The types of the newest period, where the area around has all of them for it too; none where
    there are fewer than two, or nothing to be parts of."""
    # The police area and a county are compared with nothing.
    if request.area is None or not request.against or request.area.level in ("county", "force"):
        return []
    dataset = request.voice.dataset
    roots = [c for c in request.categories if dataset.parts(c)]
    if not roots:
        return []
    whole = latest(_series(request, roots[0], request.area.code))
    if whole is None or (whole.count or 0) < small.FEW or not small.is_exact(whole):
        return []
    held = {
        (code, c): f
        for code in (request.area.code, request.against[0].code)
        for c in (roots[0], *dataset.parts(roots[0]))
        for f in _series(request, c, code)
        if f.period == whole.period and f.count is not None and small.is_exact(f)
    }
    around = held.get((request.against[0].code, roots[0]))
    if around is None or (around.count or 0) < small.FEW:
        return []
    found = [
        Share(held[request.area.code, c], held[request.against[0].code, c], whole, around)
        for c in dataset.parts(roots[0])
        if (request.area.code, c) in held and (request.against[0].code, c) in held
    ]
    found.sort(key=lambda share: -share.here.size)
    # A part that is larger than its whole is somebody's slip, and no part.
    is_sound = all(share.mine <= 100 and share.other <= 100 for share in found)
    return found if len(found) > 1 and is_sound else []


def _series(request: ChartRequest, category: str, code: str) -> list[Figure]:
    return request.figures.series(request.voice.key, category, area=code)


def rows(request: ChartRequest, shares: list[Share]) -> list[Row]:
    """Drawn: value and other (percent). Says: label (the type), text, other_text, number."""
    return [
        Row(
            {"value": share.mine, "other": share.other, "shade": "other"},
            {
                "label": request.voice.category_label(share.here.category),
                "text": wording.percent(share.mine, 1),
                "other_text": wording.percent(share.other, 1),
                "count": request.voice.count_text(share.here),
            },
            (share.here, share.around),
        )
        for share in shares
    ]


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: the largest here."""
    return namedrows.largest(rows, lambda row: float(row.drawn["value"]))


def axes(request: ChartRequest, unit: str) -> dict[str, str]:
    """What the axis and the columns say: parts of the whole, here and around."""
    assert request.area  # rows were drawn of it
    around = request.against[0]
    heads = {
        "here": "Here",
        "around": "Area" if around.level == "force" else wording.upper_first(around.level),
    }
    return {"unit": f"Percent of all {request.voice.measure.unit[1]}", **heads}


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The types one below the other, with a column of numbers for here and one for around."""
    top = max(row.drawn[which] for row in rows for which in ("value", "other"))
    ends = {"low": 0, "high": top}
    return namedrows.lay(rows, frame, {**axes, **ends}, ("text", "other_text"))


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """A thick bar for here, a thin grey one under it for the area around."""
    base = alt.Chart(house.rows())
    thick = namedrows.bars(base, house.amount(frame=frame), 11, yOffset=-3, color=house.ACCENT)
    thin = namedrows.bars(base, house.amount("other", frame), 4, yOffset=6, color=house.GREY)
    here = namedrows.column(base, "text", fontWeight="bold", color=house.ACCENT)
    around = namedrows.column(base, "other_text")
    looks: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("text", "here", {"fontWeight": "bold", "color": house.ACCENT}),
        ("other_text", "around", {}),
    )
    heads = [
        house.axes()
        .mark_text(align="right", **look)
        .encode(x=alt.X(f"{word}_at:Q", scale=None), y=alt.value(-10), text=f"{head}:N")
        for word, head, look in looks
    ]
    ends = house.ends(house.amount("low", frame))
    rest = [namedrows.names(base), house.unit_below(), ends]
    return alt.layer(thick, thin, here, around, *heads, *rest)


def describe(request: ChartRequest, shares: list[Share], rows: list[Row]) -> Described:
    """Of which types is there more here for the whole, by more than chance; else which leads."""
    voice = request.voice
    here = voice.place(request.area.code if request.area else "")
    around = voice.place(request.against[0].code)
    period = voice.period_label(shares[0].here.period)
    finding = _finding(voice, shares, around)
    listed = "; ".join(
        f"{row.says['label']} {row.says['text']}, {row.says['other_text']} there"
        for row in rows[:4]
    )
    unit = voice.measure.unit[1]
    return Described(
        finding,
        f"Bars for the part of all {unit} that each type makes up in {here} and, thin and grey, in "
        f"{around}, {period}: {listed}{'; and more in the table' if len(rows) > 4 else ''}.",
        f"Part of all {unit}, {here} (thick) and {around} (thin), {period}",
        (
            Column("label", "Type"),
            Column("count", wording.upper_first(unit), of=0),
            Column("text", "Part here"),
            Column("other_text", f"Part in {around}"),
        ),
    )


def _finding(voice: Voice, shares: list[Share], around: str) -> str:
    """Which types are a larger or a smaller part here by more than chance, the widest first; with
    both numbers."""
    units = voice.measure.unit[1]
    wide = [share for share in shares if abs(share.mine - share.other) >= POINTS]
    odd = sorted((s for s in wide if _is_clear(s)), key=lambda s: -abs(s.mine - s.other))
    if odd:
        first, *more = odd[:MOST_TOLD]
        second = f"; {_beside(voice, more[0])}" if more else ""
        return f"{_first(voice, first, around)}{second}"
    largest = _largest(voice, shares)
    if wide:
        return f"Too few {units} to tell the mix from that of {around}; {largest}"
    return f"Much the same mix of {units} as in {around}; {largest}"


def _first(voice: Voice, share: Share, around: str) -> str:
    """The type that differs most, with its part here and around."""
    units, other = voice.measure.unit[1], _part(share.other)
    if not share.here.size:
        return f"None of the {units} were {_type(voice, share)}; in {around} {other} were"
    label = voice.category_label(share.here.category)
    side = "more" if share.mine > share.other else "less"
    return f"{label} made up {_part(share.mine)} of {units}, {side} than in {around} ({other})"


def _part(percent: float) -> str:
    """A part in words: what is not nought never reads as nought."""
    text = wording.percent(percent, 1)
    return text if float(text[:-1]) else "under 0.1%" if percent else "none"


def _beside(voice: Voice, share: Share) -> str:
    """A second type with its part here and there: "shoplifting 8.1%, less than there (10.3%)"."""
    side = "more" if share.mine > share.other else "less"
    return f"{_type(voice, share)} {_part(share.mine)}, {side} than there ({_part(share.other)})"


def _largest(voice: Voice, shares: list[Share]) -> str:
    """The largest type here with its part, or those that are as large."""
    top = [share for share in shares if share.here.size == shares[0].here.size]
    names = wording.listing([_type(voice, share) for share in top[:MOST_TOLD]])
    mine = wording.percent(top[0].mine, 1)
    if len(top) == 1:
        return f"the largest part was {names} ({mine})"
    return f"the largest parts were {names} ({mine} each)"


def _type(voice: Voice, share: Share) -> str:
    return voice.inside(voice.category_label(share.here.category))


def _tail(share: Share) -> float:
    """How likely are so many or more by chance, were the part as large as around?"""
    whole, part = int(share.whole.size), share.other / 100
    chance, fewer = (1 - part) ** whole, 0.0
    for number in range(int(share.here.size)):
        fewer += chance
        chance *= (whole - number) / (number + 1) * part / (1 - part)
    return 1 - fewer


def _is_clear(share: Share) -> bool:
    """Would chance hardly give so many, were the part as large as around? Normal approximation of
    the binomial, at 99% since a dozen types are looked at; exact where fewer than ten are
    expected, and then only of more: none at all may well be chance."""
    part = share.other / 100
    expected = share.whole.size * part
    if part >= 1:
        return False
    if expected < FEWEST:
        return share.mine > share.other and _tail(share) < RARE
    return abs(share.here.size - expected) > CLEAR * sqrt(expected * (1 - part))
