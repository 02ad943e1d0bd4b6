"""The wards of a district, or the districts of the site, on a map, shaded by a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from markupsafe import Markup

from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.maps import View, letters, path, roomy_point, view_of
from generator.pages.shades import Shades, shades_of
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.outlines import Outlines

# How wide and how high it is at most, in its own units.
WIDE, HIGH = 552, 480
HERE, NONE = "here", "none"
# Lists of so many wards or districts stand whole; of longer ones the first, and the rest closed.
MOST_WARDS, MOST_DISTRICTS, FIRST = 6, 13, 3
# The path of a ward, and where its number stands, if there is room.
Drawn = tuple[str, tuple[int, int] | None]


class Shaded(NamedTuple):
    """A ward on a map: its shade, its value as printed, what is said of it, and its place from the
    highest, blank without a value."""

    ward: Area
    figure: Figure | None
    shade: str
    value: str
    said: str
    place: str = ""


class MapOf(NamedTuple):
    """What a map is of: its areas, what these are called together and each, the address of its
    page, and how many are listed there whole."""

    areas: list[Area]
    called: str
    unit: tuple[str, str]
    address: str
    most: int = MOST_WARDS


class Entry(NamedTuple):
    """A line of a map's key: a shade, what it stands for, and how many wards have it."""

    shade: str
    label: str
    told: str


def ward_map(
    book: Book, district: Area, values: Mapping[str, Figure], here: Area | None = None
) -> Markup:
    """The wards of a district, shaded by their figures: in grey around ``here``, or else in blue.

    ``values`` has the figures by the codes of wards, all of one indicator, category and period.
    Wards that have no outline are tiles; empty where they have no tiles either, or no figures.
    """
    unit = ("other ward", "other wards") if here else ("ward", "wards")
    address = book.address(here or district)
    shown = MapOf(mapped(book, district), f"Wards of {district.name}", unit, address)
    return _map(book, shown, values, here)


def district_map(book: Book, values: Mapping[str, Figure]) -> Markup:
    """The districts of the site, shaded by their figures, for its first page; empty where not each
    that there was then has an outline and a figure."""
    periods = {figure.period for figure in values.values()}
    then = [one for one in book.districts if all(one.is_live_in(period) for period in periods)]
    shown = MapOf(then, "Districts", ("district", "districts"), "", MOST_DISTRICTS)
    outlines = book.holdings.outlines.rings
    is_whole = all(one.code in outlines and one.code in values for one in then)
    return _map(book, shown, values) if is_whole else Markup("")


def _map(
    book: Book, drawn_of: MapOf, values: Mapping[str, Figure], here: Area | None = None
) -> Markup:
    outlines = book.holdings.outlines
    shown = drawn_of.areas
    figure = next((values[ward.code] for ward in shown if ward.code in values), None)
    if figure is None:
        return Markup("")
    voice = book.voice(figure.indicator)
    shades = _shades(voice, [values[ward.code] for ward in shown if ward.code in values])
    like = (figure.indicator, figure.category, figure.period.iso, *(ward.code for ward in shown))
    told = [(ward, values.get(ward.code)) for ward in shown]
    # The pages of a district's wards differ in which of them is here, and in no place or value.
    placed = book.kept(("map", *like), lambda: _placed(voice, told, shades))
    shapes = [s._replace(shade=HERE) if s.ward == here else s for s in placed]
    drawn = tuple(ward.code for ward in shown if ward.code in outlines.rings)
    view, drawings = _outlined(outlines, drawn)
    measure = f"{voice.axis(True, figure.category)}, {voice.period_label(figure.period)}"
    return Markup(
        book.render(
            "ward_map",
            view=view,
            drawings=drawings,
            letters=letters(view) if view else 0,
            shapes=shapes,
            # The map as a list; tiles are this list, put into a grid where there is room.
            listed=sorted(shapes, key=_rank),
            places=book.holdings.tiles,
            here=here,
            # On a ward's page the chart above has its neighbours in order.
            first=0 if here else FIRST if len(shapes) > drawn_of.most else len(shapes),
            to=partial(relative, drawn_of.address),
            key=_key(voice, shapes, shades, drawn_of.unit),
            label=f"{drawn_of.called}: {voice.inside(measure)}",
            told=f"{measure}. {_numbers(drawings, drawn_of.unit[1])}".strip(),
            attribution=outlines.attribution,
        )
    )


@lru_cache(maxsize=4)
def _outlined(outlines: Outlines, codes: tuple[str, ...]) -> tuple[View | None, list[Drawn]]:
    """A district's wards as its map draws them, the same on the page of each: the path of each,
    and where its number stands."""
    if not codes:
        return None, []
    rings = [outlines.rings[code] for code in codes]
    view = view_of((ring for each in rings for ring in each), WIDE, HIGH)
    return view, [(path(each, view), roomy_point(each, view)) for each in rings]


def _placed(
    voice: Voice, told: Sequence[tuple[Area, Figure | None]], shades: Shades
) -> list[Shaded]:
    """Each area with its place, counted from the highest, as sentences count it."""
    shapes = [_shape(voice, area, figure, shades) for area, figure in told]
    held = [shape.figure for shape in shapes if shape.figure]
    ranks = [
        comparisons.rank(s.figure, held, len(held), voice.short) if s.figure else None
        for s in shapes
    ]
    pairs = zip(shapes, ranks, strict=True)
    return [s._replace(place=str(r.from_highest)) if r else s for s, r in pairs]


def _numbers(drawings: Sequence[Drawn], of: str) -> str:
    """What the numbers on a map are; blank where there is none."""
    if not drawings:
        return ""
    has_all = all(at for _, at in drawings)
    more = "" if has_all else f"; some {of} are too small for theirs"
    return f"A number on the map is a place in the list{more}."


def mapped(book: Book, district: Area) -> list[Area]:
    """Which wards of a district can be put on a map: those with outlines, else those with tiles."""
    wards = book.holdings.areas.within(district, "ward")
    outlines, tiles = book.holdings.outlines.rings, book.holdings.tiles
    drawn = [ward for ward in wards if ward.code in outlines]
    return drawn or [ward for ward in wards if ward.code in tiles and not ward.end]


def _shades(voice: Voice, figures: Sequence[Figure]) -> Shades:
    decimals = max(voice.indicator.decimals, *(wording.places_of(f.printed) for f in figures))
    return shades_of([f.value for f in figures if f.value is not None], decimals)


def _shape(voice: Voice, ward: Area, figure: Figure | None, shades: Shades) -> Shaded:
    value = voice.short(figure) if figure else ""
    if figure and figure.value is not None:
        step = shades.step_of(figure.value)
        said = f"{value} {voice.inside(voice.axis(True, figure.category))}"
        return Shaded(ward, figure, f"step-{step}", value, said)
    count = f"{voice.spoken(figure)}, " if figure and figure.count is not None else ""
    return Shaded(ward, figure, NONE, "", f"{count}{_none(voice)}")


def _none(voice: Voice) -> str:
    return "no rate" if voice.is_rate else "no figure"


def _rank(shape: Shaded) -> tuple[float, str]:
    value = shape.figure.value if shape.figure else None
    return (-value if value is not None else float("inf")), shape.ward.name


def _key(
    voice: Voice, shapes: Sequence[Shaded], shades: Shades, unit: tuple[str, str]
) -> list[Entry]:
    """What each shade stands for, and in words how many areas have it."""
    mine = [shape for shape in shapes if shape.shade == HERE]
    key = [Entry(HERE, shape.ward.name, shape.value or _none(voice)) for shape in mine]
    for number, label in enumerate(shades.labels(), start=1):
        same = [shape for shape in shapes if shape.shade == f"step-{number}"]
        if same:
            key.append(Entry(f"step-{number}", label, wording.counted(len(same), unit)))
    without = [shape.figure for shape in shapes if shape.shade == NONE]
    if without:
        told = wording.counted(len(without), unit)
        small = [one for one in without if one and _is_small(voice, one)]
        if len(small) == len(without):
            least = voice.indicator.smallest_for_rate
            told += f", under {wording.counted(least, voice.unit(small[0].category))}"
        key.append(Entry(NONE, wording.upper_first(_none(voice)), told))
    return key


def _is_small(voice: Voice, figure: Figure) -> bool:
    return figure.count is not None and figure.count < voice.indicator.smallest_for_rate
