"""Charts: functions from figures to a picture, its rows and its words. A kind is a module beside
this one.

Each kind's docstring begins with its title. It says what it ``WANTS``, and has four functions:

- ``choose(request)``: which figures it shows, chosen once; nothing where there is too little;
- ``rows(request, chosen)``: a Row for each mark (its fields are documented there);
- ``draw(axis)``: the Altair chart of such rows, without any;
- ``describe(request, chosen, rows)``: the finding, what a screen reader hears, and the table.

One whose axes say more than the unit has a fifth: ``axes(request, unit)``, their words, those of
the axis upwards and those along the bottom parted by a bar where there are two.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from generator.charts import house
from generator.figures.figures import Figure, Figures
from generator.storage.keeping import keep, kept, word_for
from generator.telling.speech import Voice
from generator.terms.areas import Area
from generator.terms.colours import SHIPPED, Palette

NO_KINDS = ("alt", "drawing", "house")
# Stand in a template where the words of its axes go.
UPWARD, ALONG = "<upward>", "<along>"
# Read when they are imported, so that the word is that of the code that runs.
CODE = word_for(
    *(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))),
    str(house.WIDTH),
    repr(SHIPPED),
    libraries=("altair",),
)


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """What a chart is to show: an indicator of an area, or of many areas where it is None.

    ``beside`` is a second indicator, where the chart sets one against the other; ``among`` what the
    areas are called together, where that is not their level.
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
    colours: Palette = SHIPPED


class Wants(NamedTuple):
    """What a kind is given where a topic does not say: how many ``categories`` of the indicator
    ("one", "all", or "all of one area"), and the level of the ``areas`` that it lists."""

    categories: str = "one"
    areas: str = ""


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its picture: the specification is what the picture is drawn from."""

    kind: str
    indicator: str
    spec: str
    told: Described
    rows: tuple[Row, ...]

    @property
    def fingerprint(self) -> str:
        """Which picture this is: two equal specifications are drawn once."""
        return hashlib.sha256(self.spec.encode()).hexdigest()[:20]


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
    told: Described = module.describe(request, chosen, rows)
    unit = request.voice.axis(has_rates=any(row.is_rate for row in rows))
    axis: str = module.axes(request, unit) if hasattr(module, "axes") else unit
    spec = dict(house.recoloured(_titled(request.kind, axis, folder), request.colours))
    spec["datasets"] = {"rows": [row.drawn | row.says for row in rows]}
    # What a live chart says of a mark: the columns of the table, by name.
    labels = [{"field": column.word, "title": column.heading} for column in told.columns]
    spec["usermeta"] = {"labels": labels}
    text = json.dumps(
        spec, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return Drawing(request.kind, request.voice.key, text, told, tuple(rows))


@lru_cache(maxsize=512)
def _titled(kind: str, axis: str, folder: Path | None) -> dict[str, Any]:
    """A kind's specification with the words of its axes, but without rows."""
    upward, _, along = axis.partition("|")
    words = {f"{UPWARD}|{ALONG}": axis, UPWARD: upward, ALONG: along}

    def told(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: told(value) for key, value in part.items()}
        if isinstance(part, list):
            return [told(value) for value in part]
        return words.get(part, part) if isinstance(part, str) else part

    spec: dict[str, Any] = told(_template(kind, folder))
    return spec


@lru_cache(maxsize=64)
def _template(kind: str, folder: Path | None) -> dict[str, Any]:
    """A kind's specification: Altair writes and checks it once, and it is kept between builds."""
    path = folder / f"{kind}-{CODE}.json" if folder else None
    if path and (found := kept(path)) is not None:
        return dict(json.loads(found))
    spec = _written(kind)
    if path:
        for old in path.parent.glob(f"{kind}-{'?' * 32}.json"):
            old.unlink()
        keep(path, json.dumps(spec).encode())
    return spec


@cache
def _written(kind: str) -> dict[str, Any]:
    """The same, from Altair. Read only."""
    spec: dict[str, Any] = kind_module(kind).draw(f"{UPWARD}|{ALONG}").to_dict()
    spec.pop("datasets", None)
    spec["config"] = house.theme()
    return spec
