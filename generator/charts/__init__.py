"""Charts: functions from figures to a picture, its rows and its words. A kind is a module here.

Each kind's docstring begins with its title, and it has three functions:

- ``rows(request)``: which figures it shows, as a list of plain records (documented there);
- ``draw(axis)``: the Altair chart of such rows, without any;
- ``describe(request, rows)``: the finding, and what a screen reader hears.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any

from generator.areas import Area
from generator.charts import house
from generator.colours import SHIPPED, Palette
from generator.figures import Figures
from generator.speech import Voice

Rows = list[dict[str, Any]]
HOUSE = "house"
# Fields of rows that tables and sources need and pictures do not.
NOT_DRAWN = ("figure", "other", "is_rate", "earlier_text", "later_text")


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """What a chart is to show: an indicator of an area, or of many areas where it is None.

    ``beside`` is a second indicator, where the chart sets one against the other.
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
    colours: Palette = SHIPPED

    @property
    def axis(self) -> str:
        """The unit of the quantity drawn; of both, parted by a bar, where there are two."""
        own = self.voice.axis(has_rates=False)
        if self.kind != "scatter" or self.beside is None:
            return own
        label = self.beside.category_label(self.beside_category or self.categories[0])
        return f"Percent of people asked|{label} recorded (number)"


@dataclass(frozen=True, slots=True)
class Told:
    """What a chart says in words; ``columns`` are the fields and headings of its table."""

    finding: str
    description: str
    measure: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its picture: the specification is what the picture is drawn from."""

    kind: str
    indicator: str
    spec: str
    told: Told
    rows: Rows

    @property
    def fingerprint(self) -> str:
        """Which picture this is: two equal specifications are drawn once."""
        return hashlib.sha256(self.spec.encode()).hexdigest()[:20]


def kinds() -> list[str]:
    """Which kinds of chart are there? The modules of this package, but for the house style."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != HOUSE)


@lru_cache(maxsize=64)
def kind_module(kind: str) -> ModuleType:
    """The module of a kind. Raises KeyError where there is none."""
    if kind not in kinds():
        raise KeyError(kind)
    return importlib.import_module(f"generator.charts.{kind}")


def draw(request: ChartRequest) -> Drawing | None:
    """What does this chart look like and say? None where there is too little to draw."""
    module = kind_module(request.kind)
    rows: Rows = module.rows(request)
    if not rows:
        return None
    has_rates = any(row.get("is_rate") for row in rows)
    axis = request.voice.axis(has_rates) if has_rates else request.axis
    spec = dict(house.recoloured(_template(request.kind, axis), request.colours))
    drawn = [{key: value for key, value in row.items() if key not in NOT_DRAWN} for row in rows]
    spec["datasets"] = {"rows": drawn}
    text = json.dumps(
        spec, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return Drawing(request.kind, request.voice.key, text, module.describe(request, rows), rows)


@lru_cache(maxsize=512)
def _template(kind: str, axis: str) -> dict[str, Any]:
    """A kind's specification without its rows: Altair writes and checks it once for each unit."""
    chart = kind_module(kind).draw(axis)
    spec: dict[str, Any] = chart.to_dict()
    spec.pop("datasets", None)
    spec["config"] = house.theme()
    return spec
