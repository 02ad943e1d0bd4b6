"""Charts: functions from figures to a picture, its rows and its words. A kind is a module beside
this one.

Each kind's docstring begins with its title. It says what it ``WANTS``, and has five functions:

- ``choose(request)``: which figures it shows, chosen once; nothing where there is too little;
- ``rows(request, chosen)``: a Row for each mark (its fields are documented there);
- ``draw(frame)``: the Altair chart of such rows, without any, for a desk or for a phone;
- ``lay(rows, frame, axes)``: where they stand there, and how far its axes reach;
- ``describe(request, chosen, rows)``: the finding, what a screen reader hears, and the table.

One whose axes say more than the unit has a sixth: ``axes(request, unit)``, their words; one of a
row for each name may have ``seen(rows)``, those that are drawn of many.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from generator.charts import house
from generator.charts.house import Arranged, Frame
from generator.charts.specification import Specification, template_of
from generator.figures.figures import Figure, Figures
from generator.storage.keeping import keep, kept, word_for
from generator.telling.speech import Voice
from generator.terms.areas import Area
from generator.terms.colours import SHIPPED, Palette
from generator.terms.datasets import Dataset

NO_KINDS = (
    *("alt", "drawing", "house", "lettering", "linenames", "namedrows", "ordered"),
    *("side", "small", "specification"),
)
# Read when they are imported, so that the word is that of the code that runs.
CODE = word_for(
    *(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))),
    repr(SHIPPED),
    libraries=("altair",),
)


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """What a chart is to show: an indicator of an area, or of many areas where it is None.

    ``beside`` is a second indicator, where the chart sets one against the other; ``among`` what the
    areas are called together, where that is not their level; ``disputed`` the keys of figures on
    which the documents disagree, from which no finding is told; ``counted_from`` the end that the
    area's place is counted from, the nearer one where it is blank.
    """

    kind: str
    voice: Voice
    figures: Figures
    area: Area | None
    categories: tuple[str, ...]
    against: tuple[Area, ...] = ()
    areas: tuple[Area, ...] = ()
    beside: Voice | None = None
    beside_category: str = ""
    among: str = ""
    disputed: Container[str] = ()
    counted_from: str = ""
    colours: Palette = SHIPPED


# Parts of one whole, none of which holds another.
ONE_LEVEL = "one level"


class Wants(NamedTuple):
    """What a kind is given where a topic does not say: how many ``categories`` of the indicator
    ("one", "all", or "one level" of parts; one where it lists areas), and the level of the
    ``areas`` that it lists. ``needs`` names what a topic has to say, for without it no area has
    such a chart, and ``of`` the kinds of measure that it can be of, where these are not all."""

    categories: str = "one"
    areas: str = ""
    needs: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One mark of a chart: what is ``drawn``, what the table and the labels ``say`` (by the names
    of the columns), and the ``figures`` behind it.

    ``is_rate`` says that its number is a rate and not the count.
    """

    drawn: dict[str, Any]
    says: dict[str, str]
    figures: tuple[Figure, ...]
    is_rate: bool = False

    @property
    def is_this(self) -> bool:
        """Is it of the area that the chart is about?"""
        return bool(self.drawn.get("shade") == "this")


class Column(NamedTuple):
    """A column of a chart's table: the word of its rows, its heading, and, where its text is a
    figure's, the place of that figure among those behind the row."""

    word: str
    heading: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What a chart says in words, and the columns of its table."""

    finding: str
    description: str
    measure: str
    columns: tuple[Column, ...]


class Pictures(NamedTuple):
    """The specifications that the two pictures of a chart are drawn from."""

    desk: Specification
    phone: Specification


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its pictures: what they are drawn from, and what it says."""

    kind: str
    indicator: str
    specs: Pictures
    told: Described
    rows: tuple[Row, ...]

    @property
    def pictures(self) -> dict[str, Specification]:
        """The specifications by the names of their pictures, the desk's first: two equal ones are
        drawn once."""
        return {_fingerprint(spec.text): spec for spec in self.specs}

    @property
    def names(self) -> tuple[str, str]:
        """The names of its pictures: the desk's and the phone's."""
        return _fingerprint(self.specs.desk.text), _fingerprint(self.specs.phone.text)

    @property
    def rates(self) -> list[Figure]:
        """The figures whose rates it shows."""
        return [figure for row in self.rows if row.is_rate for figure in row.figures]

    @property
    def spec(self) -> str:
        """The specification that is published: the desk's."""
        return self.specs.desk.text


@lru_cache(maxsize=64)  # a page asks it of each of its own several times
def _fingerprint(spec: str) -> str:
    return hashlib.sha256(spec.encode()).hexdigest()[:20]


@cache
def kinds() -> tuple[str, ...]:
    """Which kinds of chart are there? The modules here but for the house style and the library."""
    found = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return tuple(sorted(name for name in found if name not in NO_KINDS))


@lru_cache(maxsize=64)
def kind_module(kind: str) -> ModuleType:
    """The module of a kind. Raises KeyError where there is none."""
    if kind not in kinds():
        raise KeyError(kind)
    return importlib.import_module(f"generator.charts.{kind}")


def draw(request: ChartRequest, folder: Path | None = None) -> Drawing | None:
    """What does this chart look like and say? None where there is too little to draw.

    In ``folder`` the templates of the kinds are kept between builds.
    """
    module = kind_module(request.kind)
    chosen = module.choose(request)
    if not chosen:
        return None
    rows: list[Row] = module.rows(request, chosen)
    if not any(figure.count or figure.value for row in rows for figure in row.figures):
        return None  # of noughts alone there is nothing to find
    told: Described = module.describe(request, chosen, rows)
    axes = _axes(request, module, rows)
    seen: list[Row] = module.seen(rows) if hasattr(module, "seen") else rows
    if len(seen) < len(rows):
        more = f"; {len(seen)} of {len(rows)} are drawn, all are in the table"
        told = replace(told, measure=told.measure + more)
    desk, phone = (
        _specified(request, _laid(module, seen, frame, axes), seen, frame, folder)
        for frame in house.FRAMES
    )
    pictures = Pictures(desk, phone)
    return Drawing(request.kind, request.voice.key, pictures, told, tuple(rows))


def _axes(request: ChartRequest, module: ModuleType, rows: list[Row]) -> dict[str, Any]:
    """The words of the axes, and the least step between the numbers along them: one of counts."""
    voice, has_rates = request.voice, any(row.is_rate for row in rows)
    unit = voice.axis(has_rates, one_category(rows))
    words = module.axes(request, unit) if hasattr(module, "axes") else {"unit": unit}
    is_count = voice.measure.kind == "count" and voice.indicator.per != 100 and not has_rates
    return {**words, "step": int(is_count)}


def _laid(module: ModuleType, rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """Where the rows of a kind stand, with all that its axes say."""
    laid: Arranged = module.lay(rows, frame, axes)
    return laid._replace(axes=house.apart({**axes, **laid.axes}))


def one_category(rows: list[Row]) -> str:
    """The category that all figures of a chart are of; blank where they are of several."""
    found = {figure.category for row in rows for figure in row.figures[:1]}
    return next(iter(found)) if len(found) == 1 else ""


def leaves(dataset: Dataset, drawn: Iterable[str]) -> set[str]:
    """Of the categories in a chart, those that hold none of the others: what a title counts.

    A total is no type beside its own parts.
    """
    found, held = set(drawn), dataset.tree
    return {c for c in found if not found & set(held(c)) - {c} and (c != "all" or len(found) < 2)}


def _specified(
    request: ChartRequest, laid: Arranged, rows: list[Row], frame: Frame, folder: Path | None
) -> Specification:
    """The whole specification of one picture."""
    drawn = zip(rows, laid.drawn, strict=True)
    told = [row.drawn | row.says | there for row, there in drawn]
    given = {name for row in (*told, laid.axes) for name, v in row.items() if v not in (None, "")}
    read = _read(request.kind, frame, folder)
    layers = tuple(number for number, names in enumerate(read) if names <= given)
    template = _shared(request.kind, frame, folder, layers, request.colours)
    size = {"height": laid.height, "width": laid.width}
    return Specification.of(template, {"axes": [laid.axes], "rows": told}, size)


@lru_cache(maxsize=64)
def _read(kind: str, frame: Frame, folder: Path | None) -> tuple[set[str], ...]:
    """The columns of the rows that each layer of a kind reads, where it makes none itself."""
    return tuple(
        set()
        if any("as" in step for step in layer.get("transform", ()))
        else {one["field"] for one in layer["encoding"].values() if "field" in one}
        for layer in _template(kind, frame, folder)["layer"]
    )


@lru_cache(maxsize=256)
def _shared(
    kind: str, frame: Frame, folder: Path | None, layers: tuple[int, ...], colours: Palette
) -> str:
    """A kind's template in a project's colours, with the layers in which something is drawn."""
    spec = dict(house.recoloured(_template(kind, frame, folder), colours))
    return template_of(spec | {"layer": [spec["layer"][number] for number in layers]})


@lru_cache(maxsize=64)
def _template(kind: str, frame: Frame, folder: Path | None) -> dict[str, Any]:
    """A kind's specification: Altair writes it once, and it is kept between builds."""
    path = folder / f"{kind}-{frame.name}-{CODE}.json" if folder else None
    if path and (found := kept(path)) is not None:
        return dict(json.loads(found))
    spec = _written(kind, frame)
    if path:
        for old in path.parent.glob(f"{kind}-*{'?' * 32}.json"):
            if not old.name.endswith(f"-{CODE}.json"):
                old.unlink()
        keep(path, json.dumps(spec).encode())
    return spec


@cache
def _written(kind: str, frame: Frame) -> dict[str, Any]:
    """The same, from Altair, without its check, which the tests make once for all. Read only."""
    spec: dict[str, Any] = kind_module(kind).draw(frame).to_dict(validate=False)
    spec.pop("datasets", None)
    spec["config"] = house.theme()
    return spec
